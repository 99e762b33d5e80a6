package io.itops.incident.review;

/**
 * Where a review stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ReviewState {
    /** It is written. */
    DRAFT,
    /** Its people talk about it. */
    IN_REVIEW,
    /** Its people agree with what it says. */
    AGREED,
    /** What was agreed is there for everyone to learn from. */
    PUBLISHED;

    /** Whether it is still owed. */
    boolean owed() {
        return this == DRAFT || this == IN_REVIEW;
    }
}
