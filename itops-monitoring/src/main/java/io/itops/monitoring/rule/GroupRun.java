package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.monitoring.eval.EvalLimits;
import io.itops.monitoring.eval.EvalOptions;
import io.itops.monitoring.eval.Semantics;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricSource;
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

    private final RuleGroup group;
    private final List<String> keys;
    private final MetricSource source;
    private final MetricStore written;
    private final EvalOptions options;
    private final boolean seeing;
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
        this(group, metrics, metrics, options, true);
    }

    private GroupRun(RuleGroup group, MetricSource source, MetricStore written, EvalOptions options, boolean seeing) {
        this.group = Require.present("group", group);
        this.keys = group.keys();
        this.source = Require.present("metrics", source);
        this.written = Require.present("metrics written", written);
        this.options = Require.present("options", options);
        this.seeing = seeing;
    }

    /**
     * A group that writes elsewhere than it reads, and whose alerts have the values and texts of their last change, as records have:
     * for long runs, which ask for events and not for what alerts look like meanwhile.
     *
     * @param group the group
     * @param source where samples are read; what is written must be seen in it
     * @param written where the samples that the rules give are added
     * @param options by which rules, and how much one evaluation may cost
     * @return a group that has not been evaluated yet
     */
    public static GroupRun ofEvents(RuleGroup group, MetricSource source, MetricStore written, EvalOptions options) {
        return new GroupRun(group, source, written, options, false);
    }

    /**
     * What one evaluation brought about.
     *
     * @param events what happened to alerts, in the order of the rules
     * @param failures why rules failed, or what they give is not kept as a whole, by their index
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
        GroupSlot evaluated = new GroupSlot(
                group, source, new EvaluatedSlot(slot, Duration.ZERO, missed), options, GroupSlot.USUAL_ALERTS);
        List<AlertEvent> events = new ArrayList<>();
        Map<Integer, String> failures = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            Rule rule = group.rules().get(i);
            Optional<String> failure = rule instanceof AlertRule alerting
                    ? alert(alerting, keys.get(i), evaluated, events)
                    : record((RecordingRule) rule, keys.get(i), evaluated);
            int index = i;
            failure.ifPresent(reason -> failures.put(index, reason));
        }
        return new Step(events, failures);
    }

    /**
     * The alerts of a rule that are pending or firing, with the values and texts that they were last seen with, or last changed
     * with where the run is one of events.
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

    private Optional<String> record(RecordingRule rule, String key, GroupSlot slot) {
        RuleVerdict verdict = slot.record(rule);
        if (verdict instanceof RuleVerdict.Failed failed) {
            return Optional.of(failed.reason());
        }
        return series.write(key, ((RuleVerdict.Recorded) verdict).samples(), written, slot.samplesAt())
                .map(Unwritten::reason);
    }

    private Optional<String> alert(AlertRule rule, String key, GroupSlot slot, List<AlertEvent> events) {
        Map<Labels, Alert> known = alerts.computeIfAbsent(key, k -> new LinkedHashMap<>());
        AlertRound round = slot.alert(rule, key, known, alert -> false);
        if (round.verdict() instanceof RuleVerdict.Failed failed) {
            return Optional.of(failed.reason());
        }
        RuleVerdict.Changes changes = (RuleVerdict.Changes) round.verdict();
        for (RuleVerdict.Change change : changes.changes()) {
            Alert before = known.get(change.labels());
            AlertCommand command = round.command(change);
            List<AlertEvent> happened = ((Decision.Accept<AlertEvent>)
                            command.decide(before, slot.slot(), slot.slot().at()))
                    .events();
            events.addAll(happened);
            known.put(change.labels(), AlertWorkflow.WORKFLOW.fold(before, happened));
        }
        if (seeing) {
            changes.present()
                    .forEach((labels, met) -> known.computeIfPresent(
                            labels, (l, alert) -> alert.seen(met.element().value(), round.annotations(met))));
        }
        Optional<Unwritten> unwritten = group.alertSeries()
                ? series.write(key, RuleSeries.ofAlerts(known.values()), written, slot.samplesAt())
                : Optional.empty();
        if (!changes.changes().isEmpty()) {
            forgetEnded(rule, known, slot.slot().at());
        }
        return changes.failure().or(() -> unwritten.map(Unwritten::reason));
    }

    /** What has ended matters only to a rule that counts how often its alerts fire. */
    private static void forgetEnded(AlertRule rule, Map<Labels, Alert> known, Instant slot) {
        Instant since = rule.options()
                .flapping()
                .map(flapping -> slot.minus(flapping.within()))
                .orElse(slot);
        known.values()
                .removeIf(alert ->
                        alert.endedAt().filter(ended -> !ended.isAfter(since)).isPresent());
    }
}
