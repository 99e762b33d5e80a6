package io.itops.change.workflow;

import io.itops.core.lifecycle.Lifecycle;
import io.itops.core.lifecycle.Workflow;

/**
 * The workflow of changes. Standard changes skip assessment and authorisation, emergency changes the assessment; any edit of a
 * submitted change takes it back to its draft.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class ChangeWorkflow {
    /** The table. */
    public static final Lifecycle<ChangePhase, ChangeAction> LIFECYCLE = Lifecycle.builder(
                    "change", ChangePhase.class, ChangeAction.class)
            .start(ChangeAction.PROPOSE, ChangePhase.DRAFT)
            .stay(ChangePhase.DRAFT, ChangeAction.EDIT)
            .on(ChangePhase.DRAFT, ChangeAction.SUBMIT, ChangePhase.ASSESS)
            .on(ChangePhase.DRAFT, ChangeAction.SUBMIT_STANDARD, ChangePhase.SCHEDULED)
            .on(ChangePhase.DRAFT, ChangeAction.SUBMIT_EMERGENCY, ChangePhase.AUTHORISE)
            .on(ChangePhase.DRAFT, ChangeAction.CANCEL, ChangePhase.CANCELLED)
            .on(ChangePhase.ASSESS, ChangeAction.EDIT, ChangePhase.DRAFT)
            .on(ChangePhase.ASSESS, ChangeAction.ASSESS, ChangePhase.AUTHORISE)
            .on(ChangePhase.ASSESS, ChangeAction.REJECT, ChangePhase.REJECTED)
            .on(ChangePhase.ASSESS, ChangeAction.CANCEL, ChangePhase.CANCELLED)
            .on(ChangePhase.AUTHORISE, ChangeAction.EDIT, ChangePhase.DRAFT)
            .stay(ChangePhase.AUTHORISE, ChangeAction.APPROVE)
            .on(ChangePhase.AUTHORISE, ChangeAction.CARRY, ChangePhase.SCHEDULED)
            .on(ChangePhase.AUTHORISE, ChangeAction.REJECT, ChangePhase.REJECTED)
            .on(ChangePhase.AUTHORISE, ChangeAction.CANCEL, ChangePhase.CANCELLED)
            .on(ChangePhase.SCHEDULED, ChangeAction.EDIT, ChangePhase.DRAFT)
            .stay(ChangePhase.SCHEDULED, ChangeAction.OPEN_WINDOW)
            .on(ChangePhase.SCHEDULED, ChangeAction.START, ChangePhase.IMPLEMENTING)
            .on(ChangePhase.SCHEDULED, ChangeAction.CANCEL, ChangePhase.CANCELLED)
            .on(ChangePhase.IMPLEMENTING, ChangeAction.FINISH, ChangePhase.REVIEW)
            .on(ChangePhase.IMPLEMENTING, ChangeAction.BACK_OUT, ChangePhase.REVIEW)
            .stay(ChangePhase.REVIEW, ChangeAction.BACK_OUT, ChangeAction.REMIND)
            .on(ChangePhase.REVIEW, ChangeAction.CLOSE, ChangePhase.CLOSED)
            .stayAnywhere(ChangeAction.COMMENT, ChangeAction.ANNOTATE)
            .variant(ChangeAction.SUBMIT_STANDARD, ChangeAction.SUBMIT)
            .variant(ChangeAction.SUBMIT_EMERGENCY, ChangeAction.SUBMIT)
            .variant(ChangeAction.CARRY, ChangeAction.APPROVE)
            .internal(ChangeAction.REMIND, ChangeAction.OPEN_WINDOW)
            .label(ChangePhase.DRAFT, "in draft")
            .label(ChangePhase.ASSESS, "in assessment")
            .label(ChangePhase.AUTHORISE, "in authorisation")
            .label(ChangePhase.IMPLEMENTING, "in implementation")
            .label(ChangePhase.REVIEW, "in review")
            .end(ChangePhase.CLOSED, ChangePhase.REJECTED, ChangePhase.CANCELLED)
            .build();

    /** Table, states and events together. */
    public static final Workflow<Change, ChangePhase, ChangeAction, ChangeEvent> WORKFLOW =
            Workflow.of(Change.TYPE, LIFECYCLE, Change::phase, ChangeEvents.FAMILY);

    private ChangeWorkflow() {}
}
