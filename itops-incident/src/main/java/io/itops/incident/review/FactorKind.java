package io.itops.incident.review;

/**
 * What kind of thing contributed to an incident.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum FactorKind {
    /** How something is built or configured: a limit, a fault, a missing safeguard. */
    TECHNICAL,
    /** How work is done: a change without a rehearsal, a step that nobody owns. */
    PROCESS,
    /** What people could know and bear: load, training, hand-overs. Never whose fault it was. */
    PEOPLE,
    /** What was told late, to the wrong people, or not at all. */
    COMMUNICATION,
    /** What lies outside the organisation: a supplier, a network, the weather. */
    EXTERNAL
}
