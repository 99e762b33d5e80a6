package io.itops.monitoring.rule;

import io.itops.core.Require;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules that are evaluated together, one after the other, at the same slots: whole multiples of the interval since 1970-01-01T00:00Z.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name unique, at most 100 characters
 * @param interval the distance of the slots, 1 s to a day; what lies below a millisecond is dropped
 * @param rules in the order of evaluation, at most 10,000, names unique
 * @since 0.1
 */
public record RuleGroup(String name, Duration interval, List<AlertRule> rules) {
    /** Checks the parts. */
    public RuleGroup {
        RuleNames.require("group name", name);
        Require.positive("interval", interval, Duration.ofDays(1));
        Require.that(interval.compareTo(Duration.ofSeconds(1)) >= 0, "interval", "be at least a second", interval);
        interval = Duration.ofMillis(interval.toMillis());
        rules = Require.list("rules", rules);
        Require.size("rules", rules, 0, 10_000);
        Set<String> names = new HashSet<>();
        for (AlertRule rule : rules) {
            Require.that(names.add(rule.name()), "rule name in group " + name, "be unique", rule.name());
        }
    }

    /**
     * A group of some rules.
     *
     * @param name unique
     * @param interval the distance of the slots
     * @param rules in the order of evaluation
     * @return the group
     */
    public static RuleGroup of(String name, Duration interval, AlertRule... rules) {
        return new RuleGroup(name, interval, Require.listOf("rules", rules));
    }
}
