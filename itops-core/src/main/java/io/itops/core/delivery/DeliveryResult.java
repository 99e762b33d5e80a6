package io.itops.core.delivery;

import io.itops.core.Require;
import io.itops.core.SafeText;
import java.time.Duration;
import java.util.Optional;

/**
 * What came of an attempt.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind the class of the outcome
 * @param detail what the receiver said, one line without secrets, at most 300 characters
 * @param retryAfter the pause that the receiver asked for: present exactly with RETRY_AFTER, at most a day
 * @param mayHaveArrived whether the receiver may have accepted the message all the same, so that the next attempt may bring it a
 *     second time: only with RETRY
 * @since 0.1
 */
public record DeliveryResult(Kind kind, String detail, Optional<Duration> retryAfter, boolean mayHaveArrived) {
    /** The classes of outcomes. */
    public enum Kind {
        /** The receiver has accepted it. */
        OK,
        /** It may work later. */
        RETRY,
        /** It may work after the pause that the receiver asked for. */
        RETRY_AFTER,
        /** It will never work: the notification is parked. */
        PERMANENT,
        /** The destination is gone: the notification is parked, and further ones for it until it is enabled again. */
        DISABLE
    }

    /** Checks the parts. */
    public DeliveryResult {
        Require.present("outcome kind", kind);
        detail = SafeText.oneLine(SafeText.shorten(Require.present("detail", detail), 300));
        Require.present("pause", retryAfter);
        Require.that(
                retryAfter.isPresent() == (kind == Kind.RETRY_AFTER),
                "pause",
                "be given with RETRY_AFTER alone",
                retryAfter);
        Require.that(
                kind == Kind.RETRY || !mayHaveArrived, "unknown arrival", "be given with RETRY alone", mayHaveArrived);
        retryAfter.ifPresent(pause -> Require.that(!pause.isNegative(), "pause", "not be negative", pause));
        retryAfter = retryAfter.map(pause -> pause.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1) : pause);
    }

    /**
     * Accepted.
     *
     * @param detail what the receiver said
     * @return the result
     */
    public static DeliveryResult ok(String detail) {
        return new DeliveryResult(Kind.OK, detail, Optional.empty(), false);
    }

    /**
     * It may work later. Whether the receiver has accepted the message is not known: there was no answer, or one that does not say.
     *
     * @param detail what went wrong
     * @return the result
     */
    public static DeliveryResult retry(String detail) {
        return new DeliveryResult(Kind.RETRY, detail, Optional.empty(), true);
    }

    /**
     * It may work later, and the receiver has certainly not accepted the message: nothing was sent, or it said so.
     *
     * @param detail what went wrong
     * @return the result
     */
    public static DeliveryResult refused(String detail) {
        return new DeliveryResult(Kind.RETRY, detail, Optional.empty(), false);
    }

    /**
     * It may work after a pause.
     *
     * @param pause the pause that the receiver asked for; longer ones than a day are cut to a day
     * @param detail what went wrong
     * @return the result
     */
    public static DeliveryResult retryAfter(Duration pause, String detail) {
        return new DeliveryResult(Kind.RETRY_AFTER, detail, Optional.of(Require.present("pause", pause)), false);
    }

    /**
     * It will never work.
     *
     * @param detail what went wrong
     * @return the result
     */
    public static DeliveryResult permanent(String detail) {
        return new DeliveryResult(Kind.PERMANENT, detail, Optional.empty(), false);
    }

    /**
     * The destination is gone.
     *
     * @param detail what the receiver said
     * @return the result
     */
    public static DeliveryResult disable(String detail) {
        return new DeliveryResult(Kind.DISABLE, detail, Optional.empty(), false);
    }
}
