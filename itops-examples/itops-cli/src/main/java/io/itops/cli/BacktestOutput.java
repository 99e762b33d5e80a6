package io.itops.cli;

import io.itops.monitoring.backtest.BacktestComparison;

/** How what rules would have done is printed. */
interface BacktestOutput {
    /** What the rules would have done; those that they are compared with are the rules themselves where there are no others. */
    void report(BacktestComparison comparison, boolean compared);

    /** Why there is nothing to report. */
    void error(String message);

    /** What is wrong with a file, which is told to people already. */
    void unreadable(String why);
}
