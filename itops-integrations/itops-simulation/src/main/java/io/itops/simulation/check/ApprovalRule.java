package io.itops.simulation.check;

import io.itops.core.Require;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a change needs to be approved.
 *
 * <p>Immutable and thread-safe.
 *
 * @param approvers who may vote; everybody if empty
 * @param votes how many votes a change needs, at least 1
 * @param riskyVotes how many it needs if it is risky, at least 1
 * @param riskyFrom the probability from which on it is risky, 0 to 1
 * @since 0.1
 */
public record ApprovalRule(SortedSet<String> approvers, int votes, int riskyVotes, double riskyFrom) {
    /** Checks and copies the parts. */
    public ApprovalRule {
        approvers = Collections.unmodifiableSortedSet(new TreeSet<>(Require.present("approvers", approvers)));
        Require.range("votes", votes, 1, 100);
        Require.range("votes of risky changes", riskyVotes, 1, 100);
        Require.range("probability of risky changes", riskyFrom, 0, 1);
    }

    /**
     * A rule.
     *
     * @param approvers who may vote; everybody if empty
     * @param votes how many votes a change needs
     * @param riskyVotes how many it needs if it is risky
     * @param riskyFrom the probability from which on it is risky
     * @return the rule
     */
    public static ApprovalRule of(Set<String> approvers, int votes, int riskyVotes, double riskyFrom) {
        return new ApprovalRule(new TreeSet<>(approvers), votes, riskyVotes, riskyFrom);
    }

    int needed(double risk) {
        return risk >= riskyFrom ? riskyVotes : votes;
    }

    boolean mayVote(String person) {
        return approvers.isEmpty() || approvers.contains(person);
    }
}
