package io.itops.monitoring;

import io.itops.core.Meters;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.MatcherCache;
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
 * How far back measured samples must reach for an expression to be whole, where it rests on metrics that rules record, be they selected
 * by a pattern. Metrics that rest on themselves are never whole: they are followed once around, from where the expression meets them
 * first. Made once for many expressions; immutable once made.
 */
final class RuleReach {
    /** The expressions that are recorded, by the metrics that they are recorded as. */
    private final Map<String, List<Expr>> recorded = new HashMap<>();

    private final MatcherCache matchers = MatcherCache.ofSize(1_000, Meters.none());

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

    /** That of the condition that reaches farthest: one that clears alerts, say, over a longer time than the one that fires them. */
    Duration of(Rule rule) {
        Duration longest = Duration.ZERO;
        for (Expr expr : rule.expressions()) {
            longest = longer(longest, of(expr));
        }
        return longest;
    }

    Duration of(Expr expr) {
        return recorded.isEmpty() ? expr.reach() : new Walk().reach(expr);
    }

    /** The recorded metrics that a selector may find: all that its matchers of names let through. */
    private Collection<String> recordedOf(Selector selector) {
        List<Matcher> ofNames = selector.nameMatchers();
        if (ofNames.size() == 1 && !selector.metricName().isEmpty()) {
            // Most selectors: one look, whatever is recorded.
            return recorded.containsKey(selector.metricName()) ? List.of(selector.metricName()) : List.of();
        }
        return recorded.keySet().stream()
                .filter(name -> matchers.matchesAll(ofNames, Labels.metric(name)))
                .toList();
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
            Duration longest = Duration.ZERO;
            for (Selector selector : expr.selectors()) {
                for (String name : recordedOf(selector)) {
                    longest = longer(longest, ofMetric(name));
                }
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
            if (underWay.add(name)) {
                for (Expr source : recorded.getOrDefault(name, List.of())) {
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
