package io.itops.prometheus.rulefile;

import io.itops.monitoring.expr.Expr;
import io.itops.prometheus.internal.Place;
import io.itops.prometheus.internal.Problems;

/** How much the patterns of a file may come to together, by {@link PatternCost}. Not thread-safe. */
final class PatternBudget {
    private static final long MAX = 50_000;

    private final Problems problems;
    private long spent;

    PatternBudget(Problems problems) {
        this.problems = problems;
    }

    /** Whether the patterns were too many, which was told. */
    boolean isSpent() {
        return spent > MAX;
    }

    /** Whether there was room for the patterns of an expression; where there was none, that is a problem. */
    boolean spend(Expr expr, Place place) {
        spent += PatternCost.of(expr);
        if (isSpent()) {
            problems.add(
                    place,
                    "patterns of the file",
                    "come to at most " + MAX + " instructions together, classes counted twice",
                    String.valueOf(spent));
        }
        return !isSpent();
    }
}
