package io.itops.incident.review;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.Lifecycle;
import io.itops.core.lifecycle.Workflow;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.incident.knowledge.KnowledgeId;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked of a lesson.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface LessonCommand extends WorkflowCommand<Lesson, ReviewFacts, LessonAction, LessonEvent> {
    /** The table that every lesson goes through. */
    Lifecycle<LessonState, LessonAction> LIFECYCLE = Lifecycle.builder("lesson", LessonState.class, LessonAction.class)
            .start(LessonAction.PROPOSE, LessonState.PROPOSED)
            .stay(LessonState.PROPOSED, LessonAction.REWORD, LessonAction.PUBLISH)
            .stay(LessonState.ACCEPTED, LessonAction.PUBLISH)
            .stay(LessonState.DONE, LessonAction.PUBLISH)
            .on(LessonState.PROPOSED, LessonAction.ACCEPT, LessonState.ACCEPTED)
            .on(LessonState.PROPOSED, LessonAction.REJECT, LessonState.REJECTED)
            .on(LessonState.ACCEPTED, LessonAction.REJECT, LessonState.REJECTED)
            .on(LessonState.ACCEPTED, LessonAction.COMPLETE, LessonState.DONE)
            .on(LessonState.DONE, LessonAction.REOPEN, LessonState.ACCEPTED)
            .on(LessonState.REJECTED, LessonAction.REOPEN, LessonState.PROPOSED)
            .end(LessonState.DONE, LessonState.REJECTED)
            .build();

    /** Runs commands on lessons. */
    Workflow<Lesson, LessonState, LessonAction, LessonEvent> WORKFLOW =
            Workflow.of(Lesson.TYPE, LIFECYCLE, Lesson::state, LessonEvent.FAMILY);

    /**
     * Proposes a lesson.
     *
     * @param id the id that it is to have
     * @param incident the incident that teaches it
     * @param text what is to change and why, not blank, at most 2,000 characters
     * @param changes what it changes, 1 to 20 things
     */
    record Propose(String id, IncidentId incident, String text, List<Ref> changes) implements LessonCommand {
        /** Checks and copies the parts. */
        public Propose {
            Require.id("lesson id", id);
            Require.present("incident id", incident);
            Require.text("lesson", text, 2_000);
            changes = Lesson.named(changes);
        }

        @Override
        public LessonAction action() {
            return LessonAction.PROPOSE;
        }

        @Override
        public Decision<LessonEvent> decide(@Nullable Lesson nothing, ReviewFacts facts, Instant now) {
            return facts.incident().isEmpty()
                    ? Decision.refuse("no-incident", "there is no incident " + incident)
                    : Decision.accept(new LessonEvent.Proposed(id, incident, text, changes, now));
        }
    }

    /**
     * Puts it in other words.
     *
     * @param text what is to change and why, not blank, at most 2,000 characters
     * @param changes what it changes, 1 to 20 things
     */
    record Reword(String text, List<Ref> changes) implements LessonCommand {
        /** Checks and copies the parts. */
        public Reword {
            Require.text("lesson", text, 2_000);
            changes = Lesson.named(changes);
        }

        @Override
        public LessonAction action() {
            return LessonAction.REWORD;
        }

        @Override
        public Decision<LessonEvent> decide(@Nullable Lesson lesson, ReviewFacts facts, Instant now) {
            return Decision.accept(new LessonEvent.Reworded(text, changes));
        }
    }

    /** Says that it is to change. */
    record Accept() implements LessonCommand {
        @Override
        public LessonAction action() {
            return LessonAction.ACCEPT;
        }

        @Override
        public Decision<LessonEvent> decide(@Nullable Lesson lesson, ReviewFacts facts, Instant now) {
            return Decision.accept(new LessonEvent.Accepted());
        }
    }

    /**
     * Says that it will not change.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Reject(String reason) implements LessonCommand {
        /** Checks the reason. */
        public Reject {
            Require.text("reason", reason, 1_000);
        }

        @Override
        public LessonAction action() {
            return LessonAction.REJECT;
        }

        @Override
        public Decision<LessonEvent> decide(@Nullable Lesson lesson, ReviewFacts facts, Instant now) {
            return Decision.accept(new LessonEvent.Rejected(reason));
        }
    }

    /**
     * Says that it has changed. What the journal does not show to be changed a person has to confirm.
     *
     * @param confirmation what was done to that which the journal does not show, at most 1,000 characters; blank if it shows all
     */
    record Complete(String confirmation) implements LessonCommand {
        /** Checks the confirmation. */
        public Complete {
            Require.anyText("confirmation", confirmation, 1_000);
        }

        @Override
        public LessonAction action() {
            return LessonAction.COMPLETE;
        }

        @Override
        public Decision<LessonEvent> decide(@Nullable Lesson lesson, ReviewFacts facts, Instant now) {
            Optional<Ref> unseen = facts.checks().stream()
                    .filter(check -> check.change().isEmpty())
                    .map(LessonCheck::thing)
                    .findFirst();
            if (unseen.isPresent() && confirmation.isBlank()) {
                return Decision.refuse(
                        "not-verified", "the journal shows no change of " + unseen.get() + " since it was proposed");
            }
            if (unseen.isPresent() && facts.actor().kind() != Actor.Kind.USER) {
                return Decision.refuse(
                        "not-a-person",
                        facts.actor() + " cannot confirm the change of " + unseen.get() + ", which a person has to");
            }
            return Decision.accept(new LessonEvent.Completed(facts.checks(), confirmation));
        }
    }

    /**
     * Says that it is to change after all, or has not changed.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Reopen(String reason) implements LessonCommand {
        /** Checks the reason. */
        public Reopen {
            Require.text("reason", reason, 1_000);
        }

        @Override
        public LessonAction action() {
            return LessonAction.REOPEN;
        }

        @Override
        public Decision<LessonEvent> decide(@Nullable Lesson lesson, ReviewFacts facts, Instant now) {
            Lesson present = Require.present("lesson", lesson);
            return Decision.accept(
                    present.state() == LessonState.DONE
                            ? new LessonEvent.Reopened(reason)
                            : new LessonEvent.Reconsidered(reason));
        }
    }

    /**
     * Gives it to the knowledge base as a draft, once.
     *
     * @param entry the id that the entry is to have
     */
    record Publish(KnowledgeId entry) implements LessonCommand {
        /** Checks the id. */
        public Publish {
            Require.present("knowledge entry", entry);
        }

        @Override
        public LessonAction action() {
            return LessonAction.PUBLISH;
        }

        @Override
        public Decision<LessonEvent> decide(@Nullable Lesson lesson, ReviewFacts facts, Instant now) {
            Optional<KnowledgeId> before = Require.present("lesson", lesson).entry();
            return before.isPresent()
                    ? Decision.refuse("published", "it is knowledge entry " + before.get() + " already")
                    : Decision.accept(new LessonEvent.Published(entry));
        }
    }
}
