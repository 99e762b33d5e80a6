package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.signal.Signal;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.ZonedHours;
import io.itops.incident.escalation.Contacts;
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
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What escalations do where several rules meet: reopenings, rebases, manual escalations, turns, several acknowledgements. */
class EscalationRulesTest {
    private static final Actor CID = Actor.user("cid");
    private static final ZonedHours FROM_NINE =
            WeeklyHours.daily(LocalTime.of(9, 0), LocalTime.of(17, 0)).in(ZoneId.of("UTC"));

    private static IncidentOptions options(EscalationPolicy policy) {
        return IncidentOptions.of(policy);
    }

    private static EscalationPolicy people(String... names) {
        EscalationPolicy.Builder policy = EscalationPolicy.builder();
        for (String name : names) {
            policy.step(name, ofMinutes(5));
        }
        return policy.build();
    }

    private static EscalationStep inHours(String person) {
        return EscalationStep.builder(ofMinutes(5))
                .page(person)
                .when(StepCondition.within(FROM_NINE))
                .waiting()
                .build();
    }

    private static EscalationStep group(int acknowledgements, String... members) {
        return EscalationStep.builder(ofMinutes(10))
                .page(EscalationTarget.group("group", List.of(members)))
                .acknowledgements(acknowledgements)
                .build();
    }

    private static Incident now(Scene scene, Incident incident) {
        return scene.incidents.get(incident.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"requeue", "hold", "resume"})
    void whateverLeavesAnEndBeginsTheEscalationAnewWithThePolicyInForce(String how) {
        BiConsumer<Scene, Incident> leaving = (scene, incident) -> {
            switch (how) {
                case "requeue" -> scene.incidents.requeue(incident.id(), "second line", "", ANN);
                case "hold" -> scene.incidents.hold(incident.id(), Hold.of(HoldReason.VENDOR, ""), ANN);
                default -> scene.incidents.resume(incident.id(), "", ANN);
            }
        };
        try (Scene scene = Scene.of(people("ann", "bob"))) {
            Incident incident = scene.fire();
            scene.passMinutes(30);
            assertThat(now(scene, incident).escalation().exhausted()).isTrue();
            scene.incidents.resolve(incident.id(), "", ANN);
            try (Scene later = scene.restarted(options(people("dan", "eve")), 2)) {
                leaving.accept(later, incident);
                assertThat(now(later, incident).escalation().exhausted()).isFalse();
                later.settle();
                int before = later.sent().size();
                later.incidents.escalate(
                        incident.id(), later.incidents.current(incident.id()).version(), "", BOB);
                later.passMinutes(5);
                assertThat(later.sent().subList(before, later.sent().size())).containsExactly("page:dan", "page:eve");
            }
        }
    }

    @Test
    void whatIsAcceptedGoesByThePolicyInForce() {
        try (Scene scene = Scene.of(people("ann"))) {
            Incident incident =
                    scene.incidents.report(Trouble.of(Scene.KEY, Scene.CHECKOUT, Severity.SEV3, "it seems slow"), ANN);
            try (Scene later = scene.restarted(options(people("dan")), 2)) {
                later.incidents.accept(incident.id(), "", BOB);
                later.settle();
                assertThat(later.sent()).containsExactly("page:dan");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"acknowledged", "on hold", "queued", "mitigated"})
    void aRebaseThatBeginsAnewBeginsWithTheFirstStep(String where) {
        try (Scene scene = Scene.of(people("ann", "bob"))) {
            Incident incident = scene.fire();
            scene.passMinutes(6);
            switch (where) {
                case "acknowledged" -> scene.incidents.acknowledge(incident.id(), ANN);
                case "on hold" -> scene.incidents.hold(incident.id(), Hold.of(HoldReason.VENDOR, ""), ANN);
                case "queued" -> scene.incidents.requeue(incident.id(), "second line", "", ANN);
                default -> scene.incidents.mitigate(incident.id(), "", ANN);
            }
            try (Scene later = scene.restarted(options(people("dan", "eve")), 2)) {
                later.incidents.rebase(incident.id(), true, "", ANN);
                if (where.equals("mitigated")) {
                    later.fire(Severity.SEV1, "down");
                } else {
                    later.incidents.escalate(
                            incident.id(),
                            later.incidents.current(incident.id()).version(),
                            "",
                            BOB);
                    later.settle();
                }
                assertThat(later.sent()).containsExactly("page:ann", "page:bob", "page:dan");
            }
        }
    }

    @Test
    void aRebaseToAShorterPolicyDoesNotPassOverTheStepWhereItStands() {
        try (Scene scene = Scene.of(people("ann", "bob"))) {
            Incident incident = scene.fire();
            scene.passMinutes(6);
            scene.incidents.acknowledge(incident.id(), ANN);
            EscalationPolicy one = EscalationPolicy.builder()
                    .step("dan", ofMinutes(5))
                    .repeat(1)
                    .build();
            try (Scene later = scene.restarted(options(one), 2)) {
                later.incidents.rebase(incident.id(), false, "", ANN);
                later.incidents.escalate(
                        incident.id(), later.incidents.current(incident.id()).version(), "", BOB);
                later.settle();
                assertThat(now(later, incident).escalation().position()).isEqualTo(new StepPosition(2, 1));
                assertThat(later.sent()).endsWith("page:dan");
            }
        }
    }

    @Test
    void aPersonWhoEscalatesDoesNotWaitForHours() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step(inHours("bob"))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.incidents.escalate(
                    incident.id(), scene.incidents.current(incident.id()).version(), "I need help", ANN);
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann", "page:bob");
        }
    }

    @Test
    void aPersonWhoEscalatesBringsAnAwaitedStepForward() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(inHours("bob"))
                .step("cat", ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            assertThat(scene.sent()).isEmpty();
            scene.incidents.escalate(
                    incident.id(), scene.incidents.current(incident.id()).version(), "", ANN);
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:bob");
        }
    }

    @Test
    void anAcknowledgementStaysWhereAnEscalationReachesNobody() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step(EscalationTarget.schedule("nowhere"), ofMinutes(5))
                .build();
        Contacts annAlone = person -> {
            throw new IllegalStateException("nobody knows " + person);
        };
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            try (Scene later = scene.restarted(
                    IncidentOptions.builder().policy(policy).contacts(annAlone).build(), 2)) {
                long seen = later.incidents.current(incident.id()).version();
                assertThatThrownBy(() -> later.incidents.escalate(incident.id(), seen, "", ANN))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("no step of policy default reaches anybody now, so ann keeps it");
                assertThat(now(later, incident).state()).isEqualTo(IncidentState.ACKNOWLEDGED);
            }
        }
    }

    @Test
    void aStepThatWasDueInItsHoursIsTakenByALateEngine() {
        EscalationPolicy policy =
                EscalationPolicy.builder().step(inHours("bob")).build();
        try (Scene scene = Scene.of(policy)) {
            scene.fire();
            scene.clock.advance(java.time.Duration.ofHours(16));
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:bob");
        }
    }

    private static Contacts without(String unknown) {
        return person -> {
            if (person.equals(unknown)) {
                throw new IllegalStateException("nobody knows " + person);
            }
            return new Destination("pager", person);
        };
    }

    @Test
    void aRoundRobinPassesOverWhomNothingReachesAndKeepsItsTurn() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(
                        EscalationTarget.roundRobin(
                                "first-line",
                                List.of(
                                        EscalationTarget.person("zed"),
                                        EscalationTarget.person("ann"),
                                        EscalationTarget.person("bob"))),
                        ofMinutes(5))
                .build();
        IncidentOptions options = IncidentOptions.builder()
                .policy(policy)
                .contacts(without("zed"))
                .build();
        try (Scene scene = Scene.of(options)) {
            for (int i = 0; i < 4; i++) {
                scene.ops.accept(Signal.firing("key-" + i, ServiceId.of("checkout"), Severity.SEV2, "errors"));
                scene.settle();
            }
            assertThat(scene.sent()).containsExactly("page:ann", "page:bob", "page:ann", "page:bob");
        }
    }

    @Test
    void aRoundRobinThatReachesNobodyNamesThemAndTakesNoTurn() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationTarget.roundRobin("first-line", List.of(EscalationTarget.person("zed"))), ofMinutes(5))
                .step("ann", ofMinutes(5))
                .build();
        IncidentOptions options = IncidentOptions.builder()
                .policy(policy)
                .contacts(without("zed"))
                .build();
        try (Scene scene = Scene.of(options)) {
            Incident incident = scene.fire();
            assertThat(scene.sent()).containsExactly("page:ann");
            assertThat(scene.incidents.why(incident.id()).toString())
                    .contains("zed cannot be reached: nobody knows zed");
            assertThat(now(scene, incident).escalation().turns()).isEmpty();
        }
    }

    @Test
    void answersCountOverCycles() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(group(2, "ann", "bob", "cid"))
                .repeat(1)
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.passMinutes(11);
            assertThat(scene.sent()).containsExactly("page:ann", "page:bob", "page:cid", "page:bob", "page:cid");
            scene.incidents.acknowledge(incident.id(), ANN);
            assertThat(now(scene, incident).state()).isEqualTo(IncidentState.TRIGGERED);
            scene.incidents.acknowledge(incident.id(), BOB);
            assertThat(now(scene, incident).state()).isEqualTo(IncidentState.ACKNOWLEDGED);
            assertThat(now(scene, incident).acknowledgedBy()).contains(BOB);
        }
    }

    @Test
    void aStepThatWaitsDoesNotAskForOneMore() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(group(2, "ann", "bob"))
                .step(inHours("cid"))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.passMinutes(11);
            assertThat(scene.types(incident)).endsWith("step-awaited");
            scene.incidents.acknowledge(incident.id(), BOB);
            assertThat(now(scene, incident).state()).isEqualTo(IncidentState.ACKNOWLEDGED);
        }
    }

    @Test
    void aStepThatIsContentWithTheAnswersThereAreCompletesAtOnce() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(group(3, "ann", "bob", "cid"))
                .step(group(2, "dan", "eve"))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.incidents.acknowledge(incident.id(), BOB);
            scene.passMinutes(9);
            assertThat(now(scene, incident).state()).isEqualTo(IncidentState.TRIGGERED);
            scene.passMinutes(1);
            assertThat(now(scene, incident).state()).isEqualTo(IncidentState.ACKNOWLEDGED);
            assertThat(now(scene, incident).acknowledgedBy()).contains(BOB);
            assertThat(scene.sent()).as("dan and eve are not needed").hasSize(3);
            assertThat(scene.types(incident)).endsWith("enough-answered", "acknowledged");
        }
    }

    @Test
    void answersCountAfterARebase() {
        EscalationPolicy three =
                EscalationPolicy.builder().step(group(3, "ann", "bob", "cid")).build();
        EscalationPolicy two =
                EscalationPolicy.builder().step(group(2, "ann", "bob", "cid")).build();
        try (Scene scene = Scene.of(three)) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            try (Scene later = scene.restarted(options(two), 2)) {
                later.incidents.rebase(incident.id(), false, "", CID);
                later.settle();
                later.incidents.acknowledge(incident.id(), BOB);
                assertThat(now(later, incident).state()).isEqualTo(IncidentState.ACKNOWLEDGED);
            }
        }
    }

    @Test
    void anIntegrationOfTheSameIdIsSomebodyElse() {
        EscalationPolicy policy =
                EscalationPolicy.builder().step(group(2, "ann", "bob")).build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), Actor.integration("ann"));
            assertThat(now(scene, incident).escalation().answeredBy("ann")).isFalse();
            scene.incidents.acknowledge(incident.id(), ANN);
            assertThat(now(scene, incident).state()).isEqualTo(IncidentState.ACKNOWLEDGED);
            assertThat(now(scene, incident).escalation().nextAt()).isEqualTo(Optional.empty());
        }
    }
}
