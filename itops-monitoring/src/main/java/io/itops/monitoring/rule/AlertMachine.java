package io.itops.monitoring.rule;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.metric.Labels;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides from one reading of a rule's conditions which of its alerts change, as Prometheus does (rules/alerting.go): an element without
 * an active alert begins one; an alert fires once its condition has held for the rule's time; an alert without an element ends, at
 * once or when the rule has kept it firing for its time. What a rule's {@link AlertOptions} ask for comes on top. It decides the same way
 * when asked again about the same slot.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class AlertMachine {
    /** The {@code alertname} of alerts that tell that a rule has nothing to evaluate. */
    public static final String NO_DATA = "NoData";

    /** The {@code alertname} of alerts that tell that a rule's evaluation fails. */
    public static final String RULE_ERROR = "RuleError";

    /** The label by which those alerts name the rule. */
    public static final String RULE_NAME = "rulename";

    private AlertMachine() {}

    /**
     * What a reading means.
     *
     * @param rule the rule
     * @param reading what its conditions give
     * @param known the rule's alerts as they stand, by label set
     * @param slot the slot of the evaluation
     * @param held whether an alert without an element keeps its state, because too few samples are there to tell
     * @param limit the greatest number of active alerts that the group allows its rules, 0 for any number
     * @param maxAlerts the greatest number of elements, 1 to 100,000
     * @return the changes, or why the evaluation failed
     */
    public static RuleVerdict judge(
            AlertRule rule,
            AlertReading reading,
            Map<Labels, Alert> known,
            EvaluatedSlot slot,
            Predicate<Alert> held,
            int limit,
            int maxAlerts) {
        Require.present("rule", rule);
        Require.present("reading", reading);
        Require.present("known alerts", known);
        Require.present("slot", slot);
        Require.present("what is held", held);
        Require.range("limit of alerts", limit, 0, Integer.MAX_VALUE);
        Require.range("alerts of a rule", maxAlerts, 1, 100_000);
        for (EvalResult result : reading.results()) {
            String failure = Conditions.failure(result);
            if (failure != null) {
                return failed(rule, failure, known, slot, held);
            }
        }
        try {
            return judge(rule, reading, known, slot, held, limit, maxAlerts, Conditions.elements(reading.result()));
        } catch (InvalidInputException e) {
            return failed(rule, String.valueOf(e.getMessage()), known, slot, held);
        }
    }

    private static RuleVerdict judge(
            AlertRule rule,
            AlertReading reading,
            Map<Labels, Alert> known,
            EvaluatedSlot slot,
            Predicate<Alert> held,
            int limit,
            int maxAlerts,
            List<Sample> elements) {
        if (elements.size() > maxAlerts) {
            return failed(
                    rule,
                    "alerts of a rule must be at most " + maxAlerts + ", but were " + elements.size(),
                    known,
                    slot,
                    held);
        }
        Map<Labels, Severity> levels = levels(rule, reading, slot);
        Map<Labels, RuleVerdict.Met> present = new LinkedHashMap<>();
        for (Sample element : elements) {
            Labels labels = labels(rule, reading, element, slot);
            Severity severity = levels.getOrDefault(labels, rule.severity());
            if (present.put(labels, new RuleVerdict.Met(element, severity)) != null) {
                return failed(rule, "two elements of the result have the alert labels " + labels, known, slot, held);
            }
        }
        Predicate<Alert> keeps = held;
        NoDataPolicy noData = rule.options().noData();
        if (noData != NoDataPolicy.RESOLVE) {
            keeps = held.or(alert -> !hasData(rule, reading, alert));
            if (reading.noData() && noData != NoDataPolicy.KEEP_LAST) {
                present.put(ownLabels(rule, noData == NoDataPolicy.ALERT ? NO_DATA : ""), RuleVerdict.Met.of(rule));
            }
        }
        Set<Labels> cleared = cleared(rule, reading, slot).keySet();
        AlertSteps steps = new AlertSteps(
                rule,
                slot,
                keeps,
                alert -> !cleared.contains(alert.identity().labels()) && hasData(rule, reading, alert));
        RuleVerdict.Changes changes = steps.changes(present, known, Optional.empty());
        if (limit > 0) {
            long active = changes.active(known);
            if (active > limit) {
                return failed(rule, "exceeded limit of " + limit + " with " + active + " alerts", known, slot, held);
            }
        }
        return changes;
    }

    /** What becomes of a rule's alerts when its evaluation fails. */
    private static RuleVerdict failed(
            AlertRule rule, String reason, Map<Labels, Alert> known, EvaluatedSlot slot, Predicate<Alert> held) {
        ErrorPolicy policy = rule.options().onError();
        if (policy == ErrorPolicy.KEEP_LAST) {
            return new RuleVerdict.Failed(reason);
        }
        Map<Labels, RuleVerdict.Met> present = new LinkedHashMap<>();
        Predicate<Alert> keeps = held;
        if (policy != ErrorPolicy.RESOLVE) {
            try {
                present.put(ownLabels(rule, policy == ErrorPolicy.ALERT ? RULE_ERROR : ""), RuleVerdict.Met.of(rule));
            } catch (InvalidInputException e) {
                return new RuleVerdict.Failed(reason);
            }
            keeps = alert -> true;
        }
        return new AlertSteps(rule, slot, keeps, alert -> false).changes(present, known, Optional.of(reason));
    }

    /** The labels of the alert that a rule raises without an element: as its alerts have, or of a kind of its own. */
    private static Labels ownLabels(AlertRule rule, String kind) {
        Labels plain = rule.alertLabels(Labels.empty());
        return kind.isEmpty()
                ? plain
                : plain.toBuilder()
                        .put(AlertRule.ALERT_NAME, kind)
                        .put(RULE_NAME, rule.name())
                        .build();
    }

    private static Labels labels(AlertRule rule, AlertReading reading, Sample element, EvaluatedSlot slot) {
        return rule.alertLabels(data(reading, element, slot));
    }

    /**
     * What the texts of an element's alert may speak of.
     *
     * @param reading where the element is from
     * @param element the element
     * @param slot the slot of the evaluation
     * @return the data
     */
    public static TextData data(AlertReading reading, Sample element, EvaluatedSlot slot) {
        Require.present("element", element);
        Require.present("slot", slot);
        return new TextData(
                element.labels(),
                element.value(),
                slot.at(),
                Require.present("reading", reading).queries());
    }

    private static Map<Labels, Severity> levels(AlertRule rule, AlertReading reading, EvaluatedSlot slot) {
        if (reading.levels().isEmpty()) {
            return Map.of();
        }
        Map<Labels, Severity> worst = new LinkedHashMap<>();
        reading.levels().forEach((severity, result) -> {
            for (Sample element : Conditions.elements(result)) {
                worst.merge(labels(rule, reading, element, slot), severity, (a, b) -> a.worseThan(b) ? a : b);
            }
        });
        return worst;
    }

    /** What the clear condition holds for, by the labels of alerts. */
    static Map<Labels, Sample> cleared(AlertRule rule, AlertReading reading, EvaluatedSlot slot) {
        if (reading.cleared().isEmpty()) {
            return Map.of();
        }
        Map<Labels, Sample> cleared = new HashMap<>();
        for (Sample element : Conditions.elements(reading.cleared().get())) {
            cleared.put(labels(rule, reading, element, slot), element);
        }
        return cleared;
    }

    /** Whether a series was found that agrees with an alert in the labels that both have. */
    private static boolean hasData(AlertRule rule, AlertReading reading, Alert alert) {
        return reading.series()
                .map(all -> all.stream()
                        .anyMatch(series -> agrees(rule, alert.identity().labels(), series)))
                .orElse(true);
    }

    private static boolean agrees(AlertRule rule, Labels alert, Labels series) {
        for (int i = 0; i < alert.size(); i++) {
            String label = alert.nameAt(i);
            String value = series.get(label);
            boolean own = label.equals(AlertRule.ALERT_NAME) || rule.labels().containsKey(label);
            if (!own && !value.isEmpty() && !value.equals(alert.valueAt(i))) {
                return false;
            }
        }
        return true;
    }
}
