package io.itops.monitoring.rule;

import io.itops.monitoring.expr.Expr;
import java.util.List;
import java.util.SortedMap;

/**
 * What a group evaluates at each of its slots.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface Rule permits AlertRule, RecordingRule {
    /** The kinds of rules, for switching. */
    enum Kind {
        /** {@link AlertRule}. */
        ALERT,
        /** {@link RecordingRule}. */
        RECORDING
    }

    /**
     * Which kind of rule this is.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * The name of the rule's alerts, or of the metric that it records.
     *
     * @return the name, which several rules of a group may have
     */
    String name();

    /**
     * What is evaluated.
     *
     * @return an expression that gives an instant vector or a scalar
     */
    Expr expression();

    /**
     * All that is evaluated: the expression, and for an alert rule the conditions of its severities and the one that clears its alerts.
     *
     * @return the expression first
     */
    default List<Expr> expressions() {
        return List.of(expression());
    }

    /**
     * The labels that the rule adds.
     *
     * @return texts as they are written, by label name
     */
    SortedMap<String, String> labels();
}
