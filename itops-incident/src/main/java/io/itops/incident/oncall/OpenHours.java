package io.itops.incident.oncall;

import io.itops.core.time.DstPolicy;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * When restrictions leave a layer open, in the numbers that the package reckons with.
 *
 * <p>Immutable and thread-safe.
 *
 * @param restrictions always open if empty
 */
record OpenHours(WeeklyHours restrictions, ZoneId zone, DstPolicy policy) {
    record Stretch(long start, long end) {}

    /** The open stretches of a span in the order of time, as long as they go inside it. */
    List<Stretch> within(long from, long until) {
        if (restrictions.isEmpty()) {
            return List.of(new Stretch(from, until));
        }
        // no window holds the last microsecond of all: it belongs to what is open before it
        Window asked = Values.window(Math.min(from, Timeline.LAST - 1), Math.min(until, Timeline.LAST));
        List<Stretch> open = new ArrayList<>();
        for (Window window : restrictions.within(asked, zone, policy, policy).asList()) {
            long end = Values.micros(window.end());
            open.add(new Stretch(Math.max(from, Values.micros(window.start())), end == Timeline.LAST ? until : end));
        }
        return open;
    }
}
