package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.metric.Labels;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one evaluation of a rule means: for its alerts, or for the series that it records.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface RuleVerdict {
    /**
     * The samples that a recording rule gives.
     *
     * @param samples the values by series, in the order of the result
     */
    record Recorded(Map<Labels, Double> samples) implements RuleVerdict {
        /** Copies the samples. */
        public Recorded {
            samples = Collections.unmodifiableMap(new LinkedHashMap<>(Require.present("samples", samples)));
        }
    }

    /**
     * The alerts whose state changes.
     *
     * @param changes in the order of their labels, those that ended last
     * @param present the elements for which the condition holds, by the labels of their alerts
     * @param failure why the evaluation failed, where the rule has alerts change even so
     */
    record Changes(List<Change> changes, Map<Labels, Met> present, Optional<String> failure) implements RuleVerdict {
        /** Copies the parts. */
        public Changes {
            changes = Require.list("changes", changes);
            present = Collections.unmodifiableMap(new LinkedHashMap<>(Require.present("elements", present)));
            Require.present("failure", failure);
        }

        /**
         * How many alerts are active once the changes are made.
         *
         * @param known the rule's alerts before
         * @return the number of pending and firing alerts
         */
        public long active(Map<Labels, Alert> known) {
            long kept = Require.present("known alerts", known).entrySet().stream()
                    .filter(e -> e.getValue().status().active() && !present.containsKey(e.getKey()))
                    .count();
            long ended = changes.stream()
                    .filter(change -> change.action() == AlertAction.CLEAR)
                    .count();
            return present.size() + kept - ended;
        }
    }

    /**
     * An element for which the condition holds.
     *
     * @param element the element, as the condition gave it
     * @param severity how bad it is
     */
    record Met(Sample element, Severity severity) {
        /** Checks the parts. */
        public Met {
            Require.present("element", element);
            Require.present("severity", severity);
        }

        /** What stands for an element where the rule's policy has the condition count as met. */
        static Met of(AlertRule rule) {
            return new Met(new Sample(Labels.empty(), Double.NaN), rule.severity());
        }
    }

    /**
     * One alert whose state changes.
     *
     * @param action what happens to it
     * @param labels the alert's labels
     * @param value the value of the element; NaN where the condition has ceased
     */
    record Change(AlertAction action, Labels labels, double value) {
        /** Checks the parts. */
        public Change {
            Require.present("action", action);
            Require.present("labels", labels);
        }
    }

    /**
     * The evaluation failed: every alert stays as it is.
     *
     * @param reason one sentence
     */
    record Failed(String reason) implements RuleVerdict {
        /** Checks the reason. */
        public Failed {
            Require.present("reason", reason);
        }
    }
}
