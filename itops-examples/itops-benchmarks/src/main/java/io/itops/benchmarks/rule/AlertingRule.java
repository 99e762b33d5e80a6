package io.itops.benchmarks.rule;

import io.itops.monitoring.eval.EvalLimits;
import io.itops.monitoring.metric.AppendOutcome;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.rule.AlertEvent;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.GroupRun;
import io.itops.monitoring.rule.RuleGroup;
import java.time.Duration;
import java.time.Instant;

/**
 * The SDK's alert rule {@code cpu > 100} that holds for two intervals, over its metric store: a round appends a sample of each series and
 * evaluates the rule once, with alerts, their states and the explanations of what changes.
 */
final class AlertingRule implements BreachRule {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final MetricStore metrics;
    private final Labels[] labels;
    private final GroupRun run;
    private Instant slot = Instant.parse("2026-11-24T00:00:00Z");
    private long fired;

    AlertingRule(int series) {
        metrics = MetricStore.builder()
                .retention(Duration.ofMinutes(5))
                .maxSeries(4 * series)
                .build();
        labels = new Labels[series];
        for (int i = 0; i < series; i++) {
            labels[i] = Labels.metric(
                    "cpu", "job", Samples.job(i), "instance", Samples.instance(i), "region", Samples.region(i));
        }
        AlertRule rule = AlertRule.named("Breach")
                .when("cpu > " + (int) Samples.THRESHOLD)
                .holdFor(INTERVAL.multipliedBy(2))
                .build();
        run = new GroupRun(RuleGroup.of("breach", INTERVAL, rule), metrics, EvalLimits.DEFAULTS);
    }

    @Override
    public void round(Samples samples, int round) {
        slot = slot.plus(INTERVAL);
        for (int i = 0; i < labels.length; i++) {
            if (metrics.append(labels[i], slot, samples.at(round, i)) != AppendOutcome.ACCEPTED) {
                throw new IllegalStateException("a sample was refused");
            }
        }
        GroupRun.Step step = run.at(slot);
        if (!step.failures().isEmpty()) {
            throw new IllegalStateException("the rule failed: " + step.failures());
        }
        for (AlertEvent event : step.events()) {
            if (event instanceof AlertEvent.Firing) {
                fired++;
            }
        }
    }

    @Override
    public long fired() {
        return fired;
    }
}
