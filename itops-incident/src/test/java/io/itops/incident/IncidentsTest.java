package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.BOB;
import static io.itops.incident.Scene.CHECKOUT;
import static io.itops.incident.Scene.KEY;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Reason;
import io.itops.core.Ref;
import io.itops.core.RefusedException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.explain.Explanation;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.Trouble;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentsTest {
    @Test
    void theExampleOfTheDesignWorks() {
        var clock = ManualClock.at("2026-11-24T02:00:00Z");
        var pager = new RecordingNotifier("pager");
        try (ItOps ops = ItOps.builder()
                .store(new InMemoryStore())
                .clock(clock)
                .notifier(pager)
                .build()) {
            var incidents = Incidents.attach(
                    ops,
                    EscalationPolicy.builder()
                            .step("ann", ofMinutes(5))
                            .step("bob", ofMinutes(10))
                            .build());
            ops.accept(
                    Signal.firing("checkout-errors", ServiceId.of("checkout"), Severity.SEV2, "error rate above 5 %"));
            ops.runUntil(clock.instant().plus(ofMinutes(6)));
            var incident = incidents.open("checkout-errors").orElseThrow();
            assertThat(pager.recipients()).containsExactly("ann", "bob");
            assertThat(incidents.why(incident.id()).render())
                    .contains("paged ann", "paged bob {")
                    .doesNotContain(" as ");
            incidents.acknowledge(incident.id(), Actor.user("bob"));
            assertThat(incidents.get(incident.id()).acknowledgedBy()).contains(BOB);
            incidents.resolve(incident.id(), "restarted", BOB);
            assertThat(incidents.why(incident.id()).render()).contains("resolved because someone said so: restarted");
            assertThatThrownBy(() -> incidents.acknowledge(incident.id(), -1, BOB))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("seen version must be at least 1, but was -1");
        }
    }

    @Test
    void aWholeLifeIsKeptJournaledAndPublished() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident opened = scene.fire();
            assertThat(opened.state()).isEqualTo(IncidentState.TRIGGERED);
            assertThat(opened.signals()).isEqualTo(1);
            scene.passMinutes(2);
            scene.incidents.acknowledge(opened.id(), ANN);
            scene.passMinutes(3);
            scene.incidents.note(opened.id(), "pool is full\nand stays so", ANN);
            scene.incidents.mitigate(opened.id(), "traffic moved", ANN);
            scene.passMinutes(4);
            scene.incidents.resolve(opened.id(), "pool widened", ANN);
            scene.settle();
            scene.passMinutes(1);
            Incident closed = scene.incidents.close(opened.id(), "", ANN);

            assertThat(closed.state()).isEqualTo(IncidentState.CLOSED);
            assertThat(closed.openedAt()).isEqualTo(scene.minute(0));
            assertThat(closed.acknowledgedAt()).contains(scene.minute(2));
            assertThat(closed.mitigatedAt()).contains(scene.minute(5));
            assertThat(closed.resolvedAt()).contains(scene.minute(9));
            assertThat(closed.closedAt()).contains(scene.minute(10));
            assertThat(closed.acknowledgedBy()).contains(ANN);
            assertThat(scene.types(opened))
                    .containsExactly("opened", "paged", "acknowledged", "noted", "mitigated", "resolved", "closed");
            assertThat(scene.sent()).containsExactly("page:ann", "resolved:ann");
            IncidentFacts facts = scene.ops
                    .records()
                    .get(IncidentFacts.TYPE, opened.id().value())
                    .value();
            assertThat(facts.mitigatedAt()).contains(scene.minute(5));
            assertThat(facts.resolvedAt()).contains(scene.minute(9));
            assertThat(facts.service()).isEqualTo(CHECKOUT);
            assertThat(scene.incidents.open(KEY)).isEmpty();
        }
    }

    @Test
    void signalsOfAnOpenIncidentAreCountedAndTheWorstSeverityIsKept() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident first = scene.fire(Severity.SEV3, "some errors");
            scene.fire(Severity.SEV1, "nothing but errors");
            Incident third = scene.fire(Severity.SEV4, "hardly an error");
            assertThat(third.id()).isEqualTo(first.id());
            assertThat(third.signals()).isEqualTo(3);
            assertThat(third.severity()).isEqualTo(Severity.SEV1);
            assertThat(scene.ops
                            .records()
                            .get(IncidentFacts.TYPE, first.id().value())
                            .value()
                            .severity())
                    .isEqualTo(Severity.SEV1);
            assertThat(scene.sent()).as("only the first signal pages").containsExactly("page:ann");
        }
    }

    @Test
    void aSignalThatIsOverResolvesAndOneThatComesBackReopens() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident opened = scene.fire();
            scene.passMinutes(1);
            scene.over();
            assertThat(scene.incidents.get(opened.id()).state()).isEqualTo(IncidentState.RESOLVED);
            scene.passMinutes(10);
            assertThat(scene.sent()).containsExactly("page:ann", "resolved:ann");

            Incident back = scene.fire();
            assertThat(back.id()).isEqualTo(opened.id());
            assertThat(back.state()).isEqualTo(IncidentState.TRIGGERED);
            assertThat(back.reopenings()).isEqualTo(1);
            assertThat(back.signals()).isEqualTo(2);
            assertThat(back.resolvedAt()).isEmpty();
            IncidentFacts facts = scene.ops
                    .records()
                    .get(IncidentFacts.TYPE, back.id().value())
                    .value();
            assertThat(facts.resolvedAt()).isEmpty();
            assertThat(facts.openedAt()).isEqualTo(scene.minute(0));
            assertThat(facts.reopenedAt()).contains(scene.minute(11));
            assertThat(facts.troubleBegan()).isEqualTo(scene.minute(11));
            scene.passMinutes(6);
            assertThat(scene.sent())
                    .as("escalation begins anew")
                    .containsExactly("page:ann", "resolved:ann", "page:ann", "page:bob");
        }
    }

    @Test
    void whoRepeatsSignalsPagesNobodyAgainAndChangesNoState() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident opened = scene.fire();
            scene.fire();
            scene.fire();
            assertThat(scene.sent()).containsExactly("page:ann");
            scene.incidents.acknowledge(opened.id(), ANN);
            scene.fire();
            assertThat(scene.incidents.get(opened.id()).state()).isEqualTo(IncidentState.ACKNOWLEDGED);

            scene.over();
            Incident resolved = scene.incidents.get(opened.id());
            List<String> types = scene.types(opened);
            scene.passMinutes(1);
            scene.over();
            scene.over();
            assertThat(scene.incidents.get(opened.id())).isEqualTo(resolved);
            assertThat(scene.types(opened)).isEqualTo(types);
            assertThat(scene.sent()).containsExactly("page:ann", "resolved:ann");

            scene.incidents.close(opened.id(), "", ANN);
            scene.over();
            assertThat(scene.incidents.open(KEY)).isEmpty();
            assertThat(scene.sent()).containsExactly("page:ann", "resolved:ann");
        }
    }

    @Test
    void afterClosingTheNextSignalOpensAnotherIncidentThatNamesTheOneBefore() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident first = scene.fire();
            scene.over();
            scene.incidents.close(first.id(), "", ANN);
            Incident second = scene.fire();
            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(second.follows()).contains(first.id());
            scene.incidents.cancel(second.id(), "a test", ANN);
            scene.settle();
            Incident third = scene.fire();
            assertThat(third.follows()).contains(second.id());
            assertThat(scene.sent())
                    .containsExactly("page:ann", "resolved:ann", "page:ann", "cancelled:ann", "page:ann");
        }
    }

    @Test
    void aResolvedIncidentClosesByItselfAfterADay() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.over();
            scene.pass(Duration.ofHours(23));
            assertThat(scene.incidents.get(incident.id()).state()).isEqualTo(IncidentState.RESOLVED);
            scene.pass(Duration.ofHours(2));
            assertThat(scene.incidents.get(incident.id()).state()).isEqualTo(IncidentState.CLOSED);
            assertThat(scene.incidents.get(incident.id()).closedAt()).contains(scene.minute(24 * 60));
        }
    }

    @Test
    void whereSignalsDoNotResolveTheyLeaveANote() {
        try (Scene scene = Scene.of(IncidentOptions.builder()
                .policy(Scene.annThenBob())
                .autoResolve(false)
                .build())) {
            Incident incident = scene.fire();
            scene.over();
            assertThat(scene.incidents.get(incident.id()).state()).isEqualTo(IncidentState.TRIGGERED);
            assertThat(scene.types(incident)).containsExactly("opened", "paged", "noted");
        }
    }

    @Test
    void troubleThatIsOverAndThatNobodyKnewOfLeavesNothingButItsOwnJournalEntry() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            scene.over();
            assertThat(scene.incidents.open(KEY)).isEmpty();
            assertThat(scene.incidents.list(IncidentQuery.newest())).isEmpty();
            assertThat(scene.ops.journal().all())
                    .extracting(entry -> entry.event().type())
                    .containsExactly("signal.resolved");
        }
    }

    @Test
    void aPersonCanDeclareAnIncidentAndSignalsJoinIt() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Trouble trouble =
                    Trouble.of(KEY, CHECKOUT, Severity.SEV2, "customers call").withLabels(Map.of("region", "north"));
            Incident declared = scene.incidents.declare(trouble, BOB);
            scene.settle();
            assertThat(scene.sent()).containsExactly("page:ann");
            assertThat(declared.signals()).isZero();
            assertThat(scene.fire().id()).isEqualTo(declared.id());
            assertThatThrownBy(() -> scene.incidents.declare(trouble, BOB))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(declared.id().value());
        }
    }

    @Test
    void aClosedIncidentCanBeReopenedOnlyWhileNoOtherHoldsItsKey() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident first = scene.fire();
            scene.over();
            scene.incidents.close(first.id(), "", ANN);
            Incident again = scene.incidents.reopen(first.id(), "closed too early", ANN);
            assertThat(again.state()).isEqualTo(IncidentState.TRIGGERED);
            assertThat(scene.incidents.open(KEY)).map(Incident::id).contains(first.id());
            scene.incidents.resolve(first.id(), "", ANN);
            scene.incidents.close(first.id(), "", ANN);
            Incident second = scene.fire();
            assertThatThrownBy(() -> scene.incidents.reopen(first.id(), "", ANN))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.reasons())
                                    .singleElement()
                                    .satisfies(reason -> {
                                        assertThat(reason.code()).isEqualTo("key-taken");
                                        assertThat(reason.text())
                                                .contains(second.id().value());
                                    }));
        }
    }

    @Test
    void aVersionThatWasSeenGoesStaleByStatesAndNotByNotesOrSignals() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            long seen = scene.pager.deliveries().get(0).notification().subjectVersion();
            assertThat(seen).isEqualTo(scene.incidents.current(incident.id()).version());
            scene.incidents.note(incident.id(), "looking", BOB);
            scene.fire();
            scene.passMinutes(6);
            assertThat(scene.sent()).containsExactly("page:ann", "page:bob");
            assertThat(scene.incidents.acknowledge(incident.id(), seen, ANN).acknowledgedBy())
                    .as("the page of the first step still acknowledges")
                    .contains(ANN);
            long present = scene.incidents.current(incident.id()).version();
            assertThatThrownBy(() -> scene.incidents.acknowledge(incident.id(), seen, BOB))
                    .isInstanceOfSatisfying(ConflictException.class, conflict -> {
                        assertThat(conflict.entity()).isEqualTo(incident.id().ref());
                        assertThat(conflict.expected()).isEqualTo(seen);
                        assertThat(conflict.found()).isEqualTo(present);
                    });
            assertThatThrownBy(() -> scene.incidents.acknowledge(incident.id(), present + 1, BOB))
                    .as("a version that does not exist yet")
                    .isInstanceOf(ConflictException.class);
            assertThat(scene.incidents.acknowledge(incident.id(), present, BOB).acknowledgedBy())
                    .contains(BOB);
        }
    }

    @Test
    void acknowledgingTwiceIsOneAcknowledgement() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            long version = scene.incidents.current(incident.id()).version();
            scene.incidents.acknowledge(incident.id(), ANN);
            assertThat(scene.incidents.current(incident.id()).version()).isEqualTo(version);
            scene.incidents.acknowledge(incident.id(), BOB);
            assertThat(scene.types(incident)).containsExactly("opened", "paged", "acknowledged", "acknowledged");
            assertThat(scene.incidents.get(incident.id()).acknowledgedAt()).contains(scene.minute(0));
        }
    }

    @Test
    void refusalsComeAsValuesOrAsExceptionsAndChangeNothing() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            long entries = scene.ops.journal().head().size();
            Outcome<Incident> outcome = scene.incidents.execute(incident.id(), new IncidentCommand.Close("done"), ANN);
            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(outcome.reasons()).extracting(Reason::code).containsExactly("wrong-state");
            assertThatThrownBy(() -> scene.incidents.close(incident.id(), "done", ANN))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(
                            "close is not allowed while the incident is triggered: it is allowed while resolved;"
                                    + " allowed now: acknowledge, unacknowledge, escalate, rebase, requeue, hold, relabel, assess");
            assertThat(scene.ops.journal().head().size()).isEqualTo(entries);
            assertThat(scene.incidents.get(incident.id())).isEqualTo(incident);
        }
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            IncidentId unknown = IncidentId.of("unknown");
            assertThatThrownBy(() -> scene.incidents.get(unknown)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> scene.incidents.why(unknown)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> scene.incidents.suspects(unknown))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("incident/unknown");
            assertThatThrownBy(() -> scene.incidents.acknowledge(unknown, ANN))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("incident/unknown");
        }
    }

    @Test
    void incidentsAreListedByStateServiceAndTime() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident first = scene.fire();
            scene.passMinutes(10);
            Incident second =
                    scene.incidents.declare(Trouble.of("other", ServiceId.of("search"), Severity.SEV3, "slow"), ANN);
            scene.incidents.acknowledge(second.id(), ANN);
            assertThat(scene.incidents.list(IncidentQuery.newest()))
                    .extracting(Incident::id)
                    .containsExactly(second.id(), first.id());
            assertThat(scene.incidents.list(IncidentQuery.newest().in(IncidentState.TRIGGERED)))
                    .extracting(Incident::id)
                    .containsExactly(first.id());
            assertThat(scene.incidents.list(IncidentQuery.newest().of(ServiceId.of("search"))))
                    .extracting(Incident::id)
                    .containsExactly(second.id());
            assertThat(scene.incidents.list(IncidentQuery.newest().openedBetween(scene.minute(0), scene.minute(10))))
                    .extracting(Incident::id)
                    .containsExactly(first.id());
            assertThat(scene.incidents.list(IncidentQuery.newest().atMost(1))).hasSize(1);
        }
    }

    @Test
    void whyTellsOfSignalsPagesAndPeople() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Explanation deep = Explanation.of("level");
            for (int i = 0; i < 7; i++) {
                deep = Explanation.of("level").because(deep);
            }
            scene.ops.accept(
                    Signal.firing(KEY, CHECKOUT, Severity.SEV2, "errors").explained(deep));
            scene.ops.accept(
                    Signal.firing(KEY, CHECKOUT, Severity.SEV2, "errors").explained(deep));
            scene.passMinutes(6);
            Incident incident = scene.incidents.open(KEY).orElseThrow();
            scene.incidents.acknowledge(incident.id(), BOB);
            Explanation why = scene.incidents.why(incident.id());
            assertThat(why.depth()).isEqualTo(8);
            assertThat(why.because())
                    .extracting(Explanation::reason)
                    .contains(
                            "opened because a signal of the dedup key fired and no incident held it",
                            "paged ann: the incident was opened",
                            "paged bob: nobody acknowledged within 5 min of step 1 in cycle 1",
                            "bob took the incident, so paging stopped");
            assertThat(why.render()).contains("2026-11-24T02:05:00Z");
        }
    }

    @Test
    void whyFoldsSignalsThatSayTheSameAgainAndTellsWhatCameAfterThem() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            for (int i = 0; i < 300; i++) {
                scene.passMinutes(1);
                scene.fire(Severity.SEV2, "repeat " + i);
                if (i == 1) {
                    scene.incidents.acknowledge(incident.id(), ANN);
                }
            }
            scene.over();

            List<Explanation> why = scene.incidents.why(incident.id()).because();
            assertThat(why).hasSizeLessThan(20);
            assertThat(why)
                    .extracting(Explanation::reason)
                    .contains("2 signals, the last one: still firing, SEV2: repeat 1")
                    .contains("298 signals, the last one: still firing, SEV2: repeat 299")
                    .contains("ann took the incident, so paging stopped");
            assertThat(why.stream().map(reason -> reason.evidence().get("what")))
                    .contains("incident.acknowledged", "incident.resolved");
            assertThat(why)
                    .filteredOn(reason -> reason.reason().startsWith("298 signals"))
                    .singleElement()
                    .satisfies(folded -> assertThat(folded.evidence())
                            .containsEntry("first at", "2026-11-24T02:03:00Z")
                            .containsEntry("at", "2026-11-24T07:00:00Z"));
        }
    }

    @Test
    void whyTellsWhichSignalRaisedTheSeverity() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire(Severity.SEV3, "slow");
            scene.fire(Severity.SEV3, "slow again");
            scene.fire(Severity.SEV4, "better");
            scene.ops.accept(Signal.firing(KEY, CHECKOUT, Severity.SEV1, "down")
                    .explained(Explanation.of("no answer from any host")));
            scene.fire(Severity.SEV1, "still down");
            scene.fire(Severity.SEV2, "a little better");
            scene.fire(Severity.SEV1, "down again");

            assertThat(scene.incidents.get(incident.id()).severity()).isEqualTo(Severity.SEV1);
            List<Explanation> why = scene.incidents.why(incident.id()).because();
            assertThat(why)
                    .filteredOn(reason ->
                            "incident.repeated".equals(reason.evidence().get("what")))
                    .extracting(Explanation::reason)
                    .containsExactly(
                            "2 signals, the last one: still firing, SEV4: better",
                            "no answer from any host",
                            "3 signals, the last one: still firing, SEV1: down again");
        }
    }

    @Test
    void whyLeavesOutWhatLiesBetweenTheBeginningAndTheEnd() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.incidents.acknowledge(incident.id(), ANN);
            for (int i = 0; i < 300; i++) {
                scene.incidents.note(incident.id(), "note " + i, ANN);
            }
            scene.over();

            int all = scene.ops.journal().about(incident.id().ref()).size();
            List<Explanation> why = scene.incidents.why(incident.id()).because();
            assertThat(why).hasSize(256);
            assertThat(why.get(127).reason()).isEqualTo((all - 255) + " entries between these are left out");
            assertThat(why.get(0).evidence()).containsEntry("what", "incident.opened");
            assertThat(why.stream().map(reason -> reason.evidence().get("what")))
                    .contains("incident.resolved");
        }
    }

    @Test
    void theJournalNamesServiceSignalAndPeople() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            assertThat(scene.ops.journal().about(Ref.of("user", "ann")))
                    .extracting(entry -> entry.event().type())
                    .contains("incident.paged");
            assertThat(scene.ops.journal().about(Ref.of("signal", KEY)))
                    .extracting(entry -> entry.event().type())
                    .contains("signal.firing", "incident.opened");
            assertThat(scene.ops.journal().about(Ref.of("service", "checkout")))
                    .extracting(entry -> entry.event().type())
                    .contains("incident.opened");
            assertThat(incident.follows()).isEmpty();
        }
    }

    @Test
    void metersCountWhatHappened() {
        try (Scene scene = Scene.of(Scene.annThenBob())) {
            Incident incident = scene.fire();
            scene.passMinutes(16);
            scene.incidents.acknowledge(incident.id(), BOB);
            scene.over();
            assertThat(count(scene, "opened")).isEqualTo(1);
            assertThat(count(scene, "escalated")).isEqualTo(1);
            assertThat(count(scene, "exhausted")).isEqualTo(1);
            assertThat(count(scene, "acknowledged")).isEqualTo(1);
            assertThat(count(scene, "resolved")).isEqualTo(1);
            assertThat(count(scene, "reopened")).isZero();
            assertThat(scene.meters
                            .get("itops.incident.time.to.acknowledge")
                            .timer()
                            .totalTime(java.util.concurrent.TimeUnit.MINUTES))
                    .isEqualTo(16.0);
        }
    }

    private static double count(Scene scene, String what) {
        return scene.meters.get("itops.incident." + what).counter().count();
    }

    @Test
    void attachingRefusesWhatCannotWork() {
        var clock = ManualClock.at("2026-11-24T02:00:00Z");
        ItOps none = ItOps.builder().store(new InMemoryStore()).clock(clock).build();
        assertThatThrownBy(() -> Incidents.attach(none, Scene.annThenBob()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("notifiers must be exactly one");
        ItOps two = ItOps.builder()
                .store(new InMemoryStore())
                .clock(clock)
                .notifier(new RecordingNotifier("mail"))
                .notifier(new RecordingNotifier("pager"))
                .build();
        assertThatThrownBy(() -> Incidents.attach(two, Scene.annThenBob())).isInstanceOf(InvalidInputException.class);
        Incidents.attach(
                two,
                IncidentOptions.builder()
                        .policy(Scene.annThenBob())
                        .notifier("mail")
                        .build());
        assertThatThrownBy(() -> Incidents.attach(
                        two,
                        IncidentOptions.builder()
                                .policy(Scene.annThenBob())
                                .notifier("mail")
                                .build()))
                .as("twice")
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> IncidentOptions.builder().build()).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aServiceCanHaveAPolicyOfItsOwnAndTheOneAtOpeningIsKept() {
        EscalationPolicy own = EscalationPolicy.builder()
                .name("checkout")
                .step("cat", ofMinutes(1))
                .step("dan", ofMinutes(1))
                .build();
        IncidentOptions options = IncidentOptions.builder()
                .policy(Scene.annThenBob())
                .policy(CHECKOUT, own)
                .build();
        try (Scene scene = Scene.of(options)) {
            Incident incident = scene.fire();
            assertThat(scene.sent()).containsExactly("page:cat");
            try (Scene later = scene.restarted(IncidentOptions.of(Scene.annThenBob()), 2)) {
                later.passMinutes(2);
                assertThat(scene.sent())
                        .as("the copy that was taken at opening is gone by")
                        .containsExactly("page:cat", "page:dan");
                later.incidents.resolve(incident.id(), "", ANN);
                later.incidents.reopen(incident.id(), "", ANN);
                later.settle();
                assertThat(scene.sent())
                        .as("reopening takes the policy in force")
                        .endsWith("page:ann");
            }
        }
    }

    @Test
    void optionsKeepTheirDefaults() {
        IncidentOptions options = IncidentOptions.of(Scene.annThenBob());
        assertThat(options.autoResolve()).isTrue();
        assertThat(options.closeAfter()).isEqualTo(Optional.of(Duration.ofDays(1)));
        assertThat(options.contacts()).isEmpty();
        assertThat(options.policyOf(CHECKOUT)).isEqualTo(Scene.annThenBob());
        assertThat(List.of(options.policies())).hasSize(1);
    }
}
