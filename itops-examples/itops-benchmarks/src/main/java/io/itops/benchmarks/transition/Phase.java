package io.itops.benchmarks.transition;

/** The states, in the order of the ring. */
public enum Phase {
    /** Nobody has looked at it. */
    OPEN,
    /** Somebody has taken it. */
    ACKNOWLEDGED,
    /** Somebody works at it. */
    IN_PROGRESS,
    /** It does no harm any more. */
    MITIGATED,
    /** Its cause is gone. */
    RESOLVED,
    /** It is over. */
    CLOSED
}
