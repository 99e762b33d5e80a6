package io.itops.incident.metrics;

import io.itops.core.Require;
import java.util.Optional;

/**
 * Between which bounds a value lies, with a stated confidence.
 *
 * <p>Immutable and thread-safe.
 *
 * @param low the lower bound
 * @param high the upper bound, at least the lower one; empty if what was observed does not bound the value
 * @param level the confidence, 0.5 to 0.9999: 0.95 for 95 %
 * @since 0.1
 */
public record Interval(double low, Optional<Double> high, double level) {
    /** Checks the bounds. */
    public Interval {
        Numbers.finite("lower bound", low);
        Require.present("upper bound", high).ifPresent(bound -> {
            Numbers.finite("upper bound", bound);
            Require.that(bound >= low, "upper bound", "be at least the lower bound " + low, bound);
        });
        Numbers.level(level);
    }

    /**
     * An interval with both bounds.
     *
     * @param low the lower bound
     * @param high the upper bound, at least the lower one
     * @param level the confidence, 0.5 to 0.9999
     * @return the interval
     */
    public static Interval of(double low, double high, double level) {
        return new Interval(low, Optional.of(high), level);
    }

    /**
     * Whether a value lies between the bounds.
     *
     * @param value any finite number
     * @return true on the bounds too
     */
    public boolean contains(double value) {
        Numbers.finite("value", value);
        return value >= low && (high.isEmpty() || value <= high.get());
    }

    /**
     * Whether two intervals share a value: then what they bound cannot be told apart by them.
     *
     * @param other another interval
     * @return true if they touch or overlap
     */
    public boolean overlaps(Interval other) {
        Require.present("interval", other);
        return (high.isEmpty() || other.low <= high.get()) && (other.high.isEmpty() || low <= other.high.get());
    }
}
