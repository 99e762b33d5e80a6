package io.itops.monitoring;

import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.vector;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.RecordType;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.expr.Matching;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.StaleMarker;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleGroupsTest {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    private static final RuleGroup SHOP = RuleGroup.of(
            "shop",
            ofSeconds(15),
            AlertRule.named("High").when(metric("load").above(5)).build());

    private final ManualClock clock = ManualClock.at(START);
    private final InMemoryStore store = new InMemoryStore();
    private final List<Signal> signals = new ArrayList<>();
    private int processes;

    /** A process over the shared store. */
    private final class Process {
        private final SimpleMeterRegistry own = new SimpleMeterRegistry();
        private final ItOps ops = ItOps.builder()
                .store(store)
                .clock(clock)
                .ids(IdSource.seeded(processes++))
                .meterRegistry(own)
                .build();
        private final Monitoring monitoring;

        Process(RuleGroup... groups) {
            ops.signals().register("test", (signal, unit) -> signals.add(signal));
            monitoring = Monitoring.attach(ops);
            List.of(groups).forEach(monitoring::add);
        }
    }

    /** Second by second; at each, the processes take what is due one after the other. */
    private void run(Duration time, double load, Process... processes) {
        Instant until = clock.instant().plus(time);
        while (clock.instant().isBefore(until)) {
            clock.advance(ofSeconds(1));
            for (Process process : processes) {
                process.monitoring.metrics().append(Labels.metric("load", "host", "a"), clock.instant(), load);
                process.ops.runUntil(clock.instant());
            }
        }
    }

    private List<Signal.Status> raised() {
        return signals.stream().map(Signal::status).toList();
    }

    private Instant lastSlot(Process process) {
        return process.ops
                .records()
                .get(SlotChain.TYPE, "rules.shop")
                .value()
                .lastSlot()
                .orElseThrow();
    }

    @Test
    void aSlotIsLeftToAProcessThatHasItsGroup() {
        Process with = new Process(SHOP);
        Process without = new Process();
        run(ofMinutes(20), 9, without, with);

        assertThat(raised()).containsExactly(Signal.Status.FIRING);
        assertThat(lastSlot(with)).isEqualTo(START.plus(ofMinutes(20)));
        run(ofSeconds(15), 1, without, with);
        assertThat(raised()).containsExactly(Signal.Status.FIRING, Signal.Status.RESOLVED);
    }

    @Test
    void alertsOfAGroupThatNobodyHasAnyMoreEndAndAreForgotten() {
        run(ofMinutes(1), 9, new Process(SHOP));
        clock.advance(Duration.ofHours(2));
        Process without = new Process();
        run(ofMinutes(15).minusSeconds(1), 9, without);
        assertThat(raised()).containsExactly(Signal.Status.FIRING);

        run(ofSeconds(1), 9, without);
        assertThat(raised()).containsExactly(Signal.Status.FIRING, Signal.Status.RESOLVED);
        assertThat(without.monitoring.alerts()).isEmpty();
        assertThat(signals.get(1).explanation().orElseThrow().render())
                .contains("the rule High of group shop no longer exists");

        run(ofMinutes(16), 9, without);
        assertThat(without.ops.records().all(RecordQuery.of(Alert.TYPE))).isEmpty();
        assertThat(without.ops.records().find(SlotChain.TYPE, "rules.shop")).isEmpty();
        assertThat(raised()).hasSize(2);
    }

    @Test
    void moreAlertsThanACommitHoldsEndWithAGroupThatIsGone() {
        Process with = new Process(SHOP);
        for (int host = 0; host < 200; host++) {
            with.monitoring.metrics().append(Labels.metric("load", "host", "h" + host), START.plusSeconds(15), 9);
        }
        with.ops.runUntil(START.plusSeconds(15));
        assertThat(with.monitoring.alerts()).hasSize(200);
        Process without = new Process();
        run(ofMinutes(16), 9, without);

        assertThat(without.monitoring.alerts()).isEmpty();
        assertThat(raised()).endsWith(Signal.Status.RESOLVED).containsOnlyOnce(Signal.Status.RESOLVED);
        run(Duration.ofHours(2), 9, without);
        assertThat(without.ops.records().all(RecordQuery.of(Alert.TYPE))).isEmpty();
    }

    @Test
    void aGroupThatIsAddedLateAfterARestartFindsItsAlertsAsTheyWere() {
        run(ofMinutes(1), 9, new Process(SHOP));
        clock.advance(Duration.ofHours(2));
        Process restarted = new Process();
        run(ofMinutes(10), 9, restarted);
        restarted.monitoring.add(SHOP);
        run(ofMinutes(20), 9, restarted);

        assertThat(raised()).containsExactly(Signal.Status.FIRING);
        assertThat(restarted.monitoring.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.firedAt()).contains(START.plusSeconds(15)));
    }

    @Test
    void aRuleThatThrowsFailsAloneAndTheGroupGoesOn() {
        Process process = new Process(RuleGroup.of(
                "shop",
                ofSeconds(15),
                // A signal has no blank label names, so this alert cannot be told to anybody.
                AlertRule.named("Odd").when(metric("odd").above(5)).build(),
                AlertRule.named("High").when(metric("load").above(5)).build()));
        process.monitoring.metrics().append(Labels.metric("odd", " ", "a"), START.plusSeconds(15), 9);
        run(ofMinutes(1), 9, process);

        assertThat(raised()).containsExactly(Signal.Status.FIRING);
        assertThat(process.monitoring.alerts())
                .extracting(alert -> alert.identity().rule())
                .containsExactly("High");
        assertThat(lastSlot(process)).isEqualTo(START.plusSeconds(60));
        assertThat(process.monitoring.explain("Odd").evidence().get("last evaluation"))
                .contains("label name must not be blank");
        assertThat(process.own
                        .get("itops.monitoring.rule.evaluations")
                        .tag("outcome", "failed")
                        .counter()
                        .count())
                .isEqualTo(4);
        assertThat(process.ops.journal().all().stream()
                        .filter(e -> e.event().type().equals("rule.failed")))
                .hasSize(1);
    }

    @Test
    void moreRulesThanACommitHoldsFailAndRecoverWithinOneSlot() {
        AlertRule[] rules = new AlertRule[1_100];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = AlertRule.named("R" + i)
                    .when(metric("load").join(BinaryOp.GREATER, Matching.on("zone"), vector(5)))
                    .build();
        }
        Process process = new Process(RuleGroup.of("shop", ofSeconds(15), rules));
        process.monitoring.metrics().append(Labels.metric("load", "host", "b"), START.plusSeconds(1), 9);
        run(ofSeconds(15), 9, process);

        assertThat(lastSlot(process)).isEqualTo(START.plusSeconds(15));
        assertThat(count(process, "rule.failed")).isEqualTo(rules.length);
        process.monitoring
                .metrics()
                .append(Labels.metric("load", "host", "b"), START.plusSeconds(16), StaleMarker.VALUE);
        run(ofSeconds(15), 1, process);
        assertThat(lastSlot(process)).isEqualTo(START.plusSeconds(30));
        assertThat(count(process, "rule.recovered")).isEqualTo(rules.length);
        assertThat(process.ops.agenda().parked()).isEmpty();
        assertThat(process.own
                        .get("itops.monitoring.rule.evaluations")
                        .tag("outcome", "failed")
                        .counter()
                        .count())
                .isEqualTo(rules.length);
    }

    private static long count(Process process, String type) {
        return process.ops.journal().all().stream()
                .filter(entry -> entry.event().type().equals(type))
                .count();
    }

    @Test
    void aGroupWhoseSlotWasParkedIsBegunAnewAfterTheWarmingTime() {
        Process process = new Process(SHOP);
        run(ofSeconds(20), 9, process);
        // Whatever it is that parks a slot: its job is gone, and no other follows.
        process.ops.run(Actor.user("test"), unit -> {
            SlotChain chain =
                    unit.find(SlotChain.TYPE, "rules.shop").orElseThrow().value();
            unit.cancelJob(chain.job());
        });
        run(ofMinutes(16), 9, process);
        assertThat(lastSlot(process)).isAfter(START.plus(ofMinutes(15)));
        run(ofMinutes(1), 1, process);

        assertThat(raised()).containsExactly(Signal.Status.FIRING, Signal.Status.RESOLVED);
        assertThat(lastSlot(process)).isEqualTo(START.plus(ofMinutes(17)).plusSeconds(15));
    }

    @Test
    void aSlotThatFailsAsAWholeIsFollowedByTheNext() {
        Process process = new Process(SHOP);
        // As a newer release might have left it: what is of a newer version is refused.
        RecordType<String> newer = RecordType.of("alert-key", 2, t -> {
            t.id(key -> key);
            var key = t.field("dedupKey", Codec.TEXT, k -> k);
            t.upgrade(1, before -> before);
            return row -> row.get(key);
        });
        String key = "{alertname=\"High\", service=\"unknown\"}";
        process.ops.run(Actor.user("test"), unit -> unit.put(newer, key));
        run(ofMinutes(1), 9, process);

        assertThat(signals).isEmpty();
        assertThat(process.monitoring.alerts()).isEmpty();
        assertThat(process.own.get("itops.monitoring.slots.failed").counter().count())
                .isEqualTo(4);
        process.ops.run(Actor.user("test"), unit -> {
            unit.find(newer, key);
            unit.remove(newer, key);
        });
        run(ofSeconds(15), 9, process);
        assertThat(raised()).containsExactly(Signal.Status.FIRING);
    }
}
