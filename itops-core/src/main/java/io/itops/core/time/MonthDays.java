package io.itops.core.time;

import io.itops.core.Require;

/**
 * Days of a month from one to another, both included, counted from the first day (1 to 31) or from the last (-1 to -31).
 *
 * <p>Immutable and thread-safe.
 *
 * @param first the first of them
 * @param last the last of them; where it comes before the first in a month, that month has none
 * @since 0.1
 */
public record MonthDays(int first, int last) {
    /** Checks both ends; ends that are counted alike must be in order. */
    public MonthDays {
        Require.range("first day of month", first, -31, 31);
        Require.range("last day of month", last, -31, 31);
        Require.that(first != 0, "first day of month", "not be 0", first);
        Require.that(last != 0, "last day of month", "not be 0", last);
        Require.that(
                first <= last || Integer.signum(first) != Integer.signum(last),
                "last day of month",
                "not be before the first, " + first,
                last);
    }

    boolean contains(int day, int lengthOfMonth) {
        int begin = first > 0 ? first : lengthOfMonth + 1 + first;
        int end = last > 0 ? last : lengthOfMonth + 1 + last;
        return day >= begin && day <= end;
    }
}
