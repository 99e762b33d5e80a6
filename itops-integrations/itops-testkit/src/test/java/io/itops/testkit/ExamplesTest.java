package io.itops.testkit;

import static io.itops.testkit.fault.Answer.Kind.CLOSE_AFTER_ACCEPT;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.delivery.DeliveryResult;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.core.signal.Signal;
import io.itops.core.store.Commit;
import io.itops.core.store.CommitResult;
import io.itops.core.store.InMemoryStore;
import io.itops.testkit.fault.AlteredCommit;
import io.itops.testkit.fault.Answer;
import io.itops.testkit.fault.Answers;
import io.itops.testkit.fault.FaultyNotifier;
import io.itops.testkit.fault.FaultyStore;
import io.itops.testkit.fault.FaultyStore.Fault;
import io.itops.testkit.fault.ForwardingStore;
import io.itops.testkit.simulation.Checks;
import io.itops.testkit.simulation.Disturbance;
import io.itops.testkit.simulation.History;
import io.itops.testkit.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The examples in the documentation of this module. */
class ExamplesTest {
    private final Notification notification = new Notification(
            new Destination("pager", "ann"),
            Urgency.PAGE,
            "page",
            Ref.of("thing", "disk"),
            1,
            Severity.SEV1,
            "the disk is full",
            "since 02:00",
            new TreeMap<>());

    @Test
    void aClockIsSet() {
        var clock = ManualClock.at("2026-11-24T02:00:00Z");
        clock.advance(Duration.ofMinutes(6)); // 2026-11-24T02:06:00Z
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-24T02:06:00Z"));
    }

    @Test
    void aNotifierRemembers() {
        var pager = new RecordingNotifier("pager");
        try (ItOps ops =
                ItOps.builder().store(new InMemoryStore()).notifier(pager).build()) {
            ops.run(Actor.system("example"), unit -> unit.send(notification));
            ops.runUntil(ops.clock().instant());
        }
        List<String> recipients = pager.recipients(); // [ann]
        assertThat(recipients).containsExactly("ann");
    }

    @Test
    void whatIsPutOffHappensOnTheWay() {
        CompletableFuture<DeliveryResult> answer = new CompletableFuture<>();
        var time = VirtualTime.at("2026-11-24T02:00:00Z");
        try (ItOps ops = ItOps.builder().store(new InMemoryStore()).clock(time).build()) {
            time.after(Duration.ofSeconds(3), () -> answer.complete(DeliveryResult.ok("received")));
            ops.runUntil(time.instant().plusSeconds(10));
        }
        assertThat(answer).isCompleted();
    }

    @Test
    void aReceiverAcceptsAndSaysNothing() {
        var time = VirtualTime.at("2026-11-24T02:00:00Z");
        var pager = new FaultyNotifier(
                "pager",
                time,
                Answers.scripted(
                        Answer.of(
                                CLOSE_AFTER_ACCEPT,
                                ofMillis(200)), // it has the message, but the sender is told to try again
                        Answer.tooMany(ofMillis(50), ofSeconds(30))));
        try (ItOps ops = ItOps.builder()
                .store(new InMemoryStore())
                .clock(time)
                .notifier(pager)
                .build()) {
            ops.run(Actor.system("example"), unit -> unit.send(notification));
            ops.runUntil(time.instant().plusSeconds(300));
        }
        assertThat(pager.receipts()).hasSize(2);
        assertThat(pager.duplicates()).isEqualTo(1);
    }

    @Test
    void aStoreFailsNowAndThen() {
        var clock = ManualClock.at("2026-11-24T02:00:00Z");
        var store = FaultyStore.over(new InMemoryStore(clock))
                .seed(42)
                .rate(FaultyStore.Fault.CONFLICT, 0.02)
                .rate(FaultyStore.Fault.FAIL_AFTER_COMMIT, 0.01)
                .build();
        assertThat(store.find(Ref.of("thing", "disk"))).isEmpty();
    }

    @Test
    void aBugIsPlantedIntoAStore() {
        var forgetful = new ForwardingStore(new InMemoryStore()) {
            @Override
            public CommitResult commit(Commit commit) {
                return super.commit(AlteredCommit.of(commit).jobs(List.of()).build());
            }
        };
        var pager = new RecordingNotifier("pager");
        try (ItOps ops = ItOps.builder().store(forgetful).notifier(pager).build()) {
            ops.run(Actor.system("example"), unit -> unit.send(notification));
            ops.runUntil(ops.clock().instant());
        }
        assertThat(pager.deliveries()).isEmpty();
    }

    @Test
    void aCrashLosesNothing() {
        Signal signal = Signal.firing("disk", ServiceId.of("ledger"), Severity.SEV1, "the disk is full");
        History history = Simulation.builder(environment -> ItOps.builder()
                        .store(environment.store())
                        .clock(environment.clock())
                        .ids(environment.ids())
                        .notifier(environment.notifier("pager"))
                        .build())
                .seed(42)
                .notifier("pager", Answers.accepting())
                .disturb(Disturbance.strike(Duration.ofMinutes(5), Fault.CRASH_AFTER_COMMIT))
                .act(Duration.ofMinutes(10), "a signal", (ops, stage) -> ops.accept(signal))
                .build()
                .run();
        Checks.all().forEach(check -> assertThat(check.check(history)).isEmpty());
    }
}
