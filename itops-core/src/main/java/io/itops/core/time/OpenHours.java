package io.itops.core.time;

import io.itops.core.Require;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/**
 * Hours of a day in which a business is open.
 *
 * <p>Immutable and thread-safe.
 *
 * @param start when it opens, truncated to microseconds
 * @param end when it closes, truncated to microseconds: on the same day if later than the start, else on the next day, so that
 *     midnight ends a day and equal times are 24 hours
 * @since 0.1
 */
public record OpenHours(LocalTime start, LocalTime end) {
    static final long DAY = 24 * 60 * 60 * 1_000_000L;

    /** The whole day. */
    public static final OpenHours ALL_DAY = new OpenHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    /** Checks that both are given. */
    public OpenHours {
        start = Require.present("opening time", start).truncatedTo(ChronoUnit.MICROS);
        end = Require.present("closing time", end).truncatedTo(ChronoUnit.MICROS);
    }

    /** Microseconds of the day. */
    long from() {
        return start.toNanoOfDay() / 1_000;
    }

    /** Microseconds of the day, of the next one if above a day. */
    long until() {
        return end.toNanoOfDay() / 1_000 + (end.isAfter(start) ? 0 : DAY);
    }
}
