package io.itops.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.monitoring.DayOfRules.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Restarts change the history of alerts in nothing but the states that warming holds. */
class RestartsOfADayTest {
    private static final long SEED = 20261124;

    @Test
    void restartsChangeNothingButWhatWarmingHolds() {
        compare(40, 600, 2.0, 12);
    }

    /** 1,000 rules, ten series each, for a day: 5,760 slots, twice. */
    @Test
    @Tag("campaign")
    void restartsOfAWholeDayChangeNothingButWhatWarmingHolds() {
        compare(1_000, 5_760, 0.3, 24);
    }

    private static void compare(int rules, int slots, double stretches, int restarts) {
        DayOfRules day = new DayOfRules(rules, slots, stretches, SEED);
        TreeSet<Integer> at = DayOfRules.restarts(restarts, slots, SEED);
        CompletableFuture<Map<Integer, Map<Integer, State>>> other =
                CompletableFuture.supplyAsync(() -> day.run(new TreeSet<>()));
        Map<Integer, Map<Integer, State>> restarted = day.run(at);
        Map<Integer, Map<Integer, State>> whole = other.join();

        Set<Integer> alerts = new HashSet<>(whole.keySet());
        alerts.addAll(restarted.keySet());
        List<String> wrong = new ArrayList<>();
        int held = 0;
        int same = 0;
        for (int alert : alerts) {
            State a = State.NONE;
            State b = State.NONE;
            boolean differs = false;
            int begun = 0;
            for (int slot = 1; slot <= slots; slot++) {
                State before = b;
                a = whole.getOrDefault(alert, Map.of()).getOrDefault(slot, a);
                b = restarted.getOrDefault(alert, Map.of()).getOrDefault(slot, b);
                begun = b.since() == slot && before.status() != 'P' ? slot : begun;
                boolean warming = warming(at, slot);
                boolean present = day.above(alert, slot);
                if (a.equals(b)) {
                    differs = false;
                    same++;
                } else if (!differs) {
                    differs = true;
                    held++;
                    // only an alert without an element is held, as it was, while it is restored and the process warms
                    // up
                    if (present || !warming || !b.equals(before) || begun >= at.floor(slot)) {
                        wrong.add(alert + " in slot " + slot + ": " + a + " but " + b);
                    }
                } else if (!present && !warming) {
                    wrong.add(alert + " is still " + b + " in slot " + slot + ", but was " + a);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(alerts).hasSizeGreaterThan(100);
        assertThat(held).as("states held").isPositive();
        assertThat(same).isGreaterThan(held * 10);
    }

    private static boolean warming(TreeSet<Integer> restarts, int slot) {
        Integer last = restarts.floor(slot);
        return last != null && slot < last + DayOfRules.WARMING;
    }
}
