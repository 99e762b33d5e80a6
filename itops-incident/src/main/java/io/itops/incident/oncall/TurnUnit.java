package io.itops.incident.oncall;

/**
 * The unit of the calendar in which turns are counted.
 *
 * <p>All units are of the local clock: a day from 09:00 to 09:00 lasts 23 or 25 hours where the clocks jump, and an hour that the clocks skip
 * is nobody's.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum TurnUnit {
    /** An hour of the local clock. */
    HOUR,
    /** A day. */
    DAY,
    /** Seven days. */
    WEEK,
    /**
     * A month, counted from the anchor, so that a day which a month does not have is its last day there only: from January 31st follow
     * February 28th, March 31st, April 30th.
     */
    MONTH
}
