package io.itops.monitoring.eval;

import io.itops.core.Require;
import io.itops.monitoring.metric.Labels;

/**
 * One element of an instant vector.
 *
 * <p>Immutable and thread-safe.
 *
 * @param labels the labels of the element
 * @param value any double
 * @since 0.1
 */
public record Sample(Labels labels, double value) {
    /** Checks that the labels are given. */
    public Sample {
        Require.present("labels", labels);
    }

    @Override
    public String toString() {
        return labels + " " + value;
    }
}
