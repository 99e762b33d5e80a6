package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.RETURNS_SELF;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.InvalidInputException;
import io.itops.core.Severity;
import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.lifecycle.Outcome;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.Roster;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.workflow.EscalationCommand;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.Trouble;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

class EscalationTest {
    /** Each page with the minute of its journal entry. */
    private static List<String> pages(Scene scene, Incident incident) {
        return scene.ops.journal().about(incident.id().ref()).stream()
                .map(entry -> entry.event())
                .filter(event -> event.type().equals("incident.paged"))
                .map(event -> Duration.between(scene.minute(0), event.at()).toMinutes() + " "
                        + event.summary()
                                .substring("paged ".length(), event.summary().indexOf(',')))
                .toList();
    }

    @Test
    void eachStepWaitsForItsDelayAndThePolicyEndsLoudly() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.passMinutes(4);
            assertThat(scene.sent()).containsExactly("page:ann");
            scene.passMinutes(1);
            assertThat(scene.sent()).as("at five minutes sharp").containsExactly("page:ann", "page:bob");
            scene.passMinutes(9);
            assertThat(scene.incidents.get(incident.id()).escalation().exhausted())
                    .isFalse();
            scene.passMinutes(1);
            Incident exhausted = scene.incidents.get(incident.id());
            assertThat(exhausted.escalation().exhausted()).isTrue();
            assertThat(exhausted.escalation().nextAt()).isEmpty();
            assertThat(exhausted.state()).isEqualTo(IncidentState.TRIGGERED);
            scene.pass(Duration.ofDays(2));
            assertThat(scene.types(incident)).containsExactly("opened", "paged", "paged", "exhausted");
            assertThat(scene.ops.journal().about(incident.id().ref()))
                    .filteredOn(entry -> entry.event().type().equals("incident.exhausted"))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.event().at()).isEqualTo(scene.minute(15));
                        assertThat(entry.event().summary()).startsWith("ESCALATION EXHAUSTED");
                    });
        }
    }

    @Test
    void anAcknowledgementInTimeStopsThePaging() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.pass(ofMinutes(5).minusNanos(1_000));
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.pass(Duration.ofDays(1));
            assertThat(scene.sent()).containsExactly("page:ann");
        }
    }

    @Test
    void repeatsGoThroughAllStepsAgain() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("bob", ofMinutes(10))
                .repeat(2)
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.pass(Duration.ofDays(1));
            assertThat(pages(scene, incident))
                    .containsExactly("0 ann", "5 bob", "15 ann", "20 bob", "30 ann", "35 bob");
            assertThat(scene.types(incident)).endsWith("exhausted");
            assertThat(scene.incidents
                            .get(incident.id())
                            .escalation()
                            .position()
                            .cycle())
                    .isEqualTo(3);
            assertThat(scene.pager.deliveries())
                    .extracting(delivery -> delivery.notification().facts().get("cycle"))
                    .containsExactly("1", "1", "2", "2", "3", "3");
        }
    }

    @Test
    void anAcknowledgementThatGrowsTooOldPagesItsStepAgain() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("bob", ofMinutes(10))
                .step("cat", ofMinutes(10))
                .ackTimeout(ofMinutes(30))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.passMinutes(7);
            scene.incidents.acknowledge(incident.id(), BOB);
            scene.passMinutes(29);
            assertThat(scene.incidents.get(incident.id()).state()).isEqualTo(IncidentState.ACKNOWLEDGED);
            scene.passMinutes(1);
            Incident lapsed = scene.incidents.get(incident.id());
            assertThat(lapsed.state()).isEqualTo(IncidentState.TRIGGERED);
            assertThat(lapsed.acknowledgedBy()).isEmpty();
            assertThat(lapsed.acknowledgedAt())
                    .as("the first acknowledgement is history")
                    .contains(scene.minute(7));
            scene.passMinutes(10);
            assertThat(pages(scene, incident)).containsExactly("0 ann", "5 bob", "37 bob", "47 cat");
            assertThat(scene.types(incident))
                    .containsExactly(
                            "opened", "paged", "paged", "acknowledged", "acknowledgement-lapsed", "paged", "paged");
        }
    }

    @Test
    void confirmingAnAcknowledgementLetsItHoldAnew() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .ackTimeout(ofMinutes(30))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            long seen = scene.incidents.current(incident.id()).version();
            scene.passMinutes(20);
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.passMinutes(29);
            assertThat(scene.incidents.get(incident.id()).state()).isEqualTo(IncidentState.ACKNOWLEDGED);
            assertThat(scene.incidents.acknowledge(incident.id(), seen, BOB).acknowledgedBy())
                    .as("a confirmation does not make what others saw stale")
                    .contains(BOB);
            scene.passMinutes(31);
            assertThat(scene.incidents.get(incident.id()).state()).isEqualTo(IncidentState.TRIGGERED);
        }
    }

    @Test
    void mitigatingOrResolvingEndsTheAcknowledgementTimer() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .ackTimeout(ofMinutes(30))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.incidents.mitigate(incident.id(), "", ANN);
            scene.pass(Duration.ofHours(5));
            assertThat(scene.incidents.get(incident.id()).state()).isEqualTo(IncidentState.MITIGATED);
            assertThat(scene.sent()).containsExactly("page:ann");
        }
    }

    @Test
    void givingAnIncidentBackPagesItsStepAgain() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.passMinutes(6);
            scene.incidents.acknowledge(incident.id(), ANN);
            scene.passMinutes(1);
            scene.incidents.unacknowledge(incident.id(), "on a train", ANN);
            scene.settle();
            assertThat(pages(scene, incident)).containsExactly("0 ann", "5 bob", "7 bob");
            assertThat(scene.pager.deliveries().get(2).notification().facts())
                    .containsEntry("reason", "ann gave the acknowledgement back: on a train");
        }
    }

    @Test
    void escalatingTakesTheNextStepNowAndTheTimerFollows() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.passMinutes(2);
            long seen = scene.incidents.current(incident.id()).version();
            scene.incidents.escalate(incident.id(), seen, "ann is on a plane", BOB);
            scene.settle();
            assertThat(pages(scene, incident)).containsExactly("0 ann", "2 bob");
            scene.passMinutes(9);
            assertThat(scene.incidents.get(incident.id()).escalation().exhausted())
                    .isFalse();
            scene.passMinutes(1);
            assertThat(scene.incidents.get(incident.id()).escalation().exhausted())
                    .as("ten minutes after bob's page, not five after ann's")
                    .isTrue();
        }
    }

    @Test
    void twoPeopleWhoEscalateAtOnceTakeOneStep() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("bob", ofMinutes(5))
                .step("cat", ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            long seen = scene.incidents.current(incident.id()).version();
            scene.incidents.note(incident.id(), "a note does no harm", ANN);
            scene.incidents.escalate(incident.id(), seen, "", ANN);
            assertThatThrownBy(() -> scene.incidents.escalate(incident.id(), seen, "", BOB))
                    .isInstanceOf(ConflictException.class);
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann", "page:bob");
        }
    }

    @Test
    void anyDoorToAnEscalationAsksForTheVersionThatWasSeen() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            long seen = scene.incidents.current(incident.id()).version();
            IncidentCommand escalate = new EscalationCommand.Escalate("");
            long entries = scene.ops.journal().head().size();
            assertThatThrownBy(() -> scene.incidents.execute(incident.id(), escalate, ANN))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("version seen must be given to escalate, but was \"none\"");
            assertThat(scene.ops.journal().head().size()).isEqualTo(entries);
            scene.incidents
                    .execute(incident.id(), OptionalLong.of(seen), escalate, ANN)
                    .orElseThrow();
            assertThatThrownBy(() -> scene.incidents.execute(incident.id(), OptionalLong.of(seen), escalate, BOB))
                    .as("the second click")
                    .isInstanceOf(ConflictException.class);
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann", "page:bob");
        }
    }

    @Test
    void escalatingAnAcknowledgedIncidentTriggersIt() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            long seen = scene.incidents.current(incident.id()).version();
            Incident escalated = scene.incidents.escalate(incident.id(), seen, "need the database people", ANN);
            assertThat(escalated.state()).isEqualTo(IncidentState.TRIGGERED);
            assertThat(escalated.acknowledgedBy()).isEmpty();
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann", "page:bob");
        }
    }

    @Test
    void escalatingBehindTheLastStepBeginsAnotherCycle() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.passMinutes(20);
            assertThat(scene.incidents.get(incident.id()).escalation().exhausted())
                    .isTrue();
            long seen = scene.incidents.current(incident.id()).version();
            Incident again = scene.incidents.escalate(incident.id(), seen, "", BOB);
            assertThat(again.escalation().exhausted()).isFalse();
            scene.passMinutes(30);
            assertThat(pages(scene, incident)).containsExactly("0 ann", "5 bob", "20 ann", "25 bob");
            assertThat(scene.types(incident)).endsWith("exhausted");
        }
    }

    @Test
    void aStepThatReachesNobodyIsSkippedAtOnceAndSaysSo() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationTarget.schedule("primary"), ofMinutes(5))
                .step("bob", ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            assertThat(pages(scene, incident)).containsExactly("0 bob");
            assertThat(scene.types(incident)).containsExactly("opened", "step-skipped", "paged");
            assertThat(scene.ops
                            .journal()
                            .about(incident.id().ref())
                            .get(1)
                            .event()
                            .summary())
                    .isEqualTo("NOBODY TO PAGE at step 1 in cycle 1: there is no schedule primary");
            assertThat(UnknownSchedules.of(null, scene.incidents.policy(incident.id()), Roster.NONE))
                    .containsExactly("primary");
            assertThat(UnknownSchedules.of(incident, scene.incidents.policy(incident.id()), Roster.NONE))
                    .as("it was told when the incident opened")
                    .isEmpty();
            assertThat(UnknownSchedules.of(
                            null,
                            scene.incidents.policy(incident.id()),
                            new Roster(new TreeMap<>(Map.of("primary", List.of())))))
                    .as("nobody on call is another gap")
                    .isEmpty();
        }
    }

    @Test
    void aPolicyThatNamesAScheduleThatDoesNotExistIsWarnedOfWhenAnIncidentOpens() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationTarget.schedule("primary"), ofMinutes(5))
                .step(EscalationTarget.schedule("primry"), ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(policy)) {
            scene.incidents.schedules().put(weekly(LocalTime.of(2, 3), LocalDate.of(2026, 11, 17)), ANN);
            Logger log = mock(Logger.class);
            LoggingEventBuilder line = mock(LoggingEventBuilder.class, RETURNS_SELF);
            when(log.atWarn()).thenReturn(line);
            IncidentOptions options = IncidentOptions.builder().policy(policy).build();
            Desk desk = new Desk(
                    scene.ops,
                    options,
                    ReachablePeople.contacts(scene.ops.deliveries(), options),
                    scene.incidents.reviews(),
                    new PolicySnapshots(options, new PoliciesInForce(options)),
                    List.of(),
                    log);
            Trouble trouble = Trouble.of(Scene.KEY, Scene.CHECKOUT, Severity.SEV2, "errors");

            scene.ops.run(
                    ANN,
                    unit -> assertThat(desk.open(unit, trouble, false, Optional.empty())
                                    .kind())
                            .isEqualTo(Outcome.Kind.ACCEPTED));

            verify(line).addKeyValue("schedules", "primry");
            verify(line).log(contains("names schedules that do not exist"));
        }
    }

    @Test
    void aScheduleIsAskedWhenItsStepIsTaken() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationTarget.schedule("primary"), ofMinutes(5))
                .step(List.of(EscalationTarget.schedule("primary"), EscalationTarget.person("cat")), ofMinutes(60))
                .repeat(1)
                .build();
        try (Scene scene = Scene.of(policy)) {
            // 2026-11-24 is a Tuesday; the hand-off to bob lies three minutes after the incident opens
            scene.incidents.schedules().put(weekly(LocalTime.of(2, 3), LocalDate.of(2026, 11, 17)), ANN);
            Incident incident = scene.fire();
            scene.passMinutes(5);
            assertThat(pages(scene, incident)).containsExactly("0 ann", "5 bob");
            assertThat(scene.sent()).containsExactly("page:ann", "page:bob", "page:cat");
            scene.incidents.schedules().remove("primary", ANN);
            scene.passMinutes(60);
            assertThat(scene.types(incident)).endsWith("paged", "step-skipped", "paged");
            assertThat(scene.sent())
                    .as("the schedule was deleted under a running escalation")
                    .containsExactly("page:ann", "page:bob", "page:cat", "page:cat");
        }
    }

    private static OnCallSchedule weekly(LocalTime handoff, LocalDate anchor) {
        return OnCallSchedule.weekly("primary", "UTC", DayOfWeek.TUESDAY, handoff, anchor, List.of("ann", "bob"));
    }

    @Test
    void whereNoStepReachesAnybodyEachCycleWaitsAndTheNextPersonOnCallIsPaged() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationTarget.schedule("primary"), ofMinutes(5))
                .step(EscalationTarget.schedule("primary"), ofMinutes(10))
                .repeat(2)
                .build();
        try (Scene scene = Scene.of(policy)) {
            // the first turn begins twelve minutes after the incident opens
            scene.incidents.schedules().put(weekly(LocalTime.of(2, 12), LocalDate.of(2026, 11, 24)), ANN);
            Incident incident = scene.fire();
            assertThat(scene.types(incident)).containsExactly("opened", "step-skipped", "step-skipped");
            assertThat(scene.incidents.get(incident.id()).escalation().nextAt()).contains(scene.minute(10));
            scene.passMinutes(19);
            assertThat(scene.sent()).isEmpty();
            scene.passMinutes(1);
            assertThat(pages(scene, incident)).containsExactly("20 ann");
        }
    }

    @Test
    void whereNobodyIsEverReachedTheEndIsLoud() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationTarget.schedule("nowhere"), ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(policy)) {
            Incident incident = scene.fire();
            scene.passMinutes(6);
            assertThat(scene.types(incident)).containsExactly("opened", "step-skipped", "exhausted");
        }
    }

    @Test
    void aPersonWhoCannotBeReachedIsPassedOver() {
        IncidentOptions options = IncidentOptions.builder()
                .policy(EscalationPolicy.builder()
                        .step(List.of(EscalationTarget.person("ann"), EscalationTarget.person("cat")), ofMinutes(5))
                        .step("ann", ofMinutes(5))
                        .step("bob", ofMinutes(5))
                        .build())
                .contacts(person -> {
                    if (person.equals("ann")) {
                        throw new IllegalStateException("no number is known");
                    }
                    return new Destination("pager", person + "@example");
                })
                .build();
        try (Scene scene = Scene.of(options)) {
            Incident incident = scene.fire();
            scene.passMinutes(5);
            assertThat(scene.pager.recipients()).containsExactly("cat@example", "bob@example");
            assertThat(scene.types(incident)).containsExactly("opened", "paged", "step-skipped", "paged");
            assertThat(scene.incidents.why(incident.id()).render())
                    .contains("ann cannot be reached: no number is known");
            scene.over();
            assertThat(scene.pager.recipients())
                    .as("news goes to those who were paged")
                    .containsExactly("cat@example", "bob@example", "bob@example", "cat@example");
        }
    }

    @Test
    void onePersonBehindTwoTargetsIsPagedOnce() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(
                        List.of(
                                EscalationTarget.person("ann"),
                                EscalationTarget.person("ann"),
                                EscalationTarget.schedule("primary")),
                        ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(policy)) {
            scene.incidents.schedules().put(weekly(LocalTime.of(1, 0), LocalDate.of(2026, 11, 24)), ANN);
            scene.fire();
            assertThat(scene.sent()).containsExactly("page:ann");
        }
    }

    @Test
    void aPageSaysAllThatItsReceiverNeeds() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            Notification page = scene.pager.deliveries().get(0).notification();
            assertThat(page.kind()).isEqualTo("page");
            assertThat(page.urgency()).isEqualTo(Urgency.PAGE);
            assertThat(page.subject()).isEqualTo(incident.id().ref());
            assertThat(page.title()).isEqualTo("[SEV2] checkout: error rate above 5 %");
            assertThat(page.body()).contains("step 1 of 2, cycle 1 of 1", "the incident was opened");
            assertThat(page.facts())
                    .containsAllEntriesOf(Map.of(
                            "incident", incident.id().value(),
                            "version", "1",
                            "service", "checkout",
                            "severity", "SEV2",
                            "dedup-key", "checkout-errors",
                            "person", "ann",
                            "step", "1",
                            "cycle", "1",
                            "opened-at", "2026-11-24T02:00:00Z"));
        }
    }

    @Test
    void anotherProcessOverTheSameStoreGoesOn() {
        IncidentOptions options = IncidentOptions.of(EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("bob", ofMinutes(10))
                .ackTimeout(ofMinutes(30))
                .build());
        try (Scene first = Scene.of(options)) {
            Incident incident = first.fire();
            try (Scene second = first.restarted(options, 2)) {
                second.passMinutes(6);
                assertThat(second.sent()).containsExactly("page:ann", "page:bob");
                second.incidents.acknowledge(incident.id(), BOB);
                try (Scene third = first.restarted(options, 3)) {
                    third.passMinutes(40);
                    assertThat(third.incidents.get(incident.id()).state()).isEqualTo(IncidentState.TRIGGERED);
                    assertThat(third.sent()).containsExactly("page:ann", "page:bob", "page:bob");
                }
            }
        }
    }

    @Test
    void aClockThatGoesBackDelaysAStepAndLosesNone() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.passMinutes(4);
            scene.clock.set(scene.minute(-60));
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann");
            scene.passMinutes(66);
            assertThat(pages(scene, incident)).containsExactly("0 ann", "5 bob");
        }
    }

    @Test
    void pagesWaitInTheLaneOfTheirPersonAndUrgency() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            scene.fire();
            scene.over();
            assertThat(scene.pager.deliveries())
                    .extracting(Delivery::notification)
                    .extracting(Notification::lane)
                    .containsExactly("deliver:pager:ann:PAGE", "deliver:pager:ann:NEWS");
        }
    }

    @Test
    void aSystemsAcknowledgementCountsToo() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            Actor robot = Actor.integration("runbook");
            assertThat(scene.incidents.acknowledge(incident.id(), robot).acknowledgedBy())
                    .contains(robot);
        }
    }
}
