package io.itops.incident.sla;

/**
 * What a clock waits for.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum SlaGoal {
    /** That someone is on it: it ends for good when the incident is first in progress, mitigated or over. */
    RESPOND,
    /** That it is over: it ends when the incident is resolved or closed, and goes on if it is reopened. */
    RESOLVE
}
