package io.itops.incident.review;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.Optional;

/**
 * What a statement of a review rests on: a thing (a signal, a change, an incident), and possibly the one entry of the journal that tells
 * of it, with the explanation that the entry carries.
 *
 * <p>Immutable and thread-safe.
 *
 * @param about the thing
 * @param entry the place of the entry in the journal, at least 1
 * @param remark what it shows, at most 300 characters, possibly blank
 * @since 0.1
 */
public record Evidence(Ref about, Optional<Long> entry, String remark) {
    static final Codec<Evidence> CODEC = Shape.of("evidence", s -> {
        var about = s.field("about", Ref.CODEC, Evidence::about);
        var entry = s.optional("entry", Codec.LONG, Evidence::entry);
        var remark = s.field("remark", Codec.TEXT, Evidence::remark);
        return row -> new Evidence(row.get(about), row.get(entry), row.get(remark));
    });

    /** Checks the parts. */
    public Evidence {
        Require.present("subject of evidence", about);
        Require.present("journal entry", entry)
                .ifPresent(place -> Require.that(place >= 1, "place in the journal", "be at least 1", place));
        Require.anyText("remark", remark, 300);
    }

    /**
     * A thing as evidence.
     *
     * @param about the thing
     * @param remark what it shows, at most 300 characters, possibly blank
     * @return the evidence
     */
    public static Evidence of(Ref about, String remark) {
        return new Evidence(about, Optional.empty(), remark);
    }

    /**
     * A line of a timeline as evidence.
     *
     * @param entry the line
     * @param remark what it shows, at most 300 characters, possibly blank
     * @return the evidence, about the first thing that the line is about
     */
    public static Evidence of(TimelineEntry entry, String remark) {
        Require.present("timeline entry", entry);
        Require.size("subjects of a timeline entry", entry.subjects(), 1, Integer.MAX_VALUE);
        return new Evidence(entry.subjects().get(0), Optional.of(entry.sequence()), remark);
    }
}
