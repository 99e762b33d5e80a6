package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.ConflictException;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.access.AccessDecision;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Records;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Signal;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.Page;
import io.itops.core.store.Query;
import io.itops.core.store.TimerKey;
import io.itops.incident.NaivePager.Fault;
import io.itops.incident.Pager.Plan;
import io.itops.incident.Pager.Rule;
import io.itops.incident.Pager.Step;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.internal.RoundRobinTurn;
import io.itops.incident.priority.Priority;
import io.itops.incident.sla.SlaPolicy;
import io.itops.incident.sla.SlaTarget;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.testkit.ManualClock;
import io.itops.testkit.RecordingNotifier;
import io.itops.testkit.fault.ForwardingStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults that users of other systems reported about escalation. Each test holds the incidents of the SDK to what is right, and a naive
 * variant, named in its description, to failing the very same assertion in the very same scenario; the naive pager without the fault passes
 * it, so that it is the fault that fails.
 */
class EscalationBugsTest {
    private static void holdsButNot(Plan plan, Fault fault, Consumer<Pager> scenario) {
        try (Pager real = new RealPager(plan);
                Pager plain = new NaivePager(plan);
                Pager naive = new NaivePager(plan, fault)) {
            scenario.accept(real);
            scenario.accept(plain);
            assertThatThrownBy(() -> scenario.accept(naive))
                    .as("with %s", fault)
                    .isInstanceOf(AssertionError.class);
        }
    }

    /**
     * Bug 14, a step deleted while it is gone through. The naive variant is {@link Fault#OLD_NUMBER_IN_THE_NEW_LIST}: the escalation ends
     * there.
     */
    @Test
    void bug14AnEscalationGoesOnWhenItsStepIsDeleted() {
        Plan three = Plan.of(Step.of(5, "ann"), Step.of(5, "bob"), Step.of(5, "cat"));
        Plan two = Plan.of(Step.of(5, "ann"), Step.of(5, "dan")).repeating(1);
        holdsButNot(three, Fault.OLD_NUMBER_IN_THE_NEW_LIST, pager -> {
            pager.fire("k");
            pager.pass(11);
            pager.edit("k", two);
            pager.pass(10);
            assertThat(pager.sent()).containsExactly("page:ann", "page:bob", "page:cat", "page:ann", "page:dan");
        });
    }

    /** Bug 15, a line for each of the people on call. The naive variant is {@link Fault#AN_ENTRY_FOR_EACH_PERSON}. */
    @Test
    void bug15OneStepIsOneEntryHoweverManyPeopleItPages() {
        holdsButNot(Plan.of(Step.of(5, "ann", "bob", "cat")), Fault.AN_ENTRY_FOR_EACH_PERSON, pager -> {
            pager.fire("k");
            assertThat(pager.sent()).containsExactlyInAnyOrder("page:ann", "page:bob", "page:cat");
            assertThat(pager.steps("k")).isEqualTo(1);
        });
    }

    /**
     * Bug 16, the same destination told of the same alert twice. The naive variant is {@link Fault#QUEUES_WHATEVER_COMES}: whoever may be
     * told once in ten minutes gets each page again and again then.
     */
    @Test
    void bug16WhatWaitsForOneDestinationIsToldOnce() {
        Plan plan = Plan.of(Step.of(2, "ann")).repeating(5).bundling(10);
        holdsButNot(plan, Fault.QUEUES_WHATEVER_COMES, pager -> {
            pager.fire("checkout");
            pager.fire("ledger");
            pager.pass(9);
            assertThat(pager.sent()).as("the first at once").containsExactly("page:ann");
            pager.pass(1);
            assertThat(pager.sent()).containsExactly("page:ann", "page-bundle:ann");
        });
    }

    /** Bug 17, a pause for a time window that never ends after a restart. The naive variant is {@link Fault#PAUSES_IN_MEMORY}. */
    @Test
    void bug17AStepThatWaitsForItsHoursIsTakenAfterARestart() {
        holdsButNot(Plan.of(Step.of(5, "ann").waitingUntil(60)), Fault.PAUSES_IN_MEMORY, pager -> {
            pager.fire("k");
            pager.pass(10);
            pager.restart();
            pager.pass(49);
            assertThat(pager.sent()).isEmpty();
            pager.pass(1);
            assertThat(pager.sent()).containsExactly("page:ann");
        });
    }

    /**
     * Bug 18, the silence of an escalation that pauses: it is paged about all the same. The naive variant is {@link
     * Fault#TAKES_PAUSED_STEPS_ON_HOLD}.
     */
    @Test
    void bug18AStepThatWaitsForItsHoursIsNotTakenOnHold() {
        holdsButNot(Plan.of(Step.of(5, "ann").waitingUntil(60)), Fault.TAKES_PAUSED_STEPS_ON_HOLD, pager -> {
            pager.fire("k");
            pager.pass(10);
            pager.hold("k", 80);
            pager.pass(79);
            assertThat(pager.sent()).as("on hold").isEmpty();
            pager.pass(1);
            assertThat(pager.sent()).as("the hold is over").containsExactly("page:ann");
        });
    }

    /** Bug 18 the other way: the pause is lost with the silence. The naive variant is {@link Fault#HOLD_FORGETS_THE_PAUSE}. */
    @Test
    void bug18AStepThatWaitsForItsHoursIsWaitedForAfterAHold() {
        holdsButNot(Plan.of(Step.of(5, "ann").waitingUntil(60)), Fault.HOLD_FORGETS_THE_PAUSE, pager -> {
            pager.fire("k");
            pager.pass(10);
            pager.hold("k", 55);
            pager.pass(54);
            assertThat(pager.sent()).as("on hold").isEmpty();
            pager.pass(1);
            assertThat(pager.sent()).as("in its hours").containsExactly("page:ann");
        });
    }

    /** Bug 19, paged again two months after the acknowledgement. The naive variant is {@link Fault#REPEATS_WHATEVER_BECOMES_OF_IT}. */
    @Test
    void bug19WhoHasAcknowledgedIsNotPagedMonthsLater() {
        Plan plan = Plan.of(Step.of(5, "ann"), Step.of(7 * 24 * 60, "bob")).repeating(100);
        holdsButNot(plan, Fault.REPEATS_WHATEVER_BECOMES_OF_IT, pager -> {
            pager.fire("k");
            pager.pass(1);
            pager.acknowledge("k", "ann");
            pager.pass(90 * 24 * 60);
            assertThat(pager.sent()).containsExactly("page:ann");
        });
    }

    private static Plan withRules(Plan plan) {
        return plan.with("ann", new Rule(0, "ann-push"), new Rule(2, "ann-sms"), new Rule(12, "ann-voice"));
    }

    /**
     * Bug 20, personal notifications that go on after the acknowledgement. The naive variant is {@link
     * Fault#RULES_IGNORE_THE_ACKNOWLEDGEMENT}.
     */
    @Test
    void bug20PersonalRulesStopWithTheAcknowledgement() {
        Plan plan = withRules(Plan.of(Step.of(60, "ann")));
        holdsButNot(plan, Fault.RULES_IGNORE_THE_ACKNOWLEDGEMENT, pager -> {
            pager.fire("k");
            pager.pass(3);
            pager.acknowledge("k", "bob");
            pager.pass(60);
            assertThat(pager.sent()).containsExactly("page:ann-push", "page:ann-sms");
        });
    }

    /** Bug 21, a personal wait that the next step cuts short. The naive variant is {@link Fault#STEPS_CUT_RULES_SHORT}. */
    @Test
    void bug21PersonalRulesGoOnWhileLaterStepsAreTaken() {
        Plan plan = withRules(Plan.of(Step.of(5, "ann"), Step.of(60, "bob")));
        holdsButNot(plan, Fault.STEPS_CUT_RULES_SHORT, pager -> {
            pager.fire("k");
            pager.pass(12);
            assertThat(pager.sent()).containsExactly("page:ann-push", "page:ann-sms", "page:bob", "page:ann-voice");
        });
    }

    /** Bug 22, a step for many alerts that never goes on. The naive variant is {@link Fault#WAITS_FOR_SIGNALS}. */
    @Test
    void bug22AStepThatAsksForMoreSignalsThanCameIsSkipped() {
        Plan plan = Plan.of(Step.of(5, "ann").ifSignals(3), Step.of(5, "bob")).repeating(1);
        holdsButNot(plan, Fault.WAITS_FOR_SIGNALS, pager -> {
            pager.fire("k");
            pager.pass(1);
            assertThat(pager.sent()).containsExactly("page:bob");
            pager.fire("k");
            pager.fire("k");
            assertThat(pager.sent()).as("enough by now").containsExactly("page:bob", "page:ann");
            pager.pass(4);
            assertThat(pager.sent()).as("the second cycle").containsExactly("page:bob", "page:ann", "page:ann");
        });
    }

    /** Bug 24, two people who escalate at once: one person is passed over. The naive variant is {@link Fault#EVERY_CLICK_COUNTS}. */
    @Test
    void bug24TwoClicksTakeOneStep() {
        Plan plan = Plan.of(Step.of(5, "ann"), Step.of(5, "bob"), Step.of(5, "cat"));
        holdsButNot(plan, Fault.EVERY_CLICK_COUNTS, pager -> {
            pager.fire("k");
            long seen = pager.see("k");
            pager.escalateAsSeen("k", seen);
            pager.escalateAsSeen("k", seen);
            assertThat(pager.sent()).containsExactly("page:ann", "page:bob");
        });
    }

    /** What looks for escalations that stand still, and how many records it had to read for that. */
    private interface Auditor {
        List<String> stuck(Scene scene);
    }

    /**
     * Bug 23, an auditor that was switched off because its query was too slow. The naive variant {@link #naiveAudit} finds the same by
     * reading every incident there is.
     */
    @Test
    void bug23AnAuditFindsEveryTriggeredIncidentWithoutItsTimerByWhatIsTriggeredAlone() {
        auditHolds(scene -> scene.incidents.analyses().audit(Duration.ofMinutes(2)).stream()
                .map(finding -> finding.incident().value())
                .toList());
        assertThatThrownBy(() -> auditHolds(EscalationBugsTest::naiveAudit))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("records read");
    }

    private static List<String> naiveAudit(Scene scene) {
        return scene.ops.records().all(RecordQuery.of(Incident.TYPE).limit(1_000)).stream()
                .map(found -> found.value())
                .filter(incident -> incident.escalation().nextAt().isPresent())
                .filter(incident -> incident.escalation()
                        .nextAt()
                        .get()
                        .isBefore(scene.clock.instant().minus(Duration.ofMinutes(2))))
                .map(incident -> incident.id().value())
                .toList();
    }

    private static void auditHolds(Auditor auditor) {
        try (Scene scene =
                Scene.over(clock -> new Counting(new InMemoryStore(clock)), IncidentOptions.of(Scene.annThenBob()))) {
            Counting store = (Counting) scene.store;
            Incident over = scene.fire();
            scene.incidents.resolve(over.id(), "", Scene.ANN);
            Incident resolved = scene.incidents.get(over.id());
            for (int batch = 0; batch < 4; batch++) {
                int first = batch * 500;
                scene.ops.transact(Scene.ANN, unit -> {
                    IntStream.range(first, first + 500).forEach(i -> unit.put(Incident.TYPE, copy(resolved, i)));
                    return "";
                });
            }
            TreeSet<String> lost = new TreeSet<>();
            for (int i = 0; i < 20; i++) {
                scene.ops.accept(Signal.firing("k" + i, ServiceId.of("checkout"), Severity.SEV2, "errors"));
                scene.settle();
                Ref ref = scene.incidents.open("k" + i).orElseThrow().id().ref();
                if (i % 7 == 3) {
                    lost.add(ref.id());
                    scene.ops.transact(Scene.ANN, unit -> {
                        unit.cancelTimer(new TimerKey(ref, "step"));
                        return "";
                    });
                }
            }
            scene.passMinutes(8);
            store.read = 0;
            assertThat(new TreeSet<>(auditor.stuck(scene))).isEqualTo(lost).hasSize(3);
            assertThat(store.read).as("records read").isLessThanOrEqualTo(20);
        }
    }

    private static Incident copy(Incident one, int number) {
        return new Incident(
                IncidentId.of("old-" + number),
                one.trouble(),
                one.state(),
                one.stateVersion(),
                one.escalation(),
                one.milestones(),
                one.acknowledgement(),
                one.signals(),
                one.reopenings(),
                one.follows(),
                one.stay(),
                one.family(),
                one.assessment());
    }

    /** Counts what is read by queries. */
    private static final class Counting extends ForwardingStore {
        private long read;

        Counting(InMemoryStore store) {
            super(store);
        }

        @Override
        public Page query(Query query) {
            Page page = super.query(query);
            read += page.records().size();
            return page;
        }
    }

    /** What counts signals in a record that all nodes share. */
    private interface Counter {
        void attach(ItOps node);
    }

    /**
     * Bug 25, work that wedges on a duplicate key where two nodes write the same record at once. The naive variant {@link #naiveCounter}
     * puts a record without having read it, so that whoever comes second tries in vain until it is given up.
     */
    @Test
    void bug25TwoNodesThatCountInOneRecordAtOnceBothCount() {
        EscalationPolicy byTurns = EscalationPolicy.builder()
                .step(
                        EscalationTarget.roundRobin(
                                "first-line", List.of(EscalationTarget.person("ann"), EscalationTarget.person("bob"))),
                        Duration.ofMinutes(5))
                .build();
        countingHolds(node -> Incidents.attach(node, byTurns));
        assertThatThrownBy(() -> countingHolds(EscalationBugsTest::naiveCounter))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("parked");
    }

    private static void naiveCounter(ItOps node) {
        long[] known = {0};
        node.signals().register("naive", (signal, unit) -> {
            // the number is known, so why read the record
            unit.put(RoundRobinTurn.TYPE, new RoundRobinTurn("first-line", ++known[0]));
        });
    }

    private static void countingHolds(Counter counter) {
        TwoNodes nodes = new TwoNodes("round-robin", counter);
        nodes.atOnce(() -> nodes.fire(0, "k1", Severity.SEV2), () -> nodes.fire(1, "k2", Severity.SEV2));
        nodes.run(0, Duration.ofDays(2));
        assertThat(nodes.conflicts()).as("conflicts").isPositive();
        assertThat(nodes.parked()).as("parked").isEmpty();
        assertThat(nodes.records()
                        .get(RoundRobinTurn.TYPE, "first-line")
                        .value()
                        .next())
                .isEqualTo(2);
        nodes.close();
    }

    /** The records that several incidents, or several signals of one, share. */
    @ParameterizedTest
    @ValueSource(strings = {"page-mailbox", "incident-facts", "sla-clock"})
    void bug25TwoNodesThatWriteAnyOfTheSharedRecordsAtOnceBothDo(String type) {
        IncidentOptions options = IncidentOptions.builder()
                .policy(EscalationPolicy.builder()
                        .step("ann", Duration.ofHours(1))
                        .build())
                .notifications(NotificationPlan.builder()
                        .bundle("pager", PageUrgency.HIGH, Duration.ofMinutes(10))
                        .build())
                .sla(SlaPolicy.of(SlaTarget.resolve("resolve")
                        .within(Priority.P2, Duration.ofHours(4))
                        .build()))
                .build();
        List<Incidents> incidents = new ArrayList<>();
        TwoNodes nodes = new TwoNodes(type, node -> incidents.add(Incidents.attach(node, options)));
        nodes.fire(0, "k1", Severity.SEV2);
        nodes.fire(0, "k2", Severity.SEV2);
        IncidentId first = incidents.get(0).open("k1").orElseThrow().id();
        if (type.equals("page-mailbox")) {
            // k2 waits for its turn: one node looks through the mailbox while the other puts one more page into it
            nodes.atOnce(() -> nodes.run(0, Duration.ofMinutes(10)), () -> nodes.fire(1, "k3", Severity.SEV2));
        } else {
            nodes.atOnce(
                    () -> nodes.fire(0, "k1", Severity.SEV1),
                    () -> incidents.get(1).acknowledge(first, Scene.ANN));
        }
        nodes.run(0, Duration.ofMinutes(30));
        assertThat(nodes.conflicts()).as("conflicts").isPositive();
        assertThat(nodes.parked()).as("parked").isEmpty();
        if (type.equals("page-mailbox")) {
            assertThat(nodes.sent()).contains("page-bundle:ann");
        } else {
            Incident incident = incidents.get(0).get(first);
            assertThat(incident.severity()).isEqualTo(Severity.SEV1);
            assertThat(incident.acknowledgedBy()).contains(Scene.ANN);
            assertThat(nodes.records().get(IncidentFacts.TYPE, first.value()).value())
                    .isEqualTo(incident.facts());
        }
        nodes.close();
    }

    /** Two processes over one store; just before the first commit that writes a record of a type, the other one does its own work. */
    private static final class TwoNodes {
        private final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        private final RecordingNotifier pager = new RecordingNotifier("pager");
        private final Meddling store;
        private final List<ItOps> nodes;
        private Runnable meddler = () -> {};

        TwoNodes(String type, Counter counter) {
            store = new Meddling(new InMemoryStore(clock), type);
            nodes = IntStream.range(0, 2)
                    .mapToObj(i -> ItOps.builder()
                            .store(store)
                            .clock(clock)
                            .ids(IdSource.seeded(i + 1L))
                            .notifier(pager)
                            .authorizer((actor, permission, subject) -> AccessDecision.allow("test"))
                            .build())
                    .toList();
            nodes.forEach(counter::attach);
        }

        /** One thing is done, and the other just before the first commit of it that writes the record. */
        void atOnce(Runnable one, Runnable other) {
            store.armed = true;
            meddler = other;
            one.run();
            store.armed = false;
        }

        void fire(int node, String key, Severity severity) {
            nodes.get(node).accept(Signal.firing(key, ServiceId.of("checkout"), severity, "errors"));
            nodes.get(node).runUntil(clock.instant());
        }

        void run(int node, Duration time) {
            nodes.get(node).runUntil(clock.instant().plus(time));
        }

        List<?> parked() {
            return nodes.get(0).agenda().parked();
        }

        int conflicts() {
            return store.conflicts;
        }

        Records records() {
            return nodes.get(0).records();
        }

        List<String> sent() {
            return pager.deliveries().stream()
                    .map(delivery -> delivery.notification().kind() + ":"
                            + delivery.notification().to().address())
                    .toList();
        }

        void close() {
            nodes.forEach(ItOps::close);
        }

        private final class Meddling extends ForwardingStore {
            private final String type;
            private boolean armed;
            private int conflicts;

            Meddling(InMemoryStore store, String type) {
                super(store);
                this.type = type;
            }

            @Override
            public CommitResult commit(Commit commit) {
                if (armed
                        && commit.puts().stream()
                                .anyMatch(put -> put.record().ref().type().equals(type))) {
                    armed = false;
                    meddler.run();
                }
                try {
                    return super.commit(commit);
                } catch (ConflictException e) {
                    conflicts++;
                    throw e;
                }
            }
        }
    }
}
