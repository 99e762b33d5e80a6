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
 * Something that is asked of an action item.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface ActionItemCommand
        extends WorkflowCommand<ActionItem, ReviewFacts, ActionItemAction, ActionItemEvent> {
    /** The table that every action item goes through. */
    Lifecycle<ActionItemState, ActionItemAction> LIFECYCLE = Lifecycle.builder(
                    "action-item", ActionItemState.class, ActionItemAction.class)
            .start(ActionItemAction.ADD, ActionItemState.OPEN)
            .stay(
                    ActionItemState.OPEN,
                    ActionItemAction.ASSIGN,
                    ActionItemAction.REMINDER_TIMEOUT,
                    ActionItemAction.DUE_TIMEOUT)
            .stay(ActionItemState.DONE, ActionItemAction.RECUR)
            .on(ActionItemState.OPEN, ActionItemAction.COMPLETE, ActionItemState.DONE)
            .on(ActionItemState.OPEN, ActionItemAction.DROP, ActionItemState.DROPPED)
            .on(ActionItemState.DONE, ActionItemAction.REOPEN, ActionItemState.OPEN)
            .on(ActionItemState.DROPPED, ActionItemAction.REOPEN, ActionItemState.OPEN)
            .internal(ActionItemAction.REMINDER_TIMEOUT, ActionItemAction.DUE_TIMEOUT, ActionItemAction.RECUR)
            .end(ActionItemState.DONE, ActionItemState.DROPPED)
            .build();

    /** Runs commands on action items. */
    Workflow<ActionItem, ActionItemState, ActionItemAction, ActionItemEvent> WORKFLOW =
            Workflow.of(ActionItem.TYPE, LIFECYCLE, ActionItem::state, ActionItemEvent.FAMILY);

    /** The job type of the timer that reminds of an action item. */
    String REMINDER_JOB = "action-item.reminder";

    /** The job type of the timer of a due date. */
    String DUE_JOB = "action-item.due";

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
            due = ActionItem.added(id, incident, rule, title, owner, due).due();
        }

        @Override
        public ActionItemAction action() {
            return ActionItemAction.ADD;
        }

        @Override
        public Decision<ActionItemEvent> decide(@Nullable ActionItem nothing, ReviewFacts facts, Instant now) {
            if (facts.incident().isEmpty()) {
                return Decision.refuse("no-incident", "there is no incident " + incident);
            }
            return due.isBefore(now)
                    ? pastDue(due, now)
                    : expected(
                            Decision.accept(new ActionItemEvent.Added(id, incident, rule, title, owner, due)),
                            due,
                            facts,
                            now);
        }
    }

    private static Decision.Accept<ActionItemEvent> expected(
            Decision.Accept<ActionItemEvent> decision, Instant due, ReviewFacts facts, Instant now) {
        return FollowUp.expect(
                decision,
                new FollowUp.Jobs(REMINDER_JOB, DUE_JOB),
                due,
                facts.options().remindItem(),
                now);
    }

    private static ActionItem known(@Nullable ActionItem item) {
        return Require.present("action item", item);
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
        public Decision<ActionItemEvent> decide(@Nullable ActionItem item, ReviewFacts facts, Instant now) {
            // what is overdue may be given to someone else as it is
            Decision.Accept<ActionItemEvent> assigned = Decision.accept(new ActionItemEvent.Assigned(owner, due));
            if (due.equals(known(item).due())) {
                return assigned;
            }
            return due.isBefore(now) ? pastDue(due, now) : expected(assigned, due, facts, now);
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
        public Decision<ActionItemEvent> decide(@Nullable ActionItem item, ReviewFacts facts, Instant now) {
            return FollowUp.forget(Decision.accept(new ActionItemEvent.Completed(note, now)));
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
        public Decision<ActionItemEvent> decide(@Nullable ActionItem item, ReviewFacts facts, Instant now) {
            return FollowUp.forget(Decision.accept(new ActionItemEvent.Dropped(reason, now)));
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
        public Decision<ActionItemEvent> decide(@Nullable ActionItem item, ReviewFacts facts, Instant now) {
            return expected(
                    Decision.accept(new ActionItemEvent.Reopened(reason)),
                    known(item).due(),
                    facts,
                    now);
        }
    }

    /** Reminds of the due date, if it is near. */
    record ReminderTimeout() implements ActionItemCommand {
        @Override
        public ActionItemAction action() {
            return ActionItemAction.REMINDER_TIMEOUT;
        }

        @Override
        public Decision<ActionItemEvent> decide(@Nullable ActionItem item, ReviewFacts facts, Instant now) {
            ActionItem present = known(item);
            if (!present.due().isAfter(now)) {
                // the timer of the due date tells it
                return Decision.nothing();
            }
            return present.due().minus(facts.options().remindItem()).isAfter(now)
                    ? expected(Decision.nothing(), present.due(), facts, now)
                    : ReviewNews.due(Decision.accept(new ActionItemEvent.Reminded(present.due())), present, facts);
        }
    }

    /** Says that it is overdue, if it is. */
    record DueTimeout() implements ActionItemCommand {
        @Override
        public ActionItemAction action() {
            return ActionItemAction.DUE_TIMEOUT;
        }

        @Override
        public Decision<ActionItemEvent> decide(@Nullable ActionItem item, ReviewFacts facts, Instant now) {
            ActionItem present = known(item);
            if (present.overdue()) {
                return Decision.nothing();
            }
            return present.due().isAfter(now)
                    ? expected(Decision.nothing(), present.due(), facts, now)
                    : ReviewNews.overdue(Decision.accept(new ActionItemEvent.Overdue(present.due())), present, facts);
        }
    }

    /**
     * Says that the trouble came back although it was done, at most 20 times until it is done again.
     *
     * @param later the incident that opened
     */
    record Recur(IncidentId later) implements ActionItemCommand {
        /** Checks the incident. */
        public Recur {
            Require.present("incident id", later);
        }

        @Override
        public ActionItemAction action() {
            return ActionItemAction.RECUR;
        }

        @Override
        public Decision<ActionItemEvent> decide(@Nullable ActionItem item, ReviewFacts facts, Instant now) {
            ActionItem present = known(item);
            boolean told = present.ineffectiveIn().contains(later)
                    || present.ineffectiveIn().size() >= ActionItem.MAX_INEFFECTIVE
                    || later.equals(present.incident());
            return told
                    ? Decision.nothing()
                    : Decision.accept(new ActionItemEvent.Ineffective(
                            later, present.title(), present.endedAt().orElse(now)));
        }
    }
}
