package io.itops.incident.review;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.List;

/**
 * An earlier incident that is like a later one, and what was to be done after it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident the earlier incident
 * @param service its service
 * @param openedAt when it was opened
 * @param likeness how it is like the later one
 * @param distance how many dependencies lie between their services, 0 for the same one
 * @param open the action items after it that were still open when the later one opened
 * @param done the action items after it that had been done by then: they did not keep it from coming back
 * @since 0.1
 */
public record PastIncident(
        IncidentId incident,
        ServiceId service,
        Instant openedAt,
        Likeness likeness,
        int distance,
        List<ActionItem> open,
        List<ActionItem> done) {
    /** Checks and copies the parts. */
    public PastIncident {
        Require.present("incident id", incident);
        Require.present("service", service);
        openedAt = Require.instant("opening instant", openedAt);
        Require.present("likeness", likeness);
        Require.range("distance", distance, 0, 1_000);
        open = Require.list("open action items", open);
        done = Require.list("done action items", done);
    }
}
