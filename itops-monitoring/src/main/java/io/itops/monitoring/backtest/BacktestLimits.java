package io.itops.monitoring.backtest;

import io.itops.core.Require;
import io.itops.monitoring.eval.EvalLimits;

/**
 * How much a backtest may cost; what would exceed a bound ends it in a {@link io.itops.core.LimitExceededException} that names the bound.
 *
 * <p>Immutable and thread-safe.
 *
 * @param evaluation how much one evaluation may cost; beyond it the evaluation fails, as in the engine, and the backtest goes on; its time is
 *     not limited, so that the result does not depend on the machine
 * @param maxSlots the greatest number of slots of all groups together, 1 to 1,000,000,000
 * @param maxAlerts the greatest number of alerts that fire, 1 to 10,000,000; each keeps its explanations
 * @param maxSeries the greatest number of series that the rules record at once, 1 to 10,000,000
 * @param maxSamples the greatest number of recorded samples held at once, 1 to 1,000,000,000; each takes 16 to 32 bytes
 * @since 0.1
 */
public record BacktestLimits(EvalLimits evaluation, int maxSlots, int maxAlerts, int maxSeries, int maxSamples) {
    /** {@link EvalLimits#DEFAULTS}, ten million slots, 10,000 alerts, 100,000 series and ten million samples recorded. */
    public static final BacktestLimits DEFAULTS =
            new BacktestLimits(EvalLimits.DEFAULTS, 10_000_000, 10_000, 100_000, 10_000_000);

    static final int MOST_SLOTS = 1_000_000_000;
    static final int MOST_ALERTS = 10_000_000;

    /** Checks the bounds. */
    public BacktestLimits {
        Require.present("limits of an evaluation", evaluation);
        Require.range("limit of slots", maxSlots, 1, MOST_SLOTS);
        Require.range("limit of alerts", maxAlerts, 1, MOST_ALERTS);
        Require.range("limit of series recorded", maxSeries, 1, 10_000_000);
        Require.range("limit of samples recorded", maxSamples, 1, 1_000_000_000);
    }

    /**
     * These limits with another number of slots.
     *
     * @param slots the greatest number of slots of all groups together
     * @return the limits
     */
    public BacktestLimits withMaxSlots(int slots) {
        return new BacktestLimits(evaluation, slots, maxAlerts, maxSeries, maxSamples);
    }

    /**
     * These limits with another number of alerts.
     *
     * @param alerts the greatest number of alerts that fire
     * @return the limits
     */
    public BacktestLimits withMaxAlerts(int alerts) {
        return new BacktestLimits(evaluation, maxSlots, alerts, maxSeries, maxSamples);
    }
}
