package io.itops.incident.communication;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.PolicySnapshot;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentEvent;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.lifecycle.LifecycleModel;
import io.itops.testkit.lifecycle.LifecycleProperties;
import io.itops.testkit.lifecycle.LifecycleReport;
import io.itops.testkit.lifecycle.WorkflowMoves;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResponseLifecycleTest {
    private static final Instant NOW = WorkflowMoves.NOW;
    private static final CommunicationPolicy POLICY = CommunicationPolicy.builder()
            .cadence(CadenceRule.of("public", Severity.SEV2, Duration.ofMinutes(20)))
            .role(new RoleRule(IncidentRole.COMMANDER, Severity.SEV2, Duration.ofMinutes(5)))
            .build();

    private static LifecycleModel<ResponseState, ResponseAction> model() {
        return LifecycleModel.of(ResponseState.class, ResponseAction.class, """
                -      BEGIN  FOLLOW END  RESUME ASSIGN HAND_OVER RELINQUISH IDENTIFY RETRACT PUBLISH SNOOZE UPDATE_TIMEOUT ROLE_TIMEOUT
                -      ACTIVE .      .    .      .      .         .          .        .       .       .      .              .
                ACTIVE .      ACTIVE OVER .      ACTIVE ACTIVE    ACTIVE     ACTIVE   ACTIVE  ACTIVE  ACTIVE ACTIVE         ACTIVE
                OVER   .      OVER   .    ACTIVE OVER   OVER      OVER       OVER     OVER    OVER    .      OVER           .
                """);
    }

    /** A command with the incident that it meets: what becomes of the incident is told by the incident. */
    private record Meets(ResponseFacts facts, ResponseCommand command)
            implements WorkflowCommand<Response, ResponseFacts, ResponseAction, ResponseEvent> {
        @Override
        public ResponseAction action() {
            return command.action();
        }

        @Override
        public ResponseAction action(@Nullable Response response, ResponseFacts unused) {
            return response == null ? command.action() : command.action(response, facts);
        }

        @Override
        public Decision<ResponseEvent> decide(@Nullable Response response, ResponseFacts unused, Instant now) {
            return command.decide(response, facts, now);
        }
    }

    private static ResponseFacts facts(Incident incident) {
        return new ResponseFacts(
                Actor.user("ann"), incident, POLICY, person -> new Destination("pager", person), new TreeSet<>(), 1);
    }

    private static boolean refused(
            Response response, WorkflowCommand<Response, ResponseFacts, ResponseAction, ResponseEvent> given) {
        ResponseCommand command = ((Meets) given).command();
        boolean vacant = response.holder(IncidentRole.COMMANDER).isEmpty();
        return (command instanceof ResponseCommand.HandOver hand
                        && !response.holder(IncidentRole.COMMANDER).equals(Optional.of(hand.from())))
                || (command instanceof ResponseCommand.Relinquish && vacant)
                || (command instanceof ResponseCommand.Assign assign
                        && !vacant
                        && !response.holder(IncidentRole.COMMANDER).equals(Optional.of(assign.person())))
                || (command instanceof ResponseCommand.Retract
                        && response.cause().isEmpty())
                || (command instanceof ResponseCommand.Snooze
                        && response.audience("public").due().isEmpty());
    }

    private static boolean idle(
            Response response, WorkflowCommand<Response, ResponseFacts, ResponseAction, ResponseEvent> given) {
        ResponseCommand command = ((Meets) given).command();
        boolean over = ((Meets) given).facts().incident().state() == IncidentState.RESOLVED;
        // what was identified of what is over by now came to a stage that it has left
        boolean stands = response.stage()
                .equals(PublicStage.of(
                        ((Meets) given).facts().incident().state(),
                        response.cause().isPresent()));
        return (command instanceof ResponseCommand.Follow && over == (response.state() == ResponseState.OVER) && stands)
                || (command instanceof ResponseCommand.Assign assign
                        && response.holder(IncidentRole.COMMANDER).equals(Optional.of(assign.person())))
                || (command instanceof ResponseCommand.Identify identify
                        && response.cause().equals(Optional.of(identify.cause())))
                || command instanceof ResponseCommand.UpdateTimeout
                || (command instanceof ResponseCommand.RoleTimeout
                        && response.holder(IncidentRole.COMMANDER).isPresent());
    }

    @Test
    void everyStateTakesTheActionsOfTheTableAndRefusesAllOthers() {
        Incident open = new IncidentEvent.Opened(
                        IncidentId.of("i1"),
                        Trouble.of("key", ServiceId.of("checkout"), Severity.SEV2, "errors"),
                        IncidentState.TRIGGERED,
                        Optional.empty(),
                        PolicySnapshot.of(EscalationPolicy.builder()
                                        .step("ann", Duration.ofMinutes(5))
                                        .build())
                                .ref(),
                        true,
                        Optional.empty(),
                        NOW,
                        Optional.empty())
                .applyTo(null);
        Incident over = new IncidentEvent.Resolved("done", false, NOW, 2, Optional.empty()).applyTo(open);
        List<Meets> commands = List.of(
                new Meets(facts(open), new ResponseCommand.Begin()),
                new Meets(facts(open), new ResponseCommand.Assign(IncidentRole.COMMANDER, "ann", "")),
                new Meets(facts(open), new ResponseCommand.HandOver(IncidentRole.COMMANDER, "ann", "bob", "yours")),
                new Meets(facts(open), new ResponseCommand.Relinquish(IncidentRole.COMMANDER, "")),
                new Meets(facts(open), new ResponseCommand.Identify("the pool")),
                new Meets(facts(open), new ResponseCommand.Retract("the pool is well")),
                new Meets(facts(open), new ResponseCommand.Publish(List.of("public"), "we look into it")),
                new Meets(facts(open), new ResponseCommand.Snooze("public", NOW.plus(Duration.ofHours(1)), "quiet")),
                new Meets(facts(open), new ResponseCommand.UpdateTimeout("public")),
                new Meets(facts(open), new ResponseCommand.RoleTimeout(IncidentRole.COMMANDER, NOW)),
                new Meets(facts(open), new ResponseCommand.Follow()),
                new Meets(facts(over), new ResponseCommand.Follow()));
        var moves = WorkflowMoves.of(ResponseWorkflow.WORKFLOW, open.id().value(), facts(open), commands)
                .refusing(ResponseLifecycleTest::refused)
                .staying(ResponseLifecycleTest::idle);
        LifecycleReport report = LifecycleProperties.check(ResponseWorkflow.LIFECYCLE, model().driving(moves));
        assertThat(report.chains()).isEqualTo(200);
    }

    @Test
    void theTableDrawsItself() {
        assertThat(ResponseWorkflow.LIFECYCLE.toMermaid()).contains("active", "over", "hand over");
    }
}
