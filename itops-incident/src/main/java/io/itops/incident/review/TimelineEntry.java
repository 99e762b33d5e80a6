package io.itops.incident.review;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.explain.Explanation;
import io.itops.core.journal.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of a timeline: the envelope of a journal entry.
 *
 * <p>Immutable and thread-safe.
 *
 * @param sequence its place in the journal
 * @param at when
 * @param type what happened: {@code incident.acknowledged}
 * @param actor who brought it about
 * @param subjects what it is about
 * @param summary one line for people
 * @param explanation why, where a decision lies behind it
 * @since 0.1
 */
public record TimelineEntry(
        long sequence,
        Instant at,
        String type,
        Actor actor,
        List<Ref> subjects,
        String summary,
        Optional<Explanation> explanation) {
    /** Checks and copies the parts. */
    public TimelineEntry {
        Require.that(sequence >= 1, "sequence", "be at least 1", sequence);
        at = Require.instant("time of an entry", at);
        Require.slug("entry type", type);
        Require.present("actor", actor);
        subjects = Require.list("subjects", subjects);
        Require.text("summary", summary, 500);
        Require.present("explanation", explanation);
    }

    static TimelineEntry of(JournalEntry entry) {
        var event = entry.event();
        return new TimelineEntry(
                entry.sequence(),
                event.at(),
                event.type(),
                event.actor(),
                event.subjects(),
                event.summary(),
                event.explanation());
    }
}
