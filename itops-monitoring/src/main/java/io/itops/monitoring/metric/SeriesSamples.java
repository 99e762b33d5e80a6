package io.itops.monitoring.metric;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;

/**
 * A stretch of one time series: its labels and samples in rising order of time, stale markers included.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class SeriesSamples {
    private final Labels labels;
    private final long[] timestamps;
    private final double[] values;

    private SeriesSamples(Labels labels, long[] timestamps, double[] values) {
        this.labels = labels;
        this.timestamps = timestamps;
        this.values = values;
    }

    /**
     * A stretch from copies of two arrays.
     *
     * @param labels the identity of the series
     * @param timestamps milliseconds since 1970-01-01T00:00Z, strictly rising
     * @param values the values, as many as timestamps
     * @return the stretch
     * @throws InvalidInputException if the lengths differ or the timestamps do not rise
     */
    public static SeriesSamples of(Labels labels, long[] timestamps, double[] values) {
        Require.present("labels", labels);
        Require.present("timestamps", timestamps);
        Require.present("values", values);
        Require.that(timestamps.length == values.length, "values", "be as many as timestamps", values.length);
        for (int i = 1; i < timestamps.length; i++) {
            if (timestamps[i] <= timestamps[i - 1]) {
                throw new InvalidInputException("timestamp", "be later than " + timestamps[i - 1], timestamps[i]);
            }
        }
        return wrap(labels, timestamps.clone(), values.clone());
    }

    static SeriesSamples wrap(Labels labels, long[] timestamps, double[] values) {
        return new SeriesSamples(labels, timestamps, values);
    }

    /**
     * The identity of the series.
     *
     * @return its labels
     */
    public Labels labels() {
        return labels;
    }

    /**
     * The number of samples.
     *
     * @return zero or more
     */
    public int size() {
        return timestamps.length;
    }

    /**
     * When a sample was taken.
     *
     * @param index 0 to {@link #size()} - 1
     * @return milliseconds since 1970-01-01T00:00Z
     */
    public long timestampAt(int index) {
        return timestamps[Place.within(timestamps.length, index)];
    }

    /**
     * What a sample says.
     *
     * @param index 0 to {@link #size()} - 1
     * @return the value, which may be NaN, infinite or the {@link StaleMarker}
     */
    public double valueAt(int index) {
        return values[Place.within(values.length, index)];
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(labels.toString());
        for (int i = 0; i < timestamps.length; i++) {
            out.append(' ').append(values[i]).append('@').append(timestamps[i]);
        }
        return out.toString();
    }
}
