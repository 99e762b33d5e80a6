package io.itops.monitoring;

import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.rule.RecordingRule;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** How far back measured samples must reach for an expression to be whole, where it rests on metrics that rules record. */
final class RuleReach {
    private final Collection<GroupRuntime> groups;
    private final Set<String> followed = new HashSet<>();

    private RuleReach(Collection<GroupRuntime> groups) {
        this.groups = groups;
    }

    static Duration of(Expr expr, Collection<GroupRuntime> groups) {
        return new RuleReach(groups).reach(expr);
    }

    private Duration reach(Expr expr) {
        return expr.reach().plus(recorded(expr));
    }

    /** The longest reach among the rules that record what an expression selects; each name is followed once. */
    private Duration recorded(Expr expr) {
        Duration longest = Duration.ZERO;
        if (expr instanceof Selector selector && followed.add(selector.metricName())) {
            for (GroupRuntime group : groups) {
                longest = group.group().rules().stream()
                        .filter(rule ->
                                rule instanceof RecordingRule && rule.name().equals(selector.metricName()))
                        .map(rule -> reach(rule.expression()))
                        .reduce(longest, RuleReach::longer);
            }
        }
        for (Expr child : expr.children()) {
            longest = longer(longest, recorded(child));
        }
        return longest;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
