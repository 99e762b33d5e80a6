package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rules that are evaluated together, one after the other, at the same slots: whole multiples of the interval since 1970-01-01T00:00Z.
 * Later rules see the samples that earlier ones of the same slot have recorded.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name unique, at most 100 characters
 * @param interval the distance of the slots, 1 s to a day; what lies below a millisecond is dropped
 * @param limit the greatest number of alerts or series of each rule, at most 10,000,000; 0 for any number
 * @param queryOffset how far before the slot expressions are evaluated and samples written, so that late samples are seen, at most a
 *     day; times of alerts are those of the slot; what lies below a millisecond is dropped
 * @param labels what is added to the labels of each rule that has none of the name, at most 63
 * @param alertSeries whether the series {@code ALERTS} and {@code ALERTS_FOR_STATE} are written for the alerts of the group
 * @param rules in the order of evaluation, at most 10,000, with the labels of the group
 * @since 0.1
 */
public record RuleGroup(
        String name,
        Duration interval,
        int limit,
        Duration queryOffset,
        SortedMap<String, String> labels,
        boolean alertSeries,
        List<Rule> rules) {
    /** The greatest limit of alerts or series of a rule. */
    public static final int MAX_LIMIT = 10_000_000;

    /** Checks the parts, and adds the group's labels to the rules. */
    public RuleGroup {
        RuleNames.require("group name", name);
        interval = interval(interval);
        Require.range("limit of group " + name, limit, 0, MAX_LIMIT);
        queryOffset = offset(queryOffset);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(Require.present("group labels", labels)));
        Require.size("group labels", labels.keySet(), 0, Labels.MAX_LABELS - 1);
        Labels.of(labels);
        Require.that(!labels.containsKey(Labels.METRIC_NAME), "group labels", "not name a metric", labels);
        Require.size("rules", Require.list("rules", rules), 0, 10_000);
        List<Rule> labelled = new ArrayList<>(rules.size());
        for (Rule rule : rules) {
            labelled.add(under(labels, rule));
        }
        rules = List.copyOf(labelled);
    }

    private static Duration interval(Duration given) {
        Require.positive("interval", given, Duration.ofDays(1));
        Require.that(given.compareTo(Duration.ofSeconds(1)) >= 0, "interval", "be at least a second", given);
        return Duration.ofMillis(given.toMillis());
    }

    private static Duration offset(Duration given) {
        return Duration.ofMillis(
                Require.span("query offset", given, Duration.ofDays(1)).toMillis());
    }

    private static Rule under(SortedMap<String, String> labels, Rule rule) {
        if (rule.labels().keySet().containsAll(labels.keySet())) {
            return rule;
        }
        SortedMap<String, String> all = new TreeMap<>(labels);
        all.putAll(rule.labels());
        return rule instanceof AlertRule alerting
                ? alerting.withLabels(all)
                : new RecordingRule(rule.name(), rule.expression(), all);
    }

    /**
     * A group of some rules, without limit, offset and labels.
     *
     * @param name unique
     * @param interval the distance of the slots
     * @param rules in the order of evaluation
     * @return the group
     */
    public static RuleGroup of(String name, Duration interval, Rule... rules) {
        return named(name)
                .interval(interval)
                .rules(Require.listOf("rules", rules))
                .build();
    }

    /**
     * Starts a group that is evaluated each minute.
     *
     * @param name unique
     * @return a builder
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * What tells the rules apart, in their order: by it the state of a rule is carried over when the group is replaced and after a
     * restart. It is made of a rule's kind, name and labels; of rules that are alike in both, the n-th follows the n-th.
     *
     * @return one key a rule, each once
     */
    public List<String> keys() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> keys = new LinkedHashSet<>();
        for (Rule rule : rules) {
            String name = rule.kind() == Rule.Kind.RECORDING ? rule.name() + "#record" : rule.name();
            String base = rule.labels().isEmpty()
                    ? name
                    : name + '#' + Identities.digest(rule.labels().toString());
            String key = base;
            while (!keys.add(key)) {
                key = base + '#' + (seen.merge(base, 1, Integer::sum) + 1);
            }
        }
        return List.copyOf(keys);
    }

    /**
     * How far back the samples lie that its rules look at, which is how long samples must be kept at least: the longest range of a rule
     * with its offsets, and the query offset on top. What recorded metrics rest on in their turn is not counted.
     *
     * @return 0 or more
     */
    public Duration reach() {
        Duration longest = Duration.ZERO;
        for (Rule rule : rules) {
            for (Expr expr : rule.expressions()) {
                Duration reach = expr.reach();
                longest = reach.compareTo(longest) > 0 ? reach : longest;
            }
        }
        return longest.plus(queryOffset);
    }

    /**
     * This group with one more rule at its end.
     *
     * @param rule the rule
     * @return the group
     */
    public RuleGroup with(Rule rule) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(Require.present("rule", rule));
        return new RuleGroup(name, interval, limit, queryOffset, labels, alertSeries, more);
    }

    /**
     * Collects the parts of a group.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final String name;
        private final SortedMap<String, String> labels = new TreeMap<>();
        private final List<Rule> rules = new ArrayList<>();
        private Duration interval = Duration.ofMinutes(1);
        private Duration queryOffset = Duration.ZERO;
        private int limit;
        private boolean alertSeries = true;

        private Builder(String name) {
            this.name = RuleNames.require("group name", name);
        }

        /**
         * The distance of the slots; a minute unless given.
         *
         * @param given 1 s to a day
         * @return this
         */
        public Builder interval(Duration given) {
            RuleGroup.interval(given);
            interval = given;
            return this;
        }

        /**
         * The greatest number of alerts or series of each rule; any number unless given. A rule that exceeds it fails, and its alerts
         * stay as they are.
         *
         * @param given at most 10,000,000; 0 for any number
         * @return this
         */
        public Builder limit(int given) {
            limit = Require.range("limit of group " + name, given, 0, MAX_LIMIT);
            return this;
        }

        /**
         * How far before the slot expressions are evaluated and samples written; zero unless given.
         *
         * @param given at most a day
         * @return this
         */
        public Builder queryOffset(Duration given) {
            RuleGroup.offset(given);
            queryOffset = given;
            return this;
        }

        /**
         * Adds a label to each rule that has none of the name.
         *
         * @param label the label's name, given once, at most 128 characters
         * @param value its value, at most 1,024 characters; empty takes the element's label away
         * @return this
         */
        public Builder label(String label, String value) {
            Labels.builder().put(label, value);
            Require.that(
                    labels.putIfAbsent(label, value) == null, "label " + label + " of " + name, "be given once", value);
            return this;
        }

        /**
         * Whether the series {@code ALERTS} and {@code ALERTS_FOR_STATE} are written for the group's alerts; they are unless told
         * otherwise.
         *
         * @param given false for none
         * @return this
         */
        public Builder alertSeries(boolean given) {
            alertSeries = given;
            return this;
        }

        /**
         * Adds a rule at the end.
         *
         * @param given the rule
         * @return this
         */
        public Builder rule(Rule given) {
            rules.add(Require.present("rule", given));
            return this;
        }

        /**
         * Adds rules at the end.
         *
         * @param given the rules, in the order of their evaluation
         * @return this
         */
        public Builder rules(List<? extends Rule> given) {
            rules.addAll(Require.list("rules", given));
            return this;
        }

        /**
         * The group.
         *
         * @return the group
         * @throws io.itops.core.InvalidInputException if the group's labels make a rule break its own rules
         */
        public RuleGroup build() {
            return new RuleGroup(name, interval, limit, queryOffset, labels, alertSeries, rules);
        }
    }
}
