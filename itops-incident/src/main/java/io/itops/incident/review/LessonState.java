package io.itops.incident.review;

/**
 * Where a lesson stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum LessonState {
    /** Somebody thinks that something should change. */
    PROPOSED,
    /** It is to change. */
    ACCEPTED,
    /** It has changed: the journal shows it, or a person has confirmed it. */
    DONE,
    /** It will not change. */
    REJECTED
}
