package io.itops.monitoring.metric;

import com.google.re2j.PatternSyntaxException;
import io.itops.core.InvalidInputException;
import io.itops.core.Require;

/**
 * A condition on one label of a series. A missing label is the same as an empty one, so {@code foo!="x"} and {@code foo=""} hold
 * for series without the label.
 *
 * <p>Patterns are RE2 syntax, fully anchored, and match in linear time; {@code .} matches a line break too, as in Prometheus 3.
 *
 * <p>Immutable and thread-safe.
 *
 * @param label the label's name
 * @param op how the value is compared
 * @param value the value or pattern, at most 4,096 characters
 * @since 0.1
 */
public record Matcher(String label, Op op, String value) {
    static final int MAX_VALUE = 4_096;

    /** The four comparisons of PromQL. */
    public enum Op {
        /** The label has this value. */
        EQUAL("=", false, false),
        /** The label has another value. */
        NOT_EQUAL("!=", true, false),
        /** The whole label matches this pattern. */
        MATCH("=~", false, true),
        /** The whole label does not match this pattern. */
        NO_MATCH("!~", true, true);

        private final String symbol;
        private final boolean negative;
        private final boolean pattern;

        Op(String symbol, boolean negative, boolean pattern) {
            this.symbol = symbol;
            this.negative = negative;
            this.pattern = pattern;
        }

        /**
         * The operator as PromQL writes it.
         *
         * @return one of {@code = != =~ !~}
         */
        public String symbol() {
            return symbol;
        }

        /**
         * Whether the comparison is turned around.
         *
         * @return true for {@code !=} and {@code !~}
         */
        public boolean isNegative() {
            return negative;
        }

        /**
         * Whether the value is a pattern.
         *
         * @return true for {@code =~} and {@code !~}
         */
        public boolean isPattern() {
            return pattern;
        }
    }

    /** Checks the parts; a pattern must compile and stay below a bounded size. */
    public Matcher {
        Require.text("matcher label", label, Labels.MAX_NAME);
        Require.present("matcher operator", op);
        Require.anyText("matcher value", value, MAX_VALUE);
        if (op.isPattern()) {
            try {
                Patterns.compile(value);
            } catch (PatternSyntaxException e) {
                throw new InvalidInputException("matcher pattern", "be RE2 syntax (" + e.getDescription() + ")", value);
            }
        }
    }

    /**
     * The label has a value.
     *
     * @param label the label's name
     * @param value the value; empty for a missing label
     * @return the matcher
     */
    public static Matcher eq(String label, String value) {
        return new Matcher(label, Op.EQUAL, value);
    }

    /**
     * The label has another value, or none.
     *
     * @param label the label's name
     * @param value the value
     * @return the matcher
     */
    public static Matcher notEq(String label, String value) {
        return new Matcher(label, Op.NOT_EQUAL, value);
    }

    /**
     * The whole label matches a pattern.
     *
     * @param label the label's name
     * @param pattern RE2 syntax
     * @return the matcher
     */
    public static Matcher matching(String label, String pattern) {
        return new Matcher(label, Op.MATCH, pattern);
    }

    /**
     * The whole label does not match a pattern.
     *
     * @param label the label's name
     * @param pattern RE2 syntax
     * @return the matcher
     */
    public static Matcher notMatching(String label, String pattern) {
        return new Matcher(label, Op.NO_MATCH, pattern);
    }

    /**
     * Whether a missing label fails this matcher, so that it narrows a selection.
     *
     * @return true if an empty value does not meet it
     */
    public boolean excludesEmpty() {
        boolean met = op.isPattern() ? Patterns.compile(value).matches("") : value.isEmpty();
        return met == op.isNegative();
    }

    /**
     * What the pattern comes to once its counted repetitions are written out.
     *
     * @return a number of instructions that the compiled pattern does not exceed by much, at most 10,000; 0 for a plain value
     */
    public int patternSize() {
        return op.isPattern() ? (int) Patterns.expandedSize(value) : 0;
    }

    /** The matcher as PromQL writes it. */
    @Override
    public String toString() {
        return Names.label(label) + op.symbol() + Names.quoted(value);
    }
}
