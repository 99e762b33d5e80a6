package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.metric.Labels;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one evaluation of a rule means for its alerts.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface RuleVerdict {
    /**
     * The alerts whose state changes.
     *
     * @param changes in the order of their labels, those that ended last
     * @param present the elements for which the condition holds, by the labels of their alerts
     */
    record Changes(List<Change> changes, Map<Labels, Sample> present) implements RuleVerdict {
        /** Copies the parts. */
        public Changes {
            changes = Require.list("changes", changes);
            present = Collections.unmodifiableMap(new LinkedHashMap<>(present));
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
