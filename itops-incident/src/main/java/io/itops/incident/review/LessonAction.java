package io.itops.incident.review;

/**
 * What can be done to a lesson. The permission for an action is {@code lesson.} and its name in kebab-case.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum LessonAction {
    /** Somebody thinks that something should change. */
    PROPOSE,
    /** It is put in other words, or names something else. */
    REWORD,
    /** It is to change. */
    ACCEPT,
    /** It will not change. */
    REJECT,
    /** It has changed. */
    COMPLETE,
    /** It has not changed after all, or is thought about again. */
    REOPEN,
    /** It is given to the knowledge base. */
    PUBLISH
}
