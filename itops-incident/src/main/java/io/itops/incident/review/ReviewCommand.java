package io.itops.incident.review;

import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentId;
import io.itops.incident.workflow.IncidentState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked of a review.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface ReviewCommand extends WorkflowCommand<Review, ReviewFacts, ReviewAction, ReviewEvent> {
    /**
     * Begins the review of an incident whose effect on users is over. Its due date counts from the resolution, or else from now.
     *
     * @param incident the incident
     * @param content what it says at first
     * @param facilitator who leads it, if anybody does
     */
    record Start(IncidentId incident, ReviewContent content, Optional<String> facilitator) implements ReviewCommand {
        private static final Set<IncidentState> OVER =
                EnumSet.of(IncidentState.MITIGATED, IncidentState.RESOLVED, IncidentState.CLOSED);

        /** Checks the parts. */
        public Start {
            Require.present("incident id", incident);
            Require.present("review content", content);
            Require.present("facilitator", facilitator).ifPresent(person -> Require.id("facilitator", person));
        }

        @Override
        public ReviewAction action() {
            return ReviewAction.START;
        }

        @Override
        public Decision<ReviewEvent> decide(@Nullable Review nothing, ReviewFacts facts, Instant now) {
            if (facts.incident().isEmpty()) {
                return Decision.refuse("no-incident", "there is no incident " + incident);
            }
            Incident known = facts.incident().get();
            if (known.mergedInto().isPresent()) {
                return Decision.refuse(
                        "merged", "it goes on as incident " + known.mergedInto().get());
            }
            if (!OVER.contains(known.state())) {
                return Decision.refuse(
                        "not-over",
                        "incident " + incident + " must be mitigated, resolved or closed, but is " + known.status());
            }
            Instant from = known.resolvedAt().orElse(now);
            Optional<Instant> due = Optional.ofNullable(
                            facts.options().targets().get(known.severity()))
                    .flatMap(target -> target.due(from));
            return expected(
                    Decision.accept(new ReviewEvent.Started(incident, content, facilitator, due, now)),
                    due,
                    facts,
                    now);
        }
    }

    private static Decision.Accept<ReviewEvent> expected(
            Decision.Accept<ReviewEvent> decision, Optional<Instant> due, ReviewFacts facts, Instant now) {
        return due.isPresent()
                ? FollowUp.expect(
                        decision,
                        ReviewWorkflow.JOBS,
                        due.get(),
                        facts.options().remindReview(),
                        now)
                : FollowUp.forget(decision);
    }

    private static Review known(@Nullable Review review) {
        return Require.present("review", review);
    }

    /**
     * Changes what it says.
     *
     * @param content all that it says
     */
    record Edit(ReviewContent content) implements ReviewCommand {
        /** Checks that it is given. */
        public Edit {
            Require.present("review content", content);
        }

        @Override
        public ReviewAction action() {
            return ReviewAction.EDIT;
        }

        @Override
        public Decision<ReviewEvent> decide(@Nullable Review review, ReviewFacts facts, Instant now) {
            Review present = known(review);
            if (!facts.missing().isEmpty()) {
                return Decision.refuse(
                        "no-entry",
                        "the journal has no entry " + facts.missing().get(0) + " about what is named with it");
            }
            return present.content().equals(content)
                    ? Decision.nothing()
                    : Decision.accept(new ReviewEvent.Edited(content, present.contentVersion() + 1));
        }
    }

    /**
     * Says when the fault began, which makes a time to detect of the incident.
     *
     * @param at when it began, not after the incident was opened
     * @param reason what shows it, not blank, at most 1,000 characters
     */
    record DateFault(Instant at, String reason) implements ReviewCommand {
        /** Checks the parts. */
        public DateFault {
            at = Require.instant("instant at which the fault began", at);
            Require.text("reason", reason, 1_000);
        }

        @Override
        public ReviewAction action() {
            return ReviewAction.DATE_FAULT;
        }

        @Override
        public Decision<ReviewEvent> decide(@Nullable Review review, ReviewFacts facts, Instant now) {
            Optional<Instant> opened = facts.incident().map(Incident::openedAt);
            if (opened.filter(at::isAfter).isPresent()) {
                return Decision.refuse(
                        "after-opening",
                        "a fault must begin at or before the opening, which was at " + opened.get() + ", but began at "
                                + at);
            }
            return known(review).faultBeganAt().equals(Optional.of(at))
                    ? Decision.nothing()
                    : Decision.accept(new ReviewEvent.FaultDated(at, reason));
        }
    }

    /**
     * Gives it another facilitator and due date.
     *
     * @param facilitator who leads it, or empty for nobody
     * @param due until when it is to be agreed, if by any time: not before now, unless it is what the review has already
     */
    record Assign(Optional<String> facilitator, Optional<Instant> due) implements ReviewCommand {
        /** Checks the parts. */
        public Assign {
            Require.present("facilitator", facilitator).ifPresent(person -> Require.id("facilitator", person));
            due = Require.present("due instant", due).map(at -> Require.instant("due instant", at));
        }

        @Override
        public ReviewAction action() {
            return ReviewAction.ASSIGN;
        }

        @Override
        public Decision<ReviewEvent> decide(@Nullable Review review, ReviewFacts facts, Instant now) {
            Review present = known(review);
            if (present.due().equals(due)) {
                return present.facilitator().equals(facilitator)
                        ? Decision.nothing()
                        : Decision.accept(new ReviewEvent.Assigned(facilitator, due));
            }
            return due.filter(at -> at.isBefore(now)).isPresent()
                    ? Decision.refuse("past-due", "it would be due at " + due.get() + ", which is over: it is " + now)
                    : expected(Decision.accept(new ReviewEvent.Assigned(facilitator, due)), due, facts, now);
        }
    }

    /** Gives it to be talked about. */
    record Submit() implements ReviewCommand {
        @Override
        public ReviewAction action() {
            return ReviewAction.SUBMIT;
        }

        @Override
        public Decision<ReviewEvent> decide(@Nullable Review review, ReviewFacts facts, Instant now) {
            return Decision.accept(new ReviewEvent.Submitted());
        }
    }

    /**
     * Gives it back to be written.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Return(String reason) implements ReviewCommand {
        /** Checks the reason. */
        public Return {
            Require.text("reason", reason, 1_000);
        }

        @Override
        public ReviewAction action() {
            return ReviewAction.RETURN;
        }

        @Override
        public Decision<ReviewEvent> decide(@Nullable Review review, ReviewFacts facts, Instant now) {
            return Decision.accept(new ReviewEvent.Returned(reason));
        }
    }

    /**
     * Puts down that its people agree with what it says. The incident must be resolved, and something must have contributed to it.
     *
     * @param contentVersion the version of the content that they agree with, at least 1: another one is refused
     */
    record Agree(int contentVersion) implements ReviewCommand {
        private static final Set<IncidentState> OVER = EnumSet.of(IncidentState.RESOLVED, IncidentState.CLOSED);

        /** Checks the version. */
        public Agree {
            Require.range("content version", contentVersion, 1, Integer.MAX_VALUE);
        }

        @Override
        public ReviewAction action() {
            return ReviewAction.AGREE;
        }

        @Override
        public Decision<ReviewEvent> decide(@Nullable Review review, ReviewFacts facts, Instant now) {
            Review present = known(review);
            if (present.contentVersion() != contentVersion) {
                return Decision.refuse(
                        "other-content",
                        "it says something else by now: version " + present.contentVersion() + ", not "
                                + contentVersion);
            }
            if (present.content().factors().isEmpty()) {
                return Decision.refuse("no-factors", "it does not say what contributed to the incident");
            }
            return facts.incident()
                            .filter(known -> OVER.contains(known.state()))
                            .isEmpty()
                    ? Decision.refuse(
                            "not-over", "incident " + present.incident() + " goes on: it must be resolved or closed")
                    : FollowUp.forget(
                            Decision.accept(new ReviewEvent.Agreed(new Agreement(contentVersion, facts.actor(), now))));
        }
    }

    /** Publishes what was agreed. */
    record Publish() implements ReviewCommand {
        @Override
        public ReviewAction action() {
            return ReviewAction.PUBLISH;
        }

        @Override
        public Decision<ReviewEvent> decide(@Nullable Review review, ReviewFacts facts, Instant now) {
            Agreement agreement = known(review).agreement().orElseThrow();
            return Decision.accept(new ReviewEvent.Published(agreement.contentVersion(), now));
        }
    }

    /**
     * Takes the agreement back: it is talked about again, and due as before.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Reopen(String reason) implements ReviewCommand {
        /** Checks the reason. */
        public Reopen {
            Require.text("reason", reason, 1_000);
        }

        @Override
        public ReviewAction action() {
            return ReviewAction.REOPEN;
        }

        @Override
        public Decision<ReviewEvent> decide(@Nullable Review review, ReviewFacts facts, Instant now) {
            Review present = known(review);
            // an agreement that came in time is not called late afterwards, and it was told once if it did not
            Optional<Instant> due = present.due().filter(at -> at.isAfter(now));
            return expected(Decision.accept(new ReviewEvent.Reopened(reason)), due, facts, now);
        }
    }

    /** Reminds of the due date, if it is near. */
    record ReminderTimeout() implements ReviewCommand {
        @Override
        public ReviewAction action() {
            return ReviewAction.REMINDER_TIMEOUT;
        }

        @Override
        public Decision<ReviewEvent> decide(@Nullable Review review, ReviewFacts facts, Instant now) {
            Review present = known(review);
            if (present.due().filter(now::isBefore).isEmpty()) {
                // the timer of the due date tells it
                return Decision.nothing();
            }
            Instant due = present.due().get();
            Decision.Accept<ReviewEvent> again = FollowUp.reminder(
                    Decision.nothing(),
                    ReviewWorkflow.JOBS,
                    due,
                    facts.options().remindReview(),
                    now);
            return due.minus(facts.options().remindReview()).isAfter(now)
                    ? again
                    : ReviewNews.due(Decision.accept(new ReviewEvent.Reminded(due)), present, due, facts);
        }
    }

    /** Says that it is overdue, if it is. */
    record DueTimeout() implements ReviewCommand {
        @Override
        public ReviewAction action() {
            return ReviewAction.DUE_TIMEOUT;
        }

        @Override
        public Decision<ReviewEvent> decide(@Nullable Review review, ReviewFacts facts, Instant now) {
            Review present = known(review);
            if (present.due().isEmpty() || present.overdue()) {
                return Decision.nothing();
            }
            Instant due = present.due().get();
            return due.isAfter(now)
                    ? FollowUp.expect(
                            Decision.nothing(),
                            ReviewWorkflow.JOBS,
                            due,
                            facts.options().remindReview(),
                            now)
                    : ReviewNews.overdue(Decision.accept(new ReviewEvent.Overdue(due)), present, due, facts);
        }
    }
}
