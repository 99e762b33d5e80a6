package io.itops.monitoring.rule;

/**
 * What an evaluation does to an alert.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum AlertAction {
    /** The condition holds from now on; the alert waits until it has held long enough. */
    WAIT,
    /** The condition has held long enough. */
    FIRE,
    /** The condition has ceased. */
    CLEAR
}
