package io.itops.incident.communication;

import static io.itops.incident.communication.ResponseAction.ASSIGN;
import static io.itops.incident.communication.ResponseAction.BEGIN;
import static io.itops.incident.communication.ResponseAction.END;
import static io.itops.incident.communication.ResponseAction.FOLLOW;
import static io.itops.incident.communication.ResponseAction.HAND_OVER;
import static io.itops.incident.communication.ResponseAction.IDENTIFY;
import static io.itops.incident.communication.ResponseAction.PUBLISH;
import static io.itops.incident.communication.ResponseAction.RELINQUISH;
import static io.itops.incident.communication.ResponseAction.RESUME;
import static io.itops.incident.communication.ResponseAction.RETRACT;
import static io.itops.incident.communication.ResponseAction.ROLE_TIMEOUT;
import static io.itops.incident.communication.ResponseAction.SNOOZE;
import static io.itops.incident.communication.ResponseAction.UPDATE_TIMEOUT;
import static io.itops.incident.communication.ResponseState.ACTIVE;
import static io.itops.incident.communication.ResponseState.OVER;

import io.itops.core.lifecycle.Lifecycle;
import io.itops.core.lifecycle.Workflow;
import java.util.Locale;

/**
 * The table that every response goes through, and what is called after it.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class ResponseWorkflow {
    /** The table. */
    public static final Lifecycle<ResponseState, ResponseAction> LIFECYCLE = Lifecycle.builder(
                    "incident-response", ResponseState.class, ResponseAction.class)
            .start(BEGIN, ACTIVE)
            .stay(
                    ACTIVE,
                    FOLLOW,
                    ASSIGN,
                    HAND_OVER,
                    RELINQUISH,
                    IDENTIFY,
                    RETRACT,
                    PUBLISH,
                    SNOOZE,
                    UPDATE_TIMEOUT,
                    ROLE_TIMEOUT)
            .on(ACTIVE, END, OVER)
            .stay(OVER, FOLLOW, ASSIGN, HAND_OVER, RELINQUISH, IDENTIFY, RETRACT, PUBLISH, UPDATE_TIMEOUT)
            .on(OVER, RESUME, ACTIVE)
            .internal(BEGIN, FOLLOW, END, RESUME, UPDATE_TIMEOUT, ROLE_TIMEOUT)
            .end(OVER)
            .build();

    /** Runs commands on responses. */
    public static final Workflow<Response, ResponseState, ResponseAction, ResponseEvent> WORKFLOW =
            Workflow.of(Response.TYPE, LIFECYCLE, Response::state, ResponseEvents.FAMILY);

    /** The job type of the timers of audiences. */
    public static final String UPDATE_JOB = "incident-response.update-timeout";

    /** The job type of the timers of roles. */
    public static final String ROLE_JOB = "incident-response.role-timeout";

    /** The job type that takes an update to its subscribers. */
    public static final String PUBLISH_JOB = "status-update.publish";

    /** The kind of a notification that reminds of an update. */
    public static final String UPDATE_DUE = "update-due";

    /** The kind of a notification that says that an update was missed. */
    public static final String UPDATE_MISSED = "update-missed";

    /** The kind of a notification that says that nobody has a role. */
    public static final String ROLE_VACANT = "role-vacant";

    /** The kind of a notification that tells somebody of a role that they have got. */
    public static final String ROLE_ASSIGNED = "role-assigned";

    /** The kind of a notification that is a status update. */
    public static final String STATUS_UPDATE = "status-update";

    private static final String UPDATE_TIMER = "update.";
    private static final String ROLE_TIMER = "role.";

    private ResponseWorkflow() {}

    static String updateTimer(String audience) {
        return UPDATE_TIMER + audience;
    }

    static String audienceOf(String timer) {
        return timer.substring(UPDATE_TIMER.length());
    }

    static String roleTimer(IncidentRole role) {
        return ROLE_TIMER + role.words().replace(' ', '-');
    }

    static IncidentRole roleOf(String timer) {
        return IncidentRole.valueOf(
                timer.substring(ROLE_TIMER.length()).replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
