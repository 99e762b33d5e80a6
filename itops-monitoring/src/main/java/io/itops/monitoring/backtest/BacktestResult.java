package io.itops.monitoring.backtest;

import io.itops.core.Require;
import java.time.Instant;
import java.util.List;

/**
 * What rules would have done.
 *
 * <p>Immutable and thread-safe.
 *
 * @param from the start of the time looked at
 * @param to its end
 * @param slots how many slots were evaluated, of all groups together
 * @param alerts the alerts that fired, by the time they fired, then by rule and labels
 * @param pendingOnly how many alerts were pending and have not fired
 * @param pages the incidents that would have been opened, by their time, then by their key
 * @param failures the rules that could not be evaluated, in the order of groups and rules; at most 20 reasons a rule, the rest under the
 *     last of them
 * @since 0.1
 */
public record BacktestResult(
        Instant from,
        Instant to,
        long slots,
        List<BacktestAlert> alerts,
        long pendingOnly,
        List<BacktestPage> pages,
        List<RuleFailure> failures) {
    /** As many as rules of groups may have at all their slots. */
    private static final long MOST_PENDING = 100_000L * 10_000 * BacktestLimits.MOST_SLOTS;

    /** Checks the parts. */
    public BacktestResult {
        from = Require.instant("start of the backtest", from);
        to = Require.instant("end of the backtest", to);
        Require.that(!to.isBefore(from), "end of the backtest", "not lie before its start", to);
        Require.that(slots >= 0 && slots <= BacktestLimits.MOST_SLOTS, "slots", "be 0 to 1000000000", slots);
        alerts = Require.list("alerts", alerts);
        Require.that(
                pendingOnly >= 0 && pendingOnly <= MOST_PENDING,
                "alerts that were pending only",
                "be 0 to " + MOST_PENDING,
                pendingOnly);
        pages = Require.list("pages", pages);
        failures = Require.list("failures", failures);
    }
}
