package io.itops.core.delivery;

import com.google.common.hash.Hashing;
import io.itops.core.Require;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/**
 * How deliveries through one notifier are limited, retried and broken off. Rates and breakers are kept for each destination, by each
 * process for itself, and forgotten when it ends.
 *
 * <p>Immutable and thread-safe.
 *
 * @param attemptLimit the time that an attempt may take, less than half of the lease
 * @param maxAttempts how many attempts are made before a notification is parked, 1 to 1,000; waiting for a breaker, a rate or a thread
 *     is no attempt
 * @param firstBackOff the pause after the first failed attempt; it doubles with each further one
 * @param longestBackOff the longest pause
 * @param jitter by which share of itself a pause may be shorter, 0 to 1: drawn from the delivery id and the attempt, so that it is
 *     always the same
 * @param rate how many attempts are made in how much time
 * @param breaker when a destination is left alone for a while
 * @param concurrency how many attempts of a notifier that blocks are made at once after {@code start()}, 1 to 256
 * @since 0.1
 */
public record DeliveryPolicy(
        Duration attemptLimit,
        int maxAttempts,
        Duration firstBackOff,
        Duration longestBackOff,
        double jitter,
        Rate rate,
        Breaker breaker,
        int concurrency) {
    /** The policy of notifiers that are given none. */
    public static final DeliveryPolicy DEFAULTS = new DeliveryPolicy(
            Duration.ofSeconds(10),
            20,
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            0.2,
            new Rate(100, Duration.ofSeconds(1)),
            new Breaker(5, 0.8, Duration.ofSeconds(30)),
            16);

    /**
     * A number of attempts in each period; a period's permits that were not used are lost.
     *
     * @param permits how many, 1 to 1,000,000
     * @param period in which time, a millisecond to a day
     */
    public record Rate(int permits, Duration period) {
        /** Checks the parts. */
        public Rate {
            Require.range("permits", permits, 1, 1_000_000);
            atLeastAMillisecond("rate period", period);
        }
    }

    /**
     * Opens when too many of the last attempts had no answer or a failing one; while it is open no attempt is made, then a single one
     * decides whether it closes.
     *
     * @param window how many of the last attempts are looked at, 1 to 1,000; fewer never open it
     * @param threshold the share of failures among them that opens it, above 0 and at most 1
     * @param open how long it stays open, a millisecond to a day
     */
    public record Breaker(int window, double threshold, Duration open) {
        /** Checks the parts. */
        public Breaker {
            Require.range("breaker window", window, 1, 1_000);
            Require.that(threshold > 0 && threshold <= 1, "breaker threshold", "be above 0 and at most 1", threshold);
            atLeastAMillisecond("breaker's open time", open);
        }
    }

    /** Checks the parts. */
    public DeliveryPolicy {
        atLeastAMillisecond("attempt limit", attemptLimit);
        Require.positive("attempt limit", attemptLimit, Duration.ofHours(1));
        Require.range("attempts", maxAttempts, 1, 1_000);
        atLeastAMillisecond("first back-off", firstBackOff);
        atLeastAMillisecond("longest back-off", longestBackOff);
        Require.that(
                longestBackOff.compareTo(firstBackOff) >= 0,
                "longest back-off",
                "be at least the first, " + firstBackOff,
                longestBackOff);
        Require.range("jitter", jitter, 0, 1);
        Require.present("rate", rate);
        Require.present("breaker", breaker);
        Require.range("concurrency", concurrency, 1, 256);
    }

    private static void atLeastAMillisecond(String what, Duration value) {
        Require.positive(what, value, Duration.ofDays(1));
        Require.that(value.compareTo(Duration.ofMillis(1)) >= 0, what, "be at least a millisecond", value);
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The pause after a failed attempt, from 1. */
    Duration backOff(int attempt, String deliveryId) {
        Duration pause = firstBackOff;
        for (int i = 1; i < attempt && pause.compareTo(longestBackOff) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        if (pause.compareTo(longestBackOff) > 0) {
            pause = longestBackOff;
        }
        long seed =
                Hashing.farmHashFingerprint64().hashUnencodedChars(deliveryId).asLong() + attempt;
        double shorter = jitter * new SplittableRandom(seed).nextDouble();
        return pause.minus((long) (pause.toNanos() * shorter), ChronoUnit.NANOS).truncatedTo(ChronoUnit.MICROS);
    }

    /** This policy, with an attempt limit that a lease allows. */
    DeliveryPolicy fittedTo(Duration lease) {
        Duration longest = lease.multipliedBy(2).dividedBy(5);
        return attemptLimit.compareTo(longest) <= 0
                ? this
                : new DeliveryPolicy(
                        longest, maxAttempts, firstBackOff, longestBackOff, jitter, rate, breaker, concurrency);
    }

    /**
     * Collects the parts of a policy; each is that of {@link #DEFAULTS} until another is given.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private Duration attemptLimit = DEFAULTS.attemptLimit;
        private int maxAttempts = DEFAULTS.maxAttempts;
        private Duration firstBackOff = DEFAULTS.firstBackOff;
        private Duration longestBackOff = DEFAULTS.longestBackOff;
        private double jitter = DEFAULTS.jitter;
        private Rate rate = DEFAULTS.rate;
        private Breaker breaker = DEFAULTS.breaker;
        private int concurrency = DEFAULTS.concurrency;

        private Builder() {}

        /**
         * The time that an attempt may take.
         *
         * @param given less than half of the lease
         * @return this
         */
        public Builder attemptLimit(Duration given) {
            attemptLimit = given;
            return this;
        }

        /**
         * How many attempts are made before a notification is parked.
         *
         * @param given 1 to 1,000
         * @return this
         */
        public Builder maxAttempts(int given) {
            maxAttempts = given;
            return this;
        }

        /**
         * The pauses between failed attempts.
         *
         * @param first the pause after the first
         * @param longest the longest pause
         * @return this
         */
        public Builder backOff(Duration first, Duration longest) {
            firstBackOff = first;
            longestBackOff = longest;
            return this;
        }

        /**
         * By which share of itself a pause may be shorter.
         *
         * @param given 0 to 1
         * @return this
         */
        public Builder jitter(double given) {
            jitter = given;
            return this;
        }

        /**
         * How many attempts are made in how much time.
         *
         * @param permits how many
         * @param period in which time
         * @return this
         */
        public Builder rate(int permits, Duration period) {
            rate = new Rate(permits, period);
            return this;
        }

        /**
         * When a destination is left alone for a while.
         *
         * @param window how many of the last attempts are looked at
         * @param threshold the share of failures among them that opens the breaker
         * @param open how long it stays open
         * @return this
         */
        public Builder breaker(int window, double threshold, Duration open) {
            breaker = new Breaker(window, threshold, open);
            return this;
        }

        /**
         * How many attempts of a notifier that blocks are made at once.
         *
         * @param given 1 to 256
         * @return this
         */
        public Builder concurrency(int given) {
            concurrency = given;
            return this;
        }

        /**
         * The policy.
         *
         * @return the policy
         * @throws io.itops.core.InvalidInputException if a part breaks its rule
         */
        public DeliveryPolicy build() {
            return new DeliveryPolicy(
                    attemptLimit, maxAttempts, firstBackOff, longestBackOff, jitter, rate, breaker, concurrency);
        }
    }
}
