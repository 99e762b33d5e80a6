package io.itops.incident.request;

import static io.itops.incident.request.RequestAction.ACCEPT;
import static io.itops.incident.request.RequestAction.ACCEPT_APPROVED;
import static io.itops.incident.request.RequestAction.APPROVE;
import static io.itops.incident.request.RequestAction.ASSIGN;
import static io.itops.incident.request.RequestAction.BREACH;
import static io.itops.incident.request.RequestAction.CANCEL;
import static io.itops.incident.request.RequestAction.CARRY;
import static io.itops.incident.request.RequestAction.CLOSE;
import static io.itops.incident.request.RequestAction.COMPLETE_LAST_STEP;
import static io.itops.incident.request.RequestAction.COMPLETE_STEP;
import static io.itops.incident.request.RequestAction.DEFEAT;
import static io.itops.incident.request.RequestAction.EDIT;
import static io.itops.incident.request.RequestAction.EXPIRE;
import static io.itops.incident.request.RequestAction.HOLD;
import static io.itops.incident.request.RequestAction.NOTE;
import static io.itops.incident.request.RequestAction.REJECT;
import static io.itops.incident.request.RequestAction.REOPEN;
import static io.itops.incident.request.RequestAction.REQUEUE;
import static io.itops.incident.request.RequestAction.RESUME;
import static io.itops.incident.request.RequestAction.RETURN;
import static io.itops.incident.request.RequestAction.SUBMIT;
import static io.itops.incident.request.RequestAction.SUBMIT_APPROVED;
import static io.itops.incident.request.RequestAction.SUBMIT_FOR_APPROVAL;
import static io.itops.incident.request.RequestAction.TAKE;
import static io.itops.incident.request.RequestState.APPROVED;
import static io.itops.incident.request.RequestState.AWAITING_APPROVAL;
import static io.itops.incident.request.RequestState.CANCELLED;
import static io.itops.incident.request.RequestState.CLOSED;
import static io.itops.incident.request.RequestState.DRAFT;
import static io.itops.incident.request.RequestState.FULFILLED;
import static io.itops.incident.request.RequestState.IN_FULFILMENT;
import static io.itops.incident.request.RequestState.ON_HOLD;
import static io.itops.incident.request.RequestState.REJECTED;
import static io.itops.incident.request.RequestState.SUBMITTED;

import io.itops.core.lifecycle.Lifecycle;
import io.itops.core.lifecycle.Workflow;

/**
 * The table that every service request goes through, and what is called after it.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class RequestWorkflow {
    /** The table. */
    public static final Lifecycle<RequestState, RequestAction> LIFECYCLE = Lifecycle.builder(
                    "service-request", RequestState.class, RequestAction.class)
            .start(RequestAction.DRAFT, DRAFT)
            .stay(DRAFT, EDIT)
            .on(DRAFT, SUBMIT, SUBMITTED)
            .on(DRAFT, SUBMIT_FOR_APPROVAL, AWAITING_APPROVAL)
            .on(DRAFT, SUBMIT_APPROVED, APPROVED)
            .on(DRAFT, CANCEL, CANCELLED)
            .on(SUBMITTED, ACCEPT, AWAITING_APPROVAL)
            .on(SUBMITTED, ACCEPT_APPROVED, APPROVED)
            .on(SUBMITTED, RETURN, DRAFT)
            .on(SUBMITTED, CANCEL, CANCELLED)
            .stay(AWAITING_APPROVAL, APPROVE, REJECT)
            .on(AWAITING_APPROVAL, CARRY, APPROVED)
            .on(AWAITING_APPROVAL, DEFEAT, REJECTED)
            .on(AWAITING_APPROVAL, EXPIRE, REJECTED)
            .on(AWAITING_APPROVAL, CANCEL, CANCELLED)
            .on(REJECTED, RETURN, DRAFT)
            .stay(APPROVED, REQUEUE, BREACH)
            .on(APPROVED, TAKE, IN_FULFILMENT)
            .on(APPROVED, ASSIGN, IN_FULFILMENT)
            .on(APPROVED, CANCEL, CANCELLED)
            .stay(IN_FULFILMENT, TAKE, ASSIGN, REQUEUE, COMPLETE_STEP, BREACH)
            .on(IN_FULFILMENT, COMPLETE_LAST_STEP, FULFILLED)
            .on(IN_FULFILMENT, HOLD, ON_HOLD)
            .on(IN_FULFILMENT, CANCEL, CANCELLED)
            .on(ON_HOLD, RESUME, IN_FULFILMENT)
            .on(ON_HOLD, CANCEL, CANCELLED)
            .on(FULFILLED, CLOSE, CLOSED)
            .on(FULFILLED, REOPEN, IN_FULFILMENT)
            .stayAnywhere(NOTE)
            .variant(SUBMIT_FOR_APPROVAL, SUBMIT)
            .variant(SUBMIT_APPROVED, SUBMIT)
            .variant(ACCEPT_APPROVED, ACCEPT)
            .variant(CARRY, APPROVE)
            .variant(DEFEAT, REJECT)
            .variant(COMPLETE_LAST_STEP, COMPLETE_STEP)
            .internal(EXPIRE, BREACH)
            .label(DRAFT, "in draft")
            .end(REJECTED, FULFILLED, CLOSED, CANCELLED)
            .build();

    /** Runs commands on service requests. */
    public static final Workflow<ServiceRequest, RequestState, RequestAction, RequestEvent> WORKFLOW =
            Workflow.of(ServiceRequest.TYPE, LIFECYCLE, ServiceRequest::state, RequestEvents.FAMILY);

    /** The job type of the timer that ends the time to vote. */
    public static final String EXPIRY_JOB = "service-request.approval-expiry";

    /** The job type of the timer that tells that the target of a step is missed. */
    public static final String TARGET_JOB = "service-request.target";

    static final String EXPIRY_TIMER = "approval";
    static final String TARGET_TIMER = "target";

    private RequestWorkflow() {}
}
