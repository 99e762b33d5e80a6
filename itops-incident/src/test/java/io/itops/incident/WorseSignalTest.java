package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.Severity;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.StepCondition;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.workflow.Hold;
import io.itops.incident.workflow.HoldReason;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.Trouble;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a signal decides that makes an incident worse, in every state. */
class WorseSignalTest {
    private static EscalationStep onlyIf(Severity severity, Duration delay, String... people) {
        return EscalationStep.builder(delay)
                .page(EscalationTarget.group("for " + severity, List.of(people)))
                .when(StepCondition.atLeast(severity))
                .build();
    }

    private static Incident now(Scene scene, Incident incident) {
        return scene.incidents.get(incident.id());
    }

    @Test
    void aReopeningBySignalTakesTheSignalsSeverity() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(onlyIf(Severity.SEV2, ofMinutes(5), "ann"))
                .step("bob", ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(policy)) {
            scene.fire(Severity.SEV4, "slow");
            scene.over();
            assertThat(scene.sent()).containsExactly("page:bob", "resolved:bob");
            Incident again = scene.fire(Severity.SEV1, "all is down");
            assertThat(again.severity()).isEqualTo(Severity.SEV1);
            assertThat(scene.sent()).endsWith("page:ann");
            scene.over();
            assertThat(scene.fire(Severity.SEV3, "slow").severity())
                    .as("the worst that any signal gave")
                    .isEqualTo(Severity.SEV1);
        }
    }

    @Test
    void anExhaustedEscalationBeginsAnew() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(onlyIf(Severity.SEV2, ofMinutes(5), "ann"))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire(Severity.SEV3, "slow");
            scene.passMinutes(30);
            assertThat(now(scene, incident).escalation().exhausted()).isTrue();
            scene.fire(Severity.SEV1, "all is down");
            assertThat(scene.sent()).containsExactly("page:ann");
            assertThat(now(scene, incident).escalation().nextAt()).contains(scene.minute(35));
            assertThat(scene.types(incident)).endsWith("repeated", "begun-anew", "paged");
        }
    }

    @Test
    void stepsThatWereSkippedForTheSeverityAreTakenAndThePlaceIsKept() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(onlyIf(Severity.SEV1, ofMinutes(90), "all", "hands"))
                .step("ann", ofMinutes(60))
                .step("bob", ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire(Severity.SEV3, "slow");
            scene.passMinutes(2);
            scene.fire(Severity.SEV2, "slower");
            assertThat(scene.sent()).containsExactly("page:ann");
            scene.fire(Severity.SEV1, "all is down");
            assertThat(scene.sent()).containsExactly("page:ann", "page:all", "page:hands");
            assertThat(now(scene, incident).escalation().position()).isEqualTo(new StepPosition(1, 2));
            assertThat(now(scene, incident).escalation().nextAt()).contains(scene.minute(60));
            scene.fire(Severity.SEV1, "all is down");
            scene.passMinutes(58);
            assertThat(scene.sent()).containsExactly("page:ann", "page:all", "page:hands", "page:bob");
        }
    }

    @Test
    void aStepThatIsHeldBecauseNoneReachesAnybodyIsTakenAtOnce() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(onlyIf(Severity.SEV2, Duration.ofHours(5), "ann"))
                .repeat(1)
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire(Severity.SEV3, "slow");
            scene.passMinutes(1);
            scene.fire(Severity.SEV2, "down");
            assertThat(scene.sent()).containsExactly("page:ann");
            assertThat(now(scene, incident).escalation().nextAt()).contains(scene.minute(301));
        }
    }

    @Test
    void whatIsMitigatedIsTriggeredIfItBecomesBadEnough() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire(Severity.SEV4, "slow");
            scene.incidents.mitigate(incident.id(), "", ANN);
            scene.fire(Severity.SEV3, "slower");
            assertThat(now(scene, incident).state()).isEqualTo(IncidentState.MITIGATED);
            scene.fire(Severity.SEV1, "all is down");
            assertThat(now(scene, incident).state()).isEqualTo(IncidentState.TRIGGERED);
            assertThat(now(scene, incident).mitigatedAt()).isEmpty();
            assertThat(scene.sent()).containsExactly("page:ann", "page:ann");
        }
    }

    @Test
    void whatWaitsTakesTheStepsThatItHadSkipped() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(onlyIf(Severity.SEV2, ofMinutes(5), "cat"))
                .step("ann", ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire(Severity.SEV4, "slow");
            scene.incidents.hold(incident.id(), Hold.of(HoldReason.VENDOR, ""), ANN);
            scene.fire(Severity.SEV1, "all is down");
            assertThat(scene.sent()).containsExactly("page:ann", "page:cat", "page:ann");
        }
    }

    @Test
    void whoeverHasItIsTold() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire(Severity.SEV4, "slow");
            scene.incidents.acknowledge(incident.id(), BOB);
            scene.fire(Severity.SEV4, "slow");
            assertThat(scene.sent()).containsExactly("page:ann");
            scene.fire(Severity.SEV3, "slower");
            assertThat(scene.sent()).containsExactly("page:ann", "worse:bob");
            assertThat(now(scene, incident).state()).isEqualTo(IncidentState.ACKNOWLEDGED);
            assertThat(scene.pager.deliveries().get(1).notification().title()).startsWith("worse: [SEV3] checkout");
            scene.incidents.acknowledge(incident.id(), Actor.integration("bot"));
            scene.fire(Severity.SEV1, "down");
            assertThat(scene.sent()).hasSize(2);
            assertThat(scene.ops.journal().about(incident.id().ref()))
                    .extracting(entry -> entry.event().summary())
                    .last()
                    .asString()
                    .contains("COULD NOT TELL integration:bot, who has it, that it is SEV1");
        }
    }

    @Test
    void whatIsSuspectedIsTriggeredByAnySignalThatIsBadEnough() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.incidents.report(
                    Trouble.of(Scene.KEY, Scene.CHECKOUT, Severity.SEV1, "it seems to be down"), ANN);
            scene.fire(Severity.SEV3, "slow");
            assertThat(scene.sent()).isEmpty();
            scene.fire(Severity.SEV2, "errors");
            assertThat(now(scene, incident).state()).isEqualTo(IncidentState.TRIGGERED);
            assertThat(now(scene, incident).severity()).isEqualTo(Severity.SEV1);
            assertThat(scene.sent()).containsExactly("page:ann");
            assertThat(scene.ops.journal().about(incident.id().ref()))
                    .extracting(entry -> entry.event().summary())
                    .contains(
                            "triggered although it was triage: it is SEV2",
                            "paged ann, step 1 in cycle 1: a signal found it SEV2 while it was triage");
        }
    }
}
