package io.itops.incident;

import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Codec;
import io.itops.core.record.Records;
import io.itops.core.record.Shape;
import io.itops.core.record.Versioned;
import io.itops.core.store.Claim;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobHandler;
import io.itops.core.work.JobOutcome;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentAction;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.IncidentWorkflow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves the parts of what was resolved: a few in the same commit, many by jobs of a lane, so many in one commit as fit; what is left is
 * another job, which begins behind the last one. A whole that has been opened again meanwhile leaves the rest of its parts alone. Thread-safe.
 */
final class PartsDesk implements JobHandler {
    static final String JOB = "incident.resolve-parts";

    /** So many parts, down to the lowest, are resolved in the commit of their whole. */
    static final int AT_ONCE = 10;

    /** A commit holds 1,000 operations; behind so many no further part begins, since one may take some hundred by itself. */
    private static final int ENOUGH = 400;

    private static final Set<IncidentState> RESOLVED = EnumSet.of(IncidentState.RESOLVED, IncidentState.CLOSED);

    private final Desk desk;
    private final Records records;

    PartsDesk(Desk desk, Records records) {
        this.desk = desk;
        this.records = records;
    }

    /** Some of the parts of an incident: those whose ids come behind one. */
    private record Errand(IncidentId whole, String after) {
        static final Codec<Errand> CODEC = Shape.of("parts", s -> {
            var whole = s.field("whole", IncidentId.CODEC, Errand::whole);
            var after = s.field("after", Codec.TEXT, Errand::after);
            return row -> new Errand(row.get(whole), row.get(after));
        });
    }

    /** The parts of an incident that would be resolved with it, each below its whole. They are read beside the unit of work. */
    List<IncidentId> open(Incident whole, int most) {
        List<IncidentId> all = new ArrayList<>();
        List<Incident> level = List.of(whole);
        while (!level.isEmpty() && all.size() < most) {
            List<Incident> next = level.stream()
                    .flatMap(above -> above.family().children().stream())
                    .flatMap(id -> records.find(Incident.TYPE, id.value()).stream())
                    .map(Versioned::value)
                    .filter(PartsDesk::resolvable)
                    .toList();
            next.forEach(part -> all.add(part.id()));
            level = next;
        }
        return all;
    }

    private static boolean resolvable(Incident part) {
        return IncidentWorkflow.LIFECYCLE.allows(part.state(), IncidentAction.RESOLVE);
    }

    /** Does to the parts what was done to the whole. */
    void resolve(UnitOfWork unit, Incident whole) {
        if (whole.family().children().isEmpty()) {
            return;
        }
        if (unit.operations() <= ENOUGH && open(whole, AT_ONCE + 1).size() <= AT_ONCE) {
            whole.family().children().forEach(part -> resolve(unit, part, whole.id()));
        } else {
            enqueue(unit, new Errand(whole.id(), ""));
        }
    }

    private void resolve(UnitOfWork unit, IncidentId part, IncidentId whole) {
        Optional<Incident> found = unit.find(Incident.TYPE, part.value()).map(Versioned::value);
        if (found.filter(PartsDesk::resolvable).isPresent()) {
            desk.follow(
                    unit,
                    part,
                    new IncidentCommand.Resolve(
                            "with incident " + whole + ", of which it is a part", false, Optional.empty()));
        }
    }

    private static void enqueue(UnitOfWork unit, Errand errand) {
        unit.enqueue(JOB, "incident-parts:" + errand.whole(), unit.now(), Errand.CODEC.write(errand));
    }

    @Override
    public JobOutcome handle(Claim claim, UnitOfWork unit) {
        Errand errand = Errand.CODEC.read(CanonicalJson.read(claim.job().payload()));
        Optional<Incident> whole =
                unit.find(Incident.TYPE, errand.whole().value()).map(Versioned::value);
        if (whole.filter(known -> RESOLVED.contains(known.state())).isEmpty()) {
            return JobOutcome.DONE;
        }
        String last = errand.after();
        for (IncidentId part : whole.get().family().children()) {
            if (part.value().compareTo(errand.after()) <= 0) {
                continue;
            }
            if (unit.operations() > ENOUGH) {
                enqueue(unit, new Errand(errand.whole(), last));
                return JobOutcome.DONE;
            }
            resolve(unit, part, errand.whole());
            last = part.value();
        }
        return JobOutcome.DONE;
    }
}
