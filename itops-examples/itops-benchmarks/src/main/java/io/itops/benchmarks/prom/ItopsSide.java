package io.itops.benchmarks.prom;

import io.itops.monitoring.eval.EvalLimits;
import io.itops.monitoring.metric.AppendOutcome;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.GroupRun;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.prometheus.rulefile.RuleFile;
import io.itops.prometheus.rulefile.RuleFileOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The SDK: the rule file loaded, the samples in a metric store, each group run slot by slot with its alerts, their series and what is recorded
 * written back, by the steps that the engine takes.
 */
final class ItopsSide {
    private final PromData data;
    private final MetricStore metrics;
    private final Labels[] counters;
    private final Labels[] gauges;
    private final Map<PromRule, GroupRun> runs = new EnumMap<>(PromRule.class);

    ItopsSide(PromData data) {
        this.data = data;
        int size = data.size();
        this.metrics = MetricStore.builder()
                .retention(Duration.ofMinutes(10))
                .maxSeries(3 * size + 10_000)
                .maxSamples(1_000_000_000)
                .build();
        this.counters = new Labels[size];
        this.gauges = new Labels[size];
        for (int i = 0; i < size; i++) {
            counters[i] = data.labels(data.counterName(), i);
            gauges[i] = data.labels(data.gaugeName(), i);
        }
        List<RuleGroup> groups = RuleFile.parse("rules.yml", PromRule.file(size), RuleFileOptions.STANDARD)
                .ruleGroups();
        EvalLimits limits = new EvalLimits(1_000_000_000, 10_000_000, 100);
        for (PromRule rule : PromRule.values()) {
            for (RuleGroup group : groups) {
                if (group.name().equals(rule.name())) {
                    runs.put(rule, new GroupRun(group, metrics, limits));
                }
            }
        }
    }

    /** Appends the samples of a round. */
    void append(int round) {
        long at = PromData.sampledAt(round);
        for (int i = 0; i < counters.length; i++) {
            require(metrics.append(counters[i], at, data.counter(i, round)));
            require(metrics.append(gauges[i], at, data.gauge(i, round)));
        }
    }

    private static void require(AppendOutcome outcome) {
        if (outcome != AppendOutcome.ACCEPTED) {
            throw new IllegalStateException("a sample was not accepted: " + outcome);
        }
    }

    int seriesCount() {
        return metrics.seriesCount();
    }

    /** Evaluates a rule's group. */
    void evaluate(PromRule rule, Instant slot) {
        GroupRun.Step step = run(rule).at(slot);
        if (!step.failures().isEmpty()) {
            throw new IllegalStateException(rule + " failed: " + step.failures());
        }
    }

    private GroupRun run(PromRule rule) {
        GroupRun run = runs.get(rule);
        if (run == null) {
            throw new IllegalStateException("no group of " + rule);
        }
        return run;
    }

    /** What the rule gave at its last slot: the values of its alerts, or what it recorded. */
    Map<Labels, Double> elements(PromRule rule, Instant slot) {
        Map<Labels, Double> elements = new HashMap<>();
        if (rule.alerts()) {
            for (Alert alert : run(rule).alerts(0)) {
                elements.put(ofElement(alert), alert.value());
            }
        } else {
            long at = slot.toEpochMilli();
            metrics.select(
                    List.of(new Matcher(Labels.METRIC_NAME, Matcher.Op.EQUAL, rule.recorded(data.size()))),
                    at,
                    at,
                    series -> elements.put(series.labels().withoutMetricName(), series.valueAt(0)));
        }
        return elements;
    }

    /** The elements whose alerts fire. */
    Set<Labels> firing(PromRule rule) {
        return run(rule).alerts(0).stream()
                .filter(alert -> alert.status() == AlertStatus.FIRING)
                .map(ItopsSide::ofElement)
                .collect(Collectors.toSet());
    }

    private static Labels ofElement(Alert alert) {
        return alert.identity().labels().without(Set.of("alertname"));
    }
}
