package io.itops.incident.oncall;

import io.itops.core.time.CalendarEvent;
import io.itops.core.time.Window;
import io.itops.incident.internal.Digests;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the entries of an export are called. A name is that of the reason for which the person is on call, which no move of begin or end
 * changes, and of the piece of it.
 *
 * <p>Not thread-safe; confine to one thread.
 */
final class ShiftUids {
    private static final String DOMAIN = "@on-call.itops";
    private static final String WHOLE = "0";

    private final String schedule;
    private final ZoneId zone;
    private final Map<String, List<CalendarEvent>> known = new HashMap<>();
    private final Set<String> given = new HashSet<>();

    ShiftUids(String schedule, ZoneId zone, Collection<CalendarEvent> before) {
        this.schedule = schedule;
        this.zone = zone;
        before.forEach(event -> known.computeIfAbsent(
                        event.uid().substring(0, Math.max(0, event.uid().indexOf('-'))), stem -> new ArrayList<>())
                .add(event));
    }

    /** The names of shifts, all of an export, in their order. */
    List<String> of(List<Shift> shifts) {
        List<String> stems = shifts.stream()
                .map(shift -> stem(shift.person(), shift.cause()))
                .toList();
        List<Optional<String>> before = new ArrayList<>();
        for (int i = 0; i < stems.size(); i++) {
            before.add(overlapping(stems.get(i), shifts.get(i).window()));
        }
        List<String> uids = new ArrayList<>();
        for (int i = 0; i < stems.size(); i++) {
            int shift = i;
            uids.add(before.get(i)
                    .or(() -> moved(stems, shift))
                    .orElseGet(() -> named(stems.get(shift), shifts.get(shift))));
            given.add(uids.get(i));
        }
        return List.copyOf(uids);
    }

    /** The entry of before that has most of the shift's time. */
    private Optional<String> overlapping(String stem, Window window) {
        Optional<String> best = Optional.empty();
        Duration most = Duration.ZERO;
        for (CalendarEvent event : known.getOrDefault(stem, List.of())) {
            Duration both =
                    event.window().intersect(window).map(Window::duration).orElse(Duration.ZERO);
            if (!given.contains(event.uid()) && both.compareTo(most) > 0) {
                best = Optional.of(event.uid());
                most = both;
            }
        }
        best.ifPresent(given::add);
        return best;
    }

    /** The only entry of before for the only shift of a reason: it has moved by more than it lasts. */
    private Optional<String> moved(List<String> stems, int shift) {
        List<CalendarEvent> events = known.getOrDefault(stems.get(shift), List.of());
        return events.size() == 1
                        && !given.contains(events.get(0).uid())
                        && Collections.frequency(stems, stems.get(shift)) == 1
                ? Optional.of(events.get(0).uid())
                : Optional.empty();
    }

    private String named(String stem, Shift shift) {
        LocalDate date = LocalDate.ofInstant(shift.window().start(), zone);
        boolean first = shift.window().start().equals(shift.cause().since());
        String piece = first ? WHOLE : date.format(DateTimeFormatter.BASIC_ISO_DATE);
        String uid = stem + '-' + piece + DOMAIN;
        for (int again = 2; given.contains(uid) || isKnown(stem, uid); again++) {
            uid = stem + '-' + piece + '.' + again + DOMAIN;
        }
        return uid;
    }

    /** An entry of before that this shift is not. */
    private boolean isKnown(String stem, String uid) {
        return known.getOrDefault(stem, List.of()).stream()
                .anyMatch(event -> event.uid().equals(uid));
    }

    private String stem(String person, Cause cause) {
        return Digests.of(schedule + '\n' + person + reason(cause));
    }

    private static String reason(Cause cause) {
        String own = '\n'
                + (cause.layer().isPresent() && cause.over().isEmpty() ? "layer" : "exception")
                + '\n'
                + cause.source()
                + '\n'
                + (cause.number().isPresent() ? cause.number().getAsLong() : -1);
        return own + cause.over().map(ShiftUids::reason).orElse("");
    }
}
