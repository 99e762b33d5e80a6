package io.itops.incident.communication;

import io.itops.core.Require;
import io.itops.core.Severity;
import java.time.Duration;

/**
 * How often an audience is told about incidents of a severity and worse.
 *
 * <p>Immutable and thread-safe.
 *
 * @param audience who is told: a slug such as {@code public} or {@code executives}, at most 40 characters
 * @param atLeast the mildest severity that the rule holds for
 * @param every the longest time between two updates while the incident is young, from a minute to 31 days
 * @param youngFor how long it is young, counted from its opening or last reopening, up to 366 days
 * @param thenEvery the longest time between two updates after that, from a minute to 31 days
 * @since 0.1
 */
public record CadenceRule(String audience, Severity atLeast, Duration every, Duration youngFor, Duration thenEvery) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    /** Checks the parts. */
    public CadenceRule {
        audience(audience);
        Require.present("severity of a cadence", atLeast);
        interval("time between updates", every);
        Require.span("time for which an incident is young", youngFor, Duration.ofDays(366));
        interval("time between later updates", thenEvery);
    }

    /**
     * The same time between updates throughout.
     *
     * @param audience who is told
     * @param atLeast the mildest severity that the rule holds for
     * @param every the longest time between two updates
     * @return the rule
     */
    public static CadenceRule of(String audience, Severity atLeast, Duration every) {
        return new CadenceRule(audience, atLeast, every, Duration.ZERO, every);
    }

    /**
     * The longest time between updates at an age of the incident.
     *
     * @param age how long ago it was opened or last reopened; a negative one, after a clock went back, counts as none
     * @return the time
     */
    public Duration everyAt(Duration age) {
        return Require.present("age", age).compareTo(youngFor) < 0 ? every : thenEvery;
    }

    boolean concerns(Severity severity) {
        return !atLeast.worseThan(severity);
    }

    static String audience(String name) {
        return Require.text("audience", Require.slug("audience", name), 40);
    }

    private static void interval(String what, Duration time) {
        Require.positive(what, time, LONGEST);
        Require.that(time.compareTo(SHORTEST) >= 0, what, "be at least a minute", time);
    }
}
