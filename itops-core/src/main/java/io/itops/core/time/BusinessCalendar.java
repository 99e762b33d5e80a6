package io.itops.core.time;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When a business is open, and the arithmetic of the time in which it is: weekly hours, holidays, half days, extra working days.
 *
 * <pre>{@code
 * BusinessCalendar office = BusinessCalendar.in(ZoneId.of("America/New_York"))
 *         .open(LocalTime.of(9, 0), LocalTime.of(17, 0), DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY,
 *                 DayOfWeek.THURSDAY, DayOfWeek.FRIDAY)
 *         .closed(RecurringDays.yearly(LocalDate.of(2000, 1, 1)).in(Month.NOVEMBER).on(4, DayOfWeek.THURSDAY).build())
 *         .closed(LocalDate.of(2026, 12, 25))
 *         .hours(LocalDate.of(2026, 12, 24), new OpenHours(LocalTime.of(9, 0), LocalTime.of(12, 0)))
 *         .build();
 * Instant done = office.plus(Instant.parse("2026-11-25T21:00:00Z"), Duration.ofHours(2)); // 2026-11-27T15:00:00Z
 * }</pre>
 *
 * <p>Open are the instants at which the clocks of the zone show an hour that is open, so working time is exact where clocks jump: a
 * night shift lasts an hour more when they are set back. Hours that go over midnight belong to the day on which they begin: a holiday takes
 * the night that begins on it and leaves the morning that belongs to the day before.
 *
 * <p>Long spans are counted by whole weeks, with the days that differ put right, so an answer about years costs little more than one
 * about days.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public abstract sealed class BusinessCalendar permits WeeklyCalendar, CombinedCalendar {
    /** How far {@link #plus} looks ahead: 3,653 days. */
    public static final Duration HORIZON = Duration.ofDays(3_653);

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(364);

    BusinessCalendar() {}

    /**
     * Open around the clock, every day.
     *
     * @return a calendar in which working time is time
     */
    public static BusinessCalendar always() {
        return WeeklyCalendar.ALWAYS;
    }

    /**
     * Begins a calendar.
     *
     * @param zone whose clocks are meant
     * @return a builder without an hour
     */
    public static Builder in(ZoneId zone) {
        return new Builder(Require.present("zone", zone));
    }

    /**
     * Open when this or another calendar is.
     *
     * @param other another calendar, of any zone
     * @return their union
     * @throws io.itops.core.LimitExceededException if more than 200 calendars are put together
     */
    public BusinessCalendar or(BusinessCalendar other) {
        return CombinedCalendar.of(this, Require.present("calendar", other), true);
    }

    /**
     * Open when both this and another calendar are.
     *
     * @param other another calendar, of any zone
     * @return their intersection
     * @throws io.itops.core.LimitExceededException if more than 200 calendars are put together
     */
    public BusinessCalendar and(BusinessCalendar other) {
        return CombinedCalendar.of(this, Require.present("calendar", other), false);
    }

    /**
     * When it is open within a window.
     *
     * @param window the window to look through
     * @return the set of instants
     * @throws InvalidInputException if there are more than 1,000,000 windows
     */
    public Windows open(Window window) {
        return openWithin(Require.present("window", window));
    }

    /**
     * Whether it is open.
     *
     * @param instant any instant of the years 1 to 9999
     * @return true if it is
     */
    public boolean isOpen(Instant instant) {
        return openAt(Require.instant("instant", instant));
    }

    /**
     * How long it is open between two instants.
     *
     * @param from the first instant, truncated to microseconds
     * @param to the first instant after, not before the first
     * @return the working time
     * @throws InvalidInputException if the second instant lies before the first
     */
    public Duration workingTime(Instant from, Instant to) {
        Instant start = Require.instant("from", from);
        Instant end = Require.instant("to", to);
        Require.that(!end.isBefore(start), "to", "not be before " + start, end);
        return openBetween(start, end);
    }

    /**
     * The instant at which so much working time has passed, looked for up to {@link #HORIZON} ahead.
     *
     * @param from the instant to count from, truncated to microseconds
     * @param working how much working time, not negative, whole microseconds
     * @return the first instant by which it has passed: {@code from} itself for none
     * @throws InvalidInputException if so much does not pass within the horizon
     */
    public Instant plus(Instant from, Duration working) {
        Instant start = Require.instant("from", from);
        Instant horizon = start.isAfter(END_OF_TIME.minus(HORIZON)) ? END_OF_TIME : start.plus(HORIZON);
        return reach(start, working, horizon)
                .orElseThrow(() -> new InvalidInputException("working time", "pass before " + horizon, working));
    }

    /**
     * The instant at which so much working time has passed, if that comes soon enough.
     *
     * @param from the instant to count from, truncated to microseconds
     * @param working how much working time, not negative, whole microseconds
     * @param horizon the last instant that may be the answer
     * @return the first instant by which it has passed, {@code from} itself for none; empty if that lies after the horizon
     */
    public Optional<Instant> reach(Instant from, Duration working, Instant horizon) {
        Instant at = Require.instant("from", from);
        Require.span("working time", working, Duration.ofDays(366L * 10_000));
        Require.that(working.toNanosPart() % 1_000 == 0, "working time", "be whole microseconds", working);
        Instant last = Require.instant("horizon", horizon);
        Duration left = working;
        Duration step = DAY;
        // Ever longer strides while the time is not up, ever shorter ones where it would be, windows within the last
        // day.
        while (!left.isZero() && at.isBefore(last)) {
            Instant end = Duration.between(at, last).compareTo(step) < 0 ? last : at.plus(step);
            Duration passed = openBetween(at, end);
            if (passed.compareTo(left) < 0) {
                left = left.minus(passed);
                at = end;
                step = step.compareTo(YEAR) < 0 ? step.multipliedBy(2) : step;
            } else if (step.compareTo(DAY) > 0) {
                step = step.dividedBy(2);
                step = step.compareTo(DAY) < 0 ? DAY : step;
            } else {
                return Optional.of(within(new Window(at, end), left));
            }
        }
        return left.isZero() && !at.isAfter(last) ? Optional.of(at) : Optional.empty();
    }

    private Instant within(Window window, Duration working) {
        Duration left = working;
        Instant reached = window.end();
        for (Window open : openWithin(window).asList()) {
            if (open.duration().compareTo(left) >= 0) {
                reached = open.start().plus(left);
                break;
            }
            left = left.minus(open.duration());
        }
        return reached;
    }

    abstract Windows openWithin(Window window);

    abstract boolean openAt(Instant instant);

    abstract Duration openBetween(Instant from, Instant to);

    /**
     * Collects the hours and special days of a calendar.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private static final int MAX_HOURS = 100;
        private static final int MAX_DATES = 10_000;
        private static final int MAX_SPECIALS = 1_000;

        private final ZoneId zone;
        private final Map<DayOfWeek, List<OpenHours>> week = new EnumMap<>(DayOfWeek.class);
        private final NavigableMap<LocalDate, WeeklyCalendar.Special> dates = new TreeMap<>();
        private final List<WeeklyCalendar.Recurring> recurring = new ArrayList<>();
        private int order;

        private Builder(ZoneId zone) {
            this.zone = zone;
        }

        /**
         * Open on weekdays; adds to the hours given before.
         *
         * @param start when it opens
         * @param end when it closes: on the next day unless later than the start
         * @param days the weekdays, at least one
         * @return this
         */
        public Builder open(LocalTime start, LocalTime end, DayOfWeek... days) {
            OpenHours hours = new OpenHours(start, end);
            List<DayOfWeek> on = Require.size("weekdays", Require.listOf("weekdays", days), 1, MAX_HOURS);
            for (DayOfWeek day : on) {
                int had = week.getOrDefault(day, List.of()).size();
                Require.range("open hours of a day", had + 1, 0, MAX_HOURS);
            }
            for (DayOfWeek day : on) {
                List<OpenHours> all = week.computeIfAbsent(day, unused -> new ArrayList<>());
                if (!all.contains(hours)) {
                    all.add(hours);
                }
            }
            return this;
        }

        /**
         * Open in weekly hours; adds to the hours given before. Of a stretch that goes over several midnights each day has the hours that lie
         * on it, so that a special day takes only its own.
         *
         * @param hours the hours
         * @return this
         */
        public Builder open(WeeklyHours hours) {
            for (WeeklyHours.Stretch stretch :
                    Require.present("weekly hours", hours).stretches()) {
                if (stretch.length().compareTo(DAY) <= 0) {
                    open(stretch.start(), stretch.end(), stretch.day());
                    continue;
                }
                open(stretch.start(), LocalTime.MIDNIGHT, stretch.day());
                for (int i = 1; i < stretch.days(); i++) {
                    open(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, stretch.day().plus(i));
                }
                if (stretch.end().isAfter(LocalTime.MIDNIGHT)) {
                    open(LocalTime.MIDNIGHT, stretch.end(), stretch.day().plus(stretch.days()));
                }
            }
            return this;
        }

        /**
         * Closed on dates: holidays.
         *
         * @param holidays the dates; of what is said about a date the last holds
         * @return this
         */
        public Builder closed(LocalDate... holidays) {
            List<LocalDate> all = Require.listOf("holidays", holidays);
            Require.range("special dates", dates.size() + all.size(), 0, MAX_DATES);
            order++;
            all.forEach(date -> dates.put(date, new WeeklyCalendar.Special(order, List.of())));
            return this;
        }

        /**
         * Closed on days that recur, such as the fourth Thursday of November.
         *
         * @param holidays the days; of what is said about a date the last holds
         * @return this
         */
        public Builder closed(RecurringDays holidays) {
            return hours(holidays);
        }

        /**
         * Open on a date at other hours than its weekday's: a half day, an extra working day.
         *
         * @param date the date; of what is said about it the last holds
         * @param hours all hours of that date
         * @return this
         */
        public Builder hours(LocalDate date, OpenHours... hours) {
            Require.present("date", date);
            List<OpenHours> all = hoursOf(hours);
            Require.range("special dates", dates.size() + 1, 0, MAX_DATES);
            dates.put(date, new WeeklyCalendar.Special(++order, all));
            return this;
        }

        /**
         * Open on days that recur at other hours than their weekday's.
         *
         * @param days the days; of what is said about a date the last holds
         * @param hours all hours of each of them
         * @return this
         */
        public Builder hours(RecurringDays days, OpenHours... hours) {
            Require.present("recurring days", days);
            List<OpenHours> all = hoursOf(hours);
            Require.range("special days", recurring.size() + 1, 0, MAX_SPECIALS);
            recurring.add(new WeeklyCalendar.Recurring(days, new WeeklyCalendar.Special(++order, all)));
            return this;
        }

        private static List<OpenHours> hoursOf(OpenHours... hours) {
            return Require.size("open hours", Require.listOf("open hours", hours), 0, MAX_HOURS);
        }

        /**
         * The calendar.
         *
         * @return the calendar
         * @throws InvalidInputException if it never opens
         */
        public BusinessCalendar build() {
            boolean opens = !week.isEmpty()
                    || dates.values().stream()
                            .anyMatch(special -> !special.hours().isEmpty())
                    || recurring.stream()
                            .anyMatch(days -> !days.special().hours().isEmpty());
            Require.that(opens, "business calendar", "be open at some time", "never");
            return new WeeklyCalendar(zone, week, dates, recurring);
        }
    }
}
