package io.itops.quickstart;

import io.itops.change.Changes;
import io.itops.change.workflow.Change;
import io.itops.change.workflow.ChangeCommand;
import io.itops.change.workflow.ChangePhase;
import io.itops.change.workflow.ChangeType;
import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.record.Versioned;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes changes from phase to phase as their people would; what was done in an earlier life of the process is not done again. */
final class ChangeDriver {
    private final ItOps ops;
    private final Changes changes;

    ChangeDriver(ItOps ops, Changes changes) {
        this.ops = ops;
        this.changes = changes;
    }

    Optional<Change> find(PlannedChange planned) {
        return ops.records().find(Change.TYPE, planned.id().value()).map(Versioned::value);
    }

    /** Takes a change to the point at which it may start. */
    void prepare(PlannedChange planned) {
        Actor requester = Actor.user(planned.requester());
        Actor approver = Actor.user(planned.approver());
        if (find(planned).isEmpty()) {
            if (planned.type() == ChangeType.STANDARD) {
                changes.approveTemplate(planned.template(), approver);
            }
            changes.execute(
                            planned.id(),
                            OptionalLong.empty(),
                            new ChangeCommand.Propose(planned.id(), planned.requester(), planned.content()),
                            requester)
                    .orElseThrow();
        }
        if (phase(planned) == ChangePhase.DRAFT) {
            changes.submit(planned.id(), requester);
        }
        if (phase(planned) == ChangePhase.ASSESS) {
            changes.assess(planned.id(), "read and understood", approver);
        }
        if (phase(planned) == ChangePhase.AUTHORISE) {
            changes.approve(planned.id(), changes.get(planned.id()).content().hash(), approver);
        }
    }

    /** Carries a prepared change out. */
    void carryOut(PlannedChange planned, Runnable steps) {
        Actor implementer = Actor.user(planned.requester());
        if (phase(planned) == ChangePhase.SCHEDULED) {
            changes.start(planned.id(), implementer);
        }
        if (phase(planned) == ChangePhase.IMPLEMENTING) {
            steps.run();
            changes.finish(planned.id(), "done", implementer);
        }
    }

    /** Reviews a change that was carried out, and closes it. */
    void close(PlannedChange planned, String findings) {
        if (phase(planned) == ChangePhase.REVIEW) {
            changes.close(planned.id(), findings, Actor.user(planned.approver()));
        }
    }

    private ChangePhase phase(PlannedChange planned) {
        return changes.get(planned.id()).phase();
    }
}
