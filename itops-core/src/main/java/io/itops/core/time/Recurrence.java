package io.itops.core.time;

import io.itops.core.InvalidInputException;
import io.itops.core.LimitExceededException;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A window that recurs: on {@link RecurringDays}, from a time of day on, for a length or until a time of day, in a zone.
 *
 * <pre>{@code
 * Recurrence nights = Recurrence.of(
 *                 RecurringDays.weekly(LocalDate.of(2026, 1, 1)).on(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY).build(),
 *                 ZoneId.of("Europe/Berlin"))
 *         .from(LocalTime.of(22, 0))
 *         .until(LocalTime.of(6, 0));
 * boolean active = nights.isActive(Instant.parse("2026-11-29T04:30:00Z")); // true: the night that began on Saturday
 * }</pre>
 *
 * <p>The days are those on which windows start: a window that goes over midnight belongs to the day before it. A window whose end is the
 * time of its start lasts until that time on the next day. On-call restrictions, opening hours, freezes and mute times are all such windows, and
 * several of them are put together by the algebra of {@link Windows}.
 *
 * <p>Where clocks jump, each end means what its {@link DstPolicy} says; a window whose end then does not come after its start is left
 * out. {@link Extent.Showing} asks the clocks instead.
 *
 * <p>Every question is answered from the time that it is about: what it costs does not grow with the distance from the first date.
 *
 * <p>Immutable and thread-safe.
 *
 * @param days the days on which windows start
 * @param start the time of day at which they start, truncated to microseconds
 * @param extent how far they reach
 * @param zone whose clocks are meant
 * @param startPolicy what a start means where clocks jump
 * @param endPolicy what an end means where clocks jump, if it is a time of day
 * @since 0.1
 */
public record Recurrence(
        RecurringDays days, LocalTime start, Extent extent, ZoneId zone, DstPolicy startPolicy, DstPolicy endPolicy) {
    /** How recurrences are stored. */
    public static final Codec<Recurrence> CODEC = TimeCodecs.RECURRENCE;

    static final int MAX_WINDOWS = 1_000_000;

    /** Checks that an end on the day of the start comes after it. */
    public Recurrence {
        Require.present("recurring days", days);
        start = Require.present("start", start).truncatedTo(ChronoUnit.MICROS);
        Require.present("extent", extent);
        Require.present("zone", zone);
        Require.present("DST policy", startPolicy);
        Require.present("DST policy", endPolicy);
        LocalTime end = extent instanceof Extent.Until until && until.daysLater() == 0
                ? until.end()
                : extent instanceof Extent.Showing showing && showing.daysLater() == 0 ? showing.end() : LocalTime.MAX;
        Require.that(end.isAfter(start), "end", "come after the start " + start + " or on a later day", end);
    }

    /**
     * Windows of whole days: from midnight to midnight, where clocks jump as {@link DstPolicy#JAVA_AND_RFC5545} says.
     *
     * @param days the days
     * @param zone whose days are meant
     * @return a recurrence, to be changed by {@link #from} and {@link #dst}
     */
    public static Recurrence of(RecurringDays days, ZoneId zone) {
        return new Recurrence(
                days,
                LocalTime.MIDNIGHT,
                new Extent.Until(1, LocalTime.MIDNIGHT),
                zone,
                DstPolicy.JAVA_AND_RFC5545,
                DstPolicy.JAVA_AND_RFC5545);
    }

    /**
     * The same days with another start, of windows whose end is to be said anew: the end that stood is one of the old start.
     *
     * @param time when windows start
     * @return a start, which is a recurrence as soon as its end is said
     */
    public Starting from(LocalTime time) {
        return new Starting(this, time);
    }

    /**
     * The same, ending at a time of day: on the day of the start if the time is later than it, else on the next day.
     *
     * @param time when windows end
     * @return a recurrence of at most 24 hours by the clock
     */
    public Recurrence until(LocalTime time) {
        return until(Require.present("end", time).isAfter(start) ? 0 : 1, time);
    }

    /**
     * The same, ending at a time of day some days later: Friday evening until Monday morning is 3 days.
     *
     * @param daysLater how many days after that of the start, 0 to 366
     * @param time when windows end
     * @return a recurrence
     */
    public Recurrence until(int daysLater, LocalTime time) {
        return with(new Extent.Until(daysLater, time));
    }

    /**
     * The same, lasting for a time that does not depend on what clocks show.
     *
     * @param length more than zero, at most 366 days
     * @return a recurrence
     */
    public Recurrence lasting(Duration length) {
        return with(new Extent.Lasting(length));
    }

    /**
     * The same, active as long as the clocks show a time from the start on and before another: {@link Extent.Showing}.
     *
     * @param time the first time of day that is not part of it: of the day of the start if it is later, else of the next day
     * @return a recurrence
     */
    public Recurrence showingUntil(LocalTime time) {
        return with(new Extent.Showing(Require.present("end", time).isAfter(start) ? 0 : 1, time));
    }

    /**
     * The same, with one meaning of both ends where clocks jump.
     *
     * @param policy what they mean
     * @return a recurrence
     */
    public Recurrence dst(DstPolicy policy) {
        return dst(policy, policy);
    }

    /**
     * The same, with a meaning of each end where clocks jump.
     *
     * @param ofStart what a start means
     * @param ofEnd what an end means
     * @return a recurrence
     */
    public Recurrence dst(DstPolicy ofStart, DstPolicy ofEnd) {
        return new Recurrence(days, start, extent, zone, ofStart, ofEnd);
    }

    private Recurrence with(Extent other) {
        return new Recurrence(days, start, other, zone, startPolicy, endPolicy);
    }

    /**
     * When it is active within a window.
     *
     * @param asked the window to look through
     * @return the set of instants, where windows that overlap or touch have become one
     * @throws LimitExceededException if more than 1,000,000 windows lie in it
     */
    public Windows windows(Window asked) {
        Require.present("window", asked);
        List<Window> found = new ArrayList<>();
        LocalDate end = date(asked.end()).plusDays(2);
        Optional<LocalDate> day = days.next(date(asked.start()).minusDays(reach() + 2L));
        while (day.isPresent() && day.get().isBefore(end)) {
            for (Window window : startingOn(day.get())) {
                window.intersect(asked).ifPresent(found::add);
            }
            if (found.size() > MAX_WINDOWS) {
                throw new LimitExceededException("recurring windows", MAX_WINDOWS, found.size());
            }
            day = days.next(day.get().plusDays(1));
        }
        return Windows.of(found);
    }

    /**
     * Whether it is active.
     *
     * @param instant any instant of the years 1 to 9999
     * @return true if a window holds the instant
     */
    public boolean isActive(Instant instant) {
        Instant at = Require.instant("instant", instant);
        LocalDate date = date(at);
        LocalDate end = date.plusDays(2);
        Optional<LocalDate> day = days.next(date.minusDays(reach() + 2L));
        while (day.isPresent() && day.get().isBefore(end)) {
            for (Window window : startingOn(day.get())) {
                if (window.contains(at)) {
                    return true;
                }
            }
            day = days.next(day.get().plusDays(1));
        }
        return false;
    }

    /**
     * The next window, alone even where it overlaps or touches others.
     *
     * @param from any instant of the years 1 to 9999
     * @return the window with the earliest start that is not before the instant; empty if none starts any more
     */
    public Optional<Window> next(Instant from) {
        Instant at = Require.instant("instant", from);
        Window best = null;
        // clocks can jump by a day: a start may come up to two dates later than one that was found
        Optional<LocalDate> day = days.next(date(at).minusDays(2));
        LocalDate stop = LocalDate.MAX;
        while (day.isPresent() && !day.get().isAfter(stop)) {
            for (Window window : startingOn(day.get())) {
                if (!window.start().isBefore(at)
                        && (best == null || window.start().isBefore(best.start()))) {
                    best = window;
                    stop = day.get().plusDays(2);
                }
            }
            day = days.next(day.get().plusDays(1));
        }
        return Optional.ofNullable(best);
    }

    private LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /** How many dates after that of its start a window may reach. */
    private int reach() {
        if (extent instanceof Extent.Until until) {
            return until.daysLater();
        }
        return extent instanceof Extent.Showing showing
                ? showing.daysLater()
                : (int) ((Extent.Lasting) extent).length().toDays() + 1;
    }

    /** The window that starts on a date, none or two where clocks jump. */
    private List<Window> startingOn(LocalDate date) {
        LocalDateTime local = date.atTime(start);
        if (extent instanceof Extent.Showing showing) {
            return ClockFaces.showing(
                    zone.getRules(), local, date.plusDays(showing.daysLater()).atTime(showing.end()));
        }
        Instant from = LocalTimes.toInstant(local, zone, startPolicy);
        Instant end = extent instanceof Extent.Until until
                ? LocalTimes.toInstant(date.plusDays(until.daysLater()).atTime(until.end()), zone, endPolicy)
                : from.plus(((Extent.Lasting) extent).length());
        return from.isBefore(end) ? List.of(new Window(from, end)) : List.of();
    }

    /**
     * The rule as RFC 5545 text: {@code FREQ=WEEKLY;BYDAY=FR,SA}. It goes with a {@code DTSTART} that is {@link #start} on the first of the
     * days, with the zone as its {@code TZID}; an end is in UTC then. What the text would leave out is refused: another meaning of times where
     * clocks jump than that of RFC 5545, windows of what the clocks show, days left out and days added.
     *
     * @return the value of an {@code RRULE}
     * @throws InvalidInputException if no rule of RFC 5545 alone can say it; {@link RecurringDays#toRRule} tells the days that none can
     */
    public String toRRule() {
        boolean plain = startPolicy == DstPolicy.JAVA_AND_RFC5545
                && (extent instanceof Extent.Lasting || endPolicy == DstPolicy.JAVA_AND_RFC5545);
        Require.that(
                plain,
                "recurrence as an RRULE",
                "mean by its times what RFC 5545 does",
                startPolicy + ", " + endPolicy);
        Require.that(
                !(extent instanceof Extent.Showing),
                "recurrence as an RRULE",
                "not go by what the clocks show",
                extent);
        Require.that(
                days.except().isEmpty() && days.extra().isEmpty(),
                "recurrence as an RRULE",
                "have no days left out or added",
                days);
        return RRules.write(
                days,
                days.until()
                        .map(last -> ContentLines.date(
                                last.atTime(start).atZone(zone).toInstant())));
    }

    /**
     * A start whose end is not said yet.
     *
     * <p>Immutable and thread-safe.
     *
     * @since 0.1
     */
    public static final class Starting {
        private final Recurrence before;
        private final LocalTime start;

        private Starting(Recurrence before, LocalTime start) {
            this.before = before;
            this.start = Require.present("start", start).truncatedTo(ChronoUnit.MICROS);
        }

        /**
         * Ends at a time of day: on the day of the start if the time is later than it, else on the next day.
         *
         * @param time when windows end
         * @return a recurrence of at most 24 hours by the clock
         */
        public Recurrence until(LocalTime time) {
            return until(daysUntil(time), time);
        }

        /**
         * Ends at a time of day some days later: Friday evening until Monday morning is 3 days.
         *
         * @param daysLater how many days after that of the start, 0 to 366
         * @param time when windows end
         * @return a recurrence
         */
        public Recurrence until(int daysLater, LocalTime time) {
            return with(new Extent.Until(daysLater, time));
        }

        /**
         * Lasts for a time that does not depend on what clocks show.
         *
         * @param length more than zero, at most 366 days
         * @return a recurrence
         */
        public Recurrence lasting(Duration length) {
            return with(new Extent.Lasting(length));
        }

        /**
         * Is active as long as the clocks show a time from the start on and before another: {@link Extent.Showing}.
         *
         * @param time the first time of day that is not part of it: of the day of the start if it is later, else of the next day
         * @return a recurrence
         */
        public Recurrence showingUntil(LocalTime time) {
            return with(new Extent.Showing(daysUntil(time), time));
        }

        /** Whether a time is of the day of the start or the next one, at the resolution that is kept. */
        private int daysUntil(LocalTime time) {
            return Require.present("end", time).truncatedTo(ChronoUnit.MICROS).isAfter(start) ? 0 : 1;
        }

        private Recurrence with(Extent extent) {
            return new Recurrence(before.days, start, extent, before.zone, before.startPolicy, before.endPolicy);
        }
    }
}
