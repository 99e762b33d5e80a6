package io.itops.monitoring;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.journal.JournalEntry;
import io.itops.core.journal.JournalEvent;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * One group of many rules over ten series each, evaluated slot by slot in the engine, with restarts at random. Each series is above the
 * bound of its rule for some stretches of slots, drawn from a seed, and has a sample at every slot.
 */
final class DayOfRules {
    static final int SERIES = 10;
    static final Duration SLOT = ofSeconds(15);
    static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

    /** How long after a restart an alert without an element keeps its state: as far as an instant selector looks back. */
    static final int WARMING = (int) ofMinutes(5).dividedBy(SLOT);

    private static final Duration[] HOLDS = {Duration.ZERO, ofSeconds(30), ofMinutes(2)};

    private final int rules;
    private final int slots;
    private final List<BitSet> above = new ArrayList<>();
    private final RuleGroup group;

    /** An alert's state: P pending, F firing, or nothing, and since when. */
    record State(char status, int since) {
        static final State NONE = new State('-', 0);
    }

    DayOfRules(int rules, int slots, double stretchesOfASeries, long seed) {
        this.rules = rules;
        this.slots = slots;
        Random random = new Random(seed);
        for (int i = 0; i < rules * SERIES; i++) {
            BitSet bits = new BitSet(slots + 1);
            double left = stretchesOfASeries;
            while (left > 0 && random.nextDouble() < left) {
                int from = 1 + random.nextInt(slots);
                bits.set(from, Math.min(slots + 1, from + 1 + random.nextInt(40)));
                left--;
            }
            above.add(bits);
        }
        RuleGroup.Builder all = RuleGroup.named("day").interval(SLOT);
        for (int i = 0; i < rules; i++) {
            all.rule(AlertRule.named("Rule" + i)
                    .when(condition(i))
                    .holdFor(HOLDS[i % HOLDS.length])
                    .build());
        }
        group = all.build();
    }

    private static String condition(int rule) {
        String metric = "m" + rule;
        return switch (rule % 8) {
            case 6 -> "sum by (host) (" + metric + ") > 5";
            case 7 -> metric + " * 2 > 10";
            default -> metric + " > 5";
        };
    }

    int holdSlots(int rule) {
        return (int) HOLDS[rule % HOLDS.length].dividedBy(SLOT);
    }

    boolean above(int series, int slot) {
        return above.get(series).get(slot);
    }

    static Labels series(int rule, int host) {
        return Labels.metric("m" + rule, "host", "h" + host, "job", "day");
    }

    /** Slots from 1 on before which the process is restarted. */
    static TreeSet<Integer> restarts(int number, int slots, long seed) {
        Random random = new Random(seed);
        TreeSet<Integer> at = new TreeSet<>();
        while (at.size() < number) {
            at.add(2 + random.nextInt(slots - 1));
        }
        return at;
    }

    /** Runs the slots and gives what happened to each alert: the states that it took, by slot. */
    Map<Integer, Map<Integer, State>> run(TreeSet<Integer> restarts) {
        ManualClock clock = ManualClock.at(START);
        InMemoryStore store = new InMemoryStore();
        Labels[] labels = new Labels[rules * SERIES];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = series(i / SERIES, i % SERIES);
        }
        int processes = 0;
        ItOps ops = ops(store, clock, processes);
        Monitoring monitoring = attach(ops);
        for (int slot = 1; slot <= slots; slot++) {
            if (restarts.contains(slot)) {
                ops.close();
                ops = ops(store, clock, ++processes);
                monitoring = attach(ops);
            }
            Instant at = START.plus(SLOT.multipliedBy(slot));
            long millis = at.toEpochMilli();
            for (int i = 0; i < labels.length; i++) {
                monitoring.metrics().append(labels[i], millis, above(i, slot) ? 9 : i % 5);
            }
            ops.runUntil(at);
        }
        Map<Integer, Map<Integer, State>> history = history(ops);
        ops.close();
        return history;
    }

    private static ItOps ops(InMemoryStore store, ManualClock clock, int process) {
        return ItOps.builder()
                .store(store)
                .clock(clock)
                .ids(IdSource.seeded(process))
                .build();
    }

    private Monitoring attach(ItOps ops) {
        return Monitoring.attach(
                        ops,
                        MonitoringOptions.builder().retention(ofMinutes(10)).build())
                .add(group);
    }

    private static Map<Integer, Map<Integer, State>> history(ItOps ops) {
        Map<Integer, Map<Integer, State>> history = new HashMap<>();
        for (JournalEntry entry : ops.journal().all()) {
            JournalEvent event = entry.event();
            if (event.type().startsWith("alert.")) {
                int slot = (int) Duration.between(START, event.at()).dividedBy(SLOT);
                history.computeIfAbsent(alert(event), a -> new HashMap<>()).put(slot, state(event.type(), slot));
            }
        }
        return history;
    }

    private static State state(String type, int slot) {
        return switch (type) {
            case "alert.pending" -> new State('P', slot);
            case "alert.firing" -> new State('F', slot);
            case "alert.cleared", "alert.resolved" -> State.NONE;
            default -> throw new IllegalStateException(type);
        };
    }

    /** Which series an alert is of: told by its summary, {@code firing: {alertname="Rule3", host="h4", …} = 9}. */
    private static int alert(JournalEvent event) {
        String text = event.summary();
        return number(text, "alertname=\"Rule") * SERIES + number(text, "host=\"h");
    }

    private static int number(String text, String after) {
        int from = text.indexOf(after) + after.length();
        return Integer.parseInt(text.substring(from, text.indexOf('"', from)));
    }
}
