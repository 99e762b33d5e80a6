package io.itops.incident.oncall;

import io.itops.core.Require;

/**
 * How heavy on-call time and pages weigh, in hours of plain on-call time. Weights add up: an hour on call on a holiday night weighs an
 * hour, a night's hour and a holiday's hour.
 *
 * <p>Immutable and thread-safe.
 *
 * @param hour an hour on call
 * @param nightHour what an hour of night adds
 * @param weekendHour what an hour of a weekend adds
 * @param holidayHour what an hour of a holiday adds
 * @param page a page
 * @param outOfHoursPage what a page outside the hours of work adds
 * @param sleepInterruption what an interruption of sleep adds
 * @since 0.1
 */
public record BurdenWeights(
        double hour,
        double nightHour,
        double weekendHour,
        double holidayHour,
        double page,
        double outOfHoursPage,
        double sleepInterruption) {
    /**
     * An hour of night or of a holiday weighs twice as much as a plain one, one of a weekend half as much again; a page weighs as an hour
     * on call, twice as much out of hours, and four hours more if it interrupts sleep. A convention to begin with, and no law.
     */
    public static final BurdenWeights STANDARD = new BurdenWeights(1, 1, 0.5, 1, 1, 1, 4);

    private static final double MOST = 1_000_000;

    /** Checks that each weight is 0 to 1,000,000. */
    public BurdenWeights {
        Require.range("weight of an hour", hour, 0, MOST);
        Require.range("weight of an hour of night", nightHour, 0, MOST);
        Require.range("weight of an hour of weekend", weekendHour, 0, MOST);
        Require.range("weight of an hour of holiday", holidayHour, 0, MOST);
        Require.range("weight of a page", page, 0, MOST);
        Require.range("weight of a page out of hours", outOfHoursPage, 0, MOST);
        Require.range("weight of an interruption of sleep", sleepInterruption, 0, MOST);
    }
}
