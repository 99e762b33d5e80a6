package io.itops.incident.escalation;

/**
 * How much a step of an escalation policy wants of the people it pages: which of their notification rules apply, and whether their quiet
 * hours hold it up.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum PageUrgency {
    /** Wake them. */
    HIGH,
    /** Tell them when they are up. */
    LOW
}
