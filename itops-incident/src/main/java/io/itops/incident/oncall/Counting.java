package io.itops.incident.oncall;

/**
 * What uses up a turn.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum Counting {
    /** Each unit of the calendar, also one in which the layer's restrictions leave nobody on call. */
    CALENDAR,
    /**
     * Only units of which some part lies inside the layer's restrictions, by the local clock: with a layer of Monday to Friday, the
     * day after Friday's turn is Monday.
     */
    INSIDE_RESTRICTIONS
}
