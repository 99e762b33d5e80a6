package io.itops.core.lifecycle;

/** Workflows that the tests draw and walk. */
final class Samples {
    private Samples() {}

    enum Incident {
        TRIGGERED,
        ACKNOWLEDGED,
        MITIGATED,
        RESOLVED,
        CLOSED,
        CANCELLED
    }

    enum IncidentAction {
        OPEN,
        ACKNOWLEDGE,
        ESCALATE,
        MITIGATE,
        RESOLVE,
        CLOSE,
        REOPEN,
        CANCEL,
        NOTE
    }

    static LifecycleBuilder<Incident, IncidentAction> incident() {
        return Lifecycle.builder("incident", Incident.class, IncidentAction.class)
                .start(IncidentAction.OPEN, Incident.TRIGGERED)
                .on(Incident.TRIGGERED, IncidentAction.ACKNOWLEDGE, Incident.ACKNOWLEDGED)
                .stay(Incident.TRIGGERED, IncidentAction.ESCALATE)
                .on(Incident.TRIGGERED, IncidentAction.MITIGATE, Incident.MITIGATED)
                .on(Incident.TRIGGERED, IncidentAction.RESOLVE, Incident.RESOLVED)
                .on(Incident.TRIGGERED, IncidentAction.CANCEL, Incident.CANCELLED)
                .on(Incident.ACKNOWLEDGED, IncidentAction.ESCALATE, Incident.TRIGGERED)
                .stay(Incident.ACKNOWLEDGED, IncidentAction.ACKNOWLEDGE)
                .on(Incident.ACKNOWLEDGED, IncidentAction.MITIGATE, Incident.MITIGATED)
                .on(Incident.ACKNOWLEDGED, IncidentAction.RESOLVE, Incident.RESOLVED)
                .on(Incident.ACKNOWLEDGED, IncidentAction.CANCEL, Incident.CANCELLED)
                .on(Incident.MITIGATED, IncidentAction.RESOLVE, Incident.RESOLVED)
                .on(Incident.MITIGATED, IncidentAction.REOPEN, Incident.TRIGGERED)
                .on(Incident.RESOLVED, IncidentAction.CLOSE, Incident.CLOSED)
                .on(Incident.RESOLVED, IncidentAction.REOPEN, Incident.TRIGGERED)
                .on(Incident.CLOSED, IncidentAction.REOPEN, Incident.TRIGGERED)
                .stayAnywhere(IncidentAction.NOTE)
                .end(Incident.CLOSED, Incident.CANCELLED);
    }

    enum Change {
        DRAFT,
        ASSESS,
        AUTHORISE,
        SCHEDULED,
        IMPLEMENTING,
        REVIEW,
        CLOSED,
        REJECTED,
        CANCELLED
    }

    enum ChangeAction {
        PROPOSE,
        EDIT,
        SUBMIT,
        SUBMIT_STANDARD,
        SUBMIT_EMERGENCY,
        ASSESS,
        APPROVE,
        REJECT,
        RETURN,
        START,
        FINISH,
        BACK_OUT,
        CLOSE,
        CANCEL
    }

    static LifecycleBuilder<Change, ChangeAction> change() {
        return Lifecycle.builder("change", Change.class, ChangeAction.class)
                .start(ChangeAction.PROPOSE, Change.DRAFT)
                .stay(Change.DRAFT, ChangeAction.EDIT)
                .on(Change.DRAFT, ChangeAction.SUBMIT, Change.ASSESS)
                .on(Change.DRAFT, ChangeAction.SUBMIT_EMERGENCY, Change.AUTHORISE)
                .on(Change.DRAFT, ChangeAction.SUBMIT_STANDARD, Change.SCHEDULED)
                .on(Change.ASSESS, ChangeAction.ASSESS, Change.AUTHORISE)
                .on(Change.ASSESS, ChangeAction.RETURN, Change.DRAFT)
                .on(Change.ASSESS, ChangeAction.REJECT, Change.REJECTED)
                .stay(Change.AUTHORISE, ChangeAction.EDIT)
                .on(Change.AUTHORISE, ChangeAction.APPROVE, Change.SCHEDULED)
                .on(Change.AUTHORISE, ChangeAction.REJECT, Change.REJECTED)
                .on(Change.AUTHORISE, ChangeAction.RETURN, Change.DRAFT)
                .on(Change.SCHEDULED, ChangeAction.START, Change.IMPLEMENTING)
                .on(Change.SCHEDULED, ChangeAction.EDIT, Change.ASSESS)
                .on(Change.IMPLEMENTING, ChangeAction.FINISH, Change.REVIEW)
                .on(Change.IMPLEMENTING, ChangeAction.BACK_OUT, Change.REVIEW)
                .on(Change.REVIEW, ChangeAction.CLOSE, Change.CLOSED)
                .on(Change.DRAFT, ChangeAction.CANCEL, Change.CANCELLED)
                .on(Change.ASSESS, ChangeAction.CANCEL, Change.CANCELLED)
                .on(Change.AUTHORISE, ChangeAction.CANCEL, Change.CANCELLED)
                .on(Change.SCHEDULED, ChangeAction.CANCEL, Change.CANCELLED)
                .end(Change.CLOSED, Change.REJECTED, Change.CANCELLED);
    }

    enum Many {
        M01,
        M02,
        M03,
        M04,
        M05,
        M06,
        M07,
        M08,
        M09,
        M10,
        M11,
        M12,
        M13,
        M14,
        M15,
        M16,
        M17,
        M18,
        M19,
        M20,
        M21,
        M22,
        M23,
        M24
    }

    enum Nothing {}

    enum Door {
        OPEN,
        SHUT,
        END,
        S1,
        LOUD$
    }

    enum DoorAction {
        MAKE,
        FIND,
        MOVE,
        KNOCK
    }

    /** States whose names mean something to the tools that draw. */
    static LifecycleBuilder<Door, DoorAction> door() {
        return Lifecycle.builder("door", Door.class, DoorAction.class)
                .start(DoorAction.MAKE, Door.OPEN)
                .start(DoorAction.FIND, Door.OPEN)
                .on(Door.OPEN, DoorAction.MOVE, Door.SHUT)
                .on(Door.SHUT, DoorAction.MOVE, Door.S1)
                .on(Door.S1, DoorAction.MOVE, Door.LOUD$)
                .on(Door.LOUD$, DoorAction.MOVE, Door.END)
                .stay(Door.SHUT, DoorAction.KNOCK)
                .end(Door.END);
    }
}
