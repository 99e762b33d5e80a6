package io.itops.monitoring.eval;

import io.itops.core.Require;
import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.promql.Syntax;

/**
 * What versions of Prometheus do differently with the same expression, one switch for each difference.
 *
 * <p>The presets are what the conformance corpus of a version expects; {@code docs/promql.md} has them as a table. Names dropped late
 * is a feature flag of Prometheus 3, which its corpus runs with.
 *
 * <p>Immutable and thread-safe.
 *
 * @param leftOpen whether ranges and the lookback leave their first instant out; since 3.0
 * @param dotMatchesNewline whether {@code .} in a pattern matches a line break; since 3.0
 * @param delayedNameRemoval whether a metric's name is dropped at the end of the evaluation, so that what lies above can still see it,
 *     and not by the function that loses it; 3.0 with its feature flag
 * @param syntax what is read differently
 * @param startGuessedByHalf whether {@code rate} and {@code increase} decide first that a series began half a distance before its
 *     first sample, and only then that a counter cannot have been below zero; since 2.52, before it was the other way around
 * @param matchesCheckedFirst whether a comparison of vectors fails for several matches even where it filters them away; since 3.6 or
 *     later
 * @param decimalBounds whether the labels {@code le} and {@code quantile} of scraped histograms and summaries are written with a
 *     decimal point; since 3.0
 * @param atan2DropsName whether a result of {@code atan2} loses the metric's name, as those of all arithmetic do; since 2.47
 * @param loneDeviationIsNaN whether {@code stddev} and {@code stdvar} of one element that is infinite or NaN are NaN, and not 0;
 *     since 3.0
 * @param fractionFromZero whether {@code histogram_fraction} takes a classic histogram's first bucket to begin at 0 where its bound lies
 *     above that, and not to have no beginning, so that a value within it gives NaN; later than 3.5
 * @since 0.1
 */
public record Semantics(
        boolean leftOpen,
        boolean dotMatchesNewline,
        boolean delayedNameRemoval,
        Syntax syntax,
        boolean startGuessedByHalf,
        boolean matchesCheckedFirst,
        boolean decimalBounds,
        boolean atan2DropsName,
        boolean loneDeviationIsNaN,
        boolean fractionFromZero) {
    /** Prometheus 3.14: what is used where nothing else is said. */
    public static final Semantics PROMETHEUS_3_14 =
            new Semantics(true, true, true, Syntax.PROMETHEUS_3, true, true, true, true, true, true);

    /** Prometheus 3.5. */
    public static final Semantics PROMETHEUS_3_5 =
            new Semantics(true, true, true, Syntax.PROMETHEUS_3, true, false, true, true, true, false);

    /** Prometheus 2.42. */
    public static final Semantics PROMETHEUS_2_42 =
            new Semantics(false, false, false, Syntax.PROMETHEUS_2_42, false, false, false, false, false, false);

    /** Checks that the syntax is given. */
    public Semantics {
        Require.present("syntax", syntax);
    }

    /** Whether what an operator gives is no longer what the metric of its left side names. */
    boolean dropsName(BinaryOp op) {
        return op.kind() == BinaryOp.Kind.ARITHMETIC && (atan2DropsName || op != BinaryOp.ATAN2);
    }

    /**
     * The bound of a bucket or quantile as this version stores it when it is scraped: {@code 1} becomes {@code 1.0} where bounds are
     * decimal. What is no number stays as it is.
     *
     * @param value the value of a label {@code le} or {@code quantile}, at most 1,024 characters
     * @return the value to store
     */
    public String bound(String value) {
        Require.anyText("bound", value, Labels.MAX_VALUE);
        double number = Floats.bound(value);
        if (!decimalBounds || (Double.isNaN(number) && !value.equalsIgnoreCase("nan"))) {
            return value;
        }
        String text = Floats.general(number);
        return Double.isFinite(number) && text.indexOf('.') < 0 && text.indexOf('e') < 0 ? text + ".0" : text;
    }

    /**
     * Starts from these semantics, to change a switch or two of them.
     *
     * <pre>{@code
     * Semantics ofAServerWithoutTheFlag = Semantics.PROMETHEUS_3_14.toBuilder().delayedNameRemoval(false).build();
     * }</pre>
     *
     * @return a builder with the same switches
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * Collects switches.
     *
     * <p>Not thread-safe; confine to one thread.
     *
     * @since 0.1
     */
    public static final class Builder {
        private boolean leftOpen;
        private boolean dotMatchesNewline;
        private boolean delayedNameRemoval;
        private Syntax syntax;
        private boolean startGuessedByHalf;
        private boolean matchesCheckedFirst;
        private boolean decimalBounds;
        private boolean atan2DropsName;
        private boolean loneDeviationIsNaN;
        private boolean fractionFromZero;

        private Builder(Semantics from) {
            leftOpen = from.leftOpen();
            dotMatchesNewline = from.dotMatchesNewline();
            delayedNameRemoval = from.delayedNameRemoval();
            syntax = from.syntax();
            startGuessedByHalf = from.startGuessedByHalf();
            matchesCheckedFirst = from.matchesCheckedFirst();
            decimalBounds = from.decimalBounds();
            atan2DropsName = from.atan2DropsName();
            loneDeviationIsNaN = from.loneDeviationIsNaN();
            fractionFromZero = from.fractionFromZero();
        }

        /**
         * Sets whether ranges and the lookback leave their first instant out.
         *
         * @param given the switch
         * @return this builder
         */
        public Builder leftOpen(boolean given) {
            leftOpen = given;
            return this;
        }

        /**
         * Sets whether {@code .} in a pattern matches a line break.
         *
         * @param given the switch
         * @return this builder
         */
        public Builder dotMatchesNewline(boolean given) {
            dotMatchesNewline = given;
            return this;
        }

        /**
         * Sets whether a metric's name is dropped at the end of the evaluation.
         *
         * @param given the switch
         * @return this builder
         */
        public Builder delayedNameRemoval(boolean given) {
            delayedNameRemoval = given;
            return this;
        }

        /**
         * Sets what is read differently.
         *
         * @param given the syntax
         * @return this builder
         */
        public Builder syntax(Syntax given) {
            syntax = Require.present("syntax", given);
            return this;
        }

        /**
         * Sets whether {@code rate} and {@code increase} decide first that a series began half a distance before its first sample.
         *
         * @param given the switch
         * @return this builder
         */
        public Builder startGuessedByHalf(boolean given) {
            startGuessedByHalf = given;
            return this;
        }

        /**
         * Sets whether a comparison of vectors fails for several matches even where it filters them away.
         *
         * @param given the switch
         * @return this builder
         */
        public Builder matchesCheckedFirst(boolean given) {
            matchesCheckedFirst = given;
            return this;
        }

        /**
         * Sets whether scraped bounds are written with a decimal point.
         *
         * @param given the switch
         * @return this builder
         */
        public Builder decimalBounds(boolean given) {
            decimalBounds = given;
            return this;
        }

        /**
         * Sets whether a result of {@code atan2} loses the metric's name.
         *
         * @param given the switch
         * @return this builder
         */
        public Builder atan2DropsName(boolean given) {
            atan2DropsName = given;
            return this;
        }

        /**
         * Sets whether {@code stddev} and {@code stdvar} of one element that is infinite or NaN are NaN.
         *
         * @param given the switch
         * @return this builder
         */
        public Builder loneDeviationIsNaN(boolean given) {
            loneDeviationIsNaN = given;
            return this;
        }

        /**
         * Sets whether {@code histogram_fraction} takes a first bucket with a bound above 0 to begin at 0.
         *
         * @param given the switch
         * @return this builder
         */
        public Builder fractionFromZero(boolean given) {
            fractionFromZero = given;
            return this;
        }

        /**
         * Makes the semantics.
         *
         * @return the semantics
         */
        public Semantics build() {
            return new Semantics(
                    leftOpen,
                    dotMatchesNewline,
                    delayedNameRemoval,
                    syntax,
                    startGuessedByHalf,
                    matchesCheckedFirst,
                    decimalBounds,
                    atan2DropsName,
                    loneDeviationIsNaN,
                    fractionFromZero);
        }
    }
}
