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
 * What an analysis found about an escalation policy.
 *
 * <p>Immutable and thread-safe.
 *
 * @param policy the policy's name
 * @param openings it speaks of incidents that are opened in this window, nobody of whom acknowledges
 * @param worst the incident about which it takes longest until somebody is told
 * @param findings what is wrong, in the order of the rules and steps
 * @since 0.1
 */
public record EscalationReport(String policy, Window openings, Worst worst, List<EscalationFinding> findings) {
    private static final Duration LONGEST = Duration.ofDays(366);

    /**
     * The incident about which it takes longest until somebody is told.
     *
     * @param time how long it takes from its opening, empty if nobody is told at all
     * @param openedAt when it is opened
     * @param severity how bad it is
     * @param signals how many signals it has
     * @param how the way to the first person, step by step
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
        findings = Require.list("findings", findings);
    }

    /**
     * Whether somebody is told about every incident within a time.
     *
     * @param target the time
     * @return true if the worst case does not take longer
     */
    public boolean within(Duration target) {
        Require.span("target", target, LONGEST);
        return worst.time().filter(time -> time.compareTo(target) <= 0).isPresent();
    }

    /**
     * This report judged by the time that a service wants.
     *
     * @param target the time within which somebody must be told
     * @return the same report, with a finding where it is not kept
     */
    public EscalationReport judgedBy(Duration target) {
        if (within(target)) {
            return this;
        }
        List<EscalationFinding> more = new ArrayList<>();
        String found =
                worst.time().map(time -> "it takes " + Words.duration(time)).orElse("nobody is told at all");
        more.add(new EscalationFinding(
                EscalationFinding.Rule.WITHIN_TARGET,
                "escalation policy " + policy,
                Explanation.of(found + " for a " + worst.severity() + " incident opened at " + worst.openedAt())
                        .with("target", target)
                        .because(worst.how().within(6))));
        more.addAll(findings);
        return new EscalationReport(policy, openings, worst, more);
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
