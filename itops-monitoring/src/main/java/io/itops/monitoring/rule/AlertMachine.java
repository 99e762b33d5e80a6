package io.itops.monitoring.rule;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.metric.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides from one result of a rule's condition which of its alerts change, as Prometheus does (rules/alerting.go): an element without
 * an active alert begins one; an alert fires once its condition has held for the rule's time; an alert without an element ends. It
 * decides the same way when asked again about the same slot.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class AlertMachine {
    private AlertMachine() {}

    /**
     * What a result means.
     *
     * @param rule the rule
     * @param result what its condition gave
     * @param known the rule's alerts as they stand, by label set
     * @param slot the slot of the evaluation
     * @param held whether an alert without an element keeps its state, because too few samples are there to tell
     * @param maxAlerts the greatest number of elements, 1 to 100,000
     * @return the changes, or why the evaluation failed
     */
    public static RuleVerdict judge(
            AlertRule rule,
            EvalResult result,
            Map<Labels, Alert> known,
            EvaluatedSlot slot,
            Predicate<Alert> held,
            int maxAlerts) {
        Require.present("rule", rule);
        Require.present("result", result);
        Require.range("alerts of a rule", maxAlerts, 1, 100_000);
        if (result instanceof EvalResult.Failure failure) {
            return new RuleVerdict.Failed(failure.message());
        }
        List<Sample> elements;
        if (result instanceof EvalResult.Vector vector) {
            elements = vector.samples();
        } else if (result instanceof EvalResult.Scalar scalar) {
            elements = List.of(new Sample(Labels.empty(), scalar.value()));
        } else {
            return new RuleVerdict.Failed("rule result must be a vector or a scalar, but was " + result.kind());
        }
        if (elements.size() > maxAlerts) {
            return new RuleVerdict.Failed(
                    "alerts of a rule must be at most " + maxAlerts + ", but were " + elements.size());
        }
        Map<Labels, Sample> present = new LinkedHashMap<>();
        for (Sample element : elements) {
            Labels labels;
            try {
                labels = rule.alertLabels(element.labels());
            } catch (InvalidInputException e) {
                return new RuleVerdict.Failed(String.valueOf(e.getMessage()));
            }
            if (present.put(labels, element) != null) {
                return new RuleVerdict.Failed("two elements of the result have the alert labels " + labels);
            }
        }
        return new RuleVerdict.Changes(changes(rule, present, known, slot, held), present);
    }

    private static List<RuleVerdict.Change> changes(
            AlertRule rule,
            Map<Labels, Sample> present,
            Map<Labels, Alert> known,
            EvaluatedSlot slot,
            Predicate<Alert> held) {
        List<RuleVerdict.Change> changes = new ArrayList<>();
        present.forEach((labels, element) -> {
            AlertAction action = action(rule, known.get(labels), slot);
            if (action != null) {
                changes.add(new RuleVerdict.Change(action, labels, element.value()));
            }
        });
        known.forEach((labels, alert) -> {
            if (alert.status().active() && !present.containsKey(labels) && !held.test(alert)) {
                changes.add(new RuleVerdict.Change(AlertAction.CLEAR, labels, Double.NaN));
            }
        });
        // By labels, so that the journal does not depend on the order in which series were born or records read.
        changes.sort(Comparator.<RuleVerdict.Change, Boolean>comparing(c -> c.action() == AlertAction.CLEAR)
                .thenComparing(RuleVerdict.Change::labels));
        return changes;
    }

    private static @Nullable AlertAction action(AlertRule rule, @Nullable Alert alert, EvaluatedSlot slot) {
        if (alert == null || !alert.status().active()) {
            return rule.holdFor().isZero() ? AlertAction.FIRE : AlertAction.WAIT;
        }
        boolean longEnough = alert.heldFor(slot.at(), slot.downtime()).compareTo(rule.holdFor()) >= 0;
        return alert.status() == AlertStatus.PENDING && longEnough ? AlertAction.FIRE : null;
    }
}
