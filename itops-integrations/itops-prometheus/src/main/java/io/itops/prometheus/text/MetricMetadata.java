package io.itops.prometheus.text;

import io.itops.core.Require;

/**
 * What a target says of a metric.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name the metric's name; in OpenMetrics that of the family, without the suffixes of its samples
 * @param type its type
 * @param help a text for people, empty if none was given
 * @param unit its unit, empty if none was given
 * @since 0.1
 */
public record MetricMetadata(String name, MetricType type, String help, String unit) {
    private static final int MAX_TEXT = 1 << 20;

    /** Checks the parts. */
    public MetricMetadata {
        Require.text("metric name", name, MAX_TEXT);
        Require.present("metric type", type);
        Require.anyText("help of a metric", help, MAX_TEXT);
        Require.anyText("unit of a metric", unit, MAX_TEXT);
    }

    static MetricMetadata of(String name) {
        return new MetricMetadata(name, MetricType.UNKNOWN, "", "");
    }
}
