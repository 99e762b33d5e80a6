package io.itops.incident.request;

/**
 * Where a service request stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum RequestState {
    /** Whoever asks is still filling it in. */
    DRAFT,
    /** It is filled in, and someone looks at it before anyone is asked to approve it. */
    SUBMITTED,
    /** Approvers are asked. */
    AWAITING_APPROVAL,
    /** It may be fulfilled, and waits in the queue of its first step. */
    APPROVED,
    /** It may not be fulfilled. */
    REJECTED,
    /** Its steps are being done. */
    IN_FULFILMENT,
    /** It waits; the target of the present step does not run. */
    ON_HOLD,
    /** All steps are done. */
    FULFILLED,
    /** Whoever asked has what was asked for. */
    CLOSED,
    /** It is not wanted any more. */
    CANCELLED
}
