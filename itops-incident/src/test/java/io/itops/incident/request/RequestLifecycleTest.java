package io.itops.incident.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.incident.request.RequestCommand.Accept;
import io.itops.incident.request.RequestCommand.Approve;
import io.itops.incident.request.RequestCommand.Assign;
import io.itops.incident.request.RequestCommand.Breach;
import io.itops.incident.request.RequestCommand.Cancel;
import io.itops.incident.request.RequestCommand.Close;
import io.itops.incident.request.RequestCommand.CompleteStep;
import io.itops.incident.request.RequestCommand.Draft;
import io.itops.incident.request.RequestCommand.Edit;
import io.itops.incident.request.RequestCommand.Expire;
import io.itops.incident.request.RequestCommand.Facts;
import io.itops.incident.request.RequestCommand.Hold;
import io.itops.incident.request.RequestCommand.Note;
import io.itops.incident.request.RequestCommand.Reject;
import io.itops.incident.request.RequestCommand.Reopen;
import io.itops.incident.request.RequestCommand.Requeue;
import io.itops.incident.request.RequestCommand.Resume;
import io.itops.incident.request.RequestCommand.Return;
import io.itops.incident.request.RequestCommand.Submit;
import io.itops.incident.request.RequestCommand.Take;
import io.itops.testkit.lifecycle.LifecycleModel;
import io.itops.testkit.lifecycle.LifecycleProperties;
import io.itops.testkit.lifecycle.LifecycleReport;
import io.itops.testkit.lifecycle.WorkflowMoves;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestLifecycleTest {
    private static final Instant NOW = WorkflowMoves.NOW;

    private static final LifecycleModel<RequestState, RequestAction> MODEL =
            LifecycleModel.of(RequestLifecycleTest::after);

    /** The table once more, told action by action. */
    private static @Nullable RequestState after(@Nullable RequestState before, RequestAction action) {
        if (before == null) {
            return action == RequestAction.DRAFT ? RequestState.DRAFT : null;
        }
        boolean draft = before == RequestState.DRAFT;
        boolean seen = before == RequestState.SUBMITTED;
        boolean asked = before == RequestState.AWAITING_APPROVAL;
        boolean approved = before == RequestState.APPROVED;
        boolean worked = before == RequestState.IN_FULFILMENT;
        return switch (action) {
            case DRAFT -> null;
            case EDIT -> draft ? before : null;
            case SUBMIT -> draft ? RequestState.SUBMITTED : null;
            case SUBMIT_FOR_APPROVAL -> draft ? RequestState.AWAITING_APPROVAL : null;
            case SUBMIT_APPROVED -> draft ? RequestState.APPROVED : null;
            case ACCEPT -> seen ? RequestState.AWAITING_APPROVAL : null;
            case ACCEPT_APPROVED -> seen ? RequestState.APPROVED : null;
            case RETURN -> seen || before == RequestState.REJECTED ? RequestState.DRAFT : null;
            case APPROVE, REJECT -> asked ? before : null;
            case CARRY -> asked ? RequestState.APPROVED : null;
            case DEFEAT, EXPIRE -> asked ? RequestState.REJECTED : null;
            case TAKE, ASSIGN -> approved || worked ? RequestState.IN_FULFILMENT : null;
            case REQUEUE, BREACH -> approved || worked ? before : null;
            case COMPLETE_STEP -> worked ? before : null;
            case COMPLETE_LAST_STEP -> worked ? RequestState.FULFILLED : null;
            case HOLD -> worked ? RequestState.ON_HOLD : null;
            case RESUME -> before == RequestState.ON_HOLD ? RequestState.IN_FULFILMENT : null;
            case CLOSE -> before == RequestState.FULFILLED ? RequestState.CLOSED : null;
            case REOPEN -> before == RequestState.FULFILLED ? RequestState.IN_FULFILMENT : null;
            case CANCEL ->
                draft || seen || asked || approved || worked || before == RequestState.ON_HOLD
                        ? RequestState.CANCELLED
                        : null;
            case NOTE -> before;
        };
    }

    /** A command in the name of someone. */
    private record By(String person, RequestCommand command)
            implements WorkflowCommand<ServiceRequest, Facts, RequestAction, RequestEvent> {
        private Facts facts() {
            return new Facts(Actor.user(person), Optional.empty(), RequestCalendars.none());
        }

        @Override
        public RequestAction action() {
            return command.action();
        }

        @Override
        public RequestAction action(@Nullable ServiceRequest request, Facts facts) {
            return command.action(request, facts());
        }

        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return command.decide(request, facts(), now);
        }
    }

    /** Goes one way that the present state need not lead to: the walk comes to each state in one way only. */
    private record Forced(RequestAction action, RequestEvent event)
            implements WorkflowCommand<ServiceRequest, Facts, RequestAction, RequestEvent> {
        @Override
        public Decision<RequestEvent> decide(@Nullable ServiceRequest request, Facts facts, Instant now) {
            return Decision.accept(event);
        }
    }

    private static CatalogueItem item(ApprovalPolicy policy, boolean lookAtFirst) {
        CatalogueItem.Builder item = CatalogueItem.builder("laptop", "a laptop")
                .ask(FormField.required("size", "Which size?", new FieldType.Choice(List.of("13", "15"))))
                .approval(policy)
                .step("pick it", "stores", Duration.ofDays(1))
                .step("set it up", "desk", Duration.ofDays(2));
        return lookAtFirst ? item.lookAtFirst().build() : item.build();
    }

    private static By draft(CatalogueItem item) {
        return new By("ann", new Draft(RequestId.of("r1"), item, "ann", "bea", new TreeMap<>(Map.of("size", "13"))));
    }

    private static List<WorkflowCommand<ServiceRequest, Facts, RequestAction, RequestEvent>> commands() {
        ApprovalPolicy two = ApprovalPolicy.atLeast(2, "eve", "fay", "gus");
        List<WorkflowCommand<ServiceRequest, Facts, RequestAction, RequestEvent>> commands = new ArrayList<>();
        commands.add(draft(item(two.within(Duration.ofDays(3)), false)));
        commands.add(draft(item(ApprovalPolicy.none(), false)));
        commands.add(draft(item(ApprovalPolicy.any("eve", "ann"), true)));
        commands.add(draft(item(ApprovalPolicy.none(), true)));
        for (RequestCommand command : List.of(
                new Submit(),
                new Accept(),
                new Approve("fine"),
                new Take(),
                new CompleteStep(""),
                new Hold("no parts"),
                new Resume(),
                new Reject("too dear"),
                new Expire(),
                new Breach(),
                new Return("why?"),
                Edit.of(Map.of("size", "99")),
                Edit.of(Map.of("size", "15")),
                new Assign("bob"),
                new Requeue("repairs", ""),
                new Close(""),
                new Reopen("it is broken"),
                new Cancel("not wanted"),
                new Note("a note"))) {
            commands.add(new By("eve", command));
        }
        commands.add(new By("fay", new Approve("")));
        commands.add(new By("fay", new Reject("no")));
        commands.add(new By("ann", new Approve("my own")));
        commands.add(new By("bea", new Reject("not for me")));
        commands.add(new By("zoe", new Approve("whoever I am")));
        Instant due = NOW.plus(Duration.ofDays(1));
        commands.add(new Forced(RequestAction.SUBMIT, new RequestEvent.Submitted()));
        commands.add(new Forced(RequestAction.SUBMIT_APPROVED, new RequestEvent.ApprovalNotNeeded(due)));
        commands.add(new Forced(RequestAction.ACCEPT_APPROVED, new RequestEvent.ApprovalNotNeeded(due)));
        commands.add(
                new Forced(RequestAction.CARRY, new RequestEvent.Approved(new RequestVote("hal", true, "", NOW), due)));
        commands.add(
                new Forced(RequestAction.DEFEAT, new RequestEvent.Rejected(new RequestVote("hal", false, "", NOW))));
        commands.add(new Forced(RequestAction.COMPLETE_LAST_STEP, new RequestEvent.Fulfilled("")));
        return commands;
    }

    private static boolean refused(
            ServiceRequest request, WorkflowCommand<ServiceRequest, Facts, RequestAction, RequestEvent> given) {
        if (!(given instanceof By by)) {
            return false;
        }
        if (by.command() instanceof Submit) {
            return "99".equals(request.answers().get("size"));
        }
        if (by.command() instanceof Approve || by.command() instanceof Reject) {
            Approval approval = request.approval().orElseThrow();
            return !approval.asked().contains(by.person()) || approval.hasVoted(by.person());
        }
        return by.command() instanceof CompleteStep
                && request.fulfilment().orElseThrow().assignee().isEmpty();
    }

    private static boolean idle(
            ServiceRequest request, WorkflowCommand<ServiceRequest, Facts, RequestAction, RequestEvent> given) {
        if (!(given instanceof By by)) {
            return false;
        }
        RequestCommand command = by.command();
        Optional<String> assignee = request.fulfilment().flatMap(Fulfilment::assignee);
        return (command instanceof Edit edit && edit.answers().equals(request.answers()))
                || (command instanceof Take && assignee.equals(Optional.of("eve")))
                || (command instanceof Assign && assignee.equals(Optional.of("bob")))
                || (command instanceof Requeue
                        && assignee.isEmpty()
                        && request.fulfilment().orElseThrow().queue().equals("repairs"))
                // nothing is due yet at the only instant that there is here
                || command instanceof Breach
                || (command instanceof Expire
                        && request.approval()
                                .flatMap(Approval::expiresAt)
                                .map(end -> end.isAfter(NOW))
                                .orElse(true));
    }

    @Test
    void everyStateTakesTheActionsOfTheTableAndRefusesAllOthers() {
        var moves = WorkflowMoves.of(
                        RequestWorkflow.WORKFLOW,
                        "r1",
                        new Facts(Actor.user("eve"), Optional.empty(), RequestCalendars.none()),
                        commands())
                .refusing(RequestLifecycleTest::refused)
                .staying(RequestLifecycleTest::idle);
        LifecycleReport report = LifecycleProperties.check(RequestWorkflow.LIFECYCLE, MODEL.driving(moves));
        assertThat(report.cells() + report.absent()).isEqualTo(11 * commands().size());
    }

    @Test
    void theTableDrawsItself() {
        assertThat(RequestWorkflow.LIFECYCLE.toMermaid()).contains("awaiting approval", "in fulfilment");
        assertThat(RequestWorkflow.LIFECYCLE.toDot()).contains("digraph");
    }
}
