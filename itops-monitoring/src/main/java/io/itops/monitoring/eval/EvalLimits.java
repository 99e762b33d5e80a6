package io.itops.monitoring.eval;

import io.itops.core.Require;
import java.time.Duration;

/**
 * How much one evaluation may cost; beyond it the evaluation ends in a {@link EvalResult.Failure}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param maxSamples the greatest number of samples read, those of subqueries and of all steps of a range included, 1 to 1,000,000,000
 * @param maxSeries the greatest number of series read, counted once for each selector and step, 1 to 10,000,000
 * @param maxDepth the greatest nesting of the expression, 1 to 500
 * @param maxResult the greatest number of samples in the result and in each vector on the way to it, 1 to 100,000,000
 * @param maxTime the longest time on the evaluation's clock, at most an hour; looked at now and then, so it is exceeded by a little
 * @since 0.1
 */
public record EvalLimits(int maxSamples, int maxSeries, int maxDepth, int maxResult, Duration maxTime) {
    /** Five million samples, 100,000 series, 100 levels, a million samples of result, 30 s. */
    public static final EvalLimits DEFAULTS =
            new EvalLimits(5_000_000, 100_000, 100, 1_000_000, Duration.ofSeconds(30));

    /** Checks the bounds. */
    public EvalLimits {
        Require.range("limit of samples", maxSamples, 1, 1_000_000_000);
        Require.range("limit of series", maxSeries, 1, 10_000_000);
        Require.range("limit of depth", maxDepth, 1, 500);
        Require.range("limit of the result", maxResult, 1, 100_000_000);
        Require.positive("limit of time", maxTime, Duration.ofHours(1));
    }

    /**
     * Limits with the usual ones of the result and of time.
     *
     * @param maxSamples the greatest number of samples read
     * @param maxSeries the greatest number of series read
     * @param maxDepth the greatest nesting of the expression
     */
    public EvalLimits(int maxSamples, int maxSeries, int maxDepth) {
        this(maxSamples, maxSeries, maxDepth, 1_000_000, Duration.ofSeconds(30));
    }
}
