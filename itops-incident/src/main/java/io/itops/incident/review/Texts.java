package io.itops.incident.review;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Words for values. */
final class Texts {
    private Texts() {}

    /** {@code 2 h 5 min}, {@code 12 s}: at most the two greatest units that are not zero. */
    static String duration(Duration duration) {
        List<String> parts = new ArrayList<>();
        add(parts, duration.toDays(), " d");
        add(parts, duration.toHoursPart(), " h");
        add(parts, duration.toMinutesPart(), " min");
        add(parts, duration.toSecondsPart(), " s");
        add(parts, duration.toMillisPart(), " ms");
        return parts.isEmpty() ? "0 s" : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
    }

    private static void add(List<String> parts, long amount, String unit) {
        if (amount > 0) {
            parts.add(amount + unit);
        }
    }

    static String times(int count, String thing) {
        return count == 1 ? "once" : count + " times" + thing;
    }
}
