package io.itops.monitoring.rule;

import io.itops.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where the rules of a group stand.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name the group's name
 * @param interval how often it is evaluated
 * @param rules its rules in their order
 * @since 0.1
 */
public record RuleGroupState(String name, Duration interval, List<RuleState> rules) {
    private static final int MAX_NAME = 100;

    /** Checks the parts. */
    public RuleGroupState {
        Require.text("group name", name, MAX_NAME);
        Require.positive("interval", interval, Duration.ofDays(1));
        rules = Require.list("rules", rules);
    }

    /**
     * How the last evaluations of its rules went.
     *
     * @return failed if one did; without data if one is; unknown if one was not evaluated yet
     */
    public RuleHealth health() {
        if (rules.stream().anyMatch(rule -> rule.health() == RuleHealth.ERR)) {
            return RuleHealth.ERR;
        }
        if (rules.stream().anyMatch(rule -> rule.health() == RuleHealth.NO_DATA)) {
            return RuleHealth.NO_DATA;
        }
        return rules.stream().allMatch(rule -> rule.health() == RuleHealth.OK) ? RuleHealth.OK : RuleHealth.UNKNOWN;
    }

    /**
     * The slot of the last evaluation.
     *
     * @return the latest of its rules; empty if none was evaluated in this process
     */
    public Optional<Instant> lastEvaluation() {
        return rules.stream().flatMap(rule -> rule.lastEvaluation().stream()).max(Comparator.naturalOrder());
    }

    /**
     * How long the last evaluations of its rules took.
     *
     * @return the sum over its rules
     */
    public Duration duration() {
        return rules.stream().map(RuleState::duration).reduce(Duration.ZERO, Duration::plus);
    }
}
