package io.itops.incident.workflow;

import static io.itops.incident.workflow.IncidentAction.ACKNOWLEDGE;
import static io.itops.incident.workflow.IncidentAction.ACK_TIMEOUT;
import static io.itops.incident.workflow.IncidentAction.CANCEL;
import static io.itops.incident.workflow.IncidentAction.CLOSE;
import static io.itops.incident.workflow.IncidentAction.ESCALATE;
import static io.itops.incident.workflow.IncidentAction.MITIGATE;
import static io.itops.incident.workflow.IncidentAction.NOTE;
import static io.itops.incident.workflow.IncidentAction.OPEN;
import static io.itops.incident.workflow.IncidentAction.REOPEN;
import static io.itops.incident.workflow.IncidentAction.REPEAT;
import static io.itops.incident.workflow.IncidentAction.RESOLVE;
import static io.itops.incident.workflow.IncidentAction.STEP_TIMEOUT;
import static io.itops.incident.workflow.IncidentAction.UNACKNOWLEDGE;
import static io.itops.incident.workflow.IncidentState.ACKNOWLEDGED;
import static io.itops.incident.workflow.IncidentState.CANCELLED;
import static io.itops.incident.workflow.IncidentState.CLOSED;
import static io.itops.incident.workflow.IncidentState.MITIGATED;
import static io.itops.incident.workflow.IncidentState.RESOLVED;
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
            .stay(TRIGGERED, REPEAT, ESCALATE, STEP_TIMEOUT)
            .on(TRIGGERED, ACKNOWLEDGE, ACKNOWLEDGED)
            .on(TRIGGERED, MITIGATE, MITIGATED)
            .on(TRIGGERED, RESOLVE, RESOLVED)
            .on(TRIGGERED, CANCEL, CANCELLED)
            .stay(ACKNOWLEDGED, REPEAT, ACKNOWLEDGE)
            .on(ACKNOWLEDGED, UNACKNOWLEDGE, TRIGGERED)
            .on(ACKNOWLEDGED, ACK_TIMEOUT, TRIGGERED)
            .on(ACKNOWLEDGED, ESCALATE, TRIGGERED)
            .on(ACKNOWLEDGED, MITIGATE, MITIGATED)
            .on(ACKNOWLEDGED, RESOLVE, RESOLVED)
            .on(ACKNOWLEDGED, CANCEL, CANCELLED)
            .stay(MITIGATED, REPEAT)
            .on(MITIGATED, REOPEN, TRIGGERED)
            .on(MITIGATED, RESOLVE, RESOLVED)
            .on(MITIGATED, CANCEL, CANCELLED)
            .on(RESOLVED, REOPEN, TRIGGERED)
            .on(RESOLVED, CLOSE, CLOSED)
            .on(CLOSED, REOPEN, TRIGGERED)
            .stayAnywhere(NOTE)
            .internal(REPEAT, ACK_TIMEOUT, STEP_TIMEOUT)
            .end(RESOLVED, CLOSED, CANCELLED)
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

    /** The kind of a notification that asks a person to act. */
    public static final String PAGE = "page";

    /** The kind of a notification that says that an incident is over, for those who were paged. */
    public static final String RESOLVED_NEWS = "resolved";

    /** The kind of a notification that says that an incident was none, for those who were paged. */
    public static final String CANCELLED_NEWS = "cancelled";

    static final String STEP_TIMER = "step";
    static final String ACK_TIMER = "acknowledgement";
    static final String CLOSE_TIMER = "close";

    /** All timers of an incident: what is imported has none of them. */
    public static final List<String> TIMERS = List.of(STEP_TIMER, ACK_TIMER, CLOSE_TIMER);

    private IncidentWorkflow() {}
}
