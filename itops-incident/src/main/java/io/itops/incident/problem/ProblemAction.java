package io.itops.incident.problem;

/**
 * What can be done to a problem. The permission for an action is {@code problem.} and its name in kebab-case.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ProblemAction {
    /** Someone suspects a cause. */
    OPEN,
    /** It is put into a queue, or into another one: whoever worked on it does so no longer. */
    QUEUE,
    /** Someone begins to assess it. */
    ASSESS,
    /** Someone begins to look for its root cause. */
    ANALYSE,
    /** It has to wait. */
    HOLD,
    /** It need not wait any longer, and is back in analysis. */
    RESUME,
    /** It need not wait any longer, and is back in its queue. */
    RESUME_QUEUED,
    /** It need not wait any longer, and is back in assessment. */
    RESUME_ASSESSMENT,
    /** It need not wait any longer, and is a known error again. */
    RESUME_KNOWN_ERROR,
    /** It need not wait any longer, and its root cause is known as before. */
    RESUME_ROOT_CAUSE,
    /** It need not wait any longer, and a change is to fix it as before. */
    RESUME_FIX,
    /** Its root cause was found, or is told better. */
    FIND_ROOT_CAUSE,
    /** There is a workaround, or a better one. */
    DECLARE_KNOWN_ERROR,
    /** A change is named that is to fix it, or another one. */
    FIX_IN_CHANGE,
    /** The change does not fix it. */
    WITHDRAW_FIX,
    /** Someone accepts the risk of living with it until a day, or until another day. */
    ACCEPT_RISK,
    /** The day has come until which the risk was accepted. */
    LAPSE_RISK,
    /** It is over. */
    RESOLVE,
    /** Nothing more is to be done about it. */
    CLOSE,
    /** It was none, or a duplicate. */
    CANCEL,
    /** It is not over, and is in analysis again. */
    REOPEN,
    /** It is not over, and waits in a queue. */
    REOPEN_QUEUED,
    /** It gets another owner. */
    ASSIGN,
    /** It gets another priority. */
    PRIORITISE,
    /** What helps against it is written down for everybody. */
    PUBLISH,
    /** It is behind an incident. */
    LINK,
    /** It is not behind an incident. */
    UNLINK,
    /** Something is written down. */
    NOTE
}
