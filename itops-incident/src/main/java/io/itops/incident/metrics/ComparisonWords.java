package io.itops.incident.metrics;

import io.itops.core.Words;

/** Comparisons in words. */
final class ComparisonWords {
    private ComparisonWords() {}

    static String sentence(Comparison comparison) {
        String by = " (" + comparison.test().words() + ", p = " + Words.number(comparison.pValue()) + ")";
        return switch (comparison.kind()) {
            case FIRST_LONGER -> "The first lasts longer" + by + effect(comparison) + ".";
            case SECOND_LONGER -> "The second lasts longer" + by + effect(comparison) + ".";
            case CANNOT_DISTINGUISH -> "Cannot distinguish" + by + ": " + power(comparison) + ".";
        };
    }

    /** How much longer: a p-value alone says only that it is not nothing. */
    private static String effect(Comparison comparison) {
        return comparison
                .effect()
                .map(effect -> comparison.test() == Comparison.Test.LOG_RANK
                        ? ": the hazard ratio of the first to the second is " + bounded(effect, 1, "")
                        : ": the first is the longer one in " + bounded(effect, 100, " %") + " of pairs")
                .orElse("");
    }

    private static String bounded(Estimate effect, double times, String unit) {
        return Words.number(rounded(times * effect.value()))
                + unit
                + effect.interval()
                        .flatMap(interval -> interval.high()
                                .map(high -> " (" + Words.number(rounded(times * interval.low())) + " to "
                                        + Words.number(rounded(times * high)) + ")"))
                        .orElse("");
    }

    private static double rounded(double value) {
        return Math.round(1_000 * value) / 1_000.0;
    }

    private static String power(Comparison comparison) {
        if (comparison.smallestSeen().isEmpty()) {
            return "there is too little data to see any difference";
        }
        String seen = comparison.test() == Comparison.Test.LOG_RANK
                ? "a hazard ratio of " + Words.number(comparison.smallestSeen().get())
                : "one being longer in "
                        + Words.number(100 * comparison.smallestSeen().get()) + " % of pairs";
        String factor = comparison
                .smallestFactor()
                .map(times -> ", about " + Words.number(times) + " times the median,")
                .orElse("");
        return "only a difference of at least " + seen + factor + " would have been seen with a chance of 80 %";
    }
}
