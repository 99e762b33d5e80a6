package io.itops.change.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;
import java.util.List;

/**
 * A person's vote for a change as it stood.
 *
 * <p>Immutable and thread-safe.
 *
 * @param by who voted
 * @param hash what was voted for
 * @param at when
 * @param standsInFor for whom the voter stood in by then, as far as it was known
 * @since 0.1
 */
public record Vote(String by, ContentHash hash, Instant at, List<String> standsInFor) {
    /** How votes are written. */
    public static final Codec<Vote> CODEC = Shape.of("vote", s -> {
        var by = s.field("by", Codec.TEXT, Vote::by);
        var hash = s.field("hash", ContentHash.CODEC, Vote::hash);
        var at = s.field("at", Codec.INSTANT, Vote::at);
        var standsInFor = s.field("standsInFor", Codec.TEXT.list(), Vote::standsInFor);
        return row -> new Vote(row.get(by), row.get(hash), row.get(at), row.get(standsInFor));
    });

    /** Checks the parts. */
    public Vote {
        Require.id("voter", by);
        Require.present("hash", hash);
        at = Require.instant("vote instant", at);
        standsInFor = List.copyOf(standsInFor);
        standsInFor.forEach(person -> Require.id("person who is stood in for", person));
    }
}
