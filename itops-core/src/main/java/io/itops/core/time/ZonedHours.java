package io.itops.core.time;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * Weekly hours by the clocks of one zone. Local times mean what {@link DstPolicy#JAVA_AND_RFC5545} says.
 *
 * <p>Immutable and thread-safe.
 *
 * @param hours the hours, at least one stretch
 * @param zone whose clocks are meant
 * @since 0.1
 */
public record ZonedHours(WeeklyHours hours, ZoneId zone) {
    /** Weekdays come again after seven days; the rest is room for days whose hours the clocks skip. */
    private static final int DAYS_AHEAD = 16;

    private static final int WEEK = 7;

    /** How such hours are written. */
    public static final Codec<ZonedHours> CODEC = Shape.of("zoned hours", s -> {
        var hours = s.field("hours", WeeklyHours.CODEC, ZonedHours::hours);
        var zone = s.field("zone", TimeZones.CODEC, ZonedHours::zone);
        return row -> new ZonedHours(row.get(hours), row.get(zone));
    });

    /** Checks the parts. */
    public ZonedHours {
        Require.present("weekly hours", hours);
        Require.that(!hours.isEmpty(), "weekly hours", "have at least one stretch", hours);
        Require.present("zone of weekly hours", zone);
    }

    /**
     * Whether an instant lies in the hours.
     *
     * @param instant any instant
     * @return true from the start until just before the end
     */
    public boolean contains(Instant instant) {
        return end(Require.instant("instant", instant)).isPresent();
    }

    /**
     * The next instant that lies in the hours.
     *
     * @param instant any instant
     * @return the instant itself if it does, else the start of the next hours; empty if the clocks skip those of all days of a week
     */
    public Optional<Instant> next(Instant instant) {
        Instant from = Require.instant("instant", instant);
        if (contains(from)) {
            return Optional.of(from);
        }
        LocalDate first = from.atZone(zone).toLocalDate().minusDays(1);
        LocalDate last = first.plusDays(DAYS_AHEAD);
        Optional<Instant> next = Optional.empty();
        for (WeeklyHours.Stretch stretch : hours.stretches()) {
            LocalDate day = first.with(TemporalAdjusters.nextOrSame(stretch.day()));
            boolean found = false;
            for (; !found && !day.isAfter(last); day = day.plusDays(WEEK)) {
                Optional<Instant> start = on(stretch, day).map(Window::start).filter(at -> !at.isBefore(from));
                found = start.isPresent();
                if (found && (next.isEmpty() || start.get().isBefore(next.get()))) {
                    next = start;
                }
            }
        }
        return next;
    }

    /**
     * The next instant that lies outside the hours.
     *
     * @param instant any instant
     * @return the instant itself if it does, else the end of the hours; empty if they go on into each other for ever
     */
    public Optional<Instant> nextOutside(Instant instant) {
        Instant from = Require.instant("instant", instant);
        Instant at = from;
        for (Optional<Instant> end = end(at); end.isPresent(); end = end(at)) {
            at = end.get();
            if (Duration.between(from, at).toDays() > DAYS_AHEAD) {
                return Optional.empty();
            }
        }
        return Optional.of(at);
    }

    /**
     * The hours within a window.
     *
     * @param window from when until when
     * @return all instants of the window that lie in the hours
     * @throws io.itops.core.InvalidInputException if these are more than 1,000,000 windows
     */
    public Windows within(Window window) {
        return hours.within(window, zone);
    }

    /** The latest end of the stretches in which an instant lies. */
    private Optional<Instant> end(Instant instant) {
        LocalDate today = instant.atZone(zone).toLocalDate();
        Instant latest = Instant.MIN;
        for (WeeklyHours.Stretch stretch : hours.stretches()) {
            // a day more at each side, for clocks that jump over midnight
            LocalDate first = today.minusDays(stretch.days() + 2L);
            LocalDate day = first.with(TemporalAdjusters.nextOrSame(stretch.day()));
            for (; !day.isAfter(today.plusDays(1)); day = day.plusDays(WEEK)) {
                Optional<Window> open = on(stretch, day).filter(window -> window.contains(instant));
                if (open.isPresent() && open.get().end().isAfter(latest)) {
                    latest = open.get().end();
                }
            }
        }
        return latest.equals(Instant.MIN) ? Optional.empty() : Optional.of(latest);
    }

    private Optional<Window> on(WeeklyHours.Stretch stretch, LocalDate day) {
        return stretch.on(day, zone, DstPolicy.JAVA_AND_RFC5545, DstPolicy.JAVA_AND_RFC5545);
    }

    @Override
    public String toString() {
        return hours.text(" " + zone.getId());
    }
}
