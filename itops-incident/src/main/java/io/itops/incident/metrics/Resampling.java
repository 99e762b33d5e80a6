package io.itops.incident.metrics;

import io.itops.core.Require;

/**
 * How bootstrap intervals are made. The same samples and the same resampling give the same intervals, on every release of Java and
 * whatever the order of the samples.
 *
 * <p>Immutable and thread-safe.
 *
 * @param seed any number
 * @param resamples how many samples are drawn from the sample, 100 to 100,000
 * @param level the confidence of the intervals, 0.5 to 0.9999
 * @param method {@link IntervalMethod#BCA} or {@link IntervalMethod#PERCENTILE}
 * @since 0.1
 */
public record Resampling(long seed, int resamples, double level, IntervalMethod method) {
    /** Checks the parts. */
    public Resampling {
        Require.range("number of resamples", resamples, 100, 100_000);
        Numbers.level(level);
        Require.present("method", method);
        Require.that(
                method == IntervalMethod.BCA || method == IntervalMethod.PERCENTILE,
                "method of resampling",
                "be BCA or PERCENTILE",
                method);
    }

    /**
     * BCa intervals of 95 % by 2,000 resamples.
     *
     * @param seed any number
     * @return a resampling
     */
    public static Resampling seeded(long seed) {
        return new Resampling(seed, 2_000, 0.95, IntervalMethod.BCA);
    }

    /**
     * This resampling with more or fewer resamples.
     *
     * @param wanted how many, 100 to 100,000
     * @return a new resampling
     */
    public Resampling times(int wanted) {
        return new Resampling(seed, wanted, level, method);
    }

    /**
     * This resampling with another confidence.
     *
     * @param wanted the confidence, 0.5 to 0.9999
     * @return a new resampling
     */
    public Resampling at(double wanted) {
        return new Resampling(seed, resamples, wanted, method);
    }

    /**
     * This resampling by another method.
     *
     * @param wanted {@link IntervalMethod#BCA} or {@link IntervalMethod#PERCENTILE}
     * @return a new resampling
     */
    public Resampling by(IntervalMethod wanted) {
        return new Resampling(seed, resamples, level, wanted);
    }
}
