package io.itops.monitoring.eval;

import io.itops.monitoring.metric.Labels;

/** The samples of one series in a window, without stale markers. The arrays are not shared and not changed. */
record Stretch(Labels labels, boolean dropName, long[] timestamps, double[] values) {
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
