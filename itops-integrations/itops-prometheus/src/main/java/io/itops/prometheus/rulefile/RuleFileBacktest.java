package io.itops.prometheus.rulefile;

import io.itops.core.Require;
import io.itops.monitoring.backtest.Backtest;
import io.itops.monitoring.backtest.BacktestComparison;
import io.itops.monitoring.backtest.BacktestResult;
import io.itops.monitoring.backtest.KnownIncident;
import java.util.List;

/**
 * Runs whole rule files over recorded samples.
 *
 * <pre>{@code
 * BacktestComparison comparison = RuleFileBacktest.compare(lastMonth, older, newer, incidents);
 * comparison.summary(); // would page 14 times less (3 instead of 17), misses none of these 3 incidents
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class RuleFileBacktest {
    private RuleFileBacktest() {}

    /**
     * Tells what the rules of a file would have done.
     *
     * @param backtest over which samples
     * @param file the file
     * @return the alerts that they would have raised
     * @throws io.itops.core.LimitExceededException if a bound of the backtest would be exceeded
     */
    public static BacktestResult run(Backtest backtest, RuleFile file) {
        Require.present("rule file", file);
        return Require.present("backtest", backtest).run(file.ruleGroups());
    }

    /**
     * Compares two versions of a file.
     *
     * @param backtest over which samples
     * @param older the old version
     * @param newer the new version
     * @param incidents what there really was, at most 10,000
     * @return the comparison
     * @throws io.itops.core.LimitExceededException if a bound of the backtest would be exceeded
     */
    public static BacktestComparison compare(
            Backtest backtest, RuleFile older, RuleFile newer, List<KnownIncident> incidents) {
        Require.present("old rule file", older);
        Require.present("new rule file", newer);
        return BacktestComparison.run(backtest, older.ruleGroups(), newer.ruleGroups(), incidents);
    }
}
