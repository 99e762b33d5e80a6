package io.itops.monitoring.eval;

import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.SeriesSamples;
import java.util.Arrays;

/** The growing points of one series that is evaluated instant by instant. */
final class Points {
    private final Labels labels;
    private final boolean dropName;
    private long[] timestamps = new long[16];
    private double[] values = new double[16];
    private int size;

    Points(Labels labels, boolean dropName) {
        this.labels = labels;
        this.dropName = dropName;
    }

    void add(long at, double value) {
        if (size > 0 && timestamps[size - 1] == at) {
            throw Evaluator.sameLabels(labels);
        }
        if (size == timestamps.length) {
            timestamps = Arrays.copyOf(timestamps, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        timestamps[size] = at;
        values[size++] = value;
    }

    Stretch stretch() {
        return new Stretch(labels, dropName, Arrays.copyOf(timestamps, size), Arrays.copyOf(values, size));
    }

    SeriesSamples samples() {
        return SeriesSamples.of(labels, Arrays.copyOf(timestamps, size), Arrays.copyOf(values, size));
    }
}
