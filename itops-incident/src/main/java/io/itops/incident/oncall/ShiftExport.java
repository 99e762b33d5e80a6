package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.time.CalendarEvent;
import io.itops.core.time.ICalendar;
import io.itops.core.time.Window;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shifts of a schedule, or of one person in it, as entries of a calendar to subscribe to.
 *
 * <p>An entry is known by schedule, person and what puts the person on call: the turn of a layer by its number, the override, swap or
 * temporary schedule by its id. So it stays the same one when its begin or its end moves; each change raises its sequence number. Where one
 * turn comes in several pieces, each is known by its day besides, until an export before it knows it better. A shift that is not there any
 * more is sent once more as cancelled, as long as its time lies in the exported window: for that the next export is made of this one, which
 * can be kept by its {@link #CODEC}; {@link OnCallSchedules#export} does so.
 *
 * <pre>{@code
 * ShiftExport export = ShiftExport.of(schedule, window);
 * String text = export.calendar("-//Example//on-call//EN", now).text();
 * ShiftExport next = export.updated(changed, window);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param schedule the schedule's id
 * @param person whose shifts these are; everybody's if empty
 * @param events the entries in the order of time, at most 100,000; cancelled ones included
 * @since 0.1
 */
public record ShiftExport(String schedule, Optional<String> person, List<CalendarEvent> events) {
    /** How exports are written. */
    public static final Codec<ShiftExport> CODEC = Shape.of("shift export", s -> {
        var schedule = s.field("schedule", Codec.TEXT, ShiftExport::schedule);
        var person = s.optional("person", Codec.TEXT, ShiftExport::person);
        var events = s.field("events", event().list(), ShiftExport::events);
        return row -> new ShiftExport(row.get(schedule), row.get(person), row.get(events));
    });

    private static Codec<CalendarEvent> event() {
        return Shape.of("calendar event", s -> {
            var uid = s.field("uid", Codec.TEXT, CalendarEvent::uid);
            var sequence = s.field("sequence", Codec.INT, CalendarEvent::sequence);
            var window = s.field("window", Values.WINDOW, CalendarEvent::window);
            var summary = s.field("summary", Codec.TEXT, CalendarEvent::summary);
            var description = s.field("description", Codec.TEXT, CalendarEvent::description);
            var status = s.field("status", Codec.ofEnum(CalendarEvent.Status.class), CalendarEvent::status);
            return row -> new CalendarEvent(
                    row.get(uid),
                    row.get(sequence),
                    row.get(window),
                    row.get(summary),
                    row.get(description),
                    row.get(status));
        });
    }

    /** Checks and copies the parts. */
    public ShiftExport {
        Values.name("schedule id", schedule);
        Require.present("person", person).ifPresent(id -> Values.person("person", id));
        events = Require.list("calendar events", events);
        Require.size("calendar events", events, 0, OnCall.MAX_SHIFTS);
    }

    /**
     * Everybody's shifts that touch a window, as long as they go.
     *
     * @param schedule the schedule
     * @param window the exported time
     * @return the first export
     * @throws io.itops.core.LimitExceededException if there are more than {@value OnCall#MAX_SHIFTS}
     */
    public static ShiftExport of(OnCallSchedule schedule, Window window) {
        return new ShiftExport(Require.present("schedule", schedule).id(), Optional.empty(), List.of())
                .updated(schedule, window);
    }

    /**
     * One person's shifts that touch a window, as long as they go.
     *
     * @param schedule the schedule
     * @param person the person's id
     * @param window the exported time
     * @return the first export
     * @throws io.itops.core.LimitExceededException if there are more than {@value OnCall#MAX_SHIFTS}
     */
    public static ShiftExport of(OnCallSchedule schedule, String person, Window window) {
        Values.person("person", person);
        return new ShiftExport(Require.present("schedule", schedule).id(), Optional.of(person), List.of())
                .updated(schedule, window);
    }

    /**
     * The export after this one: what is the same stays, what has changed has a greater sequence number, and what has gone is cancelled.
     *
     * @param now the schedule as it is now, of the same id
     * @param window the exported time; entries of before that lie outside are left out
     * @return the next export
     * @throws io.itops.core.InvalidInputException if it is another schedule
     * @throws io.itops.core.LimitExceededException if there are more than {@value OnCall#MAX_SHIFTS} shifts
     */
    public ShiftExport updated(OnCallSchedule now, Window window) {
        Require.present("schedule", now);
        Require.that(now.id().equals(schedule), "schedule", "be " + schedule, now.id());
        Require.present("exported window", window);
        Map<String, CalendarEvent> before = new LinkedHashMap<>();
        events.forEach(event -> before.put(event.uid(), event));
        List<Shift> shifts = OnCall.wholeShifts(now, window.start(), window.end()).stream()
                .filter(shift -> person.isEmpty() || person.get().equals(shift.person()))
                .map(shift -> uncut(shift, window))
                .filter(shift -> lastsASecond(shift.window()))
                .toList();
        List<String> uids = new ShiftUids(schedule, now.zone(), before.values()).of(shifts);
        List<CalendarEvent> after = new ArrayList<>();
        for (int i = 0; i < uids.size(); i++) {
            CalendarEvent event = event(uids.get(i), shifts.get(i));
            CalendarEvent known = before.remove(event.uid());
            after.add(known == null ? event : following(known, event));
        }
        for (CalendarEvent gone : before.values()) {
            if (gone.window().overlaps(window)) {
                after.add(gone.status() == CalendarEvent.Status.CANCELLED ? gone : cancelled(gone));
            }
        }
        after.sort(Comparator.comparing((CalendarEvent event) -> event.window().start())
                .thenComparing(CalendarEvent::uid));
        return new ShiftExport(schedule, person, after);
    }

    /**
     * The calendar to publish.
     *
     * @param product who makes it, as a formal public identifier: {@code -//Example//on-call//EN}
     * @param stamp when it is made
     * @return the calendar
     */
    public ICalendar calendar(String product, Instant stamp) {
        return ICalendar.builder(product, stamp)
                .name(person.map(id -> id + " on call: " + schedule).orElse("on call: " + schedule))
                .events(events)
                .build();
    }

    private static boolean lastsASecond(Window window) {
        return window.end()
                .truncatedTo(ChronoUnit.SECONDS)
                .isAfter(window.start().truncatedTo(ChronoUnit.SECONDS));
    }

    /** What was cut because it lasts for more than ten years begins where its turn does, and ends with a year, whenever it is exported. */
    private static Shift uncut(Shift shift, Window window) {
        Window widest = OnCall.widest(window);
        Instant start = shift.window().start();
        Instant end = shift.window().end();
        if (start.equals(widest.start()) && shift.cause().since().isBefore(start)) {
            start = shift.cause().since();
        }
        if (end.equals(widest.end())) {
            end = end.atZone(ZoneOffset.UTC)
                    .toLocalDate()
                    .withDayOfYear(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        }
        return new Shift(new Window(start, end), shift.person(), shift.cause());
    }

    private CalendarEvent event(String uid, Shift shift) {
        return CalendarEvent.builder(uid)
                .window(shift.window())
                .summary(shift.person() + " on call: " + schedule)
                .description(shift.cause().words())
                .build();
    }

    private static CalendarEvent cancelled(CalendarEvent event) {
        return new CalendarEvent(
                event.uid(),
                event.sequence() + 1,
                event.window(),
                event.summary(),
                event.description(),
                CalendarEvent.Status.CANCELLED);
    }

    private static CalendarEvent following(CalendarEvent known, CalendarEvent event) {
        return known.equals(numbered(event, known.sequence())) ? known : numbered(event, known.sequence() + 1);
    }

    private static CalendarEvent numbered(CalendarEvent event, int sequence) {
        return new CalendarEvent(
                event.uid(), sequence, event.window(), event.summary(), event.description(), event.status());
    }
}
