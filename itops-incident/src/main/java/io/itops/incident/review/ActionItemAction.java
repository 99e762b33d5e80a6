package io.itops.incident.review;

/**
 * What can be done to an action item. The permission for an action is {@code action-item.} and its name in kebab-case.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ActionItemAction {
    /** Someone wants it done. */
    ADD,
    /** It gets another owner or another due date. */
    ASSIGN,
    /** It was done. */
    COMPLETE,
    /** It will not be done. */
    DROP,
    /** It is to be done after all, or was not done well enough. */
    REOPEN,
    /** It will be due soon. */
    REMINDER_TIMEOUT,
    /** It is due. */
    DUE_TIMEOUT,
    /** The trouble came back although it was done. */
    RECUR
}
