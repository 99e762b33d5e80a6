package io.itops.prometheus.rulefile;

import io.itops.monitoring.expr.Expr;
import io.itops.prometheus.internal.PatternWork;
import io.itops.prometheus.internal.Place;
import io.itops.prometheus.internal.Problems;

/** How much the patterns of a file may come to together, by {@link PatternWork}. Not thread-safe. */
final class PatternBudget {
    private final long most;
    private final Problems problems;
    private long spent;

    PatternBudget(int most, Problems problems) {
        this.most = most;
        this.problems = problems;
    }

    /** Whether the patterns were too many, which was told. */
    boolean isSpent() {
        return spent > most;
    }

    /** Whether there was room for the patterns of an expression; where there was none, that is a problem. */
    boolean spend(Expr expr, Place place) {
        spent += PatternWork.compiling(expr);
        if (isSpent()) {
            problems.add(
                    place,
                    "patterns of the file",
                    "come to at most " + most
                            + " instructions together, classes counted twice (maxPatternInstructions)",
                    String.valueOf(spent));
        }
        return !isSpent();
    }
}
