package io.itops.incident.oncall;

/**
 * Who stands behind an option of coverage.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum Sourcing {
    /** The team itself, around the clock. */
    OWN_TEAM,
    /** The team at some hours, a partner at others. */
    HYBRID,
    /** Teams or partners in several zones, each in its daytime. */
    FOLLOW_THE_SUN
}
