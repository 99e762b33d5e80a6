package io.itops.prometheus.text;

/**
 * What kind of metric a target says that a metric is.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum MetricType {
    /** A count that grows, and begins anew with its process. */
    COUNTER,
    /** A value that goes up and down. */
    GAUGE,
    /** Counts of observations in cumulative buckets. */
    HISTOGRAM,
    /** Counts in buckets that go up and down; OpenMetrics alone. */
    GAUGE_HISTOGRAM,
    /** Quantiles of observations. */
    SUMMARY,
    /** Labels that tell something and a value of 1; OpenMetrics alone. */
    INFO,
    /** One series for each state, with 1 for those that are set; OpenMetrics alone. */
    STATE_SET,
    /** Not said. */
    UNKNOWN
}
