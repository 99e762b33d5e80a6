package io.itops.core.journal;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.explain.Explanation;
import io.itops.core.record.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened, in the envelope that timelines and reviews of any module read: they need the envelope alone, never the
 * data of another module.
 *
 * <p>Immutable and thread-safe.
 *
 * @param type what happened: {@code incident.acknowledged}
 * @param schema the version of the data's shape, from 1
 * @param at when, in whole microseconds
 * @param actor who brought it about
 * @param subjects what it is about, the most important first, 1 to 32
 * @param summary one line for people, at most 500 characters
 * @param explanation why, where a decision lies behind it
 * @param data what the module that wrote it needs to read back
 * @since 0.1
 */
public record JournalEvent(
        String type,
        int schema,
        Instant at,
        Actor actor,
        List<Ref> subjects,
        String summary,
        Optional<Explanation> explanation,
        Tree.Obj data) {
    /** Checks the parts. */
    public JournalEvent {
        Require.slug("event type", type);
        Require.that(schema >= 1, "event schema", "be at least 1", schema);
        at = Require.instant("event time", at);
        Require.present("event actor", actor);
        subjects = Require.list("event subjects", subjects);
        Require.size("event subjects", subjects, 1, 32);
        Require.text("event summary", summary, 500);
        Require.that(summary.indexOf('\n') < 0 && summary.indexOf('\r') < 0, "event summary", "be one line", summary);
        Require.present("event explanation", explanation);
        Require.present("event data", data);
    }

    /**
     * The event as the journal keeps and hashes it.
     *
     * @param sequence its place in the journal, from 1
     * @return canonical JSON (RFC 8785)
     */
    public String toJson(long sequence) {
        return JournalCodec.toJson(sequence, this);
    }
}
