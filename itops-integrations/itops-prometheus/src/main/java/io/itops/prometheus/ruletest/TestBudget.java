package io.itops.prometheus.ruletest;

/** What the groups of one test file may cost together. Confined to one thread. */
final class TestBudget {
    static final int MAX_STEPS = 10_000_000;
    static final int MAX_INPUTS = 2_000_000;

    private long evaluations;
    private long steps;
    private long inputs;

    /** Whether so many evaluations more are within the budget. */
    boolean evaluate(long more) {
        evaluations += Math.min(more, MAX_STEPS + 1L);
        return evaluations <= MAX_STEPS;
    }

    boolean step(long more) {
        steps += more;
        return steps <= MAX_STEPS;
    }

    boolean input() {
        return ++inputs <= MAX_INPUTS;
    }
}
