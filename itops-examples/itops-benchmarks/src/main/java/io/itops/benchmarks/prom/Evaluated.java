package io.itops.benchmarks.prom;

import io.itops.monitoring.metric.Labels;
import java.util.Map;

/** What a rule gives: equal up to rounding in the order of additions, which versions do differently. */
final class Evaluated {
    private static final double TOLERANCE = 1e-9;

    private Evaluated() {}

    /** Throws where both sides do not give the same elements, or give none. */
    static void requireEqual(String what, Map<Labels, Double> ours, Map<Labels, Double> theirs) {
        if (ours.isEmpty()) {
            throw new IllegalStateException(what + " gives nothing");
        }
        if (!ours.keySet().equals(theirs.keySet())) {
            throw new IllegalStateException(what + " gives " + ours.size() + " elements, but the other side "
                    + theirs.size() + " or other ones");
        }
        ours.forEach((labels, value) -> {
            double other = theirs.getOrDefault(labels, Double.NaN);
            if (!(Math.abs(value - other) <= TOLERANCE * Math.abs(value))) {
                throw new IllegalStateException(
                        what + " gives " + value + " for " + labels + ", but the other side " + other);
            }
        });
    }
}
