package io.itops.change.workflow;

import io.itops.change.risk.RiskScore;
import io.itops.core.Require;
import java.time.Duration;
import java.util.Collection;
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
 * @param approvers who may approve and reject, at least as many as a change of higher risk needs votes, and better one or two more,
 *     since whoever requested, edited or carries out a change has no vote on it; empty: everyone whom the authorizer allows
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
        Require.that(
                approvers.isEmpty() || approvers.size() >= votesAtRisk,
                "approvers",
                "be at least as many as the votes that a change may need, " + votesAtRisk,
                approvers.size());
        Require.positive("review term", reviewWithin, Duration.ofDays(365));
    }

    /**
     * Starts a policy with what {@link #DEFAULTS} says.
     *
     * @param version names the policy in verdicts, at most 50 characters
     * @return a builder
     */
    public static Builder named(String version) {
        return new Builder(version);
    }

    /**
     * How many votes a change of some risk needs.
     *
     * @param probability the probability of failure, 0 to 1
     * @return at least 1
     */
    public int votesFor(double probability) {
        Require.range("probability", probability, 0, 1);
        return probability >= riskThreshold ? votesAtRisk : votes;
    }

    /** How many votes a change needs by the risk at its submission. */
    int votesFor(Change change) {
        return votesFor(change.risk().map(RiskScore::probability).orElse(1.0));
    }

    /**
     * Collects the parts of a policy; nothing is judged as a whole before {@link #build()}.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final String version;
        private final SortedSet<String> approvers = new TreeSet<>();
        private int votes = DEFAULTS.votes();
        private int votesAtRisk = DEFAULTS.votesAtRisk();
        private double riskThreshold = DEFAULTS.riskThreshold();
        private Duration reviewWithin = DEFAULTS.reviewWithin();

        private Builder(String version) {
            this.version = Require.text("policy version", version, 50);
        }

        /**
         * How many votes a change needs.
         *
         * @param usually of any change, 1 to 100
         * @param atRisk of a change of higher risk, at least as many
         * @return this
         */
        public Builder votes(int usually, int atRisk) {
            votes = usually;
            votesAtRisk = atRisk;
            return this;
        }

        /**
         * From which risk on a change needs more votes.
         *
         * @param probability the probability of failure, 0 to 1
         * @return this
         */
        public Builder riskThreshold(double probability) {
            riskThreshold = probability;
            return this;
        }

        /**
         * Adds people who may approve and reject; everyone whom the authorizer allows unless given.
         *
         * @param people their ids
         * @return this
         */
        public Builder approvers(Collection<String> people) {
            approvers.addAll(Require.list("approvers", people));
            return this;
        }

        /**
         * How long after its end a change must be reviewed.
         *
         * @param term at most 365 days
         * @return this
         */
        public Builder reviewWithin(Duration term) {
            reviewWithin = Require.present("review term", term);
            return this;
        }

        /**
         * The policy.
         *
         * @return the policy
         * @throws io.itops.core.InvalidInputException if a part breaks its rule, or fewer people may approve than votes may be needed
         */
        public ChangePolicy build() {
            return new ChangePolicy(version, votes, votesAtRisk, riskThreshold, approvers, reviewWithin);
        }
    }
}
