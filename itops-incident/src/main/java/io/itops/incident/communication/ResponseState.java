package io.itops.incident.communication;

/**
 * Whether an incident is still responded to.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ResponseState {
    /** The incident lasts. */
    ACTIVE,
    /** The incident is over; what has been told of it once waits for a last update. */
    OVER
}
