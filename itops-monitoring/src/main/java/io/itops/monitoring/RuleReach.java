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
        return recorded.isEmpty() ? expr.reach() : new Walk().reach(expr);
    }

    /** One way through what an expression rests on. */
    private final class Walk {
        private final Map<String, Duration> known = new HashMap<>();
        private final Set<String> underWay = new HashSet<>();

        private Duration reach(Expr expr) {
            return expr.reach().plus(selected(expr));
        }

        /** The longest reach among the metrics that an expression selects. */
        private Duration selected(Expr expr) {
            Duration longest = expr instanceof Selector selector ? ofMetric(selector.metricName()) : Duration.ZERO;
            for (Expr child : expr.children()) {
                longest = longer(longest, selected(child));
            }
            return longest;
        }

        /** The longest reach among the rules that record a metric: looked at once, and none where it rests on itself. */
        private Duration ofMetric(String name) {
            Duration before = known.get(name);
            if (before != null) {
                return before;
            }
            Duration longest = Duration.ZERO;
            if (recorded.containsKey(name) && underWay.add(name)) {
                for (Expr source : recorded.get(name)) {
                    longest = longer(longest, reach(source));
                }
                underWay.remove(name);
                known.put(name, longest);
            }
            return longest;
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
