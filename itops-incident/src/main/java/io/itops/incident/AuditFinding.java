package io.itops.incident;

import io.itops.core.Require;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.Optional;

/**
 * An incident whose escalation stands still although people are to be paged: its timer was lost, its job was given up, or no engine runs.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident the incident
 * @param due when its next step should have been taken; empty if no step is due at all, as on what was imported
 * @param sentence what is wrong, for people
 * @since 0.1
 */
public record AuditFinding(IncidentId incident, Optional<Instant> due, String sentence) {
    /** Checks the parts. */
    public AuditFinding {
        Require.present("incident", incident);
        due = Require.present("due instant", due).map(at -> Require.instant("due instant", at));
        Require.text("sentence", sentence, 500);
    }
}
