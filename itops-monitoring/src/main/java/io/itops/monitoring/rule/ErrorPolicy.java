package io.itops.monitoring.rule;

/**
 * What becomes of a rule's alerts when its evaluation fails.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ErrorPolicy {
    /** They stay as they are, as in Prometheus. */
    KEEP_LAST,
    /** They end. */
    RESOLVE,
    /**
     * They stay as they are, and the condition counts as met by one element without labels, so that an alert with the rule's own labels
     * becomes pending and fires.
     */
    FIRE,
    /**
     * As {@link #FIRE}, but that alert is of its own kind: its {@code alertname} is {@code RuleError}, its {@code rulename} the rule's
     * name.
     */
    ALERT
}
