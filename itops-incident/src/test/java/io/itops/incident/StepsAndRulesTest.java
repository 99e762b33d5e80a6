package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.signal.Signal;
import io.itops.core.time.WeeklyHours;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.QuietHours;
import io.itops.incident.escalation.StepCondition;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Steps with conditions and several acknowledgements, rebases, personal rules and quiet hours, from the opening on. */
class StepsAndRulesTest {
    private static Destination way(String address) {
        return new Destination("pager", address);
    }

    private static IncidentOptions.Builder options(EscalationPolicy policy) {
        return IncidentOptions.builder().policy(policy);
    }

    private static Incident now(Scene scene, Incident incident) {
        return scene.incidents.get(incident.id());
    }

    @Test
    void aRebaseKeepsItsPlaceTakesAnotherStepThereOrBeginsAnew() {
        EscalationPolicy before = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("bob", ofMinutes(5))
                .build();
        EscalationPolicy longer = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("bob", ofMinutes(5))
                .step("cat", ofMinutes(5))
                .build();
        EscalationPolicy other = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("dan", ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(before)) {
            Incident incident = scene.fire();
            scene.passMinutes(7);
            try (Scene kept = scene.restarted(options(longer).build(), 2)) {
                kept.incidents.rebase(incident.id(), false, "", ANN);
                kept.passMinutes(3);
                assertThat(kept.sent()).as("bob's time goes on").containsExactly("page:ann", "page:bob", "page:cat");
                assertThat(kept.incidents.rebase(incident.id(), false, "", ANN)).isEqualTo(now(kept, incident));
            }
            try (Scene anew = scene.restarted(options(other).build(), 3)) {
                anew.incidents.rebase(incident.id(), true, "", ANN);
                anew.settle();
                assertThat(anew.sent()).endsWith("page:ann");
                anew.passMinutes(5);
                assertThat(anew.sent()).endsWith("page:ann", "page:dan");
            }
        }
    }

    private static EscalationStep bobAtThreeSignals(StepCondition... more) {
        EscalationStep.Builder step =
                EscalationStep.builder(ofMinutes(5)).page("bob").when(StepCondition.signals(3));
        List.of(more).forEach(step::when);
        return step.build();
    }

    @Test
    void aStepThatWasSkippedForWantOfSignalsIsTakenWhenTheyHaveComeOnce() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step(bobAtThreeSignals())
                .step("cat", ofMinutes(30))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.passMinutes(6);
            assertThat(scene.sent()).containsExactly("page:ann", "page:cat");
            scene.fire();
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann", "page:cat");
            for (int more = 0; more < 4; more++) {
                scene.fire();
                scene.settle();
            }
            assertThat(scene.sent()).containsExactly("page:ann", "page:cat", "page:bob");
            assertThat(now(scene, incident).escalation().position().step())
                    .as("its place stays")
                    .isEqualTo(3);
            assertThat(scene.ops.journal().about(incident.id().ref()))
                    .extracting(entry -> entry.event().summary())
                    .anyMatch(line -> line.contains("bob") && line.contains("3 signals have come"));
        }
    }

    @Test
    void aPolicyThatCameToItsEndGoesOnFromTheStepThatWantedMoreSignals() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step(bobAtThreeSignals())
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.passMinutes(6);
            assertThat(now(scene, incident).escalation().exhausted()).isTrue();
            for (int more = 0; more < 5; more++) {
                scene.fire();
                scene.settle();
            }
            assertThat(scene.sent()).containsExactly("page:ann", "page:bob");
            assertThat(now(scene, incident).escalation().exhausted()).isFalse();
            scene.passMinutes(5);
            assertThat(now(scene, incident).escalation().exhausted()).isTrue();
            assertThat(scene.sent()).containsExactly("page:ann", "page:bob");
        }
    }

    @Test
    void signalsAloneDoNotTakeAStepWhoseOtherConditionsFailOrThatIsStillAhead() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step(bobAtThreeSignals(StepCondition.atLeast(Severity.SEV1)))
                .build();
        EscalationPolicy ahead = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step(bobAtThreeSignals())
                .build();
        try (Scene scene = Scene.of(policy);
                Scene other = Scene.of(ahead)) {
            for (Scene one : List.of(scene, other)) {
                one.fire();
                one.passMinutes(one == scene ? 6 : 1);
                one.fire();
                one.fire();
                one.settle();
                assertThat(one.sent()).containsExactly("page:ann");
            }
            other.passMinutes(5);
            assertThat(other.sent()).as("in its turn").containsExactly("page:ann", "page:bob");
        }
    }

    private static NotificationRules annsRules() {
        return NotificationRules.builder("ann")
                .atOnce(way("ann-push"))
                .after(ofMinutes(2), way("ann-sms"))
                .after(ofMinutes(12), way("ann-voice"))
                .build();
    }

    private static IncidentOptions withRules(EscalationPolicy policy) {
        return options(policy)
                .notifications(NotificationPlan.builder().person(annsRules()).build())
                .build();
    }

    @Test
    void personalRulesStopWithTheAcknowledgement() {
        try (Scene scene = Scene.of(withRules(Scene.annThenBob()))) {
            Incident incident = scene.fire();
            scene.passMinutes(3);
            assertThat(scene.sent()).containsExactly("page:ann-push", "page:ann-sms");
            scene.incidents.acknowledge(incident.id(), BOB);
            scene.pass(Duration.ofDays(1));
            assertThat(scene.sent()).containsExactly("page:ann-push", "page:ann-sms");
            scene.incidents.unacknowledge(incident.id(), "", BOB);
            scene.passMinutes(13);
            assertThat(scene.sent())
                    .as("a new page begins a new cycle")
                    .containsSubsequence("page:ann-push", "page:ann-sms", "page:ann-push", "page:ann-sms");
        }
    }

    @Test
    void personalRulesGoOnWhileLaterStepsAreTaken() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("bob", ofMinutes(5))
                .repeat(1)
                .build();
        try (Scene scene = Scene.of(withRules(policy))) {
            Incident incident = scene.fire();
            scene.passMinutes(12);
            assertThat(scene.sent())
                    .containsExactly("page:ann-push", "page:ann-sms", "page:bob", "page:ann-push", "page:ann-voice");
            assertThat(scene.ops.journal().about(incident.id().ref()))
                    .extracting(entry -> entry.event().summary())
                    .contains("told ann by pager:ann-voice, 12 min after the page");
        }
    }

    @Test
    void anEngineThatComesLateSendsLateAndLosesNothing() {
        try (Scene scene = Scene.of(withRules(
                EscalationPolicy.builder().step("ann", Duration.ofHours(2)).build()))) {
            scene.fire();
            scene.clock.advance(ofMinutes(45));
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann-push", "page:ann-sms", "page:ann-voice");
        }
    }

    @Test
    void whatIsNotUrgentWaitsForTheEndOfQuietHoursAndWhoHasNoRuleAtOnceIsTold() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationStep.builder(Duration.ofHours(9))
                        .page("ann")
                        .urgency(PageUrgency.LOW)
                        .build())
                .build();
        NotificationPlan plan = NotificationPlan.builder()
                .person(NotificationRules.builder("ann")
                        .after(ofMinutes(1), way("ann-mail"))
                        .quiet(QuietHours.of(WeeklyHours.daily(LocalTime.of(22, 0), LocalTime.of(7, 0))
                                .in(ZoneId.of("UTC"))))
                        .build())
                .build();
        try (Scene scene = Scene.of(options(policy).notifications(plan).build())) {
            Incident incident = scene.fire();
            assertThat(scene.incidents.why(incident.id()).toString())
                    .contains("nothing tells ann at once: the first rule is pager:ann-mail after 1 min");
            scene.pass(Duration.ofHours(5).minusSeconds(1));
            assertThat(scene.sent()).isEmpty();
            scene.pass(Duration.ofSeconds(1));
            assertThat(scene.sent()).as("at seven").containsExactly("page:ann-mail");
        }
    }

    @Test
    void aStepThatAsksForMoreSignalsThanCameIsSkippedAndSaysWhy() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationStep.builder(ofMinutes(5))
                        .page("ann")
                        .when(StepCondition.signals(3))
                        .build())
                .step("bob", ofMinutes(5))
                .repeat(1)
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            assertThat(scene.sent()).containsExactly("page:bob");
            assertThat(scene.ops.journal().about(incident.id().ref()))
                    .extracting(entry -> entry.event().summary())
                    .contains("skipped step 1 in cycle 1: 1 signal came and not 3");
            scene.fire();
            scene.fire();
            scene.settle();
            assertThat(scene.sent()).as("enough by now").containsExactly("page:bob", "page:ann");
            scene.passMinutes(5);
            assertThat(scene.sent()).as("the second cycle").containsExactly("page:bob", "page:ann", "page:ann");
        }
    }

    @Test
    void severalPeopleMustAcknowledgeAndOneStopsOnlyTheirOwnPages() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationStep.builder(ofMinutes(20))
                        .page(EscalationTarget.group("leads", List.of("ann", "bob", "cat")))
                        .acknowledgements(2)
                        .build())
                .build();
        try (Scene scene = Scene.of(withRules(policy))) {
            Incident incident = scene.fire();
            scene.passMinutes(1);
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.incidents.acknowledge(incident.id(), ANN);
            assertThat(now(scene, incident).state()).isEqualTo(IncidentState.TRIGGERED);
            scene.passMinutes(15);
            assertThat(scene.sent())
                    .as("ann's rules stopped")
                    .containsExactlyInAnyOrder("page:ann-push", "page:bob", "page:cat");
            Incident acknowledged = scene.incidents.acknowledge(incident.id(), BOB);
            assertThat(acknowledged.state()).isEqualTo(IncidentState.ACKNOWLEDGED);
            assertThat(acknowledged.escalation().answered()).isEmpty();
            assertThat(scene.types(incident))
                    .containsExactly("opened", "paged", "acknowledged-in-part", "acknowledged");
        }
    }

    @Test
    void twoIncidentsGoToDifferentPeopleOfARoundRobin() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(
                        EscalationTarget.roundRobin(
                                "first-line",
                                List.of(
                                        EscalationTarget.person("ann"),
                                        EscalationTarget.schedule("nowhere"),
                                        EscalationTarget.person("bob"))),
                        ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(policy)) {
            for (int i = 0; i < 4; i++) {
                scene.ops.accept(Signal.firing("key-" + i, ServiceId.of("checkout"), Severity.SEV2, "errors"));
            }
            scene.settle();
            Map<String, Long> pages = new TreeMap<>();
            scene.sent().forEach(page -> pages.merge(page, 1L, Long::sum));
            assertThat(pages).isEqualTo(Map.of("page:ann", 2L, "page:bob", 2L));
        }
    }

    @Test
    void incidentsOfOnePolicyShareItsSnapshot() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident first = scene.fire();
            Incident second = scene.incidents.declare(
                    io.itops.incident.workflow.Trouble.of("k2", ServiceId.of("ledger"), Severity.SEV3, "slow"),
                    Actor.user("ann"));
            assertThat(first.escalation().policy())
                    .isEqualTo(second.escalation().policy());
            assertThat(scene.incidents.policy(first.id())).isEqualTo(Scene.annThenBob());
            assertThat(scene.ops
                            .journal()
                            .about(io.itops.incident.escalation.PolicySnapshot.TYPE.ref(
                                    first.escalation().policy().id())))
                    .hasSize(1);
        }
    }
}
