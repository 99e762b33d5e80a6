package io.itops.monitoring;

import static io.itops.monitoring.expr.Expressions.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.journal.JournalEntry;
import io.itops.core.signal.Signal;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.StaleMarker;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.AlertWorkflow;
import io.itops.monitoring.rule.ResolvePolicy;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.testkit.ManualClock;
import io.itops.testkit.fault.FaultyStore;
import io.itops.testkit.fault.FaultyStore.Fault;
import io.itops.testkit.simulation.RefoldingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * The whole path from samples to alerts and signals, restarts and missed slots included, against a model that counts slots with a
 * loop and knows nothing of expressions, records or jobs.
 */
class MonitoringProperties {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    private static final int STEP = 10;
    private static final int HOSTS = 3;
    private static final int WARM = 60;

    /** What happens in one slot: each host's load, or nothing for it. */
    record Step(List<Integer> loads, Disturbance disturbance) {}

    enum Disturbance {
        NONE,
        RESTART,
        DOWN_FOR_TEN_SLOTS,
        LATE_BY_THREE_SLOTS,
        CONFLICTS
    }

    record Setting(int threshold, int holdSlots, int keepSlots, ResolvePolicy policy) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> load = Arbitraries.frequency(Tuple.of(4, 9), Tuple.of(2, 1), Tuple.of(1, -1));
        Arbitrary<Disturbance> disturbance = Arbitraries.frequency(
                Tuple.of(20, Disturbance.NONE),
                Tuple.of(1, Disturbance.RESTART),
                Tuple.of(1, Disturbance.DOWN_FOR_TEN_SLOTS),
                Tuple.of(1, Disturbance.LATE_BY_THREE_SLOTS),
                Tuple.of(1, Disturbance.CONFLICTS));
        return Combinators.combine(load.list().ofSize(HOSTS), disturbance)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<Setting> settings() {
        return Combinators.combine(
                        Arbitraries.of(0, 5),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.of(0, 0, 1, 3, 8),
                        Arbitraries.of(ResolvePolicy.values()))
                .as(Setting::new);
    }

    @Property(tries = 200)
    void alertsAndSignalsAreThoseOfTheModel(@ForAll("steps") List<Step> steps, @ForAll("settings") Setting setting) {
        check(steps, setting, setting);
    }

    @Example
    void aHoldTimeThatIsOneSlotShortIsNoticed() {
        Step high = new Step(List.of(9, 1, 1), Disturbance.NONE);
        List<Step> steps = List.of(high, high, high, high);

        check(steps, new Setting(5, 2, 0, ResolvePolicy.ALL), new Setting(5, 2, 0, ResolvePolicy.ALL));
        assertThatThrownBy(() ->
                        check(steps, new Setting(5, 2, 0, ResolvePolicy.ALL), new Setting(5, 1, 0, ResolvePolicy.ALL)))
                .isInstanceOf(AssertionError.class);
    }

    @Example
    void keepingFiringOneSlotTooLongIsNoticed() {
        Step high = new Step(List.of(9, 1, 1), Disturbance.NONE);
        Step low = new Step(List.of(1, 1, 1), Disturbance.NONE);
        List<Step> steps = List.of(high, low, low, high, low, low, low, low, low);
        Setting kept = new Setting(5, 0, 3, ResolvePolicy.ALL);

        check(steps, kept, kept);
        assertThatThrownBy(() -> check(steps, kept, new Setting(5, 0, 4, ResolvePolicy.ALL)))
                .isInstanceOf(AssertionError.class);
    }

    @Example
    void aRestartThatForgetsIsNoticed() {
        Step high = new Step(List.of(9, 1, 1), Disturbance.NONE);
        List<Step> steps = List.of(high, high, new Step(List.of(-1, -1, -1), Disturbance.RESTART), high);
        Setting setting = new Setting(5, 1, 0, ResolvePolicy.ALL);

        check(steps, setting, setting);
        assertThatThrownBy(() -> check(new World(setting, true), new Model(setting), steps))
                .isInstanceOf(AssertionError.class);
    }

    private static void check(List<Step> steps, Setting real, Setting modelled) {
        check(new World(real, false), new Model(modelled), steps);
    }

    private static void check(World world, Model model, List<Step> steps) {
        for (Step step : steps) {
            world.play(step);
            model.play(step);
            assertThat(world.happened()).containsExactlyElementsOf(model.happened);
            assertThat(world.watched.violations()).isEmpty();
        }
    }

    /** The real thing. */
    private static final class World {
        private final ManualClock clock = ManualClock.at(START);
        private final Setting setting;
        private final boolean forgetful;
        private FaultyStore store = faulty();
        private RefoldingStore watched = watch();
        private int processes;
        private ItOps ops;
        private Monitoring monitoring;

        World(Setting setting, boolean forgetful) {
            this.setting = setting;
            this.forgetful = forgetful;
            start();
        }

        private void start() {
            ops = ItOps.builder()
                    .store(watched)
                    .clock(clock)
                    .ids(IdSource.seeded(processes++))
                    .build();
            monitoring = Monitoring.attach(
                    ops,
                    MonitoringOptions.builder()
                            .warmAtMost(Duration.ofSeconds(WARM))
                            .build());
            monitoring.add(RuleGroup.of(
                    "g",
                    Duration.ofSeconds(STEP),
                    AlertRule.named("High")
                            .when(metric("load").above(setting.threshold()))
                            .holdFor(Duration.ofSeconds((long) setting.holdSlots() * STEP))
                            .keepFiringFor(Duration.ofSeconds((long) setting.keepSlots() * STEP))
                            .dedupBy("alertname")
                            .resolve(setting.policy())
                            .build()));
        }

        void play(Step step) {
            switch (step.disturbance()) {
                case RESTART -> restart();
                case DOWN_FOR_TEN_SLOTS -> {
                    clock.advance(Duration.ofSeconds(10 * STEP));
                    restart();
                }
                case LATE_BY_THREE_SLOTS -> clock.advance(Duration.ofSeconds(3 * STEP));
                case CONFLICTS ->
                    store.strike(Fault.CONFLICT, Fault.CONFLICT, Fault.CONFLICT, Fault.CONFLICT, Fault.CONFLICT);
                default -> {
                    // The process lives on.
                }
            }
            Instant slot = clock.instant().plusSeconds(STEP);
            for (int host = 0; host < HOSTS; host++) {
                Labels labels = Labels.metric("load", "host", "" + host);
                int load = step.loads().get(host);
                monitoring.metrics().append(labels, slot, load < 0 ? StaleMarker.VALUE : load);
            }
            clock.set(slot);
            ops.runUntil(slot);
        }

        private static FaultyStore faulty() {
            return FaultyStore.over(new InMemoryStore()).build();
        }

        /** Events are the only way to a state: each commit's events, folded, give what it writes. */
        private RefoldingStore watch() {
            return new RefoldingStore(store, List.of(AlertWorkflow.WORKFLOW));
        }

        private void restart() {
            if (forgetful) {
                store = faulty();
                watched = watch();
            }
            start();
        }

        List<String> happened() {
            List<String> lines = new ArrayList<>();
            for (JournalEntry entry : ops.journal().all()) {
                String type = entry.event().type();
                if (type.startsWith("alert.") || type.startsWith("signal.")) {
                    long slot = Duration.between(START, entry.event().at()).toSeconds() / STEP;
                    String host = type.startsWith("alert.")
                            ? entry.event().summary().replaceAll("(?s).*host=\"(.)\".*", " $1")
                            : "";
                    lines.add(slot + " " + type + host);
                }
            }
            return lines;
        }
    }

    /** Counts slots. */
    private static final class Model {
        private final Setting setting;
        private final TreeMap<Integer, Integer> heldSlots = new TreeMap<>();
        private final TreeSet<Integer> firing = new TreeSet<>();
        private final TreeMap<Integer, Integer> keptSince = new TreeMap<>();
        private final TreeSet<Integer> restored = new TreeSet<>();
        private final List<String> happened = new ArrayList<>();
        private boolean signalled;
        private int slot;
        private int warmUntil;
        private boolean everRan;

        Model(Setting setting) {
            this.setting = setting;
        }

        void play(Step step) {
            int late = 0;
            switch (step.disturbance()) {
                case RESTART -> restart();
                case DOWN_FOR_TEN_SLOTS -> {
                    slot += 10;
                    restart();
                }
                case LATE_BY_THREE_SLOTS -> {
                    slot += 3;
                    late = 3;
                }
                default -> {
                    // Nothing.
                }
            }
            slot++;
            everRan = true;
            evaluate(step, 1 + late);
        }

        private void restart() {
            if (everRan) {
                warmUntil = slot + WARM / STEP;
                restored.clear();
                restored.addAll(heldSlots.keySet());
                restored.addAll(firing);
            }
        }

        private void evaluate(Step step, int passed) {
            List<String> ended = new ArrayList<>();
            int begun = 0;
            int over = 0;
            for (int host = 0; host < HOSTS; host++) {
                boolean high = step.loads().get(host) > setting.threshold();
                boolean holding = slot < warmUntil && restored.contains(host);
                if (heldSlots.containsKey(host)) {
                    heldSlots.merge(host, passed, Integer::sum);
                }
                if (high && keptSince.remove(host) != null) {
                    happened.add(slot + " alert.returned " + host);
                } else if (high && !firing.contains(host)) {
                    if (!heldSlots.containsKey(host)) {
                        heldSlots.put(host, 0);
                        if (setting.holdSlots() > 0) {
                            happened.add(slot + " alert.pending " + host);
                        }
                        restored.remove(host);
                    }
                    if (heldSlots.get(host) >= setting.holdSlots()) {
                        heldSlots.remove(host);
                        firing.add(host);
                        happened.add(slot + " alert.firing " + host);
                        begun++;
                    }
                } else if (!high && !holding && firing.contains(host) && isKept(host)) {
                    if (keptSince.putIfAbsent(host, slot) == null) {
                        happened.add(slot + " alert.kept " + host);
                    }
                } else if (!high && !holding && firing.remove(host)) {
                    keptSince.remove(host);
                    ended.add(slot + " alert.resolved " + host);
                    over++;
                } else if (!high && !holding && heldSlots.remove(host) != null) {
                    ended.add(slot + " alert.cleared " + host);
                }
            }
            happened.addAll(ended);
            signal(begun, over);
        }

        private boolean isKept(int host) {
            return setting.keepSlots() > 0 && slot - keptSince.getOrDefault(host, slot) < setting.keepSlots();
        }

        private void signal(int begun, int over) {
            boolean resolves = over > 0
                    && (setting.policy() == ResolvePolicy.ANY
                            || (setting.policy() == ResolvePolicy.ALL && firing.isEmpty()));
            if (signalled && resolves) {
                happened.add(slot + " signal." + Signal.Status.RESOLVED.name().toLowerCase(java.util.Locale.ROOT));
                signalled = false;
            }
            if (begun > 0) {
                happened.add(slot + " signal." + Signal.Status.FIRING.name().toLowerCase(java.util.Locale.ROOT));
                signalled = true;
            }
            signalled = signalled && !firing.isEmpty();
        }
    }
}
