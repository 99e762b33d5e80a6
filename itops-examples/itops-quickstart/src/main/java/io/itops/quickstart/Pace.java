package io.itops.quickstart;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param healthy how long the shop runs before something goes wrong
 * @param interval how often meters are read and the rule is evaluated
 * @param rules the rule file beside this class, which says how long the rule looks back and must hold
 * @param step how long a page waits for an answer before it escalates
 * @param thinking how long bob takes to answer
 * @param reading how long bob looks at the suspects before he acts
 * @param lease how long a job that a dead process held is kept from others
 * @param patience how long one thing may take to happen before the run gives up
 */
record Pace(
        Duration healthy,
        Duration interval,
        String rules,
        Duration step,
        Duration thinking,
        Duration reading,
        Duration lease,
        Duration patience) {
    /** For people who watch. */
    static final Pace USUAL = new Pace(
            Duration.ofSeconds(6),
            Duration.ofSeconds(1),
            "rules.yml",
            Duration.ofSeconds(6),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60));

    /** For the campaign. */
    static final Pace FAST = new Pace(
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            "rules-fast.yml",
            Duration.ofSeconds(2),
            Duration.ofMillis(200),
            Duration.ofMillis(100),
            Duration.ofSeconds(15),
            Duration.ofSeconds(40));

    Pace withStep(Duration other) {
        return new Pace(healthy, interval, rules, other, thinking, reading, lease, patience);
    }

    Pace withLease(Duration other) {
        return new Pace(healthy, interval, rules, step, thinking, reading, other, patience);
    }
}
