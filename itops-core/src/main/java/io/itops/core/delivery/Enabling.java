package io.itops.core.delivery;

import io.itops.core.Actor;
import io.itops.core.Kernel;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.SafeText;
import io.itops.core.access.Permission;
import io.itops.core.internal.Transactions;
import io.itops.core.journal.Journal;
import io.itops.core.journal.JournalEntry;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Tree;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.Agenda;
import io.itops.core.work.ParkedJob;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Enables a destination and queues again what was parked for it meanwhile. That may take several commits: the record of the disabled
 * destination stays until the last, so that an enabling that was cut short can be asked for again. Thread-safe if the given Store is.
 */
final class Enabling {
    private static final Permission PERMISSION = Permission.of("delivery.enable");

    /** Each takes a removal, a job and a journal entry. */
    private static final int JOBS_PER_COMMIT = 250;

    private final Kernel kernel;
    private final Agenda agenda;
    private final Journal journal;

    Enabling(Kernel kernel, Agenda agenda) {
        this.kernel = kernel;
        this.agenda = agenda;
        this.journal = new Journal(kernel.store());
    }

    int enable(Destination destination, Actor actor) {
        DisabledDestination disabled = Transactions.run(kernel, actor, unit -> begin(destination, unit));
        List<String> jobs = parkedFor(disabled);
        for (int i = 0; i < jobs.size(); i += JOBS_PER_COMMIT) {
            List<String> some = jobs.subList(i, Math.min(jobs.size(), i + JOBS_PER_COMMIT));
            Transactions.run(kernel, actor, unit -> requeue(some, unit));
        }
        Transactions.run(kernel, actor, unit -> end(destination, unit));
        agenda.wake();
        return jobs.size();
    }

    private static DisabledDestination begin(Destination destination, UnitOfWork unit) {
        String id = destination.toString();
        Ref ref = DisabledDestination.TYPE.ref(id);
        unit.authorize(PERMISSION, ref);
        DisabledDestination disabled = unit.find(DisabledDestination.TYPE, id)
                .orElseThrow(() -> new NotFoundException(ref))
                .value();
        if (!disabled.parks()) {
            return disabled;
        }
        DisabledDestination enabled =
                new DisabledDestination(destination, disabled.reason(), disabled.since(), Optional.of(unit.now()));
        unit.put(DisabledDestination.TYPE, enabled);
        unit.event("delivery.enabled", List.of(ref), SafeText.oneLine(destination + " enabled"), Tree.Obj.of(Map.of()));
        return enabled;
    }

    /** In the order in which they were parked, which is the order of their lanes; instants do not tell it, the journal does. */
    private List<String> parkedFor(DisabledDestination disabled) {
        return agenda.parked().stream()
                .filter(job -> job.type().equals(Deliveries.JOB)
                        && !job.parkedAt().isBefore(disabled.since())
                        && isFor(disabled.destination(), job))
                .sorted(Comparator.comparingLong(this::parkingSequence))
                .map(ParkedJob::id)
                .toList();
    }

    private static boolean isFor(Destination destination, ParkedJob job) {
        String lane = job.lane().orElse("");
        return lane.startsWith("deliver:" + destination + ':')
                && Notification.CODEC
                        .read(CanonicalJson.read(job.payload()))
                        .to()
                        .equals(destination);
    }

    private long parkingSequence(ParkedJob job) {
        return journal.about(Ref.of("job", job.id())).stream()
                .filter(entry -> entry.event().type().equals("job.parked"))
                .mapToLong(JournalEntry::sequence)
                .max()
                .orElse(0);
    }

    private Boolean requeue(List<String> jobs, UnitOfWork unit) {
        for (String job : jobs) {
            if (unit.find(ParkedJob.TYPE, job).isPresent()) {
                agenda.requeue(job, unit);
            }
        }
        return true;
    }

    private static Boolean end(Destination destination, UnitOfWork unit) {
        unit.find(DisabledDestination.TYPE, destination.toString())
                .filter(disabled -> !disabled.value().parks())
                .ifPresent(enabled -> unit.remove(DisabledDestination.TYPE, destination.toString()));
        return true;
    }
}
