package io.itops.monitoring.eval;

import io.itops.monitoring.metric.Labels;

/** The samples of one series in a window, without stale markers. The arrays are neither shared nor changed. */
final class Stretch {
    private final Labels labels;
    private final boolean dropName;
    private final long[] timestamps;
    private final double[] values;

    Stretch(Labels labels, boolean dropName, long[] timestamps, double[] values) {
        this.labels = labels;
        this.dropName = dropName;
        this.timestamps = timestamps;
        this.values = values;
    }

    Labels labels() {
        return labels;
    }

    boolean dropName() {
        return dropName;
    }

    long[] timestamps() {
        return timestamps;
    }

    double[] values() {
        return values;
    }

    int size() {
        return values.length;
    }

    long firstTime() {
        return timestamps[0];
    }

    long lastTime() {
        return timestamps[timestamps.length - 1];
    }

    double first() {
        return values[0];
    }

    double last() {
        return values[values.length - 1];
    }
}
