package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.time.DstPolicy;
import io.itops.core.time.LocalTimes;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
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
 * @param nightStart when nights begin; 22:00 by default
 * @param nightEnd when nights end, on the next day unless after the start; 07:00 by default
 * @param workStart when work begins on workdays; 09:00 by default
 * @param workEnd when work ends, after it begins; 17:00 by default
 * @param weekend the weekdays without work; Saturday and Sunday by default
 * @param holidays dates without work, at most 5,000
 * @since 0.1
 */
public record PersonCalendar(
        ZoneId zone,
        LocalTime nightStart,
        LocalTime nightEnd,
        LocalTime workStart,
        LocalTime workEnd,
        Set<DayOfWeek> weekend,
        SortedSet<LocalDate> holidays) {
    /** Checks and copies the parts. */
    public PersonCalendar {
        Require.present("person's zone", zone);
        Values.wholeSeconds("night start", nightStart);
        Values.wholeSeconds("night end", nightEnd);
        Require.that(!nightEnd.equals(nightStart), "night end", "differ from the night's start", nightEnd);
        Values.wholeSeconds("work start", workStart);
        Values.wholeSeconds("work end", workEnd);
        Require.that(workEnd.isAfter(workStart), "work end", "be after its start " + workStart, workEnd);
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
        int days = nightEnd.isAfter(nightStart) ? 0 : 1;
        List<Window> nights = new ArrayList<>();
        for (LocalDate day : days(window)) {
            add(nights, at(day, nightStart), end(day.plusDays(days), nightEnd), window);
        }
        return nights;
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
        LocalTime time = instant.atZone(zone).toLocalTime();
        return !weekend.contains(day.getDayOfWeek())
                && !holidays.contains(day)
                && !time.isBefore(workStart)
                && time.isBefore(workEnd);
    }

    private List<LocalDate> days(Window window) {
        LocalDate first = window.start().atZone(zone).toLocalDate().minusDays(2);
        LocalDate last = window.end().atZone(zone).toLocalDate().plusDays(2);
        Require.that(
                first.getYear() >= 1 && last.getYear() <= 9_999,
                "window",
                "lie well inside the years 1 to 9999",
                window);
        return first.datesUntil(last).toList();
    }

    private Instant at(LocalDate day, LocalTime time) {
        return LocalTimes.toInstant(day.atTime(time), zone, DstPolicy.START_FIRST);
    }

    private Instant end(LocalDate day, LocalTime time) {
        return LocalTimes.toInstant(day.atTime(time), zone, DstPolicy.END_LAST);
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
        private LocalTime nightStart = LocalTime.of(22, 0);
        private LocalTime nightEnd = LocalTime.of(7, 0);
        private LocalTime workStart = LocalTime.of(9, 0);
        private LocalTime workEnd = LocalTime.of(17, 0);
        private Set<DayOfWeek> weekend = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        private final SortedSet<LocalDate> holidays = new TreeSet<>();

        private Builder(ZoneId zone) {
            this.zone = zone;
        }

        /**
         * When the person sleeps.
         *
         * @param start when nights begin
         * @param end when nights end
         * @return this
         */
        public Builder night(LocalTime start, LocalTime end) {
            nightStart = Values.wholeSeconds("night start", start);
            nightEnd = Values.wholeSeconds("night end", end);
            return this;
        }

        /**
         * When the person works.
         *
         * @param start when work begins
         * @param end when work ends
         * @return this
         */
        public Builder work(LocalTime start, LocalTime end) {
            workStart = Values.wholeSeconds("work start", start);
            workEnd = Values.wholeSeconds("work end", end);
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
         * @throws io.itops.core.InvalidInputException if nights have no length or work ends before it begins
         */
        public PersonCalendar build() {
            return new PersonCalendar(zone, nightStart, nightEnd, workStart, workEnd, weekend, holidays);
        }
    }
}
