package io.itops.prometheus.promqltest;

import io.itops.monitoring.expr.Aggregation;
import io.itops.monitoring.expr.At;
import io.itops.monitoring.expr.Binary;
import io.itops.monitoring.expr.Call;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Function;
import io.itops.monitoring.expr.Negation;
import io.itops.monitoring.expr.RangeSelector;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.Shift;
import io.itops.monitoring.expr.Subquery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An instant query that says by {@code @} when it looks must give the same whenever it is asked. */
final class AtModifiers {
    /** What depends on the instant of evaluation whatever the modifiers say. */
    private static final Set<Function> UNSAFE = Set.of(
            Function.DAYS_IN_MONTH,
            Function.DAY_OF_MONTH,
            Function.DAY_OF_WEEK,
            Function.DAY_OF_YEAR,
            Function.HOUR,
            Function.MINUTE,
            Function.MONTH,
            Function.YEAR,
            Function.PREDICT_LINEAR,
            Function.TIME,
            Function.TIMESTAMP);

    /** A thousand years: what lies farther off is no instant of the SDK. */
    private static final long FARTHEST = 31_536_000_000_000L;

    private AtModifiers() {}

    /** Whether the expression gives the same at all instants once its selectors are fixed. */
    static boolean canFix(Expr expr) {
        if (expr instanceof Call call && UNSAFE.contains(call.function())) {
            return false;
        }
        return expr.children().stream().allMatch(AtModifiers::canFix);
    }

    /** The expression with every selector and outermost subquery that has no {@code @} of its own fixed at an instant. */
    static Expr fix(Expr expr, long at) {
        if (expr instanceof Selector selector) {
            return new Selector(selector.matchers(), fix(selector.shift(), at));
        }
        if (expr instanceof RangeSelector range) {
            Selector selector = range.selector();
            return new RangeSelector(new Selector(selector.matchers(), fix(selector.shift(), at)), range.range());
        }
        if (expr instanceof Subquery subquery) {
            // What lies within is evaluated at the instants of the subquery, which are fixed now.
            return new Subquery(subquery.operand(), subquery.range(), subquery.step(), fix(subquery.shift(), at));
        }
        if (expr instanceof Call call) {
            return new Call(call.function(), fixAll(call.arguments(), at));
        }
        if (expr instanceof Aggregation aggregation) {
            return new Aggregation(
                    aggregation.op(),
                    fix(aggregation.operand(), at),
                    aggregation.parameter().map(parameter -> fix(parameter, at)),
                    aggregation.grouping());
        }
        if (expr instanceof Binary binary) {
            return new Binary(
                    binary.op(), fix(binary.left(), at), fix(binary.right(), at), binary.bool(), binary.matching());
        }
        return expr instanceof Negation negation ? new Negation(fix(negation.operand(), at)) : expr;
    }

    private static List<Expr> fixAll(List<Expr> parts, long at) {
        List<Expr> out = new ArrayList<>();
        parts.forEach(part -> out.add(fix(part, at)));
        return out;
    }

    private static Shift fix(Shift shift, long at) {
        return shift.at() instanceof At.Fixed
                ? shift
                : new Shift(shift.offset(), new At.Fixed(Instant.ofEpochMilli(at)));
    }

    /** The instants, in milliseconds, at which a query fixed at {@code at} is asked again. */
    static List<Long> otherInstants(long at) {
        List<Long> others = at == 0 ? List.of(-1_000L, 0L, 1_000L) : List.of(-10 * at, 0L, at / 5, at, 10 * at);
        return others.stream().filter(other -> Math.abs(other) < FARTHEST).toList();
    }
}
