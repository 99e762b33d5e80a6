package io.itops.monitoring;

import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.rule.RecordingRule;
import io.itops.monitoring.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far back measured samples must reach for an expression to be whole, where it rests on metrics that rules record. Made once for
 * many expressions; immutable once made.
 */
final class RuleReach {
    /** The expressions that are recorded, by the metrics that they are recorded as. */
    private final Map<String, List<Expr>> recorded = new HashMap<>();

    private RuleReach() {}

    static RuleReach over(Collection<GroupRuntime> groups) {
        RuleReach reach = new RuleReach();
        for (GroupRuntime group : groups) {
            for (Rule rule : group.group().rules()) {
                if (rule instanceof RecordingRule) {
                    reach.recorded
                            .computeIfAbsent(rule.name(), name -> new ArrayList<>())
                            .add(rule.expression());
                }
            }
        }
        return reach;
    }

    Duration of(Expr expr) {
        return recorded.isEmpty() ? expr.reach() : reach(expr, new HashSet<>());
    }

    private Duration reach(Expr expr, Set<String> followed) {
        return expr.reach().plus(recorded(expr, followed));
    }

    /** The longest reach among the rules that record what an expression selects; each name is followed once. */
    private Duration recorded(Expr expr, Set<String> followed) {
        Duration longest = Duration.ZERO;
        if (expr instanceof Selector selector && followed.add(selector.metricName())) {
            for (Expr source : recorded.getOrDefault(selector.metricName(), List.of())) {
                longest = longer(longest, reach(source, followed));
            }
        }
        for (Expr child : expr.children()) {
            longest = longer(longest, recorded(child, followed));
        }
        return longest;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
