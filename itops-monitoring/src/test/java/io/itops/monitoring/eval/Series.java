package io.itops.monitoring.eval;

import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import java.time.Duration;

/** Builds stores of regular series for tests; a null leaves a sample out. */
final class Series {
    final MetricStore store =
            MetricStore.builder().retention(Duration.ofDays(30)).build();
    private final long step;

    Series(Duration step) {
        this.step = step.toMillis();
    }

    Series add(Labels labels, Double... values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                store.append(labels, i * step, values[i]);
            }
        }
        return this;
    }

    /** A series that begins at {@code start} and grows by {@code rise} a step. */
    Series line(Labels labels, double start, double rise, int samples) {
        for (int i = 0; i < samples; i++) {
            store.append(labels, i * step, start + i * rise);
        }
        return this;
    }
}
