package io.itops.monitoring.eval;

import io.itops.monitoring.expr.Aggregation;
import io.itops.monitoring.expr.At;
import io.itops.monitoring.expr.Binary;
import io.itops.monitoring.expr.Call;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Function;
import io.itops.monitoring.expr.Negation;
import io.itops.monitoring.expr.NumberLiteral;
import io.itops.monitoring.expr.RangeSelector;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.StringLiteral;
import io.itops.monitoring.expr.Subquery;
import java.util.IdentityHashMap;
import java.util.Set;

/** Tells which parts of an expression give the same at every instant, since whatever they read is fixed by {@code @}. */
final class Constants {
    /** What looks at the instant of evaluation by itself. */
    private static final Set<Function> BY_THE_INSTANT = Set.of(
            Function.TIME,
            Function.TIMESTAMP,
            Function.PREDICT_LINEAR,
            Function.MINUTE,
            Function.HOUR,
            Function.DAY_OF_WEEK,
            Function.DAY_OF_MONTH,
            Function.DAY_OF_YEAR,
            Function.DAYS_IN_MONTH,
            Function.MONTH,
            Function.YEAR);

    private final IdentityHashMap<Expr, Boolean> known = new IdentityHashMap<>();

    boolean holds(Expr expr) {
        Boolean before = known.get(expr);
        if (before == null) {
            before = find(expr);
            known.put(expr, before);
        }
        return before;
    }

    private boolean find(Expr expr) {
        if (expr instanceof NumberLiteral || expr instanceof StringLiteral) {
            return true;
        }
        if (expr instanceof Selector selector) {
            return selector.shift().at() != At.Bound.EVALUATION;
        }
        if (expr instanceof RangeSelector range) {
            return holds(range.selector());
        }
        if (expr instanceof Subquery subquery) {
            return subquery.shift().at() != At.Bound.EVALUATION;
        }
        if (expr instanceof Call call) {
            return !BY_THE_INSTANT.contains(call.function())
                    && call.arguments().stream().allMatch(this::holds);
        }
        if (expr instanceof Aggregation || expr instanceof Binary || expr instanceof Negation) {
            return expr.children().stream().allMatch(this::holds);
        }
        return false;
    }
}
