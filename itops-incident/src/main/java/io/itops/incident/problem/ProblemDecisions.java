package io.itops.incident.problem;

import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.core.signal.ChangeFacts;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of problems beyond the table. */
final class ProblemDecisions {
    private ProblemDecisions() {}

    static Problem known(@Nullable Problem problem) {
        return Require.present("problem", problem);
    }

    /** A move that ends the acceptance of a risk, if there is one. */
    static Decision.Accept<ProblemEvent> leave(Problem problem, ProblemEvent event) {
        Decision.Accept<ProblemEvent> accepted = Decision.accept(event);
        return problem.state() == ProblemState.RISK_ACCEPTED
                ? accepted.cancelTimer(ProblemWorkflow.RISK_TIMER)
                : accepted;
    }

    /** The action that takes a problem back to where it was before it had to wait. */
    static ProblemAction resuming(ProblemState from) {
        return switch (from) {
            case NEW, QUEUED -> ProblemAction.RESUME_QUEUED;
            case ASSESSMENT -> ProblemAction.RESUME_ASSESSMENT;
            case KNOWN_ERROR -> ProblemAction.RESUME_KNOWN_ERROR;
            case ROOT_CAUSE_FOUND -> ProblemAction.RESUME_ROOT_CAUSE;
            case FIX_IN_CHANGE -> ProblemAction.RESUME_FIX;
            default -> ProblemAction.RESUME;
        };
    }

    /** A code that says other than what was found out: empty if it does not. What is resolved already was looked at then. */
    static Optional<Decision<ProblemEvent>> contradicted(
            Problem problem, ResolutionCode code, ProblemCommand.Facts facts) {
        if (problem.resolution().filter(ended -> ended.code() == code).isPresent()) {
            return fixMissing(code, facts);
        }
        ProblemFindings findings = problem.findings();
        return switch (code) {
            case FIXED ->
                findings.rootCause().isEmpty()
                        ? refused("no-root-cause", "what is fixed has a root cause, which nobody has told")
                        : fixMissing(code, facts);
            case WORKED_AROUND ->
                findings.workaround().isEmpty()
                        ? refused("no-workaround", "what is worked around has a workaround, which nobody has told")
                        : Optional.empty();
            case CAUSE_UNKNOWN ->
                findings.rootCause().isPresent()
                        ? refused("cause-known", "its root cause was found")
                        : Optional.empty();
            case RISK_ACCEPTED ->
                problem.state() != ProblemState.RISK_ACCEPTED
                        ? refused("risk-not-accepted", "nobody has accepted its risk, or not any longer")
                        : Optional.empty();
            case GONE, NOT_RECORDED -> Optional.empty();
        };
    }

    private static Optional<Decision<ProblemEvent>> refused(String code, String text) {
        return Optional.of(Decision.refuse(code, text));
    }

    /** A change of which nothing is published may be kept in another system, and is taken at its word. */
    private static Optional<Decision<ProblemEvent>> fixMissing(ResolutionCode code, ProblemCommand.Facts facts) {
        return facts.change()
                .filter(change -> code == ResolutionCode.FIXED
                        && !change.outcome().equals(Optional.of(ChangeFacts.Outcome.SUCCESSFUL)))
                .map(change -> Decision.refuse(
                        "fix-not-in-place",
                        "change " + change.id() + ", which is to fix it, "
                                + change.outcome()
                                        .map(outcome -> "was "
                                                + outcome.name()
                                                        .toLowerCase(Locale.ROOT)
                                                        .replace('_', ' '))
                                        .orElse("is not finished")));
    }

    static Decision<ProblemEvent> close(
            Problem problem, Optional<ResolutionCode> code, String note, ProblemCommand.Facts facts, Instant now) {
        Optional<ResolutionCode> ended = code.or(() -> problem.resolution().map(Resolution::code));
        if (ended.isEmpty()) {
            return Decision.refuse("no-resolution-code", "it was not resolved, so a close must say how it ended");
        }
        return contradicted(problem, ended.get(), facts)
                .orElseGet(() -> leave(problem, new ProblemEvent.Closed(new Resolution(ended.get(), note, now))));
    }

    /** Only a problem that is not cancelled can be duplicated, so duplicates never form a circle. */
    static Decision<ProblemEvent> cancel(Problem problem, ProblemCommand.Cancel cancel, ProblemCommand.Facts facts) {
        if (cancel.duplicateOf().isPresent()) {
            ProblemId other = cancel.duplicateOf().get();
            if (other.equals(problem.id())) {
                return Decision.refuse("own-duplicate", "a problem is no duplicate of itself");
            }
            if (facts.duplicated().isEmpty()) {
                return Decision.refuse("no-problem", "there is no problem " + other);
            }
            if (facts.duplicated().get().state() == ProblemState.CANCELLED) {
                return Decision.refuse("cancelled-duplicate", "problem " + other + " is cancelled itself");
            }
        }
        return leave(problem, new ProblemEvent.Cancelled(cancel.reason(), cancel.duplicateOf()));
    }

    static Decision<ProblemEvent> link(Problem problem, IncidentId incident, ProblemCommand.Facts facts) {
        if (facts.incident().isEmpty()) {
            return Decision.refuse("no-incident", "there is no incident " + incident);
        }
        if (problem.incidents().contains(incident)) {
            return Decision.nothing();
        }
        if (problem.incidents().size() >= Problem.MAX_INCIDENTS) {
            return Decision.refuse(
                    "too-many-incidents", "it is linked to " + Problem.MAX_INCIDENTS + " incidents already");
        }
        return facts.incident().get().problems().size() >= IncidentProblems.MAX_PROBLEMS
                ? Decision.refuse(
                        "too-many-problems",
                        "incident " + incident + " is linked to " + IncidentProblems.MAX_PROBLEMS + " problems already")
                : Decision.accept(new ProblemEvent.IncidentLinked(incident));
    }
}
