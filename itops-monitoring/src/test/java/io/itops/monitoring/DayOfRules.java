package io.itops.monitoring;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.itops.core.IdSource;
import io.itops.core.ItOps;
import io.itops.core.journal.JournalEntry;
import io.itops.core.journal.JournalEvent;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.SeriesAppender;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RecordingRule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One group of many alert rules over ten series each, some with hold times, some that keep firing, some over recorded metrics, evaluated
 * slot by slot in the engine, with restarts at random. Each series is above the bound of its rule for some stretches of slots, drawn
 * from a seed, and has a sample at every slot.
 */
final class DayOfRules {
    static final int SERIES = 10;
    static final Duration SLOT = ofSeconds(15);
    static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

    /** How far an instant selector looks back, in slots. */
    private static final int LOOKBACK = (int) ofMinutes(5).dividedBy(SLOT);

    private static final int[] HOLDS = {0, 2, 8};
    private static final int KEEP = 6;

    private final int rules;
    private final int slots;

    /** By slot, which series are above the bound. */
    private final List<BitSet> above = new ArrayList<>();

    private final RuleGroup group;

    /**
     * An alert's state.
     *
     * @param status P pending, F firing, K kept firing, or nothing
     * @param since since when
     */
    record State(char status, int since) {
        static final State NONE = new State('-', 0);
    }

    DayOfRules(int rules, int slots, double stretchesOfASeries, long seed) {
        this.rules = rules;
        this.slots = slots;
        Random random = new Random(seed);
        for (int slot = 0; slot <= slots; slot++) {
            above.add(new BitSet());
        }
        for (int i = 0; i < rules * SERIES; i++) {
            double left = stretchesOfASeries;
            while (left > 0 && random.nextDouble() < left) {
                int from = 1 + random.nextInt(slots);
                for (BitSet slot : above.subList(from, Math.min(slots + 1, from + 1 + random.nextInt(40)))) {
                    slot.set(i);
                }
                left--;
            }
        }
        RuleGroup.Builder all = RuleGroup.named("day").interval(SLOT);
        for (int i = 0; i < rules; i++) {
            if (recorded(i)) {
                all.rule(RecordingRule.of("m" + i + ":max", "max by (host) (m" + i + ")"));
            }
            all.rule(AlertRule.named("Rule" + i)
                    .when(condition(i))
                    .holdFor(SLOT.multipliedBy(holdSlots(i)))
                    .keepFiringFor(SLOT.multipliedBy(keepSlots(i)))
                    .build());
        }
        group = all.build();
    }

    private static String condition(int rule) {
        String metric = "m" + rule;
        if (recorded(rule)) {
            return metric + ":max > 5";
        }
        return switch (rule % 8) {
            case 6 -> "sum by (host) (" + metric + ") > 5";
            case 7 -> metric + " * 2 > 10";
            default -> metric + " > 5";
        };
    }

    int alerts() {
        return rules * SERIES;
    }

    int slots() {
        return slots;
    }

    int rulesEvaluated() {
        return group.rules().size();
    }

    /** Whether a rule rests on a recorded metric. */
    static boolean recorded(int rule) {
        return rule % 16 == 5;
    }

    static int holdSlots(int rule) {
        return HOLDS[rule % HOLDS.length];
    }

    static int keepSlots(int rule) {
        return rule % 5 == 2 ? KEEP : 0;
    }

    /** For how many slots after a restart an alert without an element keeps its state: as far back as its rule and what that rests on look. */
    static int warmingSlots(int rule) {
        return recorded(rule) ? 2 * LOOKBACK : LOOKBACK;
    }

    boolean above(int series, int slot) {
        return above.get(slot).get(series);
    }

    /** The labels share their texts, as those of a program that is instrumented do. */
    private Labels[] labels() {
        String[] hosts = new String[SERIES];
        for (int host = 0; host < SERIES; host++) {
            hosts[host] = "h" + host;
        }
        Labels[] labels = new Labels[rules * SERIES];
        for (int rule = 0; rule < rules; rule++) {
            String metric = "m" + rule;
            for (int host = 0; host < SERIES; host++) {
                labels[rule * SERIES + host] = Labels.metric(metric, "host", hosts[host], "job", "day");
            }
        }
        return labels;
    }

    /**
     * Restarts at random.
     *
     * @param number how many
     * @param away for how many slots nobody works at most
     * @param seed where they are drawn from
     * @return the first slot that the next process works through, by the last one before it
     */
    SortedMap<Integer, Integer> restarts(int number, int away, long seed) {
        Random random = new Random(seed);
        SortedMap<Integer, Integer> next = new TreeMap<>();
        while (next.size() < number) {
            int last = 1 + random.nextInt(slots - away - 2);
            boolean apart = next.headMap(last + 1).values().stream().noneMatch(first -> first > last)
                    && next.subMap(last, last + away + 1).isEmpty();
            if (apart) {
                next.put(last, last + 1 + (away == 0 ? 0 : random.nextInt(away + 1)));
            }
        }
        return next;
    }

    /** Runs the slots and gives what happened to each alert: the states that it took, by slot. */
    Map<Integer, SortedMap<Integer, State>> run(SortedMap<Integer, Integer> restarts) {
        return run(restarts, false);
    }

    /** The same with processes of which each begins with nothing that the one before it had stored. */
    Map<Integer, SortedMap<Integer, State>> runForgetting(SortedMap<Integer, Integer> restarts) {
        return run(restarts, true);
    }

    private Map<Integer, SortedMap<Integer, State>> run(SortedMap<Integer, Integer> restarts, boolean forgetting) {
        Map<Integer, SortedMap<Integer, State>> history = new TreeMap<>();
        ManualClock clock = ManualClock.at(START);
        InMemoryStore store = new InMemoryStore();
        Labels[] labels = labels();
        int processes = 0;
        ItOps ops = ops(store, clock, processes);
        SeriesAppender[] series = appenders(attach(ops), labels);
        for (int slot = 1; slot <= slots; slot++) {
            Instant at = START.plus(SLOT.multipliedBy(slot));
            long millis = at.toEpochMilli();
            for (int i = 0; i < series.length; i++) {
                series[i].append(millis, above(i, slot) ? 9 : i % 5);
            }
            ops.runUntil(at);
            Integer next = restarts.get(slot);
            if (next != null) {
                if (forgetting) {
                    addHistory(ops, history);
                    store = new InMemoryStore();
                }
                ops.close();
                slot = next - 1;
                clock.set(START.plus(SLOT.multipliedBy(slot)));
                ops = ops(store, clock, ++processes);
                series = appenders(attach(ops), labels);
            }
        }
        addHistory(ops, history);
        ops.close();
        return history;
    }

    private static SeriesAppender[] appenders(Monitoring monitoring, Labels[] labels) {
        return Arrays.stream(labels).map(monitoring.metrics()::appender).toArray(SeriesAppender[]::new);
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

    private static void addHistory(ItOps ops, Map<Integer, SortedMap<Integer, State>> history) {
        for (JournalEntry entry : ops.journal().all()) {
            JournalEvent event = entry.event();
            if (event.type().startsWith("alert.")) {
                int slot = (int) Duration.between(START, event.at()).dividedBy(SLOT);
                history.computeIfAbsent(alert(event), a -> new TreeMap<>()).put(slot, state(event.type(), slot));
            }
        }
    }

    private static State state(String type, int slot) {
        return switch (type) {
            case "alert.pending" -> new State('P', slot);
            case "alert.firing", "alert.returned" -> new State('F', slot);
            case "alert.kept" -> new State('K', slot);
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
