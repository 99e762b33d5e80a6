package io.itops.incident.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Ref;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.incident.knowledge.KnowledgeId;
import io.itops.incident.priority.Priority;
import io.itops.incident.problem.ProblemCommand.AcceptRisk;
import io.itops.incident.problem.ProblemCommand.Analyse;
import io.itops.incident.problem.ProblemCommand.Assess;
import io.itops.incident.problem.ProblemCommand.Assign;
import io.itops.incident.problem.ProblemCommand.Cancel;
import io.itops.incident.problem.ProblemCommand.Close;
import io.itops.incident.problem.ProblemCommand.DeclareKnownError;
import io.itops.incident.problem.ProblemCommand.FindRootCause;
import io.itops.incident.problem.ProblemCommand.FixInChange;
import io.itops.incident.problem.ProblemCommand.Hold;
import io.itops.incident.problem.ProblemCommand.LapseRisk;
import io.itops.incident.problem.ProblemCommand.Link;
import io.itops.incident.problem.ProblemCommand.Note;
import io.itops.incident.problem.ProblemCommand.Open;
import io.itops.incident.problem.ProblemCommand.Prioritise;
import io.itops.incident.problem.ProblemCommand.Publish;
import io.itops.incident.problem.ProblemCommand.Queue;
import io.itops.incident.problem.ProblemCommand.Reopen;
import io.itops.incident.problem.ProblemCommand.Resolve;
import io.itops.incident.problem.ProblemCommand.Resume;
import io.itops.incident.problem.ProblemCommand.Unlink;
import io.itops.incident.problem.ProblemCommand.WithdrawFix;
import io.itops.incident.workflow.IncidentId;
import io.itops.testkit.lifecycle.LifecycleModel;
import io.itops.testkit.lifecycle.LifecycleProperties;
import io.itops.testkit.lifecycle.LifecycleReport;
import io.itops.testkit.lifecycle.WorkflowMoves;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProblemLifecycleTest {
    private static final IncidentId INCIDENT = IncidentId.of("i1");

    private static final LifecycleModel<ProblemState, ProblemAction> MODEL =
            LifecycleModel.of(ProblemLifecycleTest::after);

    /** The table once more, told by where people are with a problem and not by cells. */
    private static ProblemState after(ProblemState before, ProblemAction action) {
        if (before == null) {
            return action == ProblemAction.OPEN ? ProblemState.NEW : null;
        }
        boolean worked = before.category() == ProblemCategory.IN_PROGRESS;
        boolean waiting = before.category() == ProblemCategory.OPEN;
        boolean held = before == ProblemState.ON_HOLD;
        boolean accepted = before == ProblemState.RISK_ACCEPTED;
        return switch (action) {
            case OPEN -> null;
            case QUEUE -> before.over() ? null : ProblemState.QUEUED;
            case ASSESS -> waiting ? ProblemState.ASSESSMENT : null;
            case ANALYSE ->
                before.over() || before == ProblemState.ANALYSIS || before == ProblemState.FIX_IN_CHANGE
                        ? null
                        : ProblemState.ANALYSIS;
            case HOLD -> worked || waiting || held ? ProblemState.ON_HOLD : null;
            case RESUME -> held ? ProblemState.ANALYSIS : null;
            case RESUME_QUEUED -> held ? ProblemState.QUEUED : null;
            case RESUME_ASSESSMENT -> held ? ProblemState.ASSESSMENT : null;
            case RESUME_KNOWN_ERROR -> held ? ProblemState.KNOWN_ERROR : null;
            case RESUME_ROOT_CAUSE -> held ? ProblemState.ROOT_CAUSE_FOUND : null;
            case RESUME_FIX -> held ? ProblemState.FIX_IN_CHANGE : null;
            case FIND_ROOT_CAUSE ->
                worked && before != ProblemState.FIX_IN_CHANGE ? ProblemState.ROOT_CAUSE_FOUND : null;
            case DECLARE_KNOWN_ERROR ->
                worked && before != ProblemState.FIX_IN_CHANGE ? ProblemState.KNOWN_ERROR : null;
            case FIX_IN_CHANGE ->
                EnumSet.of(ProblemState.KNOWN_ERROR, ProblemState.ROOT_CAUSE_FOUND, ProblemState.FIX_IN_CHANGE)
                                .contains(before)
                        ? ProblemState.FIX_IN_CHANGE
                        : null;
            case WITHDRAW_FIX -> before == ProblemState.FIX_IN_CHANGE ? ProblemState.ROOT_CAUSE_FOUND : null;
            case ACCEPT_RISK -> worked || accepted ? ProblemState.RISK_ACCEPTED : null;
            case LAPSE_RISK -> accepted ? ProblemState.QUEUED : null;
            case RESOLVE -> worked || held ? ProblemState.RESOLVED : null;
            case CLOSE -> worked || held || accepted || before == ProblemState.RESOLVED ? ProblemState.CLOSED : null;
            case CANCEL -> worked || waiting || held || accepted ? ProblemState.CANCELLED : null;
            case REOPEN -> before.over() ? ProblemState.ANALYSIS : null;
            case REOPEN_QUEUED -> before.over() ? ProblemState.QUEUED : null;
            case ASSIGN, PRIORITISE, PUBLISH -> before.over() ? null : before;
            case LINK -> before == ProblemState.CANCELLED ? null : before;
            case UNLINK, NOTE -> before;
        };
    }

    /** Takes one way out of the hold, whatever the hold says: the walk comes to each state in one way only. */
    private record ResumeTo(ProblemAction action, ProblemState to)
            implements WorkflowCommand<Problem, ProblemCommand.Facts, ProblemAction, ProblemEvent> {
        @Override
        public Decision<ProblemEvent> decide(@Nullable Problem problem, ProblemCommand.Facts facts, Instant now) {
            return Decision.accept(new ProblemEvent.Resumed(to));
        }
    }

    private static List<WorkflowCommand<Problem, ProblemCommand.Facts, ProblemAction, ProblemEvent>> commands() {
        return List.of(
                new Open(ProblemId.of("p1"), ProblemStatement.of("pool"), Priority.P3, Optional.empty()),
                new Analyse("ann"),
                new FindRootCause("the pool is too small"),
                new FixInChange(Ref.of("change", "c1")),
                new Hold(ProblemHoldReason.VENDOR, ""),
                new Resume(),
                new AcceptRisk(new RiskAcceptance("eve", WorkflowMoves.NOW, "cheap")),
                new LapseRisk(),
                new Queue("databases", ""),
                new Assess("bob"),
                new DeclareKnownError("restart it"),
                new WithdrawFix("it did not help"),
                new AcceptRisk(new RiskAcceptance("eve", WorkflowMoves.NOW.plus(Duration.ofDays(30)), "cheap")),
                new AcceptRisk(new RiskAcceptance("eve", WorkflowMoves.NOW.minusSeconds(1), "cheap")),
                new Resolve(ResolutionCode.FIXED, ""),
                new Close(Optional.of(ResolutionCode.GONE), ""),
                new Close(Optional.empty(), ""),
                new Cancel("no problem", Optional.empty()),
                new Cancel("a twin", Optional.of(ProblemId.of("p1"))),
                new Cancel("a twin", Optional.of(ProblemId.of("p2"))),
                new Reopen("it is back"),
                new Reopen("it is back", Optional.of("databases")),
                new Assign(Optional.of("cat")),
                new Prioritise(Priority.P1),
                new ResumeTo(ProblemAction.RESUME, ProblemState.ANALYSIS),
                new ResumeTo(ProblemAction.RESUME_ASSESSMENT, ProblemState.ASSESSMENT),
                new ResumeTo(ProblemAction.RESUME_KNOWN_ERROR, ProblemState.KNOWN_ERROR),
                new ResumeTo(ProblemAction.RESUME_ROOT_CAUSE, ProblemState.ROOT_CAUSE_FOUND),
                new ResumeTo(ProblemAction.RESUME_FIX, ProblemState.FIX_IN_CHANGE),
                new Publish(KnowledgeId.of("k1")),
                new Link(INCIDENT),
                new Unlink(INCIDENT, ""),
                new Note("a note"));
    }

    @Test
    void everyStateTakesTheActionsOfTheTableAndRefusesAllOthers() {
        var facts = new ProblemCommand.Facts(
                Optional.empty(), Optional.of(new IncidentProblems(INCIDENT, List.of())), Optional.empty());
        var moves = WorkflowMoves.of(ProblemWorkflow.WORKFLOW, "p1", facts, commands())
                .refusing((problem, command) -> command instanceof Publish
                                && problem.findings().workaround().isEmpty()
                        || command instanceof FixInChange
                                && problem.findings().rootCause().isEmpty()
                        || command instanceof Resolve
                                && problem.findings().rootCause().isEmpty()
                        || command instanceof Close close
                                && close.code().isEmpty()
                                && problem.state() != ProblemState.RESOLVED
                        || command instanceof AcceptRisk accept
                                && accept.acceptance().until().isBefore(WorkflowMoves.NOW)
                        || command instanceof Cancel cancel
                                && cancel.duplicateOf().isPresent())
                .staying((problem, command) -> command instanceof Publish
                                && problem.findings().knowledge().isPresent()
                        || command instanceof Queue
                                && problem.state() == ProblemState.QUEUED
                                && problem.queue().isPresent()
                        || command instanceof Assign && problem.owner().equals(Optional.of("cat"))
                        || command instanceof Prioritise && problem.priority() == Priority.P1
                        || command instanceof Link && !problem.incidents().isEmpty()
                        || command instanceof Unlink && problem.incidents().isEmpty()
                        // the acceptance holds for days yet
                        || command instanceof LapseRisk
                                && problem.risk()
                                        .filter(risk -> risk.until().isAfter(WorkflowMoves.NOW))
                                        .isPresent());
        LifecycleReport report = LifecycleProperties.check(ProblemWorkflow.LIFECYCLE, MODEL.driving(moves));
        assertThat(report.chains()).isEqualTo(200);
        assertThat(report.cells() + report.absent()).isEqualTo(13 * commands().size());
    }

    @Test
    void theMovesOfRealLogsAreCells() {
        assertThat(leads(ProblemCategory.OPEN)).contains(ProblemCategory.IN_PROGRESS);
        assertThat(leads(ProblemCategory.IN_PROGRESS))
                .contains(
                        ProblemCategory.OPEN,
                        ProblemCategory.ON_HOLD,
                        ProblemCategory.CLOSED,
                        ProblemCategory.CANCELLED);
        assertThat(leads(ProblemCategory.ON_HOLD))
                .contains(ProblemCategory.OPEN, ProblemCategory.IN_PROGRESS, ProblemCategory.CLOSED);
        assertThat(leads(ProblemCategory.CLOSED)).contains(ProblemCategory.IN_PROGRESS, ProblemCategory.OPEN);
        assertThat(leads(ProblemCategory.CANCELLED)).contains(ProblemCategory.IN_PROGRESS, ProblemCategory.OPEN);
        assertThat(leads(ProblemCategory.OPEN)).doesNotContain(ProblemCategory.CLOSED, ProblemCategory.RESOLVED);
    }

    private static Set<ProblemCategory> leads(ProblemCategory from) {
        Set<ProblemCategory> to = EnumSet.noneOf(ProblemCategory.class);
        ProblemWorkflow.LIFECYCLE.cells().stream()
                .filter(cell -> cell.from() != null && cell.from().category() == from)
                .forEach(cell -> to.add(cell.to().category()));
        return to;
    }

    @Test
    void theTableDrawsItself() {
        assertThat(ProblemWorkflow.LIFECYCLE.toMermaid())
                .contains("a known error", "to be fixed by a change", "accepted as a risk");
        assertThat(ProblemWorkflow.LIFECYCLE.toSvg()).startsWith("<svg");
    }
}
