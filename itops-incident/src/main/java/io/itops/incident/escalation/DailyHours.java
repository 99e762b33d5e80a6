package io.itops.incident.escalation;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.time.LocalTimes;
import io.itops.core.time.TimeZones;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The same hours on some days of each week, in one zone: office hours, or the hours of the night.
 *
 * <p>Hours whose end is not after their start end on the next day, and the weekday is that of their start; hours that end when they
 * start last a whole day. Local times mean what {@link LocalTimes} makes of them, so a day of a change of the clocks has an hour more or
 * less. A day whose hours the clocks skip wholly has none.
 *
 * <p>Immutable and thread-safe.
 *
 * @param zone the zone of the local times
 * @param days the weekdays on which the hours start, at least one
 * @param from the local time at which they start, in whole seconds
 * @param until the local time of the first instant after them, in whole seconds
 * @since 0.1
 */
public record DailyHours(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime until) {
    private static final Codec<LocalTime> TIME = Codec.TEXT.map(DailyHours::timeOf, LocalTime::toString);

    /** Longer than any day that clocks have made, so that hours of the day before are not overlooked. */
    private static final int DAYS_BACK = 2;

    /** Weekdays come again after seven days; the rest is room for days whose hours the clocks skip. */
    private static final int DAYS_AHEAD = 16;

    /** How such hours are written. */
    public static final Codec<DailyHours> CODEC = Shape.of("daily hours", s -> {
        var zone = s.field("zone", TimeZones.CODEC, DailyHours::zone);
        var days = s.field("days", Codec.ofEnum(DayOfWeek.class).list(), hours -> List.copyOf(hours.days()));
        var from = s.field("from", TIME, DailyHours::from);
        var until = s.field("until", TIME, DailyHours::until);
        return row -> new DailyHours(
                row.get(zone),
                row.get(days).isEmpty() ? Set.of() : EnumSet.copyOf(row.get(days)),
                row.get(from),
                row.get(until));
    });

    /** Checks and copies the parts. */
    public DailyHours {
        Require.present("zone of daily hours", zone);
        Require.size("days of daily hours", days, 1, 7).forEach(day -> Require.present("day of daily hours", day));
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
        whole("start of daily hours", from);
        whole("end of daily hours", until);
    }

    /**
     * The same hours on every day.
     *
     * @param zone the zone of the local times
     * @param from the local time at which they start
     * @param until the local time of the first instant after them
     * @return the hours
     */
    public static DailyHours everyDay(ZoneId zone, LocalTime from, LocalTime until) {
        return new DailyHours(zone, EnumSet.allOf(DayOfWeek.class), from, until);
    }

    /**
     * The same hours from Monday to Friday.
     *
     * @param zone the zone of the local times
     * @param from the local time at which they start
     * @param until the local time of the first instant after them
     * @return the hours
     */
    public static DailyHours weekdays(ZoneId zone, LocalTime from, LocalTime until) {
        return new DailyHours(zone, EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), from, until);
    }

    /**
     * Whether an instant lies in the hours.
     *
     * @param instant any instant
     * @return true from the start until just before the end
     */
    public boolean contains(Instant instant) {
        return windowAt(instant).isPresent();
    }

    /**
     * The next instant that lies in the hours.
     *
     * @param instant any instant
     * @return the instant itself if it does, else the start of the next hours; empty if the clocks skip those of all days of a week
     */
    public Optional<Instant> next(Instant instant) {
        if (contains(instant)) {
            return Optional.of(instant);
        }
        LocalDate day = day(instant);
        for (int i = 0; i <= DAYS_AHEAD; i++) {
            Optional<Window> window = windowOf(day.plusDays(i));
            if (window.isPresent() && !window.get().start().isBefore(instant)) {
                return Optional.of(window.get().start());
            }
        }
        return Optional.empty();
    }

    /**
     * The next instant that lies outside the hours.
     *
     * @param instant any instant
     * @return the instant itself if it does, else the end of the hours; empty if those of one day go on into those of the next, for ever
     */
    public Optional<Instant> nextOutside(Instant instant) {
        Instant at = instant;
        for (int i = 0; i <= DAYS_AHEAD; i++) {
            Optional<Window> window = windowAt(at);
            if (window.isEmpty()) {
                return Optional.of(at);
            }
            at = window.get().end();
        }
        return Optional.empty();
    }

    /**
     * The hours within a window.
     *
     * @param window from when until when, at most 100 years
     * @return all instants of the window that lie in the hours
     */
    public Windows within(Window window) {
        Require.positive(
                "length of the window", Require.present("window", window).duration(), Duration.ofDays(36_600));
        List<Window> found = new ArrayList<>();
        LocalDate last = day(window.end());
        for (LocalDate day = day(window.start()).minusDays(DAYS_BACK); !day.isAfter(last); day = day.plusDays(1)) {
            windowOf(day).flatMap(hours -> hours.intersect(window)).ifPresent(found::add);
        }
        return Windows.of(found);
    }

    private Optional<Window> windowAt(Instant instant) {
        LocalDate day = day(instant);
        for (int back = 0; back <= DAYS_BACK; back++) {
            Optional<Window> window = windowOf(day.minusDays(back));
            if (window.isPresent() && window.get().contains(instant)) {
                return window;
            }
        }
        return Optional.empty();
    }

    private LocalDate day(Instant instant) {
        return Require.instant("instant", instant).atZone(zone).toLocalDate();
    }

    private Optional<Window> windowOf(LocalDate day) {
        // at the ends of the years that instants may have, there are no hours
        if (!days.contains(day.getDayOfWeek()) || day.getYear() < 2 || day.getYear() > 9_998) {
            return Optional.empty();
        }
        LocalDate last = until.isAfter(from) ? day : day.plusDays(1);
        Instant start = LocalTimes.toInstant(day.atTime(from), zone);
        Instant end = LocalTimes.toInstant(last.atTime(until), zone);
        return start.isBefore(end) ? Optional.of(new Window(start, end)) : Optional.empty();
    }

    private static void whole(String what, LocalTime time) {
        LocalTime given = Require.present(what, time);
        Require.that(given.equals(given.truncatedTo(ChronoUnit.SECONDS)), what, "be whole seconds", given);
    }

    private static LocalTime timeOf(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException("time of daily hours", "be a local time such as 09:00", text);
        }
    }

    @Override
    public String toString() {
        return from + " to " + until + " " + zone.getId()
                + (days.size() == 7
                        ? ""
                        : " on "
                                + String.join(
                                        ", ",
                                        days.stream().map(DailyHours::shortName).toList()));
    }

    private static String shortName(DayOfWeek day) {
        return day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(java.util.Locale.ROOT);
    }
}
