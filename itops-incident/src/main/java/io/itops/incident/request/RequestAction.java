package io.itops.incident.request;

/**
 * What can be done to a service request. The permission for an action is {@code service-request.} and its name in kebab-case.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum RequestAction {
    /** Someone begins to ask for something. */
    DRAFT,
    /** Answers are changed. */
    EDIT,
    /** It is filled in, and is looked at first. */
    SUBMIT,
    /** It is filled in, and approvers are asked. */
    SUBMIT_FOR_APPROVAL,
    /** It is filled in, and nobody need approve it. */
    SUBMIT_APPROVED,
    /** It was looked at, and approvers are asked. */
    ACCEPT,
    /** It was looked at, and nobody need approve it. */
    ACCEPT_APPROVED,
    /** It is given back to be filled in anew. */
    RETURN,
    /** Someone votes for it, and more votes are needed. */
    APPROVE,
    /** Someone votes for it, and that is enough. */
    CARRY,
    /** Someone votes against it, and it can be approved still. */
    REJECT,
    /** Someone votes against it, and that is enough. */
    DEFEAT,
    /** The time to vote is over. */
    EXPIRE,
    /** Someone does the present step. */
    TAKE,
    /** Someone is told to do the present step. */
    ASSIGN,
    /** The present step is for another queue, or goes back to its own. */
    REQUEUE,
    /** A step is done, and there is another one. */
    COMPLETE_STEP,
    /** The last step is done. */
    COMPLETE_LAST_STEP,
    /** It has to wait. */
    HOLD,
    /** It need not wait any longer. */
    RESUME,
    /** The target of the present step was missed. */
    BREACH,
    /** Whoever asked has what was asked for. */
    CLOSE,
    /** It is not fulfilled after all. */
    REOPEN,
    /** It is not wanted any more. */
    CANCEL,
    /** Something is written down. */
    NOTE
}
