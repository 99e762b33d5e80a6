package io.itops.incident.escalation;

import io.itops.core.InvalidDefinitionException;
import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an analysis found about an escalation policy: how long it takes in the worst case until the first one is told, which bounds how
 * soon anybody can respond, and until the last one of a round is, which bounds how soon a response is asked of whoever does respond.
 *
 * <p>Immutable and thread-safe.
 *
 * @param policy the policy's name
 * @param openings it speaks of incidents that are opened in this window
 * @param worst the incident about which it takes longest until somebody is told, if nobody acknowledges
 * @param chain the incident about which it takes longest until everybody has been told whom the first round of the policy tells, if
 *     nobody acknowledges; where that is nobody, until the first one is
 * @param lapsing the same if each step is acknowledged when its time is all but over, that acknowledgement times out, and nobody
 *     answers when the step is then taken again; empty where acknowledgements hold for good
 * @param findings what is wrong, in the order of the rules and steps
 * @since 0.1
 */
public record EscalationReport(
        String policy,
        Window openings,
        Worst worst,
        Worst chain,
        Optional<Worst> lapsing,
        List<EscalationFinding> findings) {
    private static final Duration LONGEST = Duration.ofDays(366);

    /**
     * The incident about which something takes longest.
     *
     * @param time how long it takes from its opening, empty if nobody is told at all
     * @param openedAt when it is opened
     * @param severity how bad it is
     * @param signals how many signals it has
     * @param how the way there, step by step
     */
    public record Worst(Optional<Duration> time, Instant openedAt, Severity severity, long signals, Explanation how) {
        /** Checks the parts. */
        public Worst {
            Require.present("time", time);
            openedAt = Require.instant("opening", openedAt);
            Require.present("severity", severity);
            StepSituation.signals(signals);
            Require.present("explanation", how);
        }
    }

    /** Checks and copies the parts. */
    public EscalationReport {
        Require.id("escalation policy name", policy);
        Require.present("openings", openings);
        Require.present("worst case", worst);
        Require.present("worst case of the whole chain", chain);
        Require.present("worst case where acknowledgements lapse", lapsing);
        findings = Require.list("findings", findings);
    }

    /**
     * Whether somebody is told about every incident within a time.
     *
     * @param target the time
     * @return true if the worst case does not take longer
     */
    public boolean within(Duration target) {
        return within(worst, target);
    }

    /**
     * Whether every incident keeps a target: that somebody is told in time, and that all are whom the first round tells.
     *
     * @param target the target
     * @return true if no worst case takes longer
     */
    public boolean within(ReachTarget target) {
        return within(Require.present("target", target).within())
                && target.response().filter(time -> !within(chain, time)).isEmpty();
    }

    private static boolean within(Worst of, Duration target) {
        Require.span("target", target, LONGEST);
        return of.time().filter(time -> time.compareTo(target) <= 0).isPresent();
    }

    /**
     * This report judged by the time within which somebody must be told.
     *
     * @param target the time
     * @return the same report, with a finding where it is not kept
     */
    public EscalationReport judgedBy(Duration target) {
        return judgedBy(worst, target, EscalationFinding.Rule.WITHIN_TARGET, "");
    }

    /**
     * This report judged by the times that a service wants.
     *
     * @param target the target of the service
     * @return the same report, with a finding for each time that is not kept
     */
    public EscalationReport judgedBy(ReachTarget target) {
        EscalationReport judged = judgedBy(Require.present("target", target).within());
        return target.response()
                .map(time -> judged.judgedBy(
                        chain, time, EscalationFinding.Rule.WITHIN_RESPONSE, " until all of a round are told"))
                .orElse(judged);
    }

    private EscalationReport judgedBy(Worst of, Duration target, EscalationFinding.Rule rule, String what) {
        if (within(of, target)) {
            return this;
        }
        List<EscalationFinding> more = new ArrayList<>();
        String found =
                of.time().map(time -> "it takes " + Words.duration(time) + what).orElse("nobody is told at all");
        more.add(new EscalationFinding(
                rule,
                "escalation policy " + policy,
                Explanation.of(found + " for a " + of.severity() + " incident opened at " + of.openedAt())
                        .with("target", target)
                        .because(of.how().within(6))));
        more.addAll(findings);
        return new EscalationReport(policy, openings, worst, chain, lapsing, more);
    }

    /**
     * The findings of a rule.
     *
     * @param rule the rule
     * @return the findings, possibly none
     */
    public List<EscalationFinding> of(EscalationFinding.Rule rule) {
        Require.present("rule", rule);
        return findings.stream().filter(finding -> finding.rule() == rule).toList();
    }

    /**
     * Refuses a policy that breaks one of some rules.
     *
     * @param rules the rules
     * @throws InvalidDefinitionException if there are findings of them, with a problem for each
     */
    public void require(EscalationFinding.Rule... rules) {
        List<EscalationFinding.Rule> asked = Require.listOf("rules", rules);
        List<InvalidDefinitionException.Problem> problems = findings.stream()
                .filter(finding -> asked.contains(finding.rule()))
                .map(EscalationFinding::problem)
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionException("escalation policy " + policy, problems);
        }
    }
}
