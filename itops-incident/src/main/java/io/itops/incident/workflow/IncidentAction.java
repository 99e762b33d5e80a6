package io.itops.incident.workflow;

/**
 * What can be done to an incident: the columns of its table. The permission for an action is {@code incident.} and its name in
 * kebab-case.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum IncidentAction {
    /** A signal or a person opens it. */
    OPEN,
    /** Someone reports what may be one. */
    REPORT,
    /** Someone opens it in a queue. */
    ENQUEUE,
    /** A signal says that the trouble is still there. */
    REPEAT,
    /** It becomes too bad to wait. */
    WORSEN,
    /** Someone says that what was suspected is an incident. */
    ACCEPT,
    /** Someone takes it, takes it over, or confirms to be on it still. */
    ACKNOWLEDGE,
    /** One of several people takes it who must. */
    ACKNOWLEDGE_IN_PART,
    /** As many people have taken it as a later step asks for. */
    COMPLETE,
    /** Whoever had taken it gives it back. */
    UNACKNOWLEDGE,
    /** One of several people who must take it takes it back. */
    UNACKNOWLEDGE_IN_PART,
    /** The acknowledgement has grown too old. */
    ACK_TIMEOUT,
    /** Someone wants the next step of the escalation policy now. */
    ESCALATE,
    /** Someone wants it to go by the escalation policy as it is now. */
    REBASE,
    /** The time that a step gave for an acknowledgement is over. */
    STEP_TIMEOUT,
    /** Someone puts it into a queue. */
    REQUEUE,
    /** Someone lets it wait. */
    HOLD,
    /** It has waited for as long as it should. */
    HOLD_TIMEOUT,
    /** Someone goes on with it. */
    RESUME,
    /** Someone calls its state by another name. */
    RELABEL,
    /** Someone says how much it hits and how soon it hurts. */
    ASSESS,
    /** Someone writes something down. */
    NOTE,
    /** Its effect on users has ended. */
    MITIGATE,
    /** The trouble is over. */
    RESOLVE,
    /** The trouble is back, or was never over. */
    REOPEN,
    /** Nothing more is to be done about it. */
    CLOSE,
    /** It was no incident. */
    CANCEL,
    /** Someone finds that it is a part of another incident's trouble. */
    MERGE,
    /** Another incident goes into it. */
    ABSORB,
    /** Someone takes it out of the incident that it was merged into, and it was triggered before. */
    UNMERGE,
    /** It is taken out, and was in triage before. */
    UNMERGE_TRIAGE,
    /** It is taken out, and was queued before. */
    UNMERGE_QUEUED,
    /** It is taken out, and was acknowledged before. */
    UNMERGE_ACKNOWLEDGED,
    /** It is taken out, and was on hold before. */
    UNMERGE_ON_HOLD,
    /** It is taken out, and was mitigated before. */
    UNMERGE_MITIGATED,
    /** It is taken out, and was resolved before. */
    UNMERGE_RESOLVED,
    /** Another incident is taken out of it. */
    RELEASE,
    /** Someone makes a part of its trouble an incident of its own. */
    SPLIT,
    /** The trouble of one of its dedup keys is over, that of others is not. */
    QUIET_KEY,
    /** Someone makes it a part of another incident, or of none. */
    LINK,
    /** Another incident becomes a part of it, or ceases to be one. */
    ADOPT,
    /** Someone declares it a major incident. */
    PROMOTE,
    /** Someone finds that it is no major incident. */
    DEMOTE,
    /** Someone restricts it to those who need to know of it. */
    RESTRICT,
    /** Someone lets everyone read it again. */
    UNRESTRICT
}
