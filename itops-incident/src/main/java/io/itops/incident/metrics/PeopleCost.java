package io.itops.incident.metrics;

import io.itops.core.Require;

/**
 * What the people cost who work on an incident, around the clock for as long as it lasts: where they sleep, give fewer people. Eight hours a
 * day of two are two thirds of one.
 *
 * <p>Immutable and thread-safe.
 *
 * @param people how many work on it for as long as it lasts, 0 to 10,000
 * @param perHour what an hour of one of them costs, 0 to 1,000,000
 * @param fixed what each incident costs besides, its review for example, 0 to 1,000,000,000
 * @since 0.1
 */
public record PeopleCost(double people, double perHour, double fixed) {
    /** Nobody is paid. */
    public static final PeopleCost NONE = new PeopleCost(0, 0, 0);

    /** Checks the numbers. */
    public PeopleCost {
        Require.range("number of people", people, 0, 10_000);
        Require.range("cost of a person's hour", perHour, 0, 1e6);
        Require.range("fixed cost of an incident", fixed, 0, 1e9);
    }

    double of(double seconds) {
        return fixed + people * perHour * seconds / 3_600;
    }
}
