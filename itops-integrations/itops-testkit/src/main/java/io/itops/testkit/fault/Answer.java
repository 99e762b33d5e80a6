package io.itops.testkit.fault;

import io.itops.core.Require;
import java.time.Duration;

/**
 * What a receiver does with one attempt to deliver.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what it does
 * @param after the time until it does so; until it accepts, where it accepts
 * @param pause the pause that it asks for; zero except with {@link Kind#TOO_MANY}
 * @since 0.1
 */
public record Answer(Kind kind, Duration after, Duration pause) {
    /** The greatest time that an answer may take. */
    public static final Duration LONGEST = Duration.ofHours(1);

    /** What receivers do. */
    public enum Kind {
        /** Accepts, and says so. */
        ACCEPT,
        /** Accepts after a time that is longer than the sender may wait. */
        SLOW,
        /** Neither accepts nor answers. */
        HANG,
        /** Refuses for a stated time: HTTP 429 with Retry-After. */
        TOO_MANY,
        /** Cannot be reached. */
        DOWN,
        /** Fails: HTTP 500. */
        SERVER_ERROR,
        /** Accepts, and closes the connection without a word: it has the message, the sender is told to try again. */
        CLOSE_AFTER_ACCEPT,
        /** Refuses for good: HTTP 400. */
        REFUSE,
        /** Is gone for good: HTTP 410. */
        GONE,
        /** Answers what its protocol does not know, as a proxy's login page with HTTP 200 does; it has not accepted. */
        WRONG_BODY,
        /** Makes the notifier throw. */
        THROW;

        /**
         * Whether the receiver then has the message.
         *
         * @return true if it accepts
         */
        public boolean accepts() {
            return this == ACCEPT || this == SLOW || this == CLOSE_AFTER_ACCEPT;
        }
    }

    /** Checks the parts. */
    public Answer {
        Require.present("answer", kind);
        Require.that(
                !after.isNegative() && after.compareTo(LONGEST) <= 0, "time to answer", "be 0 to " + LONGEST, after);
        Require.that(
                pause.isZero() || (kind == Kind.TOO_MANY && !pause.isNegative()),
                "pause",
                "be given with TOO_MANY alone",
                pause);
    }

    /**
     * An answer without a pause.
     *
     * @param kind what the receiver does
     * @param after the time until it does so
     * @return the answer
     */
    public static Answer of(Kind kind, Duration after) {
        return new Answer(kind, after, Duration.ZERO);
    }

    /**
     * Accepts and says so.
     *
     * @param after the time until then
     * @return the answer
     */
    public static Answer accept(Duration after) {
        return of(Kind.ACCEPT, after);
    }

    /**
     * Refuses for a stated time.
     *
     * @param after the time until it does so
     * @param pause the pause that it asks for
     * @return the answer
     */
    public static Answer tooMany(Duration after, Duration pause) {
        return new Answer(Kind.TOO_MANY, after, pause);
    }
}
