package io.itops.cli;

import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Selector;
import java.util.ArrayList;
import java.util.List;

/** The selectors of an expression. */
final class Selectors {
    private Selectors() {}

    /** All of them, from left to right. */
    static List<Selector> in(Expr expr) {
        List<Selector> found = new ArrayList<>();
        collect(expr, found);
        return found;
    }

    private static void collect(Expr expr, List<Selector> found) {
        if (expr instanceof Selector selector) {
            found.add(selector);
        }
        expr.children().forEach(child -> collect(child, found));
    }
}
