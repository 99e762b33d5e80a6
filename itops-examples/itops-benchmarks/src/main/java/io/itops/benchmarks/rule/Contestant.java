package io.itops.benchmarks.rule;

/** Who takes part. */
public enum Contestant {
    /** The floor. */
    INT_ARRAY,
    /** What a program would write that knows series by their text. */
    CONCURRENT_HASH_MAP,
    /** The SDK's rule over its metric store, appending included. */
    ITOPS_RULE,
    /** The library Easy Rules. */
    EASY_RULES;

    BreachRule make(int series) {
        return switch (this) {
            case INT_ARRAY -> new PlainRules.Counts(series);
            case CONCURRENT_HASH_MAP -> new PlainRules.Keyed(series);
            case ITOPS_RULE -> new AlertingRule(series);
            case EASY_RULES -> new EasyRule(series);
        };
    }

    /**
     * Goes through all samples, and throws where the rule has not fired as often after each round as the plain one.
     *
     * @return how often it fired
     */
    long check(Samples samples) {
        return check(name(), make(samples.series()), samples);
    }

    static long check(String name, BreachRule rule, Samples samples) {
        BreachRule plain = new PlainRules.Counts(samples.series());
        for (int round = 0; round < samples.rounds(); round++) {
            rule.round(samples, round);
            plain.round(samples, round);
            if (rule.fired() != plain.fired()) {
                throw new IllegalStateException(name + " must have fired " + plain.fired() + " times after round "
                        + round + ", but fired " + rule.fired() + " times");
            }
        }
        if (plain.fired() == 0) {
            throw new IllegalStateException("nothing fires in these samples");
        }
        return rule.fired();
    }
}
