package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.time.DstPolicy;
import io.itops.core.time.LocalTimes;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When a person sleeps, works and rests, where the person lives: what makes one hour on call heavier than another. Where clocks go back
 * inside a night's begin or end, the night is the longer one.
 *
 * <p>Immutable and thread-safe.
 *
 * @param zone where the person lives
 * @param nights when the person sleeps; every day from 22:00 to 07:00 by default
 * @param work when the person works; by default from 09:00 to 17:00 on the weekdays that are not of the weekend
 * @param weekend the weekdays off; Saturday and Sunday by default
 * @param holidays dates without work, at most 5,000
 * @since 0.1
 */
public record PersonCalendar(
        ZoneId zone, WeeklyHours nights, WeeklyHours work, Set<DayOfWeek> weekend, SortedSet<LocalDate> holidays) {
    /** More days than a night can last, so that nights which touch a window are whole. */
    private static final int NIGHTS_LAST = 9;

    /** Checks and copies the parts. */
    public PersonCalendar {
        Require.present("person's zone", zone);
        Require.present("nights", nights);
        Require.present("hours of work", work);
        weekend = Collections.unmodifiableSet(new TreeSet<>(Require.list("weekend", weekend)));
        Require.size("holidays", holidays, 0, 5_000);
        holidays = Collections.unmodifiableSortedSet(new TreeSet<>(Require.list("holidays", holidays)));
    }

    /**
     * Nights from 22:00 to 07:00, work from 09:00 to 17:00 on Monday to Friday, no holidays.
     *
     * @param zone where the person lives
     * @return the calendar
     */
    public static PersonCalendar in(ZoneId zone) {
        return builder(zone).build();
    }

    /**
     * Starts a calendar.
     *
     * @param zone where the person lives
     * @return a builder with the default hours and no holidays
     */
    public static Builder builder(ZoneId zone) {
        return new Builder(Require.present("person's zone", zone));
    }

    /** The nights that touch a window, each as long as it goes. */
    List<Window> nights(Window window) {
        List<LocalDate> days = days(window);
        Window around = new Window(
                at(days.get(0).minusDays(NIGHTS_LAST), LocalTime.MIDNIGHT),
                at(days.get(days.size() - 1).plusDays(NIGHTS_LAST), LocalTime.MIDNIGHT));
        return nights.within(around, zone, DstPolicy.START_FIRST, DstPolicy.END_LAST).asList().stream()
                .filter(night -> night.overlaps(window))
                .toList();
    }

    /** Days off in a row that touch a window, each as long as it goes. */
    List<Window> weekends(Window window) {
        List<Window> off = new ArrayList<>();
        for (LocalDate day : days(window)) {
            if (weekend.contains(day.getDayOfWeek())) {
                add(off, at(day, LocalTime.MIDNIGHT), at(day.plusDays(1), LocalTime.MIDNIGHT), window);
            }
        }
        return Windows.of(off).asList();
    }

    /** The holidays that touch a window. */
    List<Window> holidays(Window window) {
        List<Window> off = new ArrayList<>();
        for (LocalDate day : days(window)) {
            if (holidays.contains(day)) {
                add(off, at(day, LocalTime.MIDNIGHT), at(day.plusDays(1), LocalTime.MIDNIGHT), window);
            }
        }
        return off;
    }

    /** Whether an instant lies in the hours of work of a workday. */
    boolean isWork(Instant instant) {
        LocalDate day = instant.atZone(zone).toLocalDate();
        Window moment = new Window(instant, instant.plus(1, ChronoUnit.MICROS));
        return !weekend.contains(day.getDayOfWeek())
                && !holidays.contains(day)
                && !work.within(moment, zone, DstPolicy.START_FIRST, DstPolicy.END_LAST)
                        .isEmpty();
    }

    private List<LocalDate> days(Window window) {
        LocalDate first = window.start().atZone(zone).toLocalDate().minusDays(2);
        LocalDate last = window.end().atZone(zone).toLocalDate().plusDays(2);
        Require.that(first.getYear() >= 2 && last.getYear() <= 9_998, "window", "lie in the years 2 to 9998", window);
        return first.datesUntil(last).toList();
    }

    private Instant at(LocalDate day, LocalTime time) {
        return LocalTimes.toInstant(day.atTime(time), zone, DstPolicy.START_FIRST);
    }

    private static void add(List<Window> windows, Instant start, Instant end, Window asked) {
        if (start.isBefore(end) && start.isBefore(asked.end()) && asked.start().isBefore(end)) {
            windows.add(new Window(start, end));
        }
    }

    /**
     * Collects the parts of a person's calendar.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final ZoneId zone;
        private WeeklyHours nights = WeeklyHours.daily(LocalTime.of(22, 0), LocalTime.of(7, 0));
        private LocalTime workStart = LocalTime.of(9, 0);
        private LocalTime workEnd = LocalTime.of(17, 0);
        private Optional<WeeklyHours> work = Optional.empty();
        private Set<DayOfWeek> weekend = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        private final SortedSet<LocalDate> holidays = new TreeSet<>();

        private Builder(ZoneId zone) {
            this.zone = zone;
        }

        /**
         * When the person sleeps, the same each night.
         *
         * @param start when nights begin
         * @param end when nights end, on the next day unless after the start
         * @return this
         */
        public Builder night(LocalTime start, LocalTime end) {
            Require.present("night start", start);
            Require.that(!start.equals(end), "night end", "differ from the night's start", end);
            return nights(WeeklyHours.daily(start, end));
        }

        /**
         * When the person sleeps.
         *
         * @param hours the nights of a week
         * @return this
         */
        public Builder nights(WeeklyHours hours) {
            nights = Require.present("nights", hours);
            return this;
        }

        /**
         * When the person works, the same on each workday.
         *
         * @param start when work begins
         * @param end when work ends, after it begins
         * @return this
         */
        public Builder work(LocalTime start, LocalTime end) {
            Values.wholeSeconds("work start", start);
            Values.wholeSeconds("work end", end);
            Require.that(end.isAfter(start), "work end", "be after its start " + start, end);
            workStart = start;
            workEnd = end;
            work = Optional.empty();
            return this;
        }

        /**
         * When the person works; the weekend and holidays are off all the same.
         *
         * @param hours the hours of a week
         * @return this
         */
        public Builder work(WeeklyHours hours) {
            work = Optional.of(Require.present("hours of work", hours));
            return this;
        }

        /**
         * On which weekdays the person does not work.
         *
         * @param days the weekdays
         * @return this
         */
        public Builder weekend(Collection<DayOfWeek> days) {
            weekend = new TreeSet<>(Require.list("weekend", days));
            return this;
        }

        /**
         * Adds dates on which the person does not work.
         *
         * @param dates the dates
         * @return this
         */
        public Builder holidays(Collection<LocalDate> dates) {
            holidays.addAll(Require.list("holidays", dates));
            return this;
        }

        /**
         * The calendar.
         *
         * @return the calendar
         * @throws io.itops.core.InvalidInputException if there are more than 5,000 holidays
         */
        public PersonCalendar build() {
            Set<DayOfWeek> workdays = EnumSet.allOf(DayOfWeek.class);
            workdays.removeAll(weekend);
            return new PersonCalendar(
                    zone,
                    nights,
                    work.orElseGet(() -> WeeklyHours.on(workdays, workStart, workEnd)),
                    weekend,
                    holidays);
        }
    }
}
