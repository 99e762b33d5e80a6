package io.itops.incident.review;

import io.itops.core.Require;
import io.itops.core.time.BusinessCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Within what time a review is to be agreed.
 *
 * <p>Immutable and thread-safe.
 *
 * @param time how long, positive, at most 366 days
 * @param calendar the calendar in whose open hours the time passes; all time if empty. A calendar that is open all day on working days
 *     counts business days.
 * @since 0.1
 */
public record ReviewTarget(Duration time, Optional<BusinessCalendar> calendar) {
    /** Checks the parts. */
    public ReviewTarget {
        Require.positive("time for a review", time, Duration.ofDays(366));
        Require.present("calendar", calendar);
    }

    /**
     * Calendar days.
     *
     * @param days how many, 1 to 366
     * @return the target
     */
    public static ReviewTarget days(int days) {
        return new ReviewTarget(Duration.ofDays(Require.range("days", days, 1, 366)), Optional.empty());
    }

    /**
     * Working time.
     *
     * @param time how much, positive, at most 366 days
     * @param calendar when it passes
     * @return the target
     */
    public static ReviewTarget working(Duration time, BusinessCalendar calendar) {
        return new ReviewTarget(time, Optional.of(Require.present("calendar", calendar)));
    }

    /**
     * Until when a review is to be agreed.
     *
     * @param from the instant from which the time counts
     * @return the instant; empty if the calendar does not open long enough within its {@linkplain BusinessCalendar#HORIZON horizon}
     */
    public Optional<Instant> due(Instant from) {
        Instant start = Require.instant("from", from);
        Instant horizon = start.plus(BusinessCalendar.HORIZON);
        return calendar.isPresent() ? calendar.get().reach(start, time, horizon) : Optional.of(start.plus(time));
    }
}
