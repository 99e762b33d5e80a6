package io.itops.prometheus.promqltest;

import java.util.List;
import java.util.Optional;

/** One statement of a test file; each knows the line where it begins, from 1. */
sealed interface Statement {
    int line();

    /** Empties the store. */
    record Clear(int line) implements Statement {}

    /**
     * Fills the store.
     *
     * @param step the distance of a series' points, in milliseconds
     * @param histograms whether classic histograms are loaded as native ones too
     * @param series the series; a later one of the same labels replaces an earlier one
     * @param started whether start timestamps are given too
     */
    record Load(int line, long step, boolean histograms, List<SeriesLine> series, boolean started)
            implements Statement {}

    /** Evaluates and compares. */
    record Eval(int line, String expr, When when, Expected expected) implements Statement {}

    /** What cannot be read; the text is its first line, and it may be read once more is supported. */
    record Malformed(int line, String text, String problem, Optional<String> notSupported) implements Statement {}

    /**
     * The instants of an evaluation, in milliseconds.
     *
     * @param range whether it is a range query
     * @param start the first instant, of an instant query the only one
     * @param end the last instant
     * @param step the distance, of an instant query 0
     */
    record When(boolean range, long start, long end, long step) {
        static When instant(long at) {
            return new When(false, at, at, 0);
        }
    }
}
