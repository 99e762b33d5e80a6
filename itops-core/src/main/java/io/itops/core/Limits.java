package io.itops.core;

import java.time.Duration;

/**
 * The explicit bounds of the kernel. All are on by default.
 *
 * <p>Immutable and thread-safe.
 *
 * @param lease how long a claimed job stays with its worker; an effect's attempt limit lies below half of it. 1 s to a day
 * @param batch how many jobs a worker claims at once, 1 to 1,000
 * @param conflictRetries how often a decision is made anew when its commit meets a conflict, 1 to 100
 * @param maxAttempts how often a job is tried before it is parked, crashed attempts included, 1 to 1,000
 * @param firstBackOff the pause after the first failed attempt; it doubles with each further one
 * @param longestBackOff the longest pause, at least the first
 * @since 0.1
 */
public record Limits(
        Duration lease,
        int batch,
        int conflictRetries,
        int maxAttempts,
        Duration firstBackOff,
        Duration longestBackOff) {
    /** The bounds used when none are given. */
    public static final Limits DEFAULTS =
            new Limits(Duration.ofSeconds(30), 64, 20, 20, Duration.ofSeconds(1), Duration.ofMinutes(5));

    /** Checks the bounds. */
    public Limits {
        Require.positive("lease", lease, Duration.ofDays(1));
        Require.that(lease.compareTo(Duration.ofSeconds(1)) >= 0, "lease", "be at least a second", lease);
        Require.range("batch", batch, 1, 1_000);
        Require.range("conflict retries", conflictRetries, 1, 100);
        Require.range("attempts", maxAttempts, 1, 1_000);
        Require.positive("first back-off", firstBackOff, Duration.ofDays(1));
        Require.positive("longest back-off", longestBackOff, Duration.ofDays(1));
        Require.that(
                longestBackOff.compareTo(firstBackOff) >= 0,
                "longest back-off",
                "be at least the first, " + firstBackOff,
                longestBackOff);
    }

    /**
     * These bounds with another lease.
     *
     * @param other how long a claimed job stays with its worker
     * @return the bounds
     */
    public Limits withLease(Duration other) {
        return new Limits(other, batch, conflictRetries, maxAttempts, firstBackOff, longestBackOff);
    }

    /**
     * The pause after a failed attempt: the first back-off, doubled for each attempt before this one, cut at the longest.
     *
     * @param attempt the attempt that failed, from 1
     * @return the pause
     */
    public Duration backOff(int attempt) {
        Require.range("attempt", attempt, 1, Integer.MAX_VALUE);
        Duration pause = firstBackOff;
        for (int i = 1; i < attempt && pause.compareTo(longestBackOff) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestBackOff) < 0 ? pause : longestBackOff;
    }
}
