package io.itops.monitoring.backtest;

import io.itops.core.Require;
import java.time.Instant;

/**
 * A rule that could not be evaluated, for one reason.
 *
 * <p>Immutable and thread-safe.
 *
 * @param group the group
 * @param rule the rule's index in the group, from 0
 * @param name the rule's name
 * @param reason why, at most 300 characters
 * @param first the first slot
 * @param last the last slot
 * @param slots how many slots failed for this reason, at least one
 * @since 0.1
 */
public record RuleFailure(String group, int rule, String name, String reason, Instant first, Instant last, long slots) {
    static final int MAX_REASON = 300;

    /** Checks the parts. */
    public RuleFailure {
        Require.text("group name", group, 1_000);
        Require.range("rule index", rule, 0, 10_000);
        Require.text("rule name", name, 1_000);
        Require.text("reason", reason, MAX_REASON);
        first = Require.instant("first slot", first);
        last = Require.instant("last slot", last);
        Require.that(!last.isBefore(first), "last slot", "not lie before the first", last);
        Require.that(slots > 0 && slots <= BacktestLimits.MOST_SLOTS, "slots", "be 1 to 1000000000", slots);
    }

    RuleFailure again(Instant slot) {
        return new RuleFailure(group, rule, name, reason, first, slot, slots + 1);
    }
}
