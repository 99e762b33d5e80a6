package io.itops.incident.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.lifecycle.Decision;
import io.itops.incident.priority.Priority;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be said of how a problem ended, by what was found out about it. */
class ResolutionCodeTest {
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

    private static Problem problem(boolean cause, boolean workaround) {
        Problem opened = Problem.opened(
                ProblemId.of("p1"), ProblemStatement.of("pool"), Priority.P3, Optional.empty(), NOW.minusSeconds(9));
        ProblemFindings findings = opened.findings();
        findings = cause ? findings.withRootCause("it leaks") : findings;
        return opened.with(workaround ? findings.withWorkaround("restart it") : findings)
                .in(ProblemState.ASSESSMENT);
    }

    @ParameterizedTest
    @CsvSource({
        "FIXED, false, false, no-root-cause",
        "FIXED, false, true, no-root-cause",
        "FIXED, true, false,",
        "WORKED_AROUND, true, false, no-workaround",
        "WORKED_AROUND, false, true,",
        "CAUSE_UNKNOWN, true, false, cause-known",
        "CAUSE_UNKNOWN, false, true,",
        "RISK_ACCEPTED, true, true, risk-not-accepted",
        "GONE, false, false,",
        "NOT_RECORDED, false, false,"
    })
    void aCodeThatContradictsTheFindingsIsRefused(
            ResolutionCode code, boolean cause, boolean workaround, String refusal) {
        Problem problem = problem(cause, workaround);
        for (ProblemCommand command : new ProblemCommand[] {
            new ProblemCommand.Resolve(code, ""), new ProblemCommand.Close(Optional.of(code), "")
        }) {
            Decision<ProblemEvent> decision = command.decide(problem, ProblemCommand.Facts.NONE, NOW);
            assertThat(
                            decision instanceof Decision.Refuse<ProblemEvent> refuse
                                    ? refuse.reasons().get(0).code()
                                    : null)
                    .as(command.toString())
                    .isEqualTo(refusal);
        }
    }

    @ParameterizedTest
    @CsvSource({"RESOLVED", "CLOSED"})
    void aRiskIsAcceptedOnlyWhileSomeoneLivesWithIt(ProblemState over) {
        Problem accepted = problem(true, false)
                .in(ProblemState.RISK_ACCEPTED)
                .with(new RiskAcceptance("eve", NOW.plusSeconds(60), "cheap"));
        ProblemCommand close = new ProblemCommand.Close(Optional.of(ResolutionCode.RISK_ACCEPTED), "");

        assertThat(close.decide(accepted, ProblemCommand.Facts.NONE, NOW)).isInstanceOf(Decision.Accept.class);
        assertThat(close.decide(accepted.in(over), ProblemCommand.Facts.NONE, NOW))
                .isInstanceOf(Decision.Refuse.class);
    }
}
