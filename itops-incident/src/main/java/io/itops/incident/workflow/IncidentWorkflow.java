package io.itops.incident.workflow;

import static io.itops.incident.workflow.IncidentAction.ABSORB;
import static io.itops.incident.workflow.IncidentAction.ACCEPT;
import static io.itops.incident.workflow.IncidentAction.ACKNOWLEDGE;
import static io.itops.incident.workflow.IncidentAction.ACKNOWLEDGE_IN_PART;
import static io.itops.incident.workflow.IncidentAction.ACK_TIMEOUT;
import static io.itops.incident.workflow.IncidentAction.ADOPT;
import static io.itops.incident.workflow.IncidentAction.ASSESS;
import static io.itops.incident.workflow.IncidentAction.CANCEL;
import static io.itops.incident.workflow.IncidentAction.CLOSE;
import static io.itops.incident.workflow.IncidentAction.COMPLETE;
import static io.itops.incident.workflow.IncidentAction.DEMOTE;
import static io.itops.incident.workflow.IncidentAction.ENQUEUE;
import static io.itops.incident.workflow.IncidentAction.ESCALATE;
import static io.itops.incident.workflow.IncidentAction.HOLD;
import static io.itops.incident.workflow.IncidentAction.HOLD_TIMEOUT;
import static io.itops.incident.workflow.IncidentAction.LINK;
import static io.itops.incident.workflow.IncidentAction.MERGE;
import static io.itops.incident.workflow.IncidentAction.MITIGATE;
import static io.itops.incident.workflow.IncidentAction.NOTE;
import static io.itops.incident.workflow.IncidentAction.OPEN;
import static io.itops.incident.workflow.IncidentAction.PROMOTE;
import static io.itops.incident.workflow.IncidentAction.QUIET_KEY;
import static io.itops.incident.workflow.IncidentAction.REBASE;
import static io.itops.incident.workflow.IncidentAction.RELABEL;
import static io.itops.incident.workflow.IncidentAction.RELEASE;
import static io.itops.incident.workflow.IncidentAction.REOPEN;
import static io.itops.incident.workflow.IncidentAction.REPEAT;
import static io.itops.incident.workflow.IncidentAction.REPORT;
import static io.itops.incident.workflow.IncidentAction.REQUEUE;
import static io.itops.incident.workflow.IncidentAction.RESOLVE;
import static io.itops.incident.workflow.IncidentAction.RESTRICT;
import static io.itops.incident.workflow.IncidentAction.RESUME;
import static io.itops.incident.workflow.IncidentAction.SPLIT;
import static io.itops.incident.workflow.IncidentAction.STEP_TIMEOUT;
import static io.itops.incident.workflow.IncidentAction.UNACKNOWLEDGE;
import static io.itops.incident.workflow.IncidentAction.UNACKNOWLEDGE_IN_PART;
import static io.itops.incident.workflow.IncidentAction.UNMERGE;
import static io.itops.incident.workflow.IncidentAction.UNMERGE_ACKNOWLEDGED;
import static io.itops.incident.workflow.IncidentAction.UNMERGE_MITIGATED;
import static io.itops.incident.workflow.IncidentAction.UNMERGE_ON_HOLD;
import static io.itops.incident.workflow.IncidentAction.UNMERGE_QUEUED;
import static io.itops.incident.workflow.IncidentAction.UNMERGE_RESOLVED;
import static io.itops.incident.workflow.IncidentAction.UNMERGE_TRIAGE;
import static io.itops.incident.workflow.IncidentAction.UNRESTRICT;
import static io.itops.incident.workflow.IncidentAction.WORSEN;
import static io.itops.incident.workflow.IncidentState.ACKNOWLEDGED;
import static io.itops.incident.workflow.IncidentState.CANCELLED;
import static io.itops.incident.workflow.IncidentState.CLOSED;
import static io.itops.incident.workflow.IncidentState.MERGED;
import static io.itops.incident.workflow.IncidentState.MITIGATED;
import static io.itops.incident.workflow.IncidentState.ON_HOLD;
import static io.itops.incident.workflow.IncidentState.QUEUED;
import static io.itops.incident.workflow.IncidentState.RESOLVED;
import static io.itops.incident.workflow.IncidentState.TRIAGE;
import static io.itops.incident.workflow.IncidentState.TRIGGERED;

import io.itops.core.lifecycle.Lifecycle;
import io.itops.core.lifecycle.Workflow;
import java.util.List;

/**
 * The table that every incident goes through, and what is called after it.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class IncidentWorkflow {
    /** The table. Once resolved, an incident may rest for good; it is closed by a person or by a timer. */
    public static final Lifecycle<IncidentState, IncidentAction> LIFECYCLE = Lifecycle.builder(
                    "incident", IncidentState.class, IncidentAction.class)
            .start(OPEN, TRIGGERED)
            .start(REPORT, TRIAGE)
            .start(ENQUEUE, QUEUED)
            .stay(TRIAGE, REPEAT, REBASE)
            .on(TRIAGE, WORSEN, TRIGGERED)
            .on(TRIAGE, ACCEPT, TRIGGERED)
            .on(TRIAGE, ACKNOWLEDGE, ACKNOWLEDGED)
            .on(TRIAGE, MITIGATE, MITIGATED)
            .on(TRIAGE, RESOLVE, RESOLVED)
            .on(TRIAGE, CANCEL, CANCELLED)
            .stay(TRIGGERED, REPEAT, WORSEN, ESCALATE, STEP_TIMEOUT, REBASE)
            .stay(TRIGGERED, ACKNOWLEDGE_IN_PART, UNACKNOWLEDGE_IN_PART)
            .on(TRIGGERED, ACKNOWLEDGE, ACKNOWLEDGED)
            .on(TRIGGERED, COMPLETE, ACKNOWLEDGED)
            .on(TRIGGERED, REQUEUE, QUEUED)
            .on(TRIGGERED, HOLD, ON_HOLD)
            .on(TRIGGERED, MITIGATE, MITIGATED)
            .on(TRIGGERED, RESOLVE, RESOLVED)
            .on(TRIGGERED, CANCEL, CANCELLED)
            .stay(QUEUED, REPEAT, REQUEUE, REBASE)
            .on(QUEUED, WORSEN, TRIGGERED)
            .on(QUEUED, ESCALATE, TRIGGERED)
            .on(QUEUED, ACKNOWLEDGE, ACKNOWLEDGED)
            .on(QUEUED, HOLD, ON_HOLD)
            .on(QUEUED, MITIGATE, MITIGATED)
            .on(QUEUED, RESOLVE, RESOLVED)
            .on(QUEUED, CANCEL, CANCELLED)
            .stay(ACKNOWLEDGED, REPEAT, WORSEN, ACKNOWLEDGE, REBASE)
            .on(ACKNOWLEDGED, UNACKNOWLEDGE, TRIGGERED)
            .on(ACKNOWLEDGED, ACK_TIMEOUT, TRIGGERED)
            .on(ACKNOWLEDGED, ESCALATE, TRIGGERED)
            .on(ACKNOWLEDGED, REQUEUE, QUEUED)
            .on(ACKNOWLEDGED, HOLD, ON_HOLD)
            .on(ACKNOWLEDGED, MITIGATE, MITIGATED)
            .on(ACKNOWLEDGED, RESOLVE, RESOLVED)
            .on(ACKNOWLEDGED, CANCEL, CANCELLED)
            .stay(ON_HOLD, REPEAT, HOLD, REBASE)
            .on(ON_HOLD, WORSEN, TRIGGERED)
            .on(ON_HOLD, HOLD_TIMEOUT, TRIGGERED)
            .on(ON_HOLD, ESCALATE, TRIGGERED)
            .on(ON_HOLD, RESUME, ACKNOWLEDGED)
            .on(ON_HOLD, REQUEUE, QUEUED)
            .on(ON_HOLD, MITIGATE, MITIGATED)
            .on(ON_HOLD, RESOLVE, RESOLVED)
            .on(ON_HOLD, CANCEL, CANCELLED)
            .stay(MITIGATED, REPEAT, REBASE)
            .on(MITIGATED, WORSEN, TRIGGERED)
            .on(MITIGATED, REOPEN, TRIGGERED)
            .on(MITIGATED, RESUME, ACKNOWLEDGED)
            .on(MITIGATED, REQUEUE, QUEUED)
            .on(MITIGATED, HOLD, ON_HOLD)
            .on(MITIGATED, RESOLVE, RESOLVED)
            .on(MITIGATED, CANCEL, CANCELLED)
            .on(RESOLVED, REOPEN, TRIGGERED)
            .on(RESOLVED, RESUME, ACKNOWLEDGED)
            .on(RESOLVED, REQUEUE, QUEUED)
            .on(RESOLVED, HOLD, ON_HOLD)
            .on(RESOLVED, CLOSE, CLOSED)
            .on(CLOSED, REOPEN, TRIGGERED)
            .on(CLOSED, RESUME, ACKNOWLEDGED)
            .stay(TRIAGE, RELABEL, ASSESS, LINK, PROMOTE, DEMOTE, SPLIT, ABSORB, QUIET_KEY)
            .on(TRIAGE, MERGE, MERGED)
            .stay(TRIGGERED, RELABEL, ASSESS, LINK, PROMOTE, DEMOTE, SPLIT, ABSORB, QUIET_KEY)
            .on(TRIGGERED, MERGE, MERGED)
            .stay(QUEUED, RELABEL, ASSESS, LINK, PROMOTE, DEMOTE, SPLIT, ABSORB, QUIET_KEY)
            .on(QUEUED, MERGE, MERGED)
            .stay(ACKNOWLEDGED, RELABEL, ASSESS, LINK, PROMOTE, DEMOTE, SPLIT, ABSORB, QUIET_KEY)
            .on(ACKNOWLEDGED, MERGE, MERGED)
            .stay(ON_HOLD, RELABEL, ASSESS, LINK, PROMOTE, DEMOTE, SPLIT, ABSORB, QUIET_KEY)
            .on(ON_HOLD, MERGE, MERGED)
            .stay(MITIGATED, RELABEL, ASSESS, LINK, PROMOTE, DEMOTE, SPLIT, ABSORB, QUIET_KEY)
            .on(MITIGATED, MERGE, MERGED)
            .stay(RESOLVED, RELABEL, ASSESS, LINK, PROMOTE, DEMOTE)
            .on(RESOLVED, MERGE, MERGED)
            .stay(CLOSED, RELABEL, LINK)
            .stay(CANCELLED, RELABEL, LINK)
            .stay(MERGED, MERGE)
            .on(MERGED, UNMERGE, TRIGGERED)
            .on(MERGED, UNMERGE_TRIAGE, TRIAGE)
            .on(MERGED, UNMERGE_QUEUED, QUEUED)
            .on(MERGED, UNMERGE_ACKNOWLEDGED, ACKNOWLEDGED)
            .on(MERGED, UNMERGE_ON_HOLD, ON_HOLD)
            .on(MERGED, UNMERGE_MITIGATED, MITIGATED)
            .on(MERGED, UNMERGE_RESOLVED, RESOLVED)
            .variant(ACKNOWLEDGE_IN_PART, ACKNOWLEDGE)
            .variant(UNACKNOWLEDGE_IN_PART, UNACKNOWLEDGE)
            .variant(UNMERGE_TRIAGE, UNMERGE)
            .variant(UNMERGE_QUEUED, UNMERGE)
            .variant(UNMERGE_ACKNOWLEDGED, UNMERGE)
            .variant(UNMERGE_ON_HOLD, UNMERGE)
            .variant(UNMERGE_MITIGATED, UNMERGE)
            .variant(UNMERGE_RESOLVED, UNMERGE)
            .stayAnywhere(NOTE, RELEASE, ADOPT, RESTRICT, UNRESTRICT)
            .internal(
                    REPEAT,
                    WORSEN,
                    COMPLETE,
                    ACK_TIMEOUT,
                    STEP_TIMEOUT,
                    HOLD_TIMEOUT,
                    ABSORB,
                    RELEASE,
                    QUIET_KEY,
                    ADOPT)
            .end(RESOLVED, CLOSED, CANCELLED, MERGED)
            .build();

    /** Runs commands on incidents. */
    public static final Workflow<Incident, IncidentState, IncidentAction, IncidentEvent> WORKFLOW =
            Workflow.of(Incident.TYPE, LIFECYCLE, Incident::state, IncidentEvents.FAMILY);

    /** The job type of the timer that takes the next step. */
    public static final String STEP_JOB = "incident.step-timeout";

    /** The job type of the timer that ends an acknowledgement. */
    public static final String ACK_JOB = "incident.ack-timeout";

    /** The job type of the timer that closes a resolved incident. */
    public static final String CLOSE_JOB = "incident.close-timeout";

    /** The job type of the timer that ends a hold. */
    public static final String HOLD_JOB = "incident.hold-timeout";

    /** The kind of a notification that asks a person to act. */
    public static final String PAGE = "page";

    /** The kind of a notification that tells of several pages at once. */
    public static final String PAGE_BUNDLE = "page-bundle";

    /** The kind of a notification that tells of several that ask nobody to act. */
    public static final String NEWS_BUNDLE = "news-bundle";

    /** The kind of a notification that says that an incident is over, for those who were paged. */
    public static final String RESOLVED_NEWS = "resolved";

    /** The kind of a notification that says that an incident was none, for those who were paged. */
    public static final String CANCELLED_NEWS = "cancelled";

    /** The kind of a notification that says that an incident goes on as a part of another one, for those who were paged. */
    public static final String MERGED_NEWS = "merged";

    /** The kind of a notification that tells whoever has an incident that it became worse. */
    public static final String WORSE_NEWS = "worse";

    static final String STEP_TIMER = "step";
    static final String ACK_TIMER = "acknowledgement";
    static final String CLOSE_TIMER = "close";
    static final String HOLD_TIMER = "hold";

    /** All timers of an incident: what is imported has none of them. */
    public static final List<String> TIMERS = List.of(STEP_TIMER, ACK_TIMER, CLOSE_TIMER, HOLD_TIMER);

    private IncidentWorkflow() {}
}
