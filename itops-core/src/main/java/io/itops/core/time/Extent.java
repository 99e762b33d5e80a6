package io.itops.core.time;

import io.itops.core.Require;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/**
 * How far a recurring window reaches from its start.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface Extent {
    /** The longest that a window may last. */
    int MAX_DAYS = 366;

    /**
     * Until a time of day.
     *
     * <p>Immutable and thread-safe.
     *
     * @param daysLater how many days after that of the start, 0 to 366
     * @param end the time of day, truncated to microseconds; midnight is the first time of a day
     * @since 0.1
     */
    record Until(int daysLater, LocalTime end) implements Extent {
        /** Checks the number of days. */
        public Until {
            Require.range("days later", daysLater, 0, MAX_DAYS);
            end = Require.present("end", end).truncatedTo(ChronoUnit.MICROS);
        }
    }

    /**
     * For a time that passes alike on every day: 24 hours are 24 hours where a day has 23, too.
     *
     * <p>Immutable and thread-safe.
     *
     * @param length more than zero, at most 366 days, whole microseconds
     * @since 0.1
     */
    record Lasting(Duration length) implements Extent {
        /** Checks the length. */
        public Lasting {
            Require.positive("window length", length, Duration.ofDays(MAX_DAYS));
            Require.that(length.toNanosPart() % 1_000 == 0, "window length", "be whole microseconds", length);
        }
    }

    /**
     * As long as the clocks show a time from the start on and before the end: where a clock is set back the window may hold a time twice,
     * with a pause between, where it is set forward a part or all of the window is left out. Times of adjacent windows then cut all of time into
     * pieces that neither overlap nor leave a gap. A {@link DstPolicy} has no say in it.
     *
     * <p>Immutable and thread-safe.
     *
     * @param daysLater how many days after that of the start, 0 to 366
     * @param end the time of day, truncated to microseconds; midnight is the first time of a day
     * @since 0.1
     */
    record Showing(int daysLater, LocalTime end) implements Extent {
        /** Checks the number of days. */
        public Showing {
            Require.range("days later", daysLater, 0, MAX_DAYS);
            end = Require.present("end", end).truncatedTo(ChronoUnit.MICROS);
        }
    }
}
