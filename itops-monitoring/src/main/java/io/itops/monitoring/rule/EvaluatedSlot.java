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
 * @param downtime how long the group's evaluation has been interrupted by restarts in all
 * @since 0.1
 */
public record EvaluatedSlot(Instant at, Duration downtime) {
    /** Checks the parts. */
    public EvaluatedSlot {
        at = Require.instant("slot", at);
        Require.present("downtime", downtime);
        Require.that(!downtime.isNegative(), "downtime", "not be negative", downtime);
    }
}
