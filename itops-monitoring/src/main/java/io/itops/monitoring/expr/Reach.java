package io.itops.monitoring.expr;

import java.time.Duration;

/** How far back an expression looks. */
final class Reach {
    private Reach() {}

    static Duration of(Expr expr) {
        if (expr instanceof Selector selector) {
            return Selector.LOOKBACK.plus(back(selector.shift()));
        }
        if (expr instanceof RangeSelector range) {
            return range.range().plus(back(range.selector().shift()));
        }
        Duration deepest = Duration.ZERO;
        for (Expr child : expr.children()) {
            deepest = longer(deepest, of(child));
        }
        if (expr instanceof Subquery subquery) {
            return deepest.plus(subquery.range()).plus(back(subquery.shift()));
        }
        return deepest;
    }

    private static Duration back(Shift shift) {
        return longer(Duration.ZERO, shift.offset());
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
