package io.itops.core.time;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Hours that come each week, by whatever clock they are asked for: office hours, nights, a weekend.
 *
 * <p>They are the union of their stretches. A stretch begins at the instant that its first local time means in the zone in which it is
 * asked for, and ends at that of its last one ({@link LocalTimes}), so one that spans a jump of the clocks lasts an hour more or less, and one
 * that the clocks skip wholly does not come. In the first and the last three days of the years that instants may have, hours may be cut.
 *
 * <pre>{@code
 * WeeklyHours office = WeeklyHours.weekdays(LocalTime.of(9, 0), LocalTime.of(17, 0));
 * WeeklyHours weekend = WeeklyHours.between(DayOfWeek.FRIDAY, LocalTime.of(17, 0), DayOfWeek.MONDAY, LocalTime.of(9, 0));
 * Windows open = office.or(weekend).within(week, ZoneId.of("Europe/Berlin"));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param stretches the stretches, at most 200; kept from Monday on, each once
 * @since 0.1
 */
public record WeeklyHours(List<Stretch> stretches) {
    /** How hours are written: as the list of their stretches. */
    public static final Codec<WeeklyHours> CODEC = Stretch.CODEC.list().map(WeeklyHours::new, WeeklyHours::stretches);

    private static final int MOST = 200;
    private static final int DAY = 86_400;
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private static final LocalDateTime EARLIEST = LocalDateTime.of(1, 1, 3, 0, 0);
    private static final LocalDateTime LATEST = LocalDateTime.of(9_999, 12, 29, 0, 0);

    /** A stretch begins at most a week and a jump of the clocks before it ends. */
    private static final int DAYS_BEFORE = 9;

    private static final Comparator<Stretch> ORDER = Comparator.comparing(Stretch::day)
            .thenComparing(Stretch::start)
            .thenComparing(Stretch::days)
            .thenComparing(Stretch::end);

    /** No hour at all. */
    public static final WeeklyHours NONE = new WeeklyHours(List.of());

    /** Checks, sorts and copies the stretches. */
    public WeeklyHours {
        Require.size("stretches of weekly hours", stretches, 0, MOST);
        stretches = Require.list("stretches of weekly hours", stretches).stream()
                .sorted(ORDER)
                .distinct()
                .toList();
    }

    /**
     * A stretch of each week. It belongs to the weekday on which it begins.
     *
     * <p>Immutable and thread-safe.
     *
     * @param day the weekday on which it begins
     * @param start the local time at which it begins, in whole seconds
     * @param days how many days later it ends, 0 to 7
     * @param end the local time before which it ends, in whole seconds; after the start if it ends on the same day, at or before it after
     *     7 days
     */
    public record Stretch(DayOfWeek day, LocalTime start, int days, LocalTime end) {
        /** How stretches are written. */
        public static final Codec<Stretch> CODEC = Shape.of("stretch of weekly hours", s -> {
            var day = s.field("day", Codec.ofEnum(DayOfWeek.class), Stretch::day);
            var start = s.field("start", TimeCodecs.TIME, Stretch::start);
            var days = s.field("days", Codec.INT, Stretch::days);
            var end = s.field("end", TimeCodecs.TIME, Stretch::end);
            return row -> new Stretch(row.get(day), row.get(start), row.get(days), row.get(end));
        });

        /** Checks the parts. */
        public Stretch {
            Require.present("weekday", day);
            wholeSeconds("start of weekly hours", start);
            Require.range("days of weekly hours", days, 0, 7);
            wholeSeconds("end of weekly hours", end);
            Require.that(days > 0 || end.isAfter(start), "end of weekly hours", "be after their start " + start, end);
            Require.that(days < 7 || !end.isAfter(start), "weekly hours", "last at most a week", end);
        }

        /**
         * Where in the week it begins.
         *
         * @return seconds from Monday's midnight, by a clock that does not jump
         */
        public int secondOfWeek() {
            return (day.getValue() - 1) * DAY + start.toSecondOfDay();
        }

        /**
         * How long it lasts, by a clock that does not jump.
         *
         * @return whole seconds, at most a week
         */
        public Duration length() {
            return Duration.ofSeconds((long) days * DAY + end.toSecondOfDay() - start.toSecondOfDay());
        }

        private static void wholeSeconds(String what, LocalTime time) {
            Require.present(what, time);
            Require.that(time.equals(time.truncatedTo(ChronoUnit.SECONDS)), what, "be in whole seconds", time);
        }

        /** The stretch that begins on a date, if the clocks do not skip all of it. */
        Optional<Window> on(LocalDate date, ZoneId zone, DstPolicy ofStart, DstPolicy ofEnd) {
            Instant from = at(date.atTime(start), zone, ofStart);
            Instant until = at(date.plusDays(days).atTime(end), zone, ofEnd);
            return from.isBefore(until) ? Optional.of(new Window(from, until)) : Optional.empty();
        }

        private static Instant at(LocalDateTime local, ZoneId zone, DstPolicy policy) {
            if (local.isBefore(EARLIEST)) {
                return FIRST;
            }
            return local.isAfter(LATEST) ? LAST : LocalTimes.toInstant(local, zone, policy);
        }

        private String hours() {
            String until = days == 0 || (days == 1 && !end.isAfter(start)) ? "" : " " + days + " days later";
            return start + " to " + end + (days == 1 && until.length() > 0 ? " a day later" : until);
        }
    }

    /**
     * The same hours on each of some weekdays.
     *
     * @param weekdays the days on which they begin
     * @param start the local time at which they begin
     * @param end the local time before which they end: on the same day if after the start, else on the next one; 24 hours if they are equal
     * @return the hours
     */
    public static WeeklyHours on(Collection<DayOfWeek> weekdays, LocalTime start, LocalTime end) {
        Require.present("start of weekly hours", start);
        Require.present("end of weekly hours", end);
        return new WeeklyHours(new TreeSet<>(Require.list("weekdays", weekdays))
                .stream()
                        .map(day -> new Stretch(day, start, end.isAfter(start) ? 0 : 1, end))
                        .toList());
    }

    /**
     * The same hours every day.
     *
     * @param start the local time at which they begin
     * @param end the local time before which they end, as in {@link #on}
     * @return the hours
     */
    public static WeeklyHours daily(LocalTime start, LocalTime end) {
        return on(List.of(DayOfWeek.values()), start, end);
    }

    /**
     * The same hours from Monday to Friday.
     *
     * @param start the local time at which they begin
     * @param end the local time before which they end, as in {@link #on}
     * @return the hours
     */
    public static WeeklyHours weekdays(LocalTime start, LocalTime end) {
        return on(List.of(DayOfWeek.values()).subList(0, 5), start, end);
    }

    /**
     * From a time of the week to another one: from Friday evening to Monday morning.
     *
     * @param day the weekday on which they begin
     * @param start the local time at which they begin
     * @param endDay the weekday on which they end
     * @param end the local time before which they end; a whole week if both are the same
     * @return the hours
     */
    public static WeeklyHours between(DayOfWeek day, LocalTime start, DayOfWeek endDay, LocalTime end) {
        Require.present("weekday", day);
        Require.present("last weekday", endDay);
        Require.present("start of weekly hours", start);
        Require.present("end of weekly hours", end);
        int days = Math.floorMod(endDay.getValue() - day.getValue(), 7);
        return new WeeklyHours(List.of(new Stretch(day, start, days == 0 && !end.isAfter(start) ? 7 : days, end)));
    }

    /**
     * These hours and others.
     *
     * @param others other hours
     * @return their union
     * @throws io.itops.core.InvalidInputException if it has more than 200 stretches
     */
    public WeeklyHours or(WeeklyHours others) {
        List<Stretch> all = new ArrayList<>(stretches);
        all.addAll(Require.present("weekly hours", others).stretches);
        return new WeeklyHours(all);
    }

    /**
     * Whether there is no hour at all.
     *
     * @return true if there is none
     */
    public boolean isEmpty() {
        return stretches.isEmpty();
    }

    /**
     * The same hours by the clocks of a zone.
     *
     * @param zone the zone
     * @return the hours there, with local times that mean what {@link DstPolicy#JAVA_AND_RFC5545} says
     * @throws io.itops.core.InvalidInputException if there is no hour
     */
    public ZonedHours in(ZoneId zone) {
        return new ZonedHours(this, zone);
    }

    /**
     * The hours within a window, by the clocks of a zone.
     *
     * @param window from when until when
     * @param zone whose clocks are meant
     * @return all instants of the window that lie in the hours
     * @throws io.itops.core.InvalidInputException if these are more than 1,000,000 windows
     */
    public Windows within(Window window, ZoneId zone) {
        return within(window, zone, DstPolicy.JAVA_AND_RFC5545, DstPolicy.JAVA_AND_RFC5545);
    }

    /**
     * The hours within a window, by the clocks of a zone, under policies of one's own.
     *
     * @param window from when until when
     * @param zone whose clocks are meant
     * @param ofStart what local times mean at which stretches begin
     * @param ofEnd what local times mean at which they end
     * @return all instants of the window that lie in the hours
     * @throws io.itops.core.InvalidInputException if these are more than 1,000,000 windows
     */
    public Windows within(Window window, ZoneId zone, DstPolicy ofStart, DstPolicy ofEnd) {
        Require.present("window", window);
        Require.present("zone", zone);
        Require.present("DST policy of the start", ofStart);
        Require.present("DST policy of the end", ofEnd);
        LocalDate first = window.start().atZone(zone).toLocalDate().minusDays(DAYS_BEFORE);
        LocalDate last = window.end().atZone(zone).toLocalDate().plusDays(2);
        List<Window> found = new ArrayList<>();
        for (Stretch stretch : stretches) {
            LocalDate day = first.with(TemporalAdjusters.nextOrSame(stretch.day()));
            for (; !day.isAfter(last); day = day.plusWeeks(1)) {
                stretch.on(day, zone, ofStart, ofEnd)
                        .flatMap(open -> open.intersect(window))
                        .ifPresent(found::add);
            }
        }
        return Windows.of(found);
    }

    /** The hours, with what is said of them after those of the day and before the days. */
    String text(String after) {
        if (stretches.isEmpty()) {
            return "never";
        }
        Map<String, List<DayOfWeek>> days = new LinkedHashMap<>();
        stretches.forEach(stretch -> days.computeIfAbsent(stretch.hours(), unused -> new ArrayList<>())
                .add(stretch.day()));
        return days.entrySet().stream()
                .map(hours -> hours.getKey()
                        + after
                        + (hours.getValue().size() == 7
                                ? ""
                                : hours.getValue().stream()
                                        .map(WeeklyHours::shortName)
                                        .collect(Collectors.joining(", ", " on ", ""))))
                .collect(Collectors.joining(" and "));
    }

    private static String shortName(DayOfWeek day) {
        return day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text("");
    }
}
