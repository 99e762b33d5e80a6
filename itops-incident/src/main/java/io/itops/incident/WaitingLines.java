package io.itops.incident;

import io.itops.core.ItOps;
import io.itops.core.Require;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.internal.IncidentFollower;
import io.itops.incident.internal.QueuedIncident;
import io.itops.incident.internal.ReadingRights;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.Places;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What waits in queues, in the order in which it is to be taken. Thread-safe. */
record WaitingLines(ItOps ops, Places places) {
    /** Keeps the places of incidents in step with them. */
    static final IncidentFollower FOLLOWER = WaitingLines::follow;

    private static void follow(UnitOfWork unit, @Nullable Incident before, Incident after) {
        boolean waited = before != null && before.queue().isPresent();
        if (!waited && after.queue().isEmpty()) {
            return;
        }
        QueuedIncident place = QueuedIncident.of(after);
        Optional<QueuedIncident> known =
                unit.find(QueuedIncident.TYPE, after.id().value()).map(Versioned::value);
        if (!known.equals(Optional.of(place))) {
            unit.put(QueuedIncident.TYPE, place);
        }
    }

    List<Incident> of(String queue, Optional<Incident> behind, int most, ReadingRights rights) {
        String known = places.known(queue);
        Require.range("number of incidents", most, 1, 1_000);
        RecordQuery<QueuedIncident> query = RecordQuery.of(QueuedIncident.TYPE)
                .where("queue", known)
                .orderBy("order")
                .limit(most);
        behind.ifPresent(
                last -> query.behind(QueuedIncident.order(last), last.id().value()));
        // what is shown is what the rights were asked of: read again, it may be restricted since
        Map<IncidentId, Incident> read = new HashMap<>();
        return ops
                .records()
                .first(query, place -> {
                    Optional<Incident> found = incident(place, known).filter(rights::reads);
                    found.ifPresent(incident -> read.put(incident.id(), incident));
                    return found.isPresent();
                })
                .stream()
                .flatMap(place -> Optional.ofNullable(read.get(place.value().incident())).stream())
                .map(rights::shown)
                .toList();
    }

    /** The incident, if it still waits there: it may have gone since its place was read. */
    private Optional<Incident> incident(QueuedIncident place, String queue) {
        return ops.records()
                .find(Incident.TYPE, place.incident().value())
                .map(Versioned::value)
                .filter(incident -> incident.queue().equals(Optional.of(queue)));
    }
}
