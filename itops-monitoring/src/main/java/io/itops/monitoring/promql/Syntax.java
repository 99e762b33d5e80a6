package io.itops.monitoring.promql;

/**
 * What versions of Prometheus read differently, one switch for each difference.
 *
 * <p>Immutable and thread-safe.
 *
 * @param utf8Names whether metric and label names may be any text, in quotes; since 3.0
 * @param plainDurations whether a duration stands for a number of seconds and a number of seconds for a duration, and underscores part
 *     the digits of a number; since 2.54
 * @param holtWinters whether there is {@code holt_winters}; until 2.55, since 3.0 it is the experimental {@code
 *     double_exponential_smoothing}
 * @since 0.1
 */
public record Syntax(boolean utf8Names, boolean plainDurations, boolean holtWinters) {
    /** Prometheus 3: what is used where nothing else is said. */
    public static final Syntax PROMETHEUS_3 = new Syntax(true, true, false);

    /** Prometheus 2.42. */
    public static final Syntax PROMETHEUS_2_42 = new Syntax(false, false, true);
}
