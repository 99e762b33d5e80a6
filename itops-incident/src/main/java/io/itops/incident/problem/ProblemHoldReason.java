package io.itops.incident.problem;

/**
 * What a problem waits for.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ProblemHoldReason {
    /** Whoever reported it, or is hit by it. */
    CALLER,
    /** A supplier. */
    VENDOR,
    /** A change. */
    CHANGE,
    /** That it happens again, or that data come in. */
    EVIDENCE,
    /** People or money. */
    RESOURCES,
    /** Something else, which the note names. */
    OTHER
}
