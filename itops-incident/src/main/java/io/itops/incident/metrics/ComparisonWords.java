package io.itops.incident.metrics;

import io.itops.core.Words;

/** Comparisons in words. */
final class ComparisonWords {
    private ComparisonWords() {}

    static String sentence(Comparison comparison) {
        String by = " (" + comparison.test().words() + ", p = " + Words.number(comparison.pValue()) + ")";
        return switch (comparison.kind()) {
            case FIRST_LONGER -> "The first lasts longer" + by + ".";
            case SECOND_LONGER -> "The second lasts longer" + by + ".";
            case CANNOT_DISTINGUISH -> "Cannot distinguish" + by + ": " + power(comparison) + ".";
        };
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
