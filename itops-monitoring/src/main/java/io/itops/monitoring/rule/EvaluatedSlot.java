package io.itops.monitoring.rule;

import io.itops.core.Require;
import java.time.Duration;
import java.time.Instant;

/**
 * The scheduled instant that a group is evaluated for. Alerts count time by slots, not by when the evaluation really ran.
 *
 * <p>Immutable and thread-safe.
 *
 * @param at the slot
 * @param downtime how long the group's evaluation has been interrupted by restarts in all, at most 3,660,000 days
 * @param missed how much time of the group lies in slots that nobody worked through although a process lived, at most as much
 * @since 0.1
 */
public record EvaluatedSlot(Instant at, Duration downtime, Duration missed) {
    /** The longest interruption that is counted. */
    static final Duration MAX_DOWNTIME = Duration.ofDays(3_660_000);

    /** Checks the parts. */
    public EvaluatedSlot {
        at = Require.instant("slot", at);
        Require.span("downtime", downtime, MAX_DOWNTIME);
        Require.span("time missed", missed, MAX_DOWNTIME);
    }

    /**
     * A slot of a group that missed none.
     *
     * @param at the slot
     * @param downtime how long the group's evaluation has been interrupted by restarts in all
     */
    public EvaluatedSlot(Instant at, Duration downtime) {
        this(at, downtime, Duration.ZERO);
    }

    /**
     * The newest slot at an instant: slots are the whole multiples of an interval since 1970-01-01T00:00Z.
     *
     * @param now the instant
     * @param interval the distance of the slots, in whole milliseconds, at most 366 days
     * @return the slot, not later than the instant
     */
    public static Instant newest(Instant now, Duration interval) {
        long millis =
                Require.positive("interval", interval, Duration.ofDays(366)).toMillis();
        Require.that(millis > 0, "interval", "be at least 1 ms", interval);
        return Instant.ofEpochMilli(
                Math.floorDiv(Require.instant("instant", now).toEpochMilli(), millis) * millis);
    }
}
