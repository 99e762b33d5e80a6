package io.itops.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.explain.Explanation;
import io.itops.core.record.Tree;
import io.itops.core.signal.IncidentFacts;
import io.itops.core.signal.Signal;
import io.itops.core.signal.Signals;
import io.itops.core.signal.Suspect;
import io.itops.core.store.ClaimRequest;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.TimerKey;
import io.itops.core.work.JobOutcome;
import io.itops.core.work.ParkedJob;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ItOpsTest {
    private final TestClock clock = new TestClock("2026-11-24T02:00:00Z");
    private final InMemoryStore store = new InMemoryStore(clock);
    private final ItOps ops =
            ItOps.builder().store(store).clock(clock).ids(IdSource.seeded(7)).build();
    private final List<String> seen = new ArrayList<>();

    private static Signal firing(String key) {
        return Signal.firing(key, ServiceId.of("checkout"), Severity.SEV2, "error rate above 5 %");
    }

    @Test
    void aSignalIsInTheJournalWhenAcceptReturnsAndReachesEveryHandlerWhenJobsRun() {
        ops.signals().register("first", (signal, unit) -> seen.add("first " + signal.dedupKey()));
        ops.signals().register("second", (signal, unit) -> seen.add("second " + signal.dedupKey()));
        ops.accept(firing("a"));
        assertThat(ops.journal().about(Signals.ref("a")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.event().type()).isEqualTo("signal.firing"));
        assertThat(seen).isEmpty();
        ops.runUntil(clock.instant());
        assertThat(seen).containsExactlyInAnyOrder("first a", "second a");
    }

    @Test
    void runUntilStepsTheClockThroughDueInstantsAndEndsAtTheOneGiven() {
        List<Instant> rung = new ArrayList<>();
        ops.agenda().register("a.ring", (claim, unit) -> {
            rung.add(unit.now());
            return JobOutcome.DONE;
        });
        Instant start = clock.instant();
        ops.run(Actor.user("ann"), unit -> {
            for (int minutes : new int[] {30, 10, 90}) {
                unit.setTimer(
                        new TimerKey(Ref.of("box", "b" + minutes), "ring"),
                        "a.ring",
                        start.plus(Duration.ofMinutes(minutes)),
                        Tree.Obj.of(Map.of()));
            }
        });
        ops.runUntil(start.plus(Duration.ofHours(1)));
        assertThat(rung).containsExactly(start.plus(Duration.ofMinutes(10)), start.plus(Duration.ofMinutes(30)));
        assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofHours(1)));
    }

    @Test
    void runUntilRefusesAnInstantAheadOfAClockThatCannotBeSet() {
        InstantSource fixed = InstantSource.fixed(clock.instant());
        try (ItOps still = ItOps.builder().store(store).clock(fixed).build()) {
            assertThatThrownBy(() -> still.runUntil(clock.instant().plusSeconds(1)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("not lie ahead of a clock that cannot be set");
        }
    }

    @Test
    void transactDecidesAnewUntilItsCommitHolds() {
        ParkedJob box = new ParkedJob(
                "x", "a.job", Optional.empty(), Optional.empty(), "{}", 1, "test", List.of(), clock.instant());
        int[] decisions = {0};
        ops.run(Actor.user("ann"), unit -> {
            unit.find(ParkedJob.TYPE, "x");
            if (decisions[0]++ < 3) {
                ops.run(Actor.user("bob"), rival -> {
                    rival.find(ParkedJob.TYPE, "x");
                    rival.put(ParkedJob.TYPE, box);
                });
            }
            unit.put(ParkedJob.TYPE, box);
        });
        assertThat(decisions[0]).isEqualTo(4);
        assertThat(ops.records().get(ParkedJob.TYPE, "x").version()).isEqualTo(4);
    }

    @Test
    void anInstanceWithoutAStoreIsRefused() {
        assertThatThrownBy(() -> ItOps.builder().build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("store must be given, but was null");
    }

    @Test
    void nothingRunsInTheBackgroundBeforeStart() {
        long before = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("itops-"))
                .count();
        ops.accept(firing("a"));
        ops.runUntil(clock.instant().plusSeconds(60));
        long after = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("itops-"))
                .count();
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aLeaseThatAnotherProcessHoldsOnASlowerClockHidesNoDueInstant() {
        InMemoryStore elsewhere = new InMemoryStore(new TestClock("2020-01-01T00:00:00Z"));
        ItOps behind = ItOps.builder().store(elsewhere).clock(clock).build();
        List<Instant> rung = new ArrayList<>();
        behind.agenda().register("a.ring", (claim, unit) -> {
            rung.add(unit.now());
            return JobOutcome.DONE;
        });
        Instant start = clock.instant();
        behind.run(Actor.user("ann"), unit -> {
            for (int minutes : new int[] {0, 10, 90}) {
                unit.setTimer(
                        new TimerKey(Ref.of("box", "b" + minutes), "ring"),
                        "a.ring",
                        start.plus(Duration.ofMinutes(minutes)),
                        Tree.Obj.of(Map.of()));
            }
        });
        assertThat(elsewhere
                        .claim(new ClaimRequest(Set.of("a.ring"), start, 10, Duration.ofHours(12)))
                        .claims())
                .hasSize(1);
        behind.runUntil(start.plus(Duration.ofHours(3)));

        assertThat(rung).containsExactly(start.plus(Duration.ofMinutes(10)), start.plus(Duration.ofMinutes(90)));
    }

    @Test
    void aSignalBeforeAnyHandlerIsInTheJournalAndCountedAsUnheard() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ItOps early =
                ItOps.builder().store(store).clock(clock).meterRegistry(meters).build();
        early.accept(firing("a"));
        early.signals().register("late", (signal, unit) -> seen.add(signal.dedupKey()));
        early.accept(firing("b"));
        early.runUntil(clock.instant());

        assertThat(seen).containsExactly("b");
        assertThat(early.journal().about(Signals.ref("a"))).hasSize(1);
        assertThat(meters.get("itops.signal.unheard").counter().count()).isEqualTo(1);
    }

    @Test
    void whatWorkersMustFindIsRefusedOnceTheyAreStarted() {
        ops.start();

        assertThatThrownBy(() -> ops.deliveries().guard("incident", (notification, records) -> Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("guard of incident must be attached before start(), but was attached after it");
        assertThatThrownBy(() -> ops.signals().register("late", (signal, unit) -> seen.add("late")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("signal handler late must be attached before start()");
        assertThatThrownBy(() -> ops.register(facts -> List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("suspect source must be attached before start()");
        ops.close();
    }

    @Test
    void aJobTypeMayBeRegisteredWhileWorkersRunAndItsJobsWaitForIt() throws InterruptedException {
        ops.run(Actor.user("ann"), unit -> unit.enqueue("a.job", "lane", unit.now(), Tree.Obj.of(Map.of())));
        ops.start();
        CountDownLatch handled = new CountDownLatch(1);
        ops.agenda().register("a.job", (claim, unit) -> {
            handled.countDown();
            return JobOutcome.DONE;
        });
        assertThat(handled.await(60, TimeUnit.SECONDS)).isTrue();
        ops.close();
    }

    @Test
    void suspectsAreAskedForByWhatCanBeAnIncidentsId() {
        assertThatThrownBy(() -> ops.suspects(" "))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("incident id must not be blank, but was \" \"");
        assertThatThrownBy(() -> ops.suspects("i1\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("incident id must have no white space at its ends");
        assertThatThrownBy(() -> ops.suspects("i1")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void suspectsOfSeveralSourcesShareOneUnknownCause() {
        ops.run(
                Actor.user("ann"),
                unit -> unit.put(
                        IncidentFacts.TYPE,
                        new IncidentFacts(
                                "i1",
                                ServiceId.of("checkout"),
                                Severity.SEV2,
                                "down",
                                new TreeMap<>(),
                                clock.instant(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())));
        for (String cause : List.of("a", "b")) {
            ops.register(facts -> List.of(
                    new Suspect(Optional.of(Ref.of("change", cause)), cause, 0.5, Explanation.of(cause)),
                    Suspect.unknown(0.5, Explanation.of("unknown to " + cause))));
        }
        List<Suspect> suspects = ops.suspects("i1");
        assertThat(suspects).extracting(Suspect::title).containsExactlyInAnyOrder("a", "b", Suspect.UNKNOWN);
        assertThat(suspects)
                .allSatisfy(suspect -> assertThat(suspect.likelihood())
                        .isCloseTo(1 / 3d, org.assertj.core.api.Assertions.within(1e-12)));
    }
}
