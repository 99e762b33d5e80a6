package io.itops.incident.metrics;

import io.itops.core.Require;

/**
 * What the people cost who work on an incident for as long as it lasts: so many hours of each day since it began, and not around the clock where
 * they sleep.
 *
 * <p>Immutable and thread-safe.
 *
 * @param people how many work on it, 0 to 10,000
 * @param perHour what an hour of one of them costs, 0 to 1,000,000
 * @param fixed what each incident costs besides, its review for example, 0 to 1,000,000,000
 * @param hoursADay how long each works on it in 24 hours, above 0, at most 24: an incident of 30 hours has 8 and 6 of them at 8 hours a day
 * @since 0.1
 */
public record PeopleCost(double people, double perHour, double fixed, double hoursADay) {
    /** Nobody is paid. */
    public static final PeopleCost NONE = new PeopleCost(0, 0, 0);

    /** Checks the numbers. */
    public PeopleCost {
        Require.range("number of people", people, 0, 10_000);
        Require.range("cost of a person's hour", perHour, 0, 1e6);
        Require.range("fixed cost of an incident", fixed, 0, 1e9);
        Require.range("hours of work a day", hoursADay, Double.MIN_NORMAL, 24);
    }

    /**
     * What people cost who relieve each other, and work around the clock.
     *
     * @param people how many work on it at a time, 0 to 10,000
     * @param perHour what an hour of one of them costs, 0 to 1,000,000
     * @param fixed what each incident costs besides, 0 to 1,000,000,000
     */
    public PeopleCost(double people, double perHour, double fixed) {
        this(people, perHour, fixed, 24);
    }

    /**
     * This cost with people who sleep.
     *
     * @param hours how long each works on it in 24 hours, above 0, at most 24
     * @return a new cost
     */
    public PeopleCost working(double hours) {
        return new PeopleCost(people, perHour, fixed, hours);
    }

    double of(double seconds) {
        double hours = seconds / 3_600;
        double days = Math.floor(hours / 24);
        return fixed + people * perHour * (days * hoursADay + Math.min(hours - 24 * days, hoursADay));
    }
}
