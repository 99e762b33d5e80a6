package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import java.time.Instant;
import java.util.function.Function;

/**
 * What the texts of an alert may speak of: one element of the condition's result, never the labels of the rule.
 *
 * <p>Immutable and thread-safe if the queries are.
 *
 * @param labels the labels of the element as the condition gave them, the metric's name included where it has one
 * @param value its value
 * @param at the slot of the evaluation; a query offset of the group does not move it
 * @param queries evaluates an expression at that instant over the samples of the group, within its limits
 * @since 0.1
 */
public record TextData(Labels labels, double value, Instant at, Function<Expr, EvalResult> queries) {
    /** Checks the parts. */
    public TextData {
        Require.present("labels", labels);
        at = Require.instant("slot", at);
        Require.present("queries", queries);
    }

    /**
     * The value of an expression at the slot.
     *
     * @param expr the expression
     * @return the value, or why there is none
     */
    public EvalResult query(Expr expr) {
        return queries.apply(Require.present("expression", expr));
    }
}
