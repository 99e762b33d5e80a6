package io.itops.change.workflow;

/**
 * Where a change stands.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ChangePhase {
    /** Being written. */
    DRAFT,
    /** Submitted; its risk and plan are being looked at. */
    ASSESS,
    /** Waiting for votes. */
    AUTHORISE,
    /** Approved; may be started in its window. */
    SCHEDULED,
    /** Being carried out. */
    IMPLEMENTING,
    /** Carried out or taken back; waiting for its review. */
    REVIEW,
    /** Reviewed. */
    CLOSED,
    /** Refused. */
    REJECTED,
    /** Given up before it was started. */
    CANCELLED
}
