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
    CLEAR,
    /** The condition has ceased, but the alert fires on for a while. */
    KEEP,
    /** The condition holds again while the alert fires on. */
    RETURN,
    /** The rule's hold time has been raised above what the condition has held. */
    POSTPONE,
    /** The condition holds, of a rule that counts how often it does. */
    HIT,
    /** The condition does not hold, of a rule that counts how often it does. */
    MISS,
    /** The trouble is of another severity now. */
    REGRADE,
    /** Its trouble, or the end of that, is signalled on its behalf, by an engine that signals again and again. */
    SEND
}
