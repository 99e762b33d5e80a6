package io.itops.monitoring;

import static io.itops.monitoring.expr.Expressions.metric;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.IdSource;
import io.itops.core.InvalidInputException;
import io.itops.core.ItOps;
import io.itops.core.StoreException;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.testkit.ManualClock;
import io.itops.testkit.fault.FaultyStore;
import io.itops.testkit.fault.FaultyStore.Fault;
import io.itops.testkit.fault.StoreCall;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What comes between the steps by which a process takes up sampling and a rule group. */
class BeginningTest {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    private static final RuleGroup SHOP = RuleGroup.of(
            "shop",
            ofSeconds(15),
            AlertRule.named("High").when(metric("load").above(5)).build());

    private final ManualClock clock = ManualClock.at(START);
    private Runnable betweenReadAndCommit = () -> {};
    private final FaultyStore store =
            FaultyStore.over(new InMemoryStore()).plan(this::meddle).build();
    private final List<Signal.Status> raised = new ArrayList<>();
    private int processes;

    private SimpleMeterRegistry own = new SimpleMeterRegistry();

    private ItOps process() {
        own = new SimpleMeterRegistry();
        ItOps ops = ItOps.builder()
                .store(store)
                .clock(clock)
                .ids(IdSource.seeded(processes++))
                .meterRegistry(own)
                .build();
        ops.signals().register("test", (signal, unit) -> raised.add(signal.status()));
        return ops;
    }

    private void fire(ItOps ops, Monitoring monitoring) {
        Instant slot = clock.instant().plusSeconds(15);
        monitoring.metrics().append(Labels.metric("load", "host", "a"), slot, 9);
        ops.runUntil(slot);
        assertThat(raised).containsExactly(Signal.Status.FIRING);
    }

    /** Lets another worker come in just before a commit. */
    private Optional<Fault> meddle(StoreCall call) {
        if (call.boundary() == StoreCall.Boundary.BEFORE_COMMIT) {
            Runnable happening = betweenReadAndCommit;
            betweenReadAndCommit = () -> {};
            happening.run();
        }
        return Optional.empty();
    }

    @Test
    void aWorkerThatComesWhileAGroupIsAddedAfterARestartResolvesNothing() {
        ItOps before = process();
        fire(before, Monitoring.attach(before).add(SHOP));
        clock.advance(ofMinutes(2));
        ItOps ops = process();
        Monitoring monitoring = Monitoring.attach(ops);
        betweenReadAndCommit = () -> ops.agenda().runDue();
        monitoring.add(SHOP);
        ops.agenda().runDue();

        assertThat(raised).containsExactly(Signal.Status.FIRING);
        assertThat(monitoring.alerts()).hasSize(1);
    }

    @Test
    void aGroupWhoseChainCouldNotBeBegunCanBeAddedAgain() {
        ItOps ops = process();
        Monitoring monitoring = Monitoring.attach(ops);
        store.strike(Fault.FAIL_BEFORE_COMMIT);
        assertThatThrownBy(() -> monitoring.add(SHOP)).isInstanceOf(StoreException.class);

        fire(ops, monitoring.add(SHOP));
    }

    @Test
    void monitoringIsAttachedBeforeTheStartAndGroupsAreAddedAtAnyTime() {
        try (ItOps late = process()) {
            late.start();
            assertThatThrownBy(() -> Monitoring.attach(late))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("module monitoring must be attached before start()");
        }
        try (ItOps ops = process()) {
            Monitoring monitoring = Monitoring.attach(ops);
            ops.start();
            monitoring.add(SHOP);
            clock.advance(ofSeconds(15));
            ops.agenda().wake();
            while (ops.records()
                    .get(SlotChain.TYPE, "rules.shop")
                    .value()
                    .lastSlot()
                    .isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void monitoringWhoseSamplingCouldNotBeBegunCanBeAttachedAgain() {
        ItOps ops = process();
        store.strike(Fault.FAIL_BEFORE_COMMIT);
        assertThatThrownBy(() -> Monitoring.attach(ops)).isInstanceOf(StoreException.class);

        fire(ops, Monitoring.attach(ops).add(SHOP));
        assertThat(own.get("itops.monitoring.rules").gauge().value()).isEqualTo(1);
    }
}
