package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A stretch of each week, by the local clock, in which a layer has somebody on call. It belongs to the weekday on which it begins.
 *
 * <p>Where a layer has several, their union counts; without any the layer is always open.
 *
 * <p>Immutable and thread-safe.
 *
 * @param day the weekday on which it begins
 * @param start the local time at which it begins, in whole seconds
 * @param days how many days later it ends, 0 to 7
 * @param end the local time before which it ends, in whole seconds; after the start if it ends on the same day, at or before it after 7 days
 * @since 0.1
 */
public record Restriction(DayOfWeek day, LocalTime start, int days, LocalTime end) {
    /** How restrictions are written. */
    public static final Codec<Restriction> CODEC = Shape.of("restriction", s -> {
        var day = s.field("day", Codec.ofEnum(DayOfWeek.class), Restriction::day);
        var start = s.field("start", Values.TIME, Restriction::start);
        var days = s.field("days", Codec.INT, Restriction::days);
        var end = s.field("end", Values.TIME, Restriction::end);
        return row -> new Restriction(row.get(day), row.get(start), row.get(days), row.get(end));
    });

    private static final int DAY = 86_400;

    /** Checks the parts. */
    public Restriction {
        Require.present("weekday", day);
        Values.wholeSeconds("restriction start", start);
        Require.range("days of a restriction", days, 0, 7);
        Values.wholeSeconds("restriction end", end);
        Require.that(days > 0 || end.isAfter(start), "restriction end", "be after its start " + start, end);
        Require.that(days < 7 || !end.isAfter(start), "restriction", "last at most a week", end);
    }

    /**
     * The same hours on each of some weekdays.
     *
     * @param weekdays the days on which it begins
     * @param start the local time at which it begins
     * @param end the local time before which it ends: on the same day if after the start, else on the next one; 24 hours if they are equal
     * @return a restriction for each weekday, Monday first
     */
    public static List<Restriction> on(Collection<DayOfWeek> weekdays, LocalTime start, LocalTime end) {
        Require.present("restriction start", start);
        Require.present("restriction end", end);
        return new TreeSet<>(Require.list("weekdays", weekdays))
                .stream()
                        .map(day -> new Restriction(day, start, end.isAfter(start) ? 0 : 1, end))
                        .toList();
    }

    /**
     * The same hours every day.
     *
     * @param start the local time at which it begins
     * @param end the local time before which it ends, as in {@link #on}
     * @return seven restrictions
     */
    public static List<Restriction> daily(LocalTime start, LocalTime end) {
        return on(List.of(DayOfWeek.values()), start, end);
    }

    /**
     * From a time of the week to another one: from Friday evening to Monday morning.
     *
     * @param day the weekday on which it begins
     * @param start the local time at which it begins
     * @param endDay the weekday on which it ends
     * @param end the local time before which it ends; a whole week if both are the same
     * @return the restriction
     */
    public static Restriction between(DayOfWeek day, LocalTime start, DayOfWeek endDay, LocalTime end) {
        Require.present("weekday", day);
        Require.present("last weekday", endDay);
        Require.present("restriction start", start);
        Require.present("restriction end", end);
        int days = Math.floorMod(endDay.getValue() - day.getValue(), 7);
        return new Restriction(day, start, days == 0 && !end.isAfter(start) ? 7 : days, end);
    }

    /** Seconds from Monday's midnight to the start, by the local clock. */
    int startOfWeek() {
        return (day.getValue() - 1) * DAY + start.toSecondOfDay();
    }

    /** Seconds from the start to the end, by a clock that does not jump. */
    int seconds() {
        return days * DAY + end.toSecondOfDay() - start.toSecondOfDay();
    }
}
