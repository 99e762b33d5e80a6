package io.itops.incident;

import io.itops.core.InvalidInputException;
import io.itops.core.NotFoundException;
import io.itops.core.Reason;
import io.itops.core.Require;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentSeries;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.IncidentWorkflow;
import io.itops.incident.workflow.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes over what other systems say about incidents. Thread-safe. */
final class ImportDesk {
    private static final String ACTION = "import";

    private final Desk desk;

    ImportDesk(Desk desk) {
        this.desk = desk;
    }

    Outcome<Incident> first(UnitOfWork unit, Trouble trouble, IncidentState state, Instant at, String reason) {
        Instant since = past(at, unit.now());
        alone(state);
        IncidentId id = IncidentId.of(unit.newId());
        unit.authorize(IncidentWorkflow.WORKFLOW.importPermission(), id.ref());
        Optional<IncidentId> holder = Desk.holder(unit, trouble.dedupKey());
        if (state.holdsKey() && holder.isPresent()) {
            return desk.needToKnow().told(unit, keyTaken(id, holder.get()), List.of(holder.get()));
        }
        Optional<IncidentSeries> series = Desk.series(unit, trouble.dedupKey());
        IncidentEvent event = new IncidentEvent.Imported(
                id,
                desk.needToKnow().opening(unit, trouble, series.map(IncidentSeries::last)),
                desk.policyOf(unit, trouble.service()),
                series.map(IncidentSeries::last),
                state,
                since,
                unit.actor(),
                Require.anyText("reason", reason, IncidentCommand.MAX_REASON));
        Outcome<Incident> outcome = desk.corrected(unit, id, event, null);
        Desk.append(unit, series, trouble.dedupKey(), id);
        return outcome;
    }

    Outcome<Incident> state(UnitOfWork unit, IncidentId id, IncidentState state, Instant at, String reason) {
        Instant since = past(at, unit.now());
        Require.anyText("reason", reason, IncidentCommand.MAX_REASON);
        alone(state);
        // Whoever may not import does not learn what exists either.
        unit.authorize(IncidentWorkflow.WORKFLOW.importPermission(), id.ref());
        Versioned<Incident> found =
                unit.find(Incident.TYPE, id.value()).orElseThrow(() -> new NotFoundException(id.ref()));
        Incident incident = found.value();
        desk.needToKnow().require(unit, incident);
        if (incident.state() == IncidentState.MERGED) {
            IncidentId into = incident.mergedInto().orElseThrow();
            return desk.needToKnow()
                    .told(
                            unit,
                            new Outcome.Refused<>(
                                    id.ref(),
                                    ACTION,
                                    List.of(Reason.of("merged", "it must be taken out of " + into + " first"))),
                            List.of(into));
        }
        if (incident.state() == state) {
            return new Outcome.Accepted<>(incident, found.version());
        }
        Optional<IncidentId> other = Desk.holder(unit, incident.dedupKey()).filter(holder -> !holder.equals(id));
        if (state.holdsKey() && other.isPresent()) {
            return desk.needToKnow().told(unit, keyTaken(id, other.get()), List.of(other.get()));
        }
        IncidentEvent event =
                new IncidentEvent.Corrected(incident.state(), state, since, unit.actor(), reason, found.version() + 1);
        return desk.corrected(unit, id, event, incident);
    }

    private static void alone(IncidentState state) {
        Require.that(state != IncidentState.MERGED, "imported state", "be one that an incident has by itself", state);
    }

    private static Instant past(Instant at, Instant now) {
        Instant since = Require.instant("instant of an imported state", at);
        if (since.isAfter(now)) {
            throw new InvalidInputException("instant of an imported state", "not be after " + now, since);
        }
        return since;
    }

    private static Outcome<Incident> keyTaken(IncidentId id, IncidentId holder) {
        return new Outcome.Refused<>(
                id.ref(),
                ACTION,
                List.of(Reason.of(
                        "key-taken", "the dedup key belongs to incident " + holder + " until that one is closed")));
    }
}
