package io.itops.incident.oncall;

import io.itops.core.Require;
import java.time.Duration;

/**
 * What being on call has cost a person in a window. Time on call in several schedules at once counts once; all times of day are of the
 * person's own zone and calendar.
 *
 * <p>Immutable and thread-safe.
 *
 * @param onCall the time on call
 * @param nightTime the part of it that lies in nights
 * @param nights the nights of which some part is on call
 * @param weekendTime the part of it that lies in weekends
 * @param weekends the weekends of which some part is on call: days off in a row count as one
 * @param holidayTime the part of it that lies in holidays
 * @param holidays the holidays of which some part is on call
 * @param pages the pages
 * @param outOfHoursPages the pages outside the hours of work of a workday
 * @param sleepInterruptions the interruptions of sleep: each begins with a page at night, and further pages within an hour after that one
 *     belong to it
 * @param longestStretch the longest time from the begin of a shift to the next rest of at least eleven hours
 * @param burden all of it, weighed
 * @since 0.1
 */
public record Load(
        Duration onCall,
        Duration nightTime,
        int nights,
        Duration weekendTime,
        int weekends,
        Duration holidayTime,
        int holidays,
        int pages,
        int outOfHoursPages,
        int sleepInterruptions,
        Duration longestStretch,
        double burden) {
    private static final Duration LONGEST = Duration.ofDays(366L * 400);

    /** Checks the parts. */
    public Load {
        Require.span("time on call", onCall, LONGEST);
        Require.span("time at night", nightTime, onCall);
        Require.span("time at weekends", weekendTime, onCall);
        Require.span("time on holidays", holidayTime, onCall);
        Require.span("longest stretch", longestStretch, LONGEST);
        Require.range("nights", nights, 0, Integer.MAX_VALUE - 1);
        Require.range("weekends", weekends, 0, Integer.MAX_VALUE - 1);
        Require.range("holidays", holidays, 0, Integer.MAX_VALUE - 1);
        Require.range("pages", pages, 0, Integer.MAX_VALUE - 1);
        Require.range("pages out of hours", outOfHoursPages, 0, pages);
        Require.range("interruptions of sleep", sleepInterruptions, 0, pages);
        Require.range("burden", burden, 0, Double.MAX_VALUE);
    }
}
