package io.itops.core.time;

import io.itops.core.Require;
import java.time.DayOfWeek;

/**
 * A weekday, every one or the n-th of a month or year.
 *
 * <p>Immutable and thread-safe.
 *
 * @param ordinal 0 for every one, 1 for the first, -1 for the last; at most 53 in magnitude
 * @param day the day of the week
 * @since 0.1
 */
public record Weekday(int ordinal, DayOfWeek day) {
    /** Checks the ordinal. */
    public Weekday {
        Require.range("weekday ordinal", ordinal, -53, 53);
        Require.present("weekday", day);
    }
}
