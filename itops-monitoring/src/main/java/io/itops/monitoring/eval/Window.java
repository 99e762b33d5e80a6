package io.itops.monitoring.eval;

import java.util.List;

/**
 * A range vector: the stretches of a window that begins after {@code start} and ends at {@code end}.
 *
 * @param start exclusive, in milliseconds
 * @param end inclusive, in milliseconds
 * @param stretches one for each series with a sample
 */
record Window(long start, long end, List<Stretch> stretches) {
    double seconds() {
        return (end - start) / 1_000.0;
    }
}
