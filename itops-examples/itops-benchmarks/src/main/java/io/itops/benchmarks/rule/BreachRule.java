package io.itops.benchmarks.rule;

/** A rule that fires at the third sample of a series in a row that is above the threshold. Not thread-safe; confine to one thread. */
interface BreachRule {
    /** Takes a sample of each series, the next ones in time. */
    void round(Samples samples, int round);

    /** How often it has fired. */
    long fired();
}
