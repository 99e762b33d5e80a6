package io.itops.monitoring;

import static io.itops.monitoring.EngineScene.SLOT;
import static io.itops.monitoring.EngineScene.START;
import static io.itops.monitoring.EngineScene.group;
import static io.itops.monitoring.expr.Expressions.metric;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.ItOps;
import io.itops.core.Ref;
import io.itops.core.store.InMemoryStore;
import io.itops.core.store.StoredRecord;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.NoDataPolicy;
import io.itops.monitoring.rule.ResolvePolicy;
import io.itops.monitoring.rule.Rule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.testkit.fault.FaultPlan;
import io.itops.testkit.fault.FaultyStore;
import io.itops.testkit.fault.ForwardingStore;
import io.itops.testkit.fault.SimulatedCrash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slots that bring about more than one commit holds: the group is evaluated to its end all the same, and nothing is told twice. */
class MassEventTest {
    private static final int HOSTS = 1_000;

    /** Counts how often the state of a dedup key is looked up. */
    private static final class Counting extends ForwardingStore {
        private int keys;

        private Counting() {
            super(new InMemoryStore());
        }

        @Override
        public Optional<StoredRecord> find(Ref ref) {
            keys += ref.type().equals("alert-key") ? 1 : 0;
            return super.find(ref);
        }
    }

    private final Counting counting = new Counting();
    private EngineScene scene = new EngineScene(counting);

    @AfterEach
    void everyStateFollowsFromItsEventsAndNoJobIsPutAside() {
        assertThat(scene.store.violations()).isEmpty();
        assertThat(scene.ops().agenda().parked()).isEmpty();
    }

    private static MonitoringOptions.Builder resending() {
        return MonitoringOptions.builder().resendDelay(ofMinutes(1));
    }

    private static AlertRule.Builder high(String name) {
        return AlertRule.named(name).when(metric("load").above(5)).dedupBy("host");
    }

    private static double[] loads(int hosts, double load) {
        double[] loads = new double[hosts];
        Arrays.fill(loads, load);
        return loads;
    }

    private long told(String text) {
        return scene.told.stream()
                .filter(told -> told.startsWith(text.substring(0, text.indexOf(' ')))
                        && told.endsWith(text.substring(text.indexOf(' '))))
                .count();
    }

    private void assertEvaluatedTo(int slots) {
        assertThat(scene.ops().records().get(SlotChain.TYPE, "rules.g").value().lastSlot())
                .contains(START.plus(SLOT.multipliedBy(slots)));
    }

    @Test
    void aThousandKeysThatAreDueAtOnceAreEachSignalledAgainOnce() {
        scene.start(resending(), group(high("High").build()));
        scene.slots(1, loads(HOSTS, 9)).away(4).slots(1, loads(HOSTS, 9));
        assertThat(told("FIRING +15")).isEqualTo(HOSTS);
        assertThat(told("FIRING +90")).isEqualTo(HOSTS);

        scene.slots(1, loads(HOSTS, 1)).away(4).slots(1, loads(HOSTS, 1));
        assertThat(told("RESOLVED +105")).isEqualTo(HOSTS);
        assertThat(told("RESOLVED +180")).isEqualTo(HOSTS);
        assertThat(scene.told).hasSize(4 * HOSTS).doesNotHaveDuplicates();
        assertEvaluatedTo(12);
    }

    @Test
    void aThousandKeysThatWereDeclaredOverWhileTheyFireOnAreLookedAtOnceADelay() {
        AlertRule worse = high("Worse")
                .when(metric("load").above(50))
                .resolve(ResolvePolicy.ANY)
                .build();
        MonitoringOptions.Builder options = MonitoringOptions.builder().resendDelay(ofMinutes(20));
        scene.start(options, group(high("High").build(), worse));
        scene.slots(1, loads(HOSTS, 99)).slots(1, loads(HOSTS, 9));
        assertThat(told("FIRING +15")).as("by each rule").isEqualTo(2 * HOSTS);
        assertThat(told("RESOLVED +30")).isEqualTo(HOSTS);

        counting.keys = 0;
        scene.away(80).slots(1, loads(HOSTS, 9));
        assertThat(counting.keys).as("20 min and a slot after the end").isEqualTo(HOSTS);
        scene.slots(1, loads(HOSTS, 9)).away(78).slots(1, loads(HOSTS, 9));
        assertThat(counting.keys).as("not yet again").isEqualTo(HOSTS);
        scene.slots(1, loads(HOSTS, 9));
        assertThat(counting.keys).isEqualTo(2 * HOSTS);
        assertThat(scene.told).as("nothing since the end").hasSize(3 * HOSTS);
        assertEvaluatedTo(164);
        scene.slots(1, loads(HOSTS, 99));
        assertThat(scene.told).hasSize(4 * HOSTS);
    }

    @Test
    void alertsOfManyHandlersAreSignalledToEach() {
        List<String> others = new ArrayList<>();
        scene.start(resending(), group(high("High").build()));
        for (int i = 0; i < 99; i++) {
            String name = "also-" + i;
            scene.ops().signals().register(name, (signal, unit) -> others.add(name + signal.status()));
        }
        scene.slots(1, loads(300, 9));
        scene.slots(1, loads(300, 1));

        assertThat(told("FIRING +15")).isEqualTo(300);
        assertThat(told("RESOLVED +30")).isEqualTo(300);
        assertThat(others).hasSize(2 * 300 * 99);
        assertEvaluatedTo(2);
        assertThatThrownBy(() -> scene.ops().signals().register("one-more", (signal, unit) -> {}))
                .hasMessage("signal handlers must be 1 to 100, but was 101");
    }

    private static RuleGroup of(int rules, Function<String, Rule> rule) {
        List<Rule> all = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            all.add(rule.apply("r" + i));
        }
        return RuleGroup.of("g", SLOT, all.toArray(Rule[]::new));
    }

    @Test
    void troublesOfMoreRulesThanACommitHoldsBeginAndEnd() {
        scene.start(of(
                1_200,
                name -> AlertRule.named(name)
                        .when(metric(name).above(5))
                        .noData(NoDataPolicy.KEEP_LAST)
                        .build()));
        scene.slots(1);
        assertThat(scene.journal("rule.no-data")).hasSize(1_200);

        scene.monitoring()
                .replace(List.of(of(
                        1_200,
                        name -> AlertRule.named(name)
                                .when(metric(name).above(5))
                                .build())));
        scene.slots(1);
        assertThat(scene.journal("rule.")).as("nobody looks for data any more").hasSize(1_200);
        assertThat(scene.rule().since()).isEmpty();
        assertEvaluatedTo(2);
    }

    @Test
    void aProcessThatTakesTheRestOfASlotOverSendsNothingForARuleThatFailedBefore() {
        FaultyStore faulty = FaultyStore.over(new InMemoryStore())
                .plan(FaultPlan.once(
                        FaultyStore.Fault.CRASH_AFTER_COMMIT, call -> scene.now() == 90 && call.tells("alert.pending")))
                .build();
        scene = new EngineScene(faulty);
        RuleGroup group = group(
                high("Bad").when("load > on () group_left () load or load > 5").build(),
                AlertRule.named("Mass")
                        .when(metric("mass").above(5))
                        .holdFor(ofMinutes(5))
                        .build());
        scene.start(resending(), group);
        ItOps first = scene.ops();
        Monitoring watching = scene.monitoring();
        scene.start(resending(), group);
        Monitoring second = scene.monitoring();
        for (int slot = 1; slot <= 6; slot++) {
            scene.clock.advance(SLOT);
            for (Monitoring process : List.of(watching, second)) {
                append(process, "load", slot == 1 ? 1 : 2);
                append(process, "mass", slot < 6 ? 0 : 600);
            }
            if (slot < 6) {
                first.runUntil(scene.clock.instant());
            }
        }

        assertThatThrownBy(() -> first.runUntil(scene.clock.instant())).isInstanceOf(SimulatedCrash.class);
        assertThat(scene.alerts()).as("part of a slot").hasSizeBetween(2, 600);
        scene.ops().runUntil(scene.clock.instant());
        assertThat(scene.alerts()).hasSize(601);
        assertThat(scene.told).containsExactly("FIRING {host=\"h0\"} +15");
    }

    private void append(Monitoring process, String name, int hosts) {
        for (int host = 0; host < hosts; host++) {
            process.metrics().append(Labels.metric(name, "host", "h" + host), scene.clock.instant(), 9);
        }
    }
}
