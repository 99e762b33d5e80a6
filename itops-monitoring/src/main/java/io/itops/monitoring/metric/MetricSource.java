package io.itops.monitoring.metric;

import java.util.List;
import java.util.function.Consumer;

/**
 * Where an evaluation reads its samples.
 *
 * <p>Implementations are thread-safe, and give the same series in the same order while nothing is appended.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface MetricSource {
    /**
     * Hands over every series that meets all matchers and has a sample in a closed interval. The sink may throw to stop, so nothing
     * may be held that an exception would leave locked.
     *
     * @param matchers what the labels must meet, all of them
     * @param fromMillis the first instant, in milliseconds since 1970-01-01T00:00Z, inclusive
     * @param toMillis the last instant, inclusive
     * @param sink takes each series once, with its samples of the interval
     */
    void select(List<Matcher> matchers, long fromMillis, long toMillis, Consumer<SeriesSamples> sink);
}
