package io.itops.core.delivery;

/**
 * How soon a person must see a notification. Each destination has one lane for each urgency, so that news never holds up a page.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum Urgency {
    /** Someone must act now. */
    PAGE,
    /** Someone should know soon. */
    NEWS
}
