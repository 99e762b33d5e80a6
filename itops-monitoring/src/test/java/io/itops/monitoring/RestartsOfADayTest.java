package io.itops.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.monitoring.DayOfRules.State;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Restarts change the history of alerts in nothing but the states that warming holds. Each history, with restarts and without, must be the
 * {@link AlertCourse} that is worked out beforehand, slot by slot; and the two are compared with each other.
 *
 * <p>What may differ between the two: an alert that was there before a restart stays as it is while it has no element and the new process
 * warms up, five minutes, or ten where its rule rests on a recorded metric. From then on the alert may stand elsewhere than it would have
 * without the restart, until it ends, or both begin to fire, or be kept, at the same slot: its time to hold has not begun anew, or the time for which
 * it is kept begins later. Nothing else may differ.
 *
 * <p>{@code -Ditops.restarts.seed=N} draws another day, {@code -Ditops.restarts.slots=5760} takes the whole of it.
 */
class RestartsOfADayTest {
    private static final long SEED = Long.getLong("itops.restarts.seed", 20_261_124);

    /** Six hours of 15 s each. */
    private static final int SLOTS = Integer.getInteger("itops.restarts.slots", 1_440);

    private static final SortedMap<Integer, Integer> NONE = Collections.emptySortedMap();

    @Test
    void restartsChangeNothingButWhatWarmingHolds() {
        compare(48, 600, 2.0, 12);
    }

    /** The time between two processes does not count toward the hold time, and warming begins with the next process. */
    @Test
    void afterProcessesThatWereAwayForSomeSlotsAlertsStandAsTheRulesSay() {
        DayOfRules day = new DayOfRules(48, 600, 2.0, SEED);
        SortedMap<Integer, Integer> restarts = day.restarts(12, 15, SEED);
        List<String> wrong = new ArrayList<>();
        int held = asWorkedOut(day, restarts, day.run(restarts), wrong);

        assertThat(wrong).as("seed " + SEED).isEmpty();
        assertThat(held).as("alerts held").isPositive();
        assertThat(restarts).anySatisfy((last, next) -> assertThat(next).isGreaterThan(last + 1));
    }

    /** What an engine would do that forgets alerts, or that counts the time in which nobody worked, is found to be wrong. */
    @Test
    void historiesOfEnginesThatForgetOrCountTooMuchAreFound() {
        DayOfRules day = new DayOfRules(48, 600, 2.0, SEED);
        SortedMap<Integer, Integer> restarts = day.restarts(12, 15, SEED);
        SortedMap<Integer, Integer> atOnce = new TreeMap<>();
        restarts.keySet().forEach(last -> atOnce.put(last, last + 1));
        List<String> forgets = new ArrayList<>();
        asWorkedOut(day, restarts, day.runForgetting(restarts), forgets);
        List<String> counts = new ArrayList<>();
        asWorkedOut(day, restarts, day.run(atOnce), counts);

        assertThat(forgets).hasSizeGreaterThan(100);
        assertThat(counts).hasSizeGreaterThan(10);
    }

    /** 1,000 alert rules, ten series each, for some hours or a day of 5,760 slots, twice, with a restart an hour. */
    @Test
    @Tag("campaign")
    void restartsOfADayChangeNothingButWhatWarmingHolds() {
        compare(1_000, SLOTS, 0.3, SLOTS / 240);
    }

    /** A history, and how long a processor worked for it. */
    private record Ran(Map<Integer, SortedMap<Integer, State>> history, long cpuNanos) {
        static Ran of(DayOfRules day, SortedMap<Integer, Integer> restarts) {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long begun = threads.getCurrentThreadCpuTime();
            Map<Integer, SortedMap<Integer, State>> history = day.run(restarts);
            return new Ran(history, threads.getCurrentThreadCpuTime() - begun);
        }
    }

    private static void compare(int rules, int slots, double stretches, int restartsOfIt) {
        RuntimeMXBean time = ManagementFactory.getRuntimeMXBean();
        DayOfRules day = new DayOfRules(rules, slots, stretches, SEED);
        SortedMap<Integer, Integer> restarts = day.restarts(restartsOfIt, 0, SEED);
        long begun = time.getUptime();
        CompletableFuture<Ran> other = CompletableFuture.supplyAsync(() -> Ran.of(day, NONE));
        Ran second = Ran.of(day, restarts);
        Map<Integer, SortedMap<Integer, State>> restarted = second.history();
        Map<Integer, SortedMap<Integer, State>> whole = other.join().history();
        double ran = (time.getUptime() - begun) / 1_000.0;
        double cpu = (other.join().cpuNanos() + second.cpuNanos()) / 1e9;

        List<String> wrong = new ArrayList<>();
        asWorkedOut(day, NONE, whole, wrong);
        int held = asWorkedOut(day, restarts, restarted, wrong);
        int differing = differences(day, restarts, whole, restarted, wrong);
        System.out.printf(
                "%d rules, %d slots, seed %d: %d alerts, %d held over %d restarts, %d differ;"
                        + " both runs took %.1f s, %.1f s of processors%n",
                day.rulesEvaluated(), slots, SEED, whole.size(), held, restartsOfIt, differing, ran, cpu);
        assertThat(wrong).as("seed " + SEED).isEmpty();
        assertThat(whole).hasSizeGreaterThan(100);
        assertThat(held).as("alerts held").isPositive();
        assertThat(differing).as("alerts that differ").isPositive().isLessThanOrEqualTo(held);
    }

    /** Holds a history to what is worked out, and gives the number of alerts that a restart has held. */
    private static int asWorkedOut(
            DayOfRules day,
            SortedMap<Integer, Integer> restarts,
            Map<Integer, SortedMap<Integer, State>> history,
            List<String> wrong) {
        int held = 0;
        for (int alert = 0; alert < day.alerts(); alert++) {
            AlertCourse course = new AlertCourse(day, restarts, alert);
            held += course.held.isEmpty() ? 0 : 1;
            SortedMap<Integer, State> states = history.getOrDefault(alert, new TreeMap<>());
            if (!states.equals(course.states)) {
                wrong.add("alert " + alert + " went through " + states + ", not " + course.states);
            }
        }
        return held;
    }

    /** Where the two histories differ they must have been the same until a restart held the alert; gives the number of such alerts. */
    private static int differences(
            DayOfRules day,
            SortedMap<Integer, Integer> restarts,
            Map<Integer, SortedMap<Integer, State>> whole,
            Map<Integer, SortedMap<Integer, State>> restarted,
            List<String> wrong) {
        int differing = 0;
        for (int alert = 0; alert < day.alerts(); alert++) {
            SortedMap<Integer, State> a = whole.getOrDefault(alert, new TreeMap<>());
            SortedMap<Integer, State> b = restarted.getOrDefault(alert, new TreeMap<>());
            if (a.equals(b)) {
                continue;
            }
            differing++;
            AlertCourse course = new AlertCourse(day, restarts, alert);
            boolean differs = false;
            for (int slot = 1; slot <= day.slots(); slot++) {
                boolean same = AlertCourse.at(a, slot).equals(AlertCourse.at(b, slot));
                if (!same && !differs && !course.held.get(slot)) {
                    wrong.add("alert " + alert + " begins to differ in slot " + slot + ", which nothing holds");
                }
                differs = !same;
            }
        }
        return differing;
    }
}
