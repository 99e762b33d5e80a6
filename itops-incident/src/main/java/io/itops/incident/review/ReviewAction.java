package io.itops.incident.review;

/**
 * What can be done to a review. The permission for an action is {@code incident-review.} and its name in kebab-case.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ReviewAction {
    /** It is begun. */
    START,
    /** What it says is changed. */
    EDIT,
    /** It is said when the fault began. */
    DATE_FAULT,
    /** It gets another facilitator or another due date. */
    ASSIGN,
    /** It is given to be talked about. */
    SUBMIT,
    /** It is given back to be written. */
    RETURN,
    /** What it says is agreed. */
    AGREE,
    /** What was agreed is published. */
    PUBLISH,
    /** It is talked about again. */
    REOPEN,
    /** It will be due soon. */
    REMINDER_TIMEOUT,
    /** It is due. */
    DUE_TIMEOUT
}
