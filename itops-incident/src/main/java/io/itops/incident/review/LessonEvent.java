package io.itops.incident.review;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.lifecycle.WorkflowEvent;
import io.itops.core.record.Codec;
import io.itops.core.record.Family;
import io.itops.core.record.Shape;
import io.itops.incident.internal.JournalLines;
import io.itops.incident.knowledge.KnowledgeId;
import io.itops.incident.workflow.IncidentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a lesson. The journal keeps the proposal about the incident and about all that it names, so that whoever
 * asks why a rule was changed finds it.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface LessonEvent extends WorkflowEvent<Lesson> {
    /** How events are kept. */
    Family<LessonEvent> FAMILY = Family.of("lesson", LessonEvent.class)
            .with("proposed", Proposed.class, Shape.of("proposed", s -> {
                var id = s.field("id", Codec.TEXT, Proposed::id);
                var incident = s.field("incident", IncidentId.CODEC, Proposed::incident);
                var text = s.field("text", Codec.TEXT, Proposed::text);
                var changes = s.field("changes", Ref.CODEC.list(), Proposed::changes);
                var at = s.field("at", Codec.INSTANT, Proposed::at);
                return row ->
                        new Proposed(row.get(id), row.get(incident), row.get(text), row.get(changes), row.get(at));
            }))
            .with("reworded", Reworded.class, Shape.of("reworded", s -> {
                var text = s.field("text", Codec.TEXT, Reworded::text);
                var changes = s.field("changes", Ref.CODEC.list(), Reworded::changes);
                return row -> new Reworded(row.get(text), row.get(changes));
            }))
            .with("accepted", Accepted.class, Shape.of("accepted", s -> row -> new Accepted()))
            .with("rejected", Rejected.class, Shape.of("rejected", s -> {
                var reason = s.field("reason", Codec.TEXT, Rejected::reason);
                return row -> new Rejected(row.get(reason));
            }))
            .with("completed", Completed.class, Shape.of("completed", s -> {
                var checks = s.field("checks", LessonCheck.CODEC.list(), Completed::checks);
                var confirmation = s.field("confirmation", Codec.TEXT, Completed::confirmation);
                return row -> new Completed(row.get(checks), row.get(confirmation));
            }))
            .with("reopened", Reopened.class, Shape.of("reopened", s -> {
                var reason = s.field("reason", Codec.TEXT, Reopened::reason);
                return row -> new Reopened(row.get(reason));
            }))
            .with("reconsidered", Reconsidered.class, Shape.of("reconsidered", s -> {
                var reason = s.field("reason", Codec.TEXT, Reconsidered::reason);
                return row -> new Reconsidered(row.get(reason));
            }))
            .with("published", Published.class, Shape.of("published", s -> {
                var entry = s.field("entry", KnowledgeId.CODEC, Published::entry);
                return row -> new Published(row.get(entry));
            }))
            .build();

    /**
     * Somebody proposed it.
     *
     * @param id its id
     * @param incident the incident that teaches it
     * @param text what is to change and why
     * @param changes what it changes
     * @param at when
     */
    record Proposed(String id, IncidentId incident, String text, List<Ref> changes, Instant at) implements LessonEvent {
        @Override
        public Lesson applyTo(@Nullable Lesson nothing) {
            return new Lesson(
                    id, incident, text, changes, LessonState.PROPOSED, at, List.of(), "", java.util.Optional.empty());
        }

        @Override
        public String summary() {
            return JournalLines.summary("lesson proposed: " + text);
        }

        @Override
        public List<Ref> alsoAbout() {
            List<Ref> about = new ArrayList<>();
            about.add(incident.ref());
            about.addAll(changes);
            return about;
        }
    }

    /**
     * It was put in other words.
     *
     * @param text what is to change and why
     * @param changes what it changes
     */
    record Reworded(String text, List<Ref> changes) implements LessonEvent {
        @Override
        public Lesson applyTo(@Nullable Lesson lesson) {
            return known(lesson).reworded(text, changes);
        }

        @Override
        public String summary() {
            return JournalLines.summary("lesson in other words: " + text);
        }

        @Override
        public List<Ref> alsoAbout() {
            return changes;
        }
    }

    /** It is to change. */
    record Accepted() implements LessonEvent {
        @Override
        public Lesson applyTo(@Nullable Lesson lesson) {
            return known(lesson).in(LessonState.ACCEPTED);
        }

        @Override
        public String summary() {
            return "lesson accepted";
        }
    }

    /**
     * It will not change.
     *
     * @param reason why
     */
    record Rejected(String reason) implements LessonEvent {
        @Override
        public Lesson applyTo(@Nullable Lesson lesson) {
            return known(lesson).in(LessonState.REJECTED);
        }

        @Override
        public String summary() {
            return JournalLines.summary("lesson rejected: " + reason);
        }
    }

    /**
     * It has changed.
     *
     * @param checks what the journal knows of the change of each thing
     * @param confirmation what a person said of the others
     */
    record Completed(List<LessonCheck> checks, String confirmation) implements LessonEvent {
        @Override
        public Lesson applyTo(@Nullable Lesson lesson) {
            return known(lesson).done(checks, confirmation);
        }

        @Override
        public String summary() {
            long shown =
                    checks.stream().filter(check -> check.change().isPresent()).count();
            return JournalLines.summary("lesson done, " + shown + " of " + checks.size() + " by the journal"
                    + JournalLines.remark(confirmation));
        }
    }

    /**
     * It has not changed after all.
     *
     * @param reason why
     */
    record Reopened(String reason) implements LessonEvent {
        @Override
        public Lesson applyTo(@Nullable Lesson lesson) {
            return known(lesson).in(LessonState.ACCEPTED);
        }

        @Override
        public String summary() {
            return JournalLines.summary("lesson reopened: " + reason);
        }
    }

    /**
     * It was rejected, and is thought about again.
     *
     * @param reason why
     */
    record Reconsidered(String reason) implements LessonEvent {
        @Override
        public Lesson applyTo(@Nullable Lesson lesson) {
            return known(lesson).in(LessonState.PROPOSED);
        }

        @Override
        public String summary() {
            return JournalLines.summary("lesson thought about again: " + reason);
        }
    }

    /**
     * It was given to the knowledge base.
     *
     * @param entry the entry
     */
    record Published(KnowledgeId entry) implements LessonEvent {
        @Override
        public Lesson applyTo(@Nullable Lesson lesson) {
            return known(lesson).published(entry);
        }

        @Override
        public String summary() {
            return "lesson drafted as knowledge entry " + entry;
        }

        @Override
        public List<Ref> alsoAbout() {
            return List.of(entry.ref());
        }
    }

    private static Lesson known(@Nullable Lesson lesson) {
        return Require.present("lesson", lesson);
    }
}
