package io.itops.incident.knowledge;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import java.time.Instant;

/**
 * What an entry said when it was published.
 *
 * <p>Immutable and thread-safe.
 *
 * @param entry the entry
 * @param number the number of the version, from 1
 * @param content what it says
 * @param reviewer who published it
 * @param at when
 * @param current whether it is what the entry says now, and what searches find
 * @since 0.1
 */
public record KnowledgeVersion(
        KnowledgeId entry, int number, KnowledgeContent content, Actor reviewer, Instant at, boolean current) {
    /** How versions are kept; indexes {@code entry}, {@code current} ({@code yes} or {@code no}) and {@code number}. */
    public static final RecordType<KnowledgeVersion> TYPE = RecordType.of("knowledge-version", 1, t -> {
        t.id(version -> id(version.entry(), version.number()));
        t.textIndex("entry", version -> version.entry().value());
        t.textIndex("current", version -> version.current() ? "yes" : "no");
        t.numberIndex("number", version -> (long) version.number());
        var entry = t.field("entry", KnowledgeId.CODEC, KnowledgeVersion::entry);
        var number = t.field("number", Codec.INT, KnowledgeVersion::number);
        var content = t.field("content", KnowledgeContent.CODEC, KnowledgeVersion::content);
        var reviewer = t.field("reviewer", Actor.CODEC, KnowledgeVersion::reviewer);
        var at = t.field("at", Codec.INSTANT, KnowledgeVersion::at);
        var current = t.field("current", Codec.BOOL, KnowledgeVersion::current);
        return row -> new KnowledgeVersion(
                row.get(entry), row.get(number), row.get(content), row.get(reviewer), row.get(at), row.get(current));
    });

    /** Checks the parts. */
    public KnowledgeVersion {
        Require.present("knowledge entry id", entry);
        Require.that(number >= 1, "version number", "be at least 1", number);
        Require.present("content", content);
        Require.present("reviewer", reviewer);
        at = Require.instant("time of publication", at);
    }

    static String id(KnowledgeId entry, int number) {
        return entry.value() + ".v" + number;
    }

    KnowledgeVersion superseded() {
        return new KnowledgeVersion(entry, number, content, reviewer, at, false);
    }
}
