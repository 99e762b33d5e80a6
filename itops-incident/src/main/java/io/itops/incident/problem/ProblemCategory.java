package io.itops.incident.problem;

/**
 * What the state of a problem comes to: for lists, figures and other systems, which have states of their own.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ProblemCategory {
    /** It waits for someone to take it. */
    OPEN,
    /** It is worked on. */
    IN_PROGRESS,
    /** It waits for something else. */
    ON_HOLD,
    /** It is over unless someone finds otherwise. */
    RESOLVED,
    /** It is over. */
    CLOSED,
    /** It was none, or another one. */
    CANCELLED
}
