package io.itops.incident.metrics;

import io.itops.core.Require;
import java.time.Duration;

/**
 * What is known of a rate after events were counted for a while: a gamma distribution, which a Poisson count turns into another one.
 *
 * <p>Immutable and thread-safe.
 *
 * @param shape the shape, 0.001 to 1,000,000,000: the events seen and those that the prior stands for
 * @param days the rate parameter in days, 0.001 to 1,000,000,000: the time seen and that which the prior stands for
 * @since 0.1
 */
public record RatePosterior(double shape, double days) {
    static final double DAY = 86_400;
    private static final Duration LONGEST = Duration.ofDays(366L * 10_000);

    /** Checks the parameters. */
    public RatePosterior {
        Require.range("shape", shape, 0.001, 1e9);
        Require.range("days", days, 0.001, 1e9);
    }

    /**
     * What is known after a count, by the prior of Jeffreys: half an event in no time. Zero events give a posterior too.
     *
     * @param events how many were seen, 0 to 100,000,000
     * @param seen for how long, at least two minutes
     * @return the posterior
     */
    public static RatePosterior ofCount(int events, Duration seen) {
        Require.range("number of events", events, 0, 100_000_000);
        return new RatePosterior(events + 0.5, inDays(seen));
    }

    private static double inDays(Duration duration) {
        return DurationSample.seconds(Require.positive("time", duration, LONGEST)) / DAY;
    }

    /**
     * What is known after more was seen.
     *
     * @param events how many more events, 0 to 100,000,000
     * @param seen for how much longer
     * @return a new posterior; a prior of one's own is the first of them
     */
    public RatePosterior updated(int events, Duration seen) {
        Require.range("number of events", events, 0, 100_000_000);
        return new RatePosterior(shape + events, days + inDays(seen));
    }

    /**
     * The rate.
     *
     * @param level the confidence, 0.5 to 0.9999
     * @return events a day: the posterior mean, and the interval between its quantiles
     */
    public Estimate perDay(double level) {
        Numbers.level(level);
        return Estimate.of(
                shape / days,
                Gammas.quantile(shape, (1 - level) / 2) / days,
                Gammas.quantile(shape, (1 + level) / 2) / days,
                level,
                IntervalMethod.POSTERIOR);
    }

    /**
     * How likely it is that a time passes without an event, whatever the rate may be.
     *
     * @param time the time to come
     * @return the chance, 0 to 1
     */
    public double chanceOfNone(Duration time) {
        return Math.exp(-shape * Math.log1p(inDays(time) / days));
    }
}
