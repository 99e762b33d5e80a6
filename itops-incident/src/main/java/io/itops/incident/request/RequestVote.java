package io.itops.incident.request;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;

/**
 * A vote about a service request.
 *
 * <p>Immutable and thread-safe.
 *
 * @param by who votes
 * @param approves whether for it
 * @param note why, at most 1,000 characters, possibly blank
 * @param at when
 * @since 0.1
 */
public record RequestVote(String by, boolean approves, String note, Instant at) {
    /** How it is written. */
    public static final Codec<RequestVote> CODEC = Shape.of("request vote", s -> {
        var by = s.field("by", Codec.TEXT, RequestVote::by);
        var approves = s.field("approves", Codec.BOOL, RequestVote::approves);
        var note = s.field("note", Codec.TEXT, RequestVote::note);
        var at = s.field("at", Codec.INSTANT, RequestVote::at);
        return row -> new RequestVote(row.get(by), row.get(approves), row.get(note), row.get(at));
    });

    /** Checks the parts. */
    public RequestVote {
        Require.id("voter", by);
        Require.anyText("note", note, 1_000);
        at = Require.instant("time of the vote", at);
    }
}
