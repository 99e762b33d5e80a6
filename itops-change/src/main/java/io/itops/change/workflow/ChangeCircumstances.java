package io.itops.change.workflow;

import io.itops.change.risk.RiskScore;
import io.itops.core.Require;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a decision about a change rests on besides the change, read through the same unit of work.
 *
 * <p>Immutable and thread-safe.
 *
 * @param policy how changes are governed
 * @param risk the score of the present content, where the command needs it
 * @param template the template that the content names, where the command needs it and it exists
 * @param standsInFor for whom the acting person stands in at the instant of the decision
 * @param voters for whom those who have voted stand in, by the voter; where the command needs it
 * @since 0.1
 */
public record ChangeCircumstances(
        ChangePolicy policy,
        Optional<RiskScore> risk,
        Optional<ChangeTemplate> template,
        List<String> standsInFor,
        Map<String, StandIns> voters) {
    /**
     * For whom a voter stands in, and did.
     *
     * @param now at the instant of the decision
     * @param atVote at the instant of the vote, as it is known by now
     */
    public record StandIns(List<String> now, List<String> atVote) {
        /** For nobody. */
        static final StandIns NONE = new StandIns(List.of(), List.of());

        /** Copies the lists. */
        public StandIns {
            now = Require.list("persons stood in for now", now);
            atVote = Require.list("persons stood in for at the vote", atVote);
        }
    }

    /** Checks and copies the parts. */
    public ChangeCircumstances {
        Require.present("policy", policy);
        Require.present("risk", risk);
        Require.present("template", template);
        standsInFor = Require.list("persons stood in for", standsInFor);
        voters = Collections.unmodifiableMap(new TreeMap<>(Require.present("voters", voters)));
    }

    /**
     * Circumstances that know the policy alone.
     *
     * @param policy how changes are governed
     * @return the circumstances
     */
    public static ChangeCircumstances under(ChangePolicy policy) {
        return new ChangeCircumstances(policy, Optional.empty(), Optional.empty(), List.of(), Map.of());
    }
}
