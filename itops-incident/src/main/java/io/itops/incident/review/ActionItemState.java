package io.itops.incident.review;

/**
 * Where an action item stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ActionItemState {
    /** It is to be done. */
    OPEN,
    /** It was done. */
    DONE,
    /** It will not be done. */
    DROPPED
}
