package io.itops.change.workflow;

import io.itops.change.risk.RiskScore;
import io.itops.core.Require;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How changes are governed. Every verdict names the policy's version.
 *
 * <pre>{@code
 * SortedSet<String> approvers = new TreeSet<>(Set.of("dora", "emil"));
 * ChangePolicy policy = new ChangePolicy("shop-1", 1, 2, 0.3, approvers, Duration.ofDays(5));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param version names this policy in verdicts, at most 50 characters
 * @param votes how many votes a change needs, 1 to 100
 * @param votesAtRisk how many votes a change of higher risk needs, at least as many
 * @param riskThreshold the probability of failure from which a change is of higher risk, 0 to 1
 * @param approvers who may approve and reject; empty: everyone whom the authorizer allows
 * @param reviewWithin how long after its end a change must be reviewed
 * @since 0.1
 */
public record ChangePolicy(
        String version,
        int votes,
        int votesAtRisk,
        double riskThreshold,
        SortedSet<String> approvers,
        Duration reviewWithin) {
    /** The policy used when none is given: one vote, two from a risk of 0.3, reviewed within five days. */
    public static final ChangePolicy DEFAULTS =
            new ChangePolicy("default-1", 1, 2, 0.3, new TreeSet<>(), Duration.ofDays(5));

    /** Checks and copies the parts. */
    public ChangePolicy {
        Require.text("policy version", version, 50);
        Require.range("votes", votes, 1, 100);
        Require.range("votes at risk", votesAtRisk, votes, 100);
        Require.range("risk threshold", riskThreshold, 0, 1);
        approvers = Collections.unmodifiableSortedSet(new TreeSet<>(Require.size("approvers", approvers, 0, 10_000)));
        approvers.forEach(approver -> Require.id("approver", approver));
        Require.positive("review term", reviewWithin, Duration.ofDays(365));
    }

    /**
     * How many votes a change of some risk needs.
     *
     * @param probability the probability of failure
     * @return at least 1
     */
    public int votesFor(double probability) {
        return probability >= riskThreshold ? votesAtRisk : votes;
    }

    /** How many votes a change needs by the risk at its submission. */
    int votesFor(Change change) {
        return votesFor(change.risk().map(RiskScore::probability).orElse(1.0));
    }
}
