package io.itops.monitoring.metric;

import io.itops.core.Require;
import java.util.List;
import java.util.function.Consumer;

/**
 * A source that gives the newest sample of each series by itself, without the samples before it: nearly all that rules ask for.
 *
 * <p>Implementations are thread-safe, and give the same series in the same order while nothing is appended.
 *
 * @since 0.1
 */
public interface NewestSource extends MetricSource {
    /** Takes the newest samples. */
    @FunctionalInterface
    interface Sink {
        /**
         * Takes the newest sample of a series.
         *
         * @param labels the identity of the series
         * @param timestampMillis when the sample was taken
         * @param value what it says: any double, the {@link StaleMarker} too
         */
        void accept(Labels labels, long timestampMillis, double value);
    }

    /**
     * Hands over the newest sample of every series that meets all matchers and has one in a closed interval: the last one of each
     * that {@link #select} gives, in the same order. The sink may throw to stop.
     *
     * @param matchers what the labels must meet, all of them
     * @param fromMillis the first instant, in milliseconds since 1970-01-01T00:00Z, inclusive
     * @param toMillis the last instant, inclusive
     * @param sink takes each series once
     */
    void selectNewest(List<Matcher> matchers, long fromMillis, long toMillis, Sink sink);

    /**
     * A source as one of newest samples.
     *
     * @param source any source
     * @return the source itself if it is one, else one that takes the last sample of each series that it gives
     */
    static NewestSource of(MetricSource source) {
        return Require.present("source", source) instanceof NewestSource newest ? newest : new LastOfEach(source);
    }

    /**
     * Takes the last sample of each series.
     *
     * @param source where they are from
     */
    record LastOfEach(MetricSource source) implements NewestSource {
        /** Checks that there is a source. */
        public LastOfEach {
            Require.present("source", source);
        }

        @Override
        public void select(List<Matcher> matchers, long fromMillis, long toMillis, Consumer<SeriesSamples> sink) {
            source.select(matchers, fromMillis, toMillis, sink);
        }

        @Override
        public void selectNewest(List<Matcher> matchers, long fromMillis, long toMillis, Sink sink) {
            Require.present("sink", sink);
            source.select(matchers, fromMillis, toMillis, series -> {
                int last = series.size() - 1;
                sink.accept(series.labels(), series.timestampAt(last), series.valueAt(last));
            });
        }
    }
}
