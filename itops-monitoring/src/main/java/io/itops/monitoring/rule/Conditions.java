package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.ValueType;
import io.itops.monitoring.metric.Labels;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the expressions of rules must be, and what their results mean. */
final class Conditions {
    private static final int MAX_DEPTH = 500;
    private static final int MAX_PARTS = 10_000;

    private Conditions() {}

    static Expr require(String what, Expr expr) {
        checkSize(what, Require.present(what, expr));
        return Require.that(
                expr.type() == ValueType.VECTOR || expr.type() == ValueType.SCALAR,
                what,
                "be an instant vector or a scalar",
                expr);
    }

    /**
     * Walks through the condition without recursion: a deep one would exhaust the stack wherever it is read, and one that uses a part
     * of it twice at every level grows beyond all bounds although it is small in memory.
     */
    private static void checkSize(String what, Expr expr) {
        Deque<Expr> open = new ArrayDeque<>(List.of(expr));
        Deque<Integer> depths = new ArrayDeque<>(List.of(1));
        for (int seen = 1; !open.isEmpty(); seen++) {
            int depth = depths.pop();
            Require.that(depth <= MAX_DEPTH, what, "be at most " + MAX_DEPTH + " levels deep", depth);
            Require.state(seen <= MAX_PARTS, what, "have at most " + MAX_PARTS + " parts", "more of them");
            for (Expr child : open.pop().children()) {
                open.push(child);
                depths.push(depth + 1);
            }
        }
    }

    /** Why a result is of no use to a rule, or null. */
    static @Nullable String failure(EvalResult result) {
        return switch (Require.present("result", result).kind()) {
            case VECTOR, SCALAR -> null;
            case FAILURE -> ((EvalResult.Failure) result).text();
            default -> "rule result must be a vector or a scalar, but was " + result.kind();
        };
    }

    /** The elements of a result that is no failure: that of a scalar is one without labels. */
    static List<Sample> elements(EvalResult result) {
        return result instanceof EvalResult.Scalar scalar
                ? List.of(new Sample(Labels.empty(), scalar.value()))
                : ((EvalResult.Vector) result).samples();
    }
}
