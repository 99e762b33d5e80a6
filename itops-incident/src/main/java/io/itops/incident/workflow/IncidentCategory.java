package io.itops.incident.workflow;

/**
 * The fixed kinds of states. What a program calls its states, it says by labels inside a category; what is allowed, measured and paged
 * hangs on the states and their categories alone.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum IncidentCategory {
    /** It is not known yet whether it is an incident: nobody is paged. */
    TRIAGE,
    /** It is one, and nobody has taken it. */
    OPEN,
    /** Someone is on it. */
    IN_PROGRESS,
    /** It waits for someone or something else. */
    ON_HOLD,
    /** Users no longer suffer from it. */
    MITIGATED,
    /** It is over. */
    RESOLVED,
    /** It is over for good. */
    CLOSED,
    /** It was none. */
    CANCELLED,
    /** It goes on as part of another one. */
    MERGED
}
