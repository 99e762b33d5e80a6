package io.itops.monitoring.eval;

import io.itops.core.Require;

/**
 * How much one evaluation may cost; beyond it the evaluation ends in a {@link EvalResult.Failure}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param maxSamples the greatest number of samples read, those of subqueries included, 1 to 1,000,000,000
 * @param maxSeries the greatest number of series read, counted once for each selector, 1 to 10,000,000
 * @param maxDepth the greatest nesting of the expression, 1 to 500
 * @since 0.1
 */
public record EvalLimits(int maxSamples, int maxSeries, int maxDepth) {
    /** Five million samples, 100,000 series, 100 levels. */
    public static final EvalLimits DEFAULT = new EvalLimits(5_000_000, 100_000, 100);

    /** Checks the bounds. */
    public EvalLimits {
        Require.range("limit of samples", maxSamples, 1, 1_000_000_000);
        Require.range("limit of series", maxSeries, 1, 10_000_000);
        Require.range("limit of depth", maxDepth, 1, 500);
    }
}
