package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.monitoring.eval.EvalOptions;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Evaluator;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricSource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One slot of a group: what its rules are evaluated over, and within which bounds. The engine, runs without one and backtests all
 * evaluate rules by it alone.
 *
 * <p>Immutable and thread-safe if the source is.
 *
 * @param group the group
 * @param source where samples are read
 * @param slot the slot
 * @param options by which rules, and how much one evaluation may cost
 * @param maxAlerts the greatest number of alerts of one rule, 1 to 100,000
 * @since 0.1
 */
public record GroupSlot(RuleGroup group, MetricSource source, EvaluatedSlot slot, EvalOptions options, int maxAlerts) {
    /** The greatest number of alerts of one rule where nothing else is said. */
    public static final int USUAL_ALERTS = 10_000;

    /** Checks the parts. */
    public GroupSlot {
        Require.present("group", group);
        Require.present("source", source);
        Require.present("slot", slot);
        Require.present("options", options);
        Require.range("alerts of a rule", maxAlerts, 1, 100_000);
    }

    /**
     * The time of the samples that the rules are evaluated at and give: the slot less the group's query offset.
     *
     * @return the instant
     */
    public Instant samplesAt() {
        return slot.at().minus(group.queryOffset());
    }

    /**
     * Evaluates the expression of a recording rule.
     *
     * @param rule the rule
     * @return what it gives, for {@link RecordingRule#judge}
     */
    public EvalResult evaluate(RecordingRule rule) {
        return Evaluator.evaluate(Require.present("rule", rule).expression(), source, samplesAt(), options);
    }

    /**
     * Evaluates a recording rule.
     *
     * @param rule the rule
     * @return {@link RuleVerdict.Recorded}, or why the evaluation failed
     */
    public RuleVerdict record(RecordingRule rule) {
        return rule.judge(evaluate(rule), group.limit());
    }

    /**
     * Evaluates an alert rule. Where alerts change it is evaluated again with its steps kept, so that the explanations are of the very
     * values that decide.
     *
     * @param rule the rule
     * @param key its key in the group
     * @param known its alerts as they stand, by label set
     * @param held whether an alert without an element keeps its state, because too few samples are there to tell
     * @return what that means for its alerts
     */
    public AlertRound alert(AlertRule rule, String key, Map<Labels, Alert> known, Predicate<Alert> held) {
        Require.present("rule", rule);
        Require.id("rule key", key);
        AlertReading reading = AlertReading.take(rule, source, slot.at(), group.queryOffset(), options);
        RuleVerdict verdict = judge(rule, reading, known, held);
        if (verdict instanceof RuleVerdict.Changes changes && !changes.changes().isEmpty()) {
            AlertReading.WithSteps explained =
                    AlertReading.explain(rule, source, slot.at(), group.queryOffset(), options);
            RuleVerdict again = judge(rule, explained.reading(), known, held);
            Optional<String> failure =
                    again instanceof RuleVerdict.Changes changed ? changed.failure() : Optional.empty();
            return new AlertRound(
                    this,
                    rule,
                    key,
                    known,
                    explained.reading(),
                    again,
                    new SlotReasons(rule, slot, explained, failure));
        }
        return new AlertRound(this, rule, key, known, reading, verdict, null);
    }

    private RuleVerdict judge(AlertRule rule, AlertReading reading, Map<Labels, Alert> known, Predicate<Alert> held) {
        return AlertMachine.judge(rule, reading, known, slot, held, group.limit(), maxAlerts);
    }
}
