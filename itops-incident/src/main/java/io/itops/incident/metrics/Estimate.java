package io.itops.incident.metrics;

import io.itops.core.Require;
import java.util.Optional;

/**
 * A value that was estimated, and how sure it is. Durations are in seconds, costs in the currency of the cost model.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value the point estimate
 * @param interval between which bounds it lies; empty if there are too few observations to say
 * @param method how the interval was, or would have been, made
 * @since 0.1
 */
public record Estimate(double value, Optional<Interval> interval, IntervalMethod method) {
    /** Checks the parts. */
    public Estimate {
        Numbers.finite("estimate", value);
        Require.present("interval", interval);
        Require.present("method", method);
    }

    static Estimate of(double value, double low, double high, double level, IntervalMethod method) {
        return new Estimate(value, Optional.of(Interval.of(low, Math.max(low, high), level)), method);
    }
}
