package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.signal.Signal;
import io.itops.incident.escalation.DailyHours;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.QuietHours;
import io.itops.incident.escalation.StepCondition;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentState;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

/** Faults that users of other systems reported about escalation; each is shown with a naive variant that has it. */
class EscalationBugsTest {
    private static final DailyHours FROM_THREE =
            DailyHours.everyDay(ZoneId.of("UTC"), LocalTime.of(3, 0), LocalTime.of(20, 0));

    private static Destination way(String address) {
        return new Destination("pager", address);
    }

    private static IncidentOptions.Builder options(EscalationPolicy policy) {
        return IncidentOptions.builder().policy(policy);
    }

    private static Incident now(Scene scene, Incident incident) {
        return scene.incidents.get(incident.id());
    }

    /**
     * Bug 14, a step deleted while it is gone through. The naive variant {@link #naiveStepAt} asks the new list for the old number, and
     * the escalation ends with an exception.
     */
    @Test
    void anEscalationGoesOnWhenItsStepIsDeleted() {
        EscalationPolicy three = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("bob", ofMinutes(5))
                .step("cat", ofMinutes(5))
                .build();
        EscalationPolicy two = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("dan", ofMinutes(5))
                .repeat(1)
                .build();
        try (Scene scene = Scene.of(three)) {
            Incident incident = scene.fire();
            scene.passMinutes(10);
            assertThat(now(scene, incident).escalation().position()).isEqualTo(new StepPosition(1, 3));
            try (Scene edited = scene.restarted(options(two).build(), 2)) {
                edited.passMinutes(1);
                assertThat(now(edited, incident).escalation().policy().name())
                        .as("what is under way keeps its policy")
                        .isEqualTo(three.name());
                edited.incidents.rebase(incident.id(), false, "cat has left", ANN);
                edited.settle();
                assertThat(now(edited, incident).escalation().position()).isEqualTo(new StepPosition(2, 1));
                edited.passMinutes(5);
                assertThat(edited.sent()).containsExactly("page:ann", "page:bob", "page:cat", "page:ann", "page:dan");
            }
        }
        assertThatThrownBy(() -> naiveStepAt(two.steps(), 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static EscalationStep naiveStepAt(List<EscalationStep> steps, int number) {
        return steps.get(number - 1);
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

    /**
     * Bug 15, a log line for each of the people on call. The naive variant {@link #naiveLog} writes one a person, and three people make
     * one step look like three.
     */
    @Test
    void oneStepIsOneEntryHoweverManyPeopleItPages() {
        List<String> people = List.of("ann", "bob", "cat");
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationTarget.group("all", people), ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            assertThat(scene.types(incident)).containsExactly("opened", "paged");
            assertThat(scene.sent()).hasSize(3);
        }
        assertThat(naiveLog(people)).hasSize(3);
    }

    private static List<String> naiveLog(List<String> people) {
        return people.stream().map(person -> "escalated to " + person).toList();
    }

    /**
     * Bug 16, the same destination told of the same alert twice. The naive variant {@link #naiveQueue} sends whatever was queued, so a
     * destination that may be told once in ten minutes gets the same page again and again.
     */
    @Test
    void whatWaitsForOneDestinationIsOneNotificationWithALineAnIncident() {
        EscalationPolicy policy =
                EscalationPolicy.builder().step("ann", ofMinutes(2)).repeat(5).build();
        NotificationPlan plan = NotificationPlan.builder()
                .bundle("pager", PageUrgency.HIGH, ofMinutes(10))
                .build();
        try (Scene scene = Scene.of(options(policy).notifications(plan).build())) {
            scene.fire();
            scene.ops.accept(Signal.firing("other", ServiceId.of("ledger"), Severity.SEV1, "no money"));
            scene.passMinutes(9);
            assertThat(scene.sent()).as("the first at once").containsExactly("page:ann");
            scene.passMinutes(1);
            assertThat(scene.sent()).containsExactly("page:ann", "page-bundle:ann");
            var bundle = scene.pager.deliveries().get(1).notification();
            assertThat(bundle.title()).isEqualTo("2 incidents need you");
            assertThat(bundle.body().lines()).hasSize(2).first().asString().startsWith("[SEV1] ledger: no money");
        }
        assertThat(naiveQueue(List.of("ann checkout", "ann ledger", "ann checkout", "ann ledger")))
                .hasSize(4);
    }

    private static List<String> naiveQueue(List<String> queued) {
        return new ArrayList<>(queued);
    }

    /**
     * Bug 17, a pause for a time window that never ends after a restart. The naive variant {@link NaivePause} remembers in memory who
     * pauses, and a new process wakes nobody.
     */
    @Test
    void aStepThatWaitsForItsHoursIsTakenAfterARestart() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationStep.builder(ofMinutes(5))
                        .page("ann")
                        .when(StepCondition.within(FROM_THREE))
                        .waiting()
                        .build())
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            assertThat(scene.types(incident)).containsExactly("opened", "step-awaited");
            assertThat(now(scene, incident).escalation().nextAt()).contains(scene.minute(60));
            try (Scene restarted = scene.restarted(options(policy).build(), 2)) {
                restarted.passMinutes(59);
                assertThat(restarted.sent()).isEmpty();
                restarted.passMinutes(1);
                assertThat(restarted.sent()).containsExactly("page:ann");
                restarted.passMinutes(5);
                assertThat(now(restarted, incident).escalation().exhausted()).isTrue();
            }
        }
        NaivePause first = new NaivePause();
        first.paused.add("incident");
        assertThat(first.resume()).containsExactly("incident");
        first.paused.add("incident");
        assertThat(new NaivePause().resume()).as("a new process").isEmpty();
    }

    private static final class NaivePause {
        private final Set<String> paused = new HashSet<>();

        List<String> resume() {
            List<String> woken = List.copyOf(paused);
            paused.clear();
            return woken;
        }
    }

    /**
     * Bug 19, paged again two months after the acknowledgement. The naive variant {@link #naiveRepeat} repeats the page at every interval
     * from its start, whatever became of the incident.
     */
    @Test
    void whoHasAcknowledgedIsNotPagedMonthsLater() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("bob", Duration.ofDays(7))
                .repeat(100)
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.passMinutes(1);
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.pass(Duration.ofDays(90));
            assertThat(scene.sent()).containsExactly("page:ann");
            assertThat(now(scene, incident).state()).isEqualTo(IncidentState.ACKNOWLEDGED);
        }
        assertThat(naiveRepeat(Duration.ofDays(7), Duration.ofDays(90))).isEqualTo(12);
    }

    private static long naiveRepeat(Duration interval, Duration time) {
        return time.dividedBy(interval);
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

    /**
     * Bug 20, personal notifications that go on after the acknowledgement. The naive variant {@link #naiveRules} goes through the rules by
     * their delays alone.
     */
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
        assertThat(naiveRules(annsRules(), minute -> true)).containsExactly("ann-push", "ann-sms", "ann-voice");
        assertThat(naiveRules(annsRules(), minute -> minute < 3)).containsExactly("ann-push", "ann-sms");
    }

    private static List<String> naiveRules(NotificationRules rules, LongPredicate triggered) {
        return rules.rules().stream()
                .filter(rule -> triggered.test(rule.delay().toMinutes()))
                .map(rule -> rule.to().address())
                .toList();
    }

    /**
     * Bug 21, a personal wait that the next step cuts short. The naive variant {@link #naiveRules} with the time of the step as its end
     * never calls ann, whose rule has a longer delay than the step.
     */
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
        assertThat(naiveRules(annsRules(), minute -> minute < 5)).doesNotContain("ann-voice");
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
                        .quiet(QuietHours.of(
                                DailyHours.everyDay(ZoneId.of("UTC"), LocalTime.of(22, 0), LocalTime.of(7, 0))))
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

    /**
     * Bug 22, a step for many alerts that never goes on. The naive variant {@link #naiveCount} waits until enough came, and with too few
     * the escalation stands still.
     */
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
            scene.passMinutes(5);
            assertThat(scene.sent()).as("enough by now").containsExactly("page:bob", "page:ann");
        }
        assertThat(naiveCount(1, 3)).isFalse();
    }

    private static boolean naiveCount(long came, long wanted) {
        boolean goesOn = false;
        for (int tick = 0; tick < 1_000 && !goesOn; tick++) {
            goesOn = came >= wanted;
        }
        return goesOn;
    }

    /**
     * Bug 24, two people who escalate at once. The naive variant {@link #naiveEscalate} takes a step for each click, and one person is
     * passed over.
     */
    @Test
    void twoClicksTakeOneStep() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("bob", ofMinutes(5))
                .step("cat", ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            long seen = scene.incidents.current(incident.id()).version();
            scene.incidents.escalate(incident.id(), seen, "", ANN);
            assertThatThrownBy(() -> scene.incidents.escalate(incident.id(), seen, "", BOB))
                    .isInstanceOf(ConflictException.class);
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann", "page:bob");
        }
        assertThat(naiveEscalate(naiveEscalate(1))).isEqualTo(3);
    }

    private static int naiveEscalate(int step) {
        return step + 1;
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
