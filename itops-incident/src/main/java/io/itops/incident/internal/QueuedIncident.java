package io.itops.incident.internal;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.store.IndexValue;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import java.util.Optional;

/**
 * The place of an incident in the queue that it waits in; empty once it does not wait any more. There is one only for incidents that were
 * ever queued.
 */
public record QueuedIncident(IncidentId incident, Optional<String> queue, Optional<String> order) {
    /** How places are kept; indexes {@code queue} and {@code order}. */
    public static final RecordType<QueuedIncident> TYPE = RecordType.of("queued-incident", 1, t -> {
        t.id(place -> place.incident().value());
        t.optionalTextIndex("queue", QueuedIncident::queue);
        t.optionalTextIndex("order", QueuedIncident::order);
        var incident = t.field("incident", IncidentId.CODEC, QueuedIncident::incident);
        var queue = t.optional("queue", Codec.TEXT, QueuedIncident::queue);
        var order = t.optional("order", Codec.TEXT, QueuedIncident::order);
        return row -> new QueuedIncident(row.get(incident), row.get(queue), row.get(order));
    });

    /** Checks that all parts are given. */
    public QueuedIncident {
        Require.present("incident id", incident);
        Require.present("queue", queue);
        Require.present("order", order);
    }

    /** The place of an incident, wherever it waits. */
    public static QueuedIncident of(Incident incident) {
        return new QueuedIncident(
                incident.id(), incident.queue(), incident.queue().map(unused -> order(incident)));
    }

    /** What comes first in a queue: the better priority, then what was opened first. */
    public static String order(Incident incident) {
        return incident.priority().name() + IndexValue.of(incident.openedAt());
    }
}
