package io.itops.prometheus.internal;

import io.itops.monitoring.expr.Call;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Function;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.StringLiteral;
import io.itops.monitoring.metric.Matcher;

/**
 * How much work a pattern is, which every budget of patterns counts by.
 *
 * <p>Immutable and thread-safe.
 *
 * @param instructions that each character of a text may be tried against
 * @param classes whether it has classes of characters, which cost more to compile
 */
public record PatternWork(int instructions, boolean classes) {
    private static final int PATTERN_OF_LABEL_REPLACE = 4;

    /**
     * That of a pattern.
     *
     * @param pattern in the syntax of RE2
     * @return its work
     * @throws io.itops.core.InvalidInputException if it is no pattern, or one that would expand into a huge program, which RE2/J would
     *     try to compile
     */
    public static PatternWork of(String pattern) {
        return of(Matcher.matching("pattern", pattern));
    }

    private static PatternWork of(Matcher matcher) {
        String pattern = matcher.value();
        boolean classes = pattern.contains("[") || pattern.contains("\\p") || pattern.contains("\\P");
        return new PatternWork(matcher.patternSize(), classes);
    }

    /**
     * What compiling it comes to.
     *
     * @return its instructions, twice where it has classes
     */
    public long compiling() {
        return (long) instructions * (classes ? 2 : 1);
    }

    /**
     * What compiling all patterns of an expression comes to.
     *
     * @param expr the expression
     * @return their sum
     */
    public static long compiling(Expr expr) {
        long work = 0;
        if (expr instanceof Selector selector) {
            for (Matcher matcher : selector.matchers()) {
                work += of(matcher).compiling();
            }
        } else if (expr instanceof Call call
                && call.function() == Function.LABEL_REPLACE
                && call.arguments().get(PATTERN_OF_LABEL_REPLACE) instanceof StringLiteral pattern) {
            work += of(pattern.value()).compiling();
        }
        for (Expr child : expr.children()) {
            work += compiling(child);
        }
        return work;
    }
}
