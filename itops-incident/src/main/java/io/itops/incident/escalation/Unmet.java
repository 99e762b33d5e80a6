package io.itops.incident.escalation;

/**
 * What becomes of a step whose conditions do not hold when its turn comes.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum Unmet {
    /** The next step is taken at once, and the journal says why. */
    SKIP,
    /** The step is taken as soon as its conditions hold; nothing but time decides about them. */
    WAIT
}
