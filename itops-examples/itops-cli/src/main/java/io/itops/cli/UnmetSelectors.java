package io.itops.cli;

import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.metric.UnmetMatcher;
import io.itops.monitoring.rule.RecordingRule;
import io.itops.monitoring.rule.Rule;
import io.itops.monitoring.rule.RuleGroup;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells of selectors that find no series in the samples of a backtest: rules that rest on them do nothing, and say nothing. */
final class UnmetSelectors {
    private static final int NAMES = 3;

    private final MetricStore names;

    private UnmetSelectors(LoadedSamples samples) {
        this.names = samples.names();
    }

    /** A line for each, in the order of the rules, with what there is instead. What the rules themselves make is none of them. */
    static List<String> of(List<RuleGroup> groups, LoadedSamples samples) {
        Set<String> made = new HashSet<>(List.of("ALERTS", "ALERTS_FOR_STATE"));
        groups.stream()
                .flatMap(group -> group.rules().stream())
                .filter(RecordingRule.class::isInstance)
                .forEach(rule -> made.add(rule.name()));
        Map<Selector, String> unmet = new LinkedHashMap<>();
        for (RuleGroup group : groups) {
            for (Rule rule : group.rules()) {
                rule.expressions().stream()
                        .flatMap(expr -> expr.selectors().stream())
                        .filter(selector -> !names(selector, made, samples) && !samples.hold(selector.matchers()))
                        .forEach(selector -> unmet.putIfAbsent(selector, rule.name()));
            }
        }
        if (unmet.isEmpty()) {
            return List.of();
        }
        UnmetSelectors hints = new UnmetSelectors(samples);
        return unmet.entrySet().stream()
                .map(one -> Console.quoted("rule " + one.getValue() + ": " + one.getKey()
                        + " finds no series in the samples" + hints.hint(one.getKey())))
                .toList();
    }

    /** Whether a selector names one of some metrics, be it by a pattern; one that asks for no name does not. */
    private static boolean names(Selector selector, Set<String> metrics, LoadedSamples samples) {
        return !selector.nameMatchers().isEmpty()
                && metrics.stream().anyMatch(name -> samples.meets(selector.nameMatchers(), name));
    }

    private String hint(Selector selector) {
        String metric = selector.metricName();
        if (metric.isEmpty()) {
            return "";
        }
        if (!names.holds(metric)) {
            List<String> similar = names.similarNames(metric, NAMES);
            return similar.isEmpty() ? "" : "; similar names: " + String.join(", ", similar);
        }
        Optional<UnmetMatcher> unmet = selector.matchers().stream()
                .flatMap(matcher -> names.unmet(metric, matcher, NAMES).stream())
                .findFirst();
        return unmet.map(UnmetSelectors::hint).orElse("");
    }

    private static String hint(UnmetMatcher unmet) {
        String what = unmet.labelHeld() ? "values of " + unmet.matcher().label() : "labels";
        if (!unmet.similar().isEmpty()) {
            return "; similar " + what + ": " + String.join(", ", unmet.similar());
        }
        return "; " + what + " there: " + (unmet.held().isEmpty() ? "none" : String.join(", ", unmet.held()));
    }
}
