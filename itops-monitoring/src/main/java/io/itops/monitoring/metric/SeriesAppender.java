package io.itops.monitoring.metric;

import org.jspecify.annotations.Nullable;

/**
 * Appends samples to one series of a {@link MetricStore}, as {@link MetricStore#append(Labels, long, double)} does, without looking for
 * the series each time. For whoever writes the same series again and again.
 *
 * <p>It reserves nothing. Where the store has not the series, because it has had no sample yet or has dropped the series for its age,
 * the next sample begins it anew, within the store's limits. It belongs to its store alone, and keeps that store in memory: a store made
 * after a restart has to be asked for another.
 *
 * <p>Thread-safe: any number of threads append at once, by this handle, by another of the same series, or by its labels.
 *
 * @since 0.1
 */
public final class SeriesAppender {
    private final MetricStore store;
    private final Labels labels;

    /** What the store found last; it may be gone since. */
    volatile @Nullable MemSeries known;

    SeriesAppender(MetricStore store, Labels labels) {
        this.store = store;
        this.labels = labels;
    }

    /**
     * The identity of the series.
     *
     * @return its labels, the metric's name included
     */
    public Labels labels() {
        return labels;
    }

    /**
     * Adds one sample.
     *
     * @param timestampMillis when it was taken, in milliseconds since 1970-01-01T00:00Z, of the years 1 to 9999
     * @param value any value; the {@link StaleMarker} ends the series
     * @return what became of it
     */
    public AppendOutcome append(long timestampMillis, double value) {
        return store.append(labels, this, timestampMillis, value, false);
    }
}
