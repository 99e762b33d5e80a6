package io.itops.prometheus.text;

import io.itops.core.Require;
import io.itops.monitoring.metric.Labels;
import java.util.OptionalLong;

/**
 * One sample that a target exposes.
 *
 * <p>Immutable and thread-safe.
 *
 * @param labels the series, the metric's name included
 * @param value any double
 * @param timestamp milliseconds since 1970-01-01T00:00Z; empty where the instant of the scrape counts
 * @since 0.1
 */
public record ExposedSample(Labels labels, double value, OptionalLong timestamp) {
    /** Checks the parts. */
    public ExposedSample {
        Require.present("labels", labels);
        Require.present("timestamp", timestamp);
    }
}
