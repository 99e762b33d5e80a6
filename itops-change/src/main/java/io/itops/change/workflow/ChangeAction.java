package io.itops.change.workflow;

/**
 * What can be asked of a change.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ChangeAction {
    /** Write it down. */
    PROPOSE,
    /** Write its content anew; a submitted change goes back to its draft, and its votes are void. */
    EDIT,
    /** Submit a normal change. */
    SUBMIT,
    /** Submit a standard change under its template. */
    SUBMIT_STANDARD,
    /** Submit an emergency change. */
    SUBMIT_EMERGENCY,
    /** Record the assessment. */
    ASSESS,
    /** Vote for it, where more votes are needed. */
    APPROVE,
    /** Vote for it with the last vote that is needed; what is asked is to approve. */
    CARRY,
    /** Refuse it. */
    REJECT,
    /** Begin to carry it out. */
    START,
    /** End its implementation, in place or not. */
    FINISH,
    /** Take it back. */
    BACK_OUT,
    /** Note that its review is overdue. */
    REMIND,
    /** Note that its window has opened. */
    OPEN_WINDOW,
    /** Record its review. */
    CLOSE,
    /** Give it up. */
    CANCEL,
    /** Add a comment. */
    COMMENT,
    /** Set labels and links. */
    ANNOTATE
}
