package io.itops.monitoring.rule;

/**
 * What becomes of alerts whose condition gives nothing because there is nothing to evaluate: no selector of the condition finds a series
 * that agrees with the alert in the labels that both have.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum NoDataPolicy {
    /** They end, as in Prometheus: what is not there is not wrong, and nothing is told of it. */
    RESOLVE,
    /** They stay as they are until there is data again. */
    KEEP_LAST,
    /**
     * They stay as they are; while no selector finds anything at all, the condition counts as met by one element without labels, so
     * that an alert with the rule's own labels becomes pending and fires.
     */
    FIRE,
    /**
     * As {@link #FIRE}, but that alert is of its own kind: its {@code alertname} is {@code NoData}, its {@code rulename} the rule's
     * name.
     */
    ALERT
}
