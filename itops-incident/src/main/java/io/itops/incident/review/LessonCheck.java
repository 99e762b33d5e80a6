package io.itops.incident.review;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.journal.JournalEntry;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a thing that a lesson names was changed since the lesson was proposed, as far as the journal knows.
 *
 * <p>Immutable and thread-safe.
 *
 * @param thing what the lesson names
 * @param change the first change of it; empty if the journal has none
 * @since 0.1
 */
public record LessonCheck(Ref thing, Optional<Change> change) {
    /**
     * One change of a thing.
     *
     * @param entry its place in the journal, at least 1
     * @param at when
     * @param by who did it
     * @param summary one line
     */
    public record Change(long entry, Instant at, Actor by, String summary) {
        static final Codec<Change> CODEC = Shape.of("change of what a lesson names", s -> {
            var entry = s.field("entry", Codec.LONG, Change::entry);
            var at = s.field("at", Codec.INSTANT, Change::at);
            var by = s.field("by", Actor.CODEC, Change::by);
            var summary = s.field("summary", Codec.TEXT, Change::summary);
            return row -> new Change(row.get(entry), row.get(at), row.get(by), row.get(summary));
        });

        /** Checks the parts. */
        public Change {
            Require.that(entry >= 1, "place in the journal", "be at least 1", entry);
            at = Require.instant("instant of a change", at);
            Require.present("who made a change", by);
            Require.text("summary of a change", summary, 500);
        }
    }

    static final Codec<LessonCheck> CODEC = Shape.of("lesson check", s -> {
        var thing = s.field("thing", Ref.CODEC, LessonCheck::thing);
        var change = s.optional("change", Change.CODEC, LessonCheck::change);
        return row -> new LessonCheck(row.get(thing), row.get(change));
    });

    /** The last words of event types that change what they are about first of all: {@code catalog.defined}. */
    private static final Set<String> CHANGES = Set.of(
            "put",
            "defined",
            "edited",
            "changed",
            "updated",
            "published",
            "revised",
            "replaced",
            "removed",
            "retired",
            "dependency-added",
            "dependency-removed");

    /** Checks the parts. */
    public LessonCheck {
        Require.present("thing that a lesson names", thing);
        Require.present("change", change);
    }

    /**
     * Looks for the first change of a thing. An entry counts if the thing comes first among its subjects, and its type ends in a word
     * for a change: {@code on-call-schedule.edited}, {@code knowledge-entry.published}, {@code catalog.defined}, and whatever a program
     * journals of its own records, such as {@code runbook.updated}.
     *
     * @param thing what the lesson names
     * @param since the place in the journal at which the lesson was proposed
     * @param entries entries about the thing, in order
     * @return the check
     */
    static LessonCheck of(Ref thing, long since, List<JournalEntry> entries) {
        return new LessonCheck(
                thing,
                entries.stream()
                        .filter(entry -> entry.sequence() > since && changes(entry, thing))
                        .findFirst()
                        .map(entry -> new Change(
                                entry.sequence(),
                                entry.event().at(),
                                entry.event().actor(),
                                SafeText.shorten(entry.event().summary(), 500))));
    }

    private static boolean changes(JournalEntry entry, Ref thing) {
        String type = entry.event().type();
        return entry.event().subjects().get(0).equals(thing)
                && CHANGES.contains(type.substring(type.lastIndexOf('.') + 1));
    }
}
