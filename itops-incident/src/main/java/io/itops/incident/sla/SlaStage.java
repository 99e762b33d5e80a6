package io.itops.incident.sla;

/**
 * How a clock stands. Whether its time is up is another question: {@link SlaReading#breached}.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum SlaStage {
    /** Time counts, as far as the calendar is open. */
    IN_PROGRESS,
    /** Time does not count: the incident waits for someone else. */
    PAUSED,
    /** The goal is reached. */
    COMPLETED,
    /** There is nothing to reach: the incident was none or belongs to another one, or its priority has no limit. */
    CANCELLED
}
