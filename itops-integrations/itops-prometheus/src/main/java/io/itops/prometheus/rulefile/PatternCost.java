package io.itops.prometheus.rulefile;

import io.itops.monitoring.expr.Call;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Function;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.StringLiteral;
import io.itops.monitoring.metric.Matcher;

/** How much work the patterns of an expression are: their instructions, twice where a pattern has classes of characters. */
final class PatternCost {
    private static final int PATTERN_OF_LABEL_REPLACE = 4;

    private PatternCost() {}

    static long of(Expr expr) {
        long cost = 0;
        if (expr instanceof Selector selector) {
            for (Matcher matcher : selector.matchers()) {
                cost += of(matcher);
            }
        } else if (expr instanceof Call call
                && call.function() == Function.LABEL_REPLACE
                && call.arguments().get(PATTERN_OF_LABEL_REPLACE) instanceof StringLiteral pattern) {
            cost += of(Matcher.matching("pattern", pattern.value()));
        }
        for (Expr child : expr.children()) {
            cost += of(child);
        }
        return cost;
    }

    private static long of(Matcher matcher) {
        String pattern = matcher.value();
        boolean classes = pattern.contains("[") || pattern.contains("\\p") || pattern.contains("\\P");
        return (long) matcher.patternSize() * (classes ? 2 : 1);
    }
}
