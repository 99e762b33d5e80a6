package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.monitoring.eval.EvalLimits;
import io.itops.monitoring.eval.EvalOptions;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Evaluator;
import io.itops.monitoring.eval.Semantics;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A group evaluated at instants of the caller's choice over samples of the caller's, without store, clock, journal or signals: for tests
 * of rules and for what rules would have done in the past. The alerts take the very steps that they take in the engine.
 *
 * <p>Not thread-safe; confine to one thread.
 *
 * @since 0.1
 */
public final class GroupRun {
    private static final int MAX_ALERTS = 100_000;

    private final RuleGroup group;
    private final List<String> keys;
    private final MetricStore metrics;
    private final EvalOptions options;
    private final RuleSeries series = new RuleSeries();
    private final Map<String, Map<Labels, Alert>> alerts = new TreeMap<>();
    private Optional<Instant> last = Optional.empty();
    private Duration missed = Duration.ZERO;

    /**
     * A group that has not been evaluated yet.
     *
     * @param group the group
     * @param metrics the samples; those that the rules give are added
     * @param limits how much one evaluation may cost
     */
    public GroupRun(RuleGroup group, MetricStore metrics, EvalLimits limits) {
        this(group, metrics, EvalOptions.timeless(limits, Semantics.PROMETHEUS_3_14));
    }

    /**
     * A group that has not been evaluated yet, and follows the rules of a version.
     *
     * @param group the group
     * @param metrics the samples; those that the rules give are added
     * @param options by which rules, and how much one evaluation may cost
     */
    public GroupRun(RuleGroup group, MetricStore metrics, EvalOptions options) {
        this.group = Require.present("group", group);
        this.keys = group.keys();
        this.metrics = Require.present("metrics", metrics);
        this.options = Require.present("options", options);
    }

    /**
     * What one evaluation brought about.
     *
     * @param events what happened to alerts, in the order of the rules
     * @param failures why rules failed, by their index
     */
    public record Step(List<AlertEvent> events, Map<Integer, String> failures) {
        /** Copies the parts. */
        public Step {
            events = Require.list("events", events);
            failures = Map.copyOf(Require.present("failures", failures));
        }
    }

    /**
     * Evaluates the rules, one after the other.
     *
     * @param slot the slot, later than the last
     * @return what it brought about
     */
    public Step at(Instant slot) {
        Require.instant("slot", slot);
        Require.that(last.filter(before -> !before.isBefore(slot)).isEmpty(), "slot", "lie after the last", slot);
        last.map(before -> Duration.between(before, slot).minus(group.interval()))
                .filter(gap -> !gap.isNegative())
                .ifPresent(gap -> missed = missed.plus(gap));
        last = Optional.of(slot);
        EvaluatedSlot evaluated = new EvaluatedSlot(slot, Duration.ZERO, missed);
        List<AlertEvent> events = new ArrayList<>();
        Map<Integer, String> failures = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            Rule rule = group.rules().get(i);
            Optional<String> failure = rule instanceof AlertRule alerting
                    ? alert(alerting, keys.get(i), evaluated, events)
                    : record((RecordingRule) rule, keys.get(i), slot);
            int index = i;
            failure.ifPresent(reason -> failures.put(index, reason));
        }
        return new Step(events, failures);
    }

    /**
     * The alerts of a rule that are pending or firing, with the values and texts that they were last seen with.
     *
     * @param rule the rule's index in the group, from 0
     * @return the alerts, in the order of their labels
     */
    public List<Alert> alerts(int rule) {
        Require.range("rule index", rule, 0, keys.size() - 1);
        return alerts.getOrDefault(keys.get(rule), Map.of()).values().stream()
                .filter(alert -> alert.status().active())
                .sorted((a, b) -> a.identity().labels().compareTo(b.identity().labels()))
                .toList();
    }

    private Optional<String> record(RecordingRule rule, String key, Instant slot) {
        Instant at = slot.minus(group.queryOffset());
        EvalResult result = Evaluator.evaluate(rule.expression(), metrics, at, options);
        RuleVerdict verdict = rule.judge(result, group.limit());
        if (verdict instanceof RuleVerdict.Failed failed) {
            return Optional.of(failed.reason());
        }
        series.write(key, ((RuleVerdict.Recorded) verdict).samples(), metrics, at);
        return Optional.empty();
    }

    private Optional<String> alert(AlertRule rule, String key, EvaluatedSlot slot, List<AlertEvent> events) {
        AlertReading reading = AlertReading.take(rule, metrics, slot.at(), group.queryOffset(), options);
        Map<Labels, Alert> known = alerts.computeIfAbsent(key, k -> new LinkedHashMap<>());
        RuleVerdict verdict = AlertMachine.judge(rule, reading, known, slot, alert -> false, group.limit(), MAX_ALERTS);
        if (verdict instanceof RuleVerdict.Failed failed) {
            return Optional.of(failed.reason());
        }
        RuleVerdict.Changes changes = (RuleVerdict.Changes) verdict;
        Map<Labels, AlertIdentity> identities = new LinkedHashMap<>();
        changes.present()
                .forEach((labels, met) -> identities.put(
                        labels,
                        rule.identify(
                                group.name(),
                                key,
                                labels,
                                met.severity(),
                                rule.annotations(AlertMachine.data(reading, met.element(), slot)))));
        for (RuleVerdict.Change change : changes.changes()) {
            Alert before = known.get(change.labels());
            AlertIdentity identity = Optional.ofNullable(identities.get(change.labels()))
                    .or(() -> Optional.ofNullable(before).map(Alert::identity))
                    .orElseThrow();
            AlertCommand command = new AlertCommand(change.action(), identity, change.value(), Optional.empty());
            List<AlertEvent> happened =
                    ((Decision.Accept<AlertEvent>) command.decide(before, slot, slot.at())).events();
            events.addAll(happened);
            known.put(change.labels(), AlertWorkflow.WORKFLOW.fold(before, happened));
        }
        identities.forEach((labels, identity) -> known.computeIfPresent(
                labels,
                (l, alert) -> alert.seen(
                        Require.present("element", changes.present().get(l))
                                .element()
                                .value(),
                        identity.annotations())));
        if (group.alertSeries()) {
            series.write(
                    key, RuleSeries.ofAlerts(known.values()), metrics, slot.at().minus(group.queryOffset()));
        }
        return changes.failure();
    }
}
