package io.itops.incident.knowledge;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.lifecycle.Decision;
import io.itops.core.lifecycle.WorkflowCommand;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked of a knowledge entry: one record for each action.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface KnowledgeCommand
        extends WorkflowCommand<KnowledgeEntry, KnowledgeCommand.Facts, KnowledgeAction, KnowledgeEvent> {
    /**
     * What a decision rests on besides the entry.
     *
     * @param actor who asks
     * @param incident what helped in the incident that a {@link Help} names already, if that incident exists
     */
    record Facts(Actor actor, Optional<IncidentKnowledge> incident) {
        /** Checks that all parts are given. */
        public Facts {
            Require.present("actor", actor);
            Require.present("knowledge of the incident", incident);
        }
    }

    /**
     * Writes down what someone knows.
     *
     * @param id the id that the entry is to have
     * @param content what it says
     * @param origins where it comes from, each once, at most 30
     */
    record Draft(KnowledgeId id, KnowledgeContent content, List<Ref> origins) implements KnowledgeCommand {
        /** Checks the parts. */
        public Draft {
            Require.present("knowledge entry id", id);
            Require.present("content", content);
            origins = List.copyOf(new LinkedHashSet<>(Require.list("origins", origins)));
            Require.size("origins", origins, 0, KnowledgeEntry.MAX_ORIGINS);
        }

        @Override
        public KnowledgeAction action() {
            return KnowledgeAction.DRAFT;
        }

        @Override
        public Decision<KnowledgeEvent> decide(@Nullable KnowledgeEntry nothing, Facts facts, Instant now) {
            return Decision.accept(new KnowledgeEvent.Drafted(id, content, origins, facts.actor()));
        }
    }

    /**
     * Changes the text.
     *
     * @param content what it says
     */
    record Edit(KnowledgeContent content) implements KnowledgeCommand {
        /** Checks that it is given. */
        public Edit {
            Require.present("content", content);
        }

        @Override
        public KnowledgeAction action() {
            return KnowledgeAction.EDIT;
        }

        @Override
        public Decision<KnowledgeEvent> decide(@Nullable KnowledgeEntry entry, Facts facts, Instant now) {
            KnowledgeEntry known = known(entry);
            if (known.content().equals(content)) {
                return Decision.nothing();
            }
            return known.writers().size() >= KnowledgeEntry.MAX_WRITERS
                            && !known.writers().contains(facts.actor())
                    ? Decision.refuse(
                            "too-many-writers", KnowledgeEntry.MAX_WRITERS + " people wrote this version already")
                    : Decision.accept(new KnowledgeEvent.Edited(content, facts.actor()));
        }
    }

    /** Gives it to be reviewed. */
    record Submit() implements KnowledgeCommand {
        @Override
        public KnowledgeAction action() {
            return KnowledgeAction.SUBMIT;
        }

        @Override
        public Decision<KnowledgeEvent> decide(@Nullable KnowledgeEntry entry, Facts facts, Instant now) {
            return Decision.accept(new KnowledgeEvent.Submitted());
        }
    }

    /**
     * Gives it back to be changed.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Return(String reason) implements KnowledgeCommand {
        /** Checks the reason. */
        public Return {
            Require.text("reason", reason, 1_000);
        }

        @Override
        public KnowledgeAction action() {
            return KnowledgeAction.RETURN;
        }

        @Override
        public Decision<KnowledgeEvent> decide(@Nullable KnowledgeEntry entry, Facts facts, Instant now) {
            return Decision.accept(new KnowledgeEvent.Returned(reason));
        }
    }

    /**
     * Lets it out. Whoever wrote it may not.
     *
     * @param reviewBy when it is to be looked at again, not before now
     */
    record Publish(Instant reviewBy) implements KnowledgeCommand {
        /** Checks the instant. */
        public Publish {
            reviewBy = Require.instant("day of review", reviewBy);
        }

        @Override
        public KnowledgeAction action() {
            return KnowledgeAction.PUBLISH;
        }

        @Override
        public Decision<KnowledgeEvent> decide(@Nullable KnowledgeEntry entry, Facts facts, Instant now) {
            KnowledgeEntry known = known(entry);
            if (known.writers().contains(facts.actor())) {
                return Decision.refuse(
                        "separation-of-duties", facts.actor().id() + " wrote it; who writes it may not publish it");
            }
            return reviewBy.isBefore(now)
                    ? pastReview(reviewBy, now)
                    : remind(
                            new KnowledgeEvent.Published(known.versions() + 1, facts.actor(), now, reviewBy), reviewBy);
        }
    }

    /** Begins the next version; the present one stays out. */
    record Revise() implements KnowledgeCommand {
        @Override
        public KnowledgeAction action() {
            return KnowledgeAction.REVISE;
        }

        @Override
        public Decision<KnowledgeEvent> decide(@Nullable KnowledgeEntry entry, Facts facts, Instant now) {
            return Decision.<KnowledgeEvent>accept(new KnowledgeEvent.RevisionBegun(facts.actor()))
                    .cancelTimer(KnowledgeWorkflow.REVIEW_TIMER);
        }
    }

    /**
     * Says that it still holds.
     *
     * @param reviewBy when it is to be looked at again, not before now
     */
    record Confirm(Instant reviewBy) implements KnowledgeCommand {
        /** Checks the instant. */
        public Confirm {
            reviewBy = Require.instant("day of review", reviewBy);
        }

        @Override
        public KnowledgeAction action() {
            return KnowledgeAction.CONFIRM;
        }

        @Override
        public Decision<KnowledgeEvent> decide(@Nullable KnowledgeEntry entry, Facts facts, Instant now) {
            return reviewBy.isBefore(now)
                    ? pastReview(reviewBy, now)
                    : remind(new KnowledgeEvent.Confirmed(facts.actor(), reviewBy), reviewBy);
        }
    }

    /** Says that it is to be looked at again, if the day has come. */
    record Remind() implements KnowledgeCommand {
        @Override
        public KnowledgeAction action() {
            return KnowledgeAction.REMIND;
        }

        @Override
        public Decision<KnowledgeEvent> decide(@Nullable KnowledgeEntry entry, Facts facts, Instant now) {
            KnowledgeEntry known = known(entry);
            Instant due = known.reviewBy().orElseThrow();
            if (now.isBefore(due)) {
                // a clock that went back must not call people early
                return Decision.<KnowledgeEvent>nothing()
                        .setTimer(KnowledgeWorkflow.REVIEW_TIMER, KnowledgeWorkflow.REVIEW_JOB, due);
            }
            return known.reviewDue() ? Decision.nothing() : Decision.accept(new KnowledgeEvent.ReviewDue(due));
        }
    }

    /**
     * Says that it holds no longer.
     *
     * @param reason why, not blank, at most 1,000 characters
     */
    record Retire(String reason) implements KnowledgeCommand {
        /** Checks the reason. */
        public Retire {
            Require.text("reason", reason, 1_000);
        }

        @Override
        public KnowledgeAction action() {
            return KnowledgeAction.RETIRE;
        }

        @Override
        public Decision<KnowledgeEvent> decide(@Nullable KnowledgeEntry entry, Facts facts, Instant now) {
            return Decision.<KnowledgeEvent>accept(new KnowledgeEvent.Retired(reason))
                    .cancelTimer(KnowledgeWorkflow.REVIEW_TIMER);
        }
    }

    /** Takes it up again, as a draft. */
    record Restore() implements KnowledgeCommand {
        @Override
        public KnowledgeAction action() {
            return KnowledgeAction.RESTORE;
        }

        @Override
        public Decision<KnowledgeEvent> decide(@Nullable KnowledgeEntry entry, Facts facts, Instant now) {
            return Decision.accept(new KnowledgeEvent.Restored(facts.actor()));
        }
    }

    /**
     * Says that it helped in an incident. An incident counts once.
     *
     * @param incident the incident, which exists
     */
    record Help(IncidentId incident) implements KnowledgeCommand {
        /** Checks that it is given. */
        public Help {
            Require.present("incident id", incident);
        }

        @Override
        public KnowledgeAction action() {
            return KnowledgeAction.HELP;
        }

        @Override
        public Decision<KnowledgeEvent> decide(@Nullable KnowledgeEntry entry, Facts facts, Instant now) {
            KnowledgeEntry known = known(entry);
            if (!known.out()) {
                return Decision.refuse("not-published", "nothing of it is out, so that it cannot have helped");
            }
            if (facts.incident().isEmpty()) {
                return Decision.refuse("no-incident", "there is no incident " + incident);
            }
            List<KnowledgeId> others = facts.incident().get().entries();
            if (others.contains(known.id())) {
                return Decision.nothing();
            }
            return others.size() >= IncidentKnowledge.MAX_ENTRIES
                    ? Decision.refuse(
                            "too-many-entries",
                            IncidentKnowledge.MAX_ENTRIES + " entries helped in incident " + incident + " already")
                    : Decision.accept(new KnowledgeEvent.Helped(incident));
        }
    }

    /**
     * Names one more thing that it comes from.
     *
     * @param origin a problem, an incident or whatever else has a reference
     */
    record Link(Ref origin) implements KnowledgeCommand {
        /** Checks that it is given. */
        public Link {
            Require.present("origin", origin);
        }

        @Override
        public KnowledgeAction action() {
            return KnowledgeAction.LINK;
        }

        @Override
        public Decision<KnowledgeEvent> decide(@Nullable KnowledgeEntry entry, Facts facts, Instant now) {
            List<Ref> origins = known(entry).origins();
            if (origins.contains(origin)) {
                return Decision.nothing();
            }
            return origins.size() >= KnowledgeEntry.MAX_ORIGINS
                    ? Decision.refuse("too-many-origins", "it names " + KnowledgeEntry.MAX_ORIGINS + " origins already")
                    : Decision.accept(new KnowledgeEvent.Linked(origin));
        }
    }

    private static KnowledgeEntry known(@Nullable KnowledgeEntry entry) {
        return Require.present("knowledge entry", entry);
    }

    private static Decision<KnowledgeEvent> pastReview(Instant reviewBy, Instant now) {
        return Decision.refuse("past-review", "it would be reviewed by " + reviewBy + ", which is over: it is " + now);
    }

    private static Decision<KnowledgeEvent> remind(KnowledgeEvent event, Instant at) {
        return Decision.accept(event).setTimer(KnowledgeWorkflow.REVIEW_TIMER, KnowledgeWorkflow.REVIEW_JOB, at);
    }
}
