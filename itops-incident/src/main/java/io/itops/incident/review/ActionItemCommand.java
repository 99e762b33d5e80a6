package io.itops.incident.review;

import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.Lifecycle;
import io.itops.core.lifecycle.Workflow;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked of an action item. The facts of its decisions are the incidents that exist.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface ActionItemCommand
        extends WorkflowCommand<ActionItem, ActionItemCommand.Facts, ActionItemAction, ActionItemEvent> {
    /** The table that every action item goes through. */
    Lifecycle<ActionItemState, ActionItemAction> LIFECYCLE = Lifecycle.builder(
                    "action-item", ActionItemState.class, ActionItemAction.class)
            .start(ActionItemAction.ADD, ActionItemState.OPEN)
            .stay(ActionItemState.OPEN, ActionItemAction.ASSIGN)
            .on(ActionItemState.OPEN, ActionItemAction.COMPLETE, ActionItemState.DONE)
            .on(ActionItemState.OPEN, ActionItemAction.DROP, ActionItemState.DROPPED)
            .on(ActionItemState.DONE, ActionItemAction.REOPEN, ActionItemState.OPEN)
            .on(ActionItemState.DROPPED, ActionItemAction.REOPEN, ActionItemState.OPEN)
            .end(ActionItemState.DONE, ActionItemState.DROPPED)
            .build();

    /** Runs commands on action items. */
    Workflow<ActionItem, ActionItemState, ActionItemAction, ActionItemEvent> WORKFLOW =
            Workflow.of(ActionItem.TYPE, LIFECYCLE, ActionItem::state, ActionItemEvent.FAMILY);

    /**
     * What a decision rests on besides the action item.
     *
     * @param incidentExists whether the incident that it comes from exists
     */
    record Facts(boolean incidentExists) {}

    /**
     * Wants something done.
     *
     * @param id the id that it is to have
     * @param incident the incident that it comes from
     * @param rule the rule that proposed it, or {@code review}
     * @param title one line, at most 300 characters
     * @param owner who is to do it, if anybody has taken it
     * @param due until when, not before it is added
     */
    record Add(String id, IncidentId incident, String rule, String title, Optional<String> owner, Instant due)
            implements ActionItemCommand {
        /** Checks the parts. */
        public Add {
            ActionItem checked =
                    new ActionItem(id, incident, rule, title, owner, due, ActionItemState.OPEN, Optional.empty());
            due = checked.due();
        }

        @Override
        public ActionItemAction action() {
            return ActionItemAction.ADD;
        }

        @Override
        public Decision<ActionItemEvent> decide(@Nullable ActionItem nothing, Facts facts, Instant now) {
            if (!facts.incidentExists()) {
                return Decision.refuse("no-incident", "there is no incident " + incident);
            }
            return due.isBefore(now)
                    ? pastDue(due, now)
                    : Decision.accept(new ActionItemEvent.Added(id, incident, rule, title, owner, due));
        }
    }

    private static Decision<ActionItemEvent> pastDue(Instant due, Instant now) {
        return Decision.refuse("past-due", "it would be due at " + due + ", which is over: it is " + now);
    }

    /**
     * Gives it another owner and due date.
     *
     * @param owner who is to do it, or empty for nobody
     * @param due until when: not before now, unless it is what the action item has already
     */
    record Assign(Optional<String> owner, Instant due) implements ActionItemCommand {
        /** Checks the parts. */
        public Assign {
            Require.present("owner", owner).ifPresent(person -> Require.id("owner", person));
            due = Require.instant("due instant", due);
        }

        @Override
        public ActionItemAction action() {
            return ActionItemAction.ASSIGN;
        }

        @Override
        public Decision<ActionItemEvent> decide(@Nullable ActionItem item, Facts facts, Instant now) {
            // what is overdue may be given to someone else as it is
            boolean kept = due.equals(Require.present("action item", item).due());
            return due.isBefore(now) && !kept
                    ? pastDue(due, now)
                    : Decision.accept(new ActionItemEvent.Assigned(owner, due));
        }
    }

    /**
     * Says that it was done.
     *
     * @param note how, at most 1,000 characters, possibly blank
     */
    record Complete(String note) implements ActionItemCommand {
        /** Checks the note. */
        public Complete {
            Require.anyText("note", note, 1_000);
        }

        @Override
        public ActionItemAction action() {
            return ActionItemAction.COMPLETE;
        }

        @Override
        public Decision<ActionItemEvent> decide(@Nullable ActionItem item, Facts facts, Instant now) {
            return Decision.accept(new ActionItemEvent.Completed(note, now));
        }
    }

    /**
     * Says that it will not be done.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Drop(String reason) implements ActionItemCommand {
        /** Checks the reason. */
        public Drop {
            Require.text("reason", reason, 1_000);
        }

        @Override
        public ActionItemAction action() {
            return ActionItemAction.DROP;
        }

        @Override
        public Decision<ActionItemEvent> decide(@Nullable ActionItem item, Facts facts, Instant now) {
            return Decision.accept(new ActionItemEvent.Dropped(reason, now));
        }
    }

    /**
     * Says that it is to be done after all.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Reopen(String reason) implements ActionItemCommand {
        /** Checks the reason. */
        public Reopen {
            Require.text("reason", reason, 1_000);
        }

        @Override
        public ActionItemAction action() {
            return ActionItemAction.REOPEN;
        }

        @Override
        public Decision<ActionItemEvent> decide(@Nullable ActionItem item, Facts facts, Instant now) {
            return Decision.accept(new ActionItemEvent.Reopened(reason));
        }
    }
}
