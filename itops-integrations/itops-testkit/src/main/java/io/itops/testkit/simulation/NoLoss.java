package io.itops.testkit.simulation;

import io.itops.core.Ref;
import io.itops.core.delivery.Deliveries;
import io.itops.core.journal.JournalEvent;
import io.itops.testkit.simulation.JobBook.End;
import io.itops.testkit.simulation.JobBook.Handing;
import io.itops.testkit.simulation.JobBook.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** I1. */
final class NoLoss implements Check {
    private static final String NAME = "I1 NoLoss";

    /** What a job may be overdue by before it counts as lost: longer than any lease in use. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<String, Instant> accepted = new TreeMap<>();
        history.moments(Moment.Accepted.class)
                .forEach(moment -> accepted.putIfAbsent(moment.delivery().id(), moment.at()));
        Map<String, Life> parked = new TreeMap<>();
        for (Life life : history.jobs().lives()) {
            Moment.Committed last = life.lastEnd;
            parked.remove(life.job.id());
            if (life.end == End.DONE && last != null) {
                boolean aside = tells(last, "job.parked", Ref.of("job", life.job.id()));
                if (aside) {
                    parked.put(life.job.id(), life);
                } else if (life.job.type().equals(Deliveries.JOB)) {
                    delivery(life, last, accepted, found);
                }
            }
        }
        parked.forEach((id, life) -> {
            if (history.find(Ref.of("parked-job", id)).isEmpty()) {
                found.add(new Violation(NAME, WorkChecks.name(life) + " was parked, but no record of it is left"));
            }
        });
        lost(history, found);
        return found;
    }

    private static void delivery(
            Life life, Moment.Committed last, Map<String, Instant> accepted, List<Violation> found) {
        Ref ref = Ref.of("delivery", life.job.id());
        if (tells(last, "delivery.sent", ref)) {
            Instant at = accepted.get(life.job.id());
            if (at == null || at.isAfter(last.at())) {
                found.add(new Violation(
                        NAME, WorkChecks.name(life) + " was told to be sent at " + last.at() + ", but nobody had it"));
            }
        } else if (!tells(last, "delivery.obsolete", ref)) {
            found.add(new Violation(
                    NAME, WorkChecks.name(life) + " went away at " + last.at() + " without a word of what came of it"));
        }
    }

    /** Jobs that nobody was given though they were due for long. */
    private static void lost(History history, List<Violation> found) {
        Instant clock = history.timeline().clockAt(history.end());
        for (Life life : history.jobs().outstanding()) {
            boolean due = !life.due.isAfter(clock.minus(PATIENCE));
            boolean free = life.newest()
                    .map(Handing::leaseUntil)
                    .filter(until -> until.isAfter(history.end().minus(PATIENCE)))
                    .isEmpty();
            if (due && free && history.jobs().head(life)) {
                found.add(new Violation(NAME, WorkChecks.name(life) + " is due since " + life.due + ", but was lost"));
            }
        }
    }

    private static boolean tells(Moment.Committed committed, String type, Ref subject) {
        for (JournalEvent event : committed.commit().events()) {
            if (event.type().equals(type) && event.subjects().contains(subject)) {
                return true;
            }
        }
        return false;
    }
}
