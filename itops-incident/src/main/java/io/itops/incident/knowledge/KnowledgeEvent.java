package io.itops.incident.knowledge;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.incident.internal.JournalLines;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a knowledge entry.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface KnowledgeEvent extends WorkflowEvent<KnowledgeEntry> {
    /**
     * Someone wrote it down.
     *
     * @param id its id
     * @param content what it says
     * @param origins where it comes from
     * @param writer who
     */
    record Drafted(KnowledgeId id, KnowledgeContent content, List<Ref> origins, Actor writer)
            implements KnowledgeEvent {
        @Override
        public KnowledgeEntry applyTo(@Nullable KnowledgeEntry nothing) {
            return KnowledgeEntry.drafted(id, content, origins, writer);
        }

        @Override
        public String summary() {
            return JournalLines.summary("drafted: " + content.title());
        }

        @Override
        public List<Ref> alsoAbout() {
            return origins;
        }
    }

    /**
     * Its text was changed.
     *
     * @param content what it says
     * @param writer who
     */
    record Edited(KnowledgeContent content, Actor writer) implements KnowledgeEvent {
        @Override
        public KnowledgeEntry applyTo(@Nullable KnowledgeEntry entry) {
            return known(entry).edited(content, writer);
        }

        @Override
        public String summary() {
            return JournalLines.summary("edited: " + content.title());
        }
    }

    /**
     * It was given to be reviewed.
     */
    record Submitted() implements KnowledgeEvent {
        @Override
        public KnowledgeEntry applyTo(@Nullable KnowledgeEntry entry) {
            return known(entry).in(KnowledgeState.IN_REVIEW);
        }

        @Override
        public String summary() {
            return JournalLines.summary("given to be reviewed");
        }
    }

    /**
     * It was given back to be changed.
     *
     * @param reason why
     */
    record Returned(String reason) implements KnowledgeEvent {
        @Override
        public KnowledgeEntry applyTo(@Nullable KnowledgeEntry entry) {
            return known(entry).in(KnowledgeState.DRAFT);
        }

        @Override
        public String summary() {
            return JournalLines.summary("given back: " + reason);
        }
    }

    /**
     * It went out.
     *
     * @param number the number of the version
     * @param reviewer who published it
     * @param at when
     * @param reviewBy when it is to be looked at again
     */
    record Published(int number, Actor reviewer, Instant at, Instant reviewBy) implements KnowledgeEvent {
        @Override
        public KnowledgeEntry applyTo(@Nullable KnowledgeEntry entry) {
            return known(entry).published(reviewBy);
        }

        @Override
        public String summary() {
            return JournalLines.summary("version " + number + " published, to be reviewed by " + reviewBy);
        }
    }

    /**
     * The next version was begun.
     *
     * @param writer who writes
     */
    record RevisionBegun(Actor writer) implements KnowledgeEvent {
        @Override
        public KnowledgeEntry applyTo(@Nullable KnowledgeEntry entry) {
            return known(entry).in(KnowledgeState.DRAFT).writtenBy(writer);
        }

        @Override
        public String summary() {
            return JournalLines.summary("the next version is being written");
        }
    }

    /**
     * It still holds.
     *
     * @param reviewer who says so
     * @param reviewBy when it is to be looked at again
     */
    record Confirmed(Actor reviewer, Instant reviewBy) implements KnowledgeEvent {
        @Override
        public KnowledgeEntry applyTo(@Nullable KnowledgeEntry entry) {
            return known(entry).reviewedBy(reviewBy);
        }

        @Override
        public String summary() {
            return JournalLines.summary("still holds, to be reviewed by " + reviewBy);
        }
    }

    /**
     * The day came on which it is to be looked at again.
     *
     * @param reviewBy the day
     */
    record ReviewDue(Instant reviewBy) implements KnowledgeEvent {
        @Override
        public KnowledgeEntry applyTo(@Nullable KnowledgeEntry entry) {
            return known(entry).due();
        }

        @Override
        public String summary() {
            return JournalLines.summary("to be reviewed since " + reviewBy);
        }
    }

    /**
     * It holds no longer.
     *
     * @param reason why
     */
    record Retired(String reason) implements KnowledgeEvent {
        @Override
        public KnowledgeEntry applyTo(@Nullable KnowledgeEntry entry) {
            return known(entry).in(KnowledgeState.RETIRED);
        }

        @Override
        public String summary() {
            return JournalLines.summary("retired: " + reason);
        }
    }

    /**
     * It was taken up again.
     *
     * @param writer who writes
     */
    record Restored(Actor writer) implements KnowledgeEvent {
        @Override
        public KnowledgeEntry applyTo(@Nullable KnowledgeEntry entry) {
            return known(entry).in(KnowledgeState.DRAFT).writtenBy(writer);
        }

        @Override
        public String summary() {
            return JournalLines.summary("taken up again");
        }
    }

    /**
     * It helped in an incident.
     *
     * @param incident the incident
     */
    record Helped(IncidentId incident) implements KnowledgeEvent {
        @Override
        public KnowledgeEntry applyTo(@Nullable KnowledgeEntry entry) {
            return known(entry).helpedOnceMore();
        }

        @Override
        public String summary() {
            return JournalLines.summary("helped in incident " + incident);
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(incident.ref());
        }
    }

    /**
     * It comes from something else too.
     *
     * @param origin what
     */
    record Linked(Ref origin) implements KnowledgeEvent {
        @Override
        public KnowledgeEntry applyTo(@Nullable KnowledgeEntry entry) {
            return known(entry).from(origin);
        }

        @Override
        public String summary() {
            return JournalLines.summary("comes from " + origin + " too");
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(origin);
        }
    }

    private static KnowledgeEntry known(@Nullable KnowledgeEntry entry) {
        return Require.present("knowledge entry", entry);
    }
}
