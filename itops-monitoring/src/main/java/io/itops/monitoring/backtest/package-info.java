/**
 * What rules would have done in the past. A {@link io.itops.monitoring.backtest.Backtest} runs rules over recorded samples by the very
 * machinery of the engine; a {@link io.itops.monitoring.backtest.BacktestComparison} tells two versions of rules apart by the alerts and
 * pages that they would have raised, and by the known incidents that they would have caught.
 */
package io.itops.monitoring.backtest;
