package io.itops.incident.communication;

import io.itops.core.Require;
import io.itops.core.Severity;
import java.time.Duration;

/**
 * A role that must be filled in incidents of a severity and worse.
 *
 * <p>Immutable and thread-safe.
 *
 * @param role the role
 * @param atLeast the mildest severity that the rule holds for
 * @param within how soon, from the time at which the incident has that severity, above zero, at most seven days
 * @since 0.1
 */
public record RoleRule(IncidentRole role, Severity atLeast, Duration within) {
    /** Checks the parts. */
    public RoleRule {
        Require.present("role", role);
        Require.present("severity of a role", atLeast);
        Require.positive("time until a role is filled", within, Duration.ofDays(7));
    }

    boolean concerns(Severity severity) {
        return !atLeast.worseThan(severity);
    }
}
