package io.itops.incident.request;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far the approval of a request has come.
 *
 * <p>Immutable and thread-safe.
 *
 * @param asked who is asked, sorted
 * @param needed how many votes for it are needed, at least 1
 * @param veto whether one vote against it is enough
 * @param votes the votes, in their order
 * @param expiresAt when the time to vote is over, if it ever is
 * @since 0.1
 */
public record Approval(
        List<String> asked, int needed, boolean veto, List<RequestVote> votes, Optional<Instant> expiresAt) {
    /** How it is written. */
    public static final Codec<Approval> CODEC = Shape.of("approval", s -> {
        var asked = s.field("asked", Codec.TEXT.list(), Approval::asked);
        var needed = s.field("needed", Codec.INT, Approval::needed);
        var veto = s.field("veto", Codec.BOOL, Approval::veto);
        var votes = s.field("votes", RequestVote.CODEC.list(), Approval::votes);
        var expiresAt = s.optional("expiresAt", Codec.INSTANT, Approval::expiresAt);
        return row -> new Approval(row.get(asked), row.get(needed), row.get(veto), row.get(votes), row.get(expiresAt));
    });

    /** Checks and copies the parts. */
    public Approval {
        asked = Require.list("people asked", asked);
        Require.size("people asked", asked, 1, 100);
        asked.forEach(person -> Require.id("approver", person));
        Require.range("number of votes", needed, 1, asked.size());
        votes = Require.list("votes", votes);
        Require.size("votes", votes, 0, asked.size());
        expiresAt = Require.present("end of the time to vote", expiresAt)
                .map(at -> Require.instant("end of the time to vote", at));
    }

    /**
     * Whether someone has voted.
     *
     * @param person anybody
     * @return true if so
     */
    public boolean hasVoted(String person) {
        return votes.stream().anyMatch(vote -> vote.by().equals(person));
    }

    /** Whether one more vote is the last that is needed for it. */
    boolean carriedByOneMore() {
        return count(true) + 1 >= needed;
    }

    /** Whether one more vote against it leaves too few who could vote for it. */
    boolean defeatedByOneMore() {
        return veto || asked.size() - count(false) - 1 < needed;
    }

    private long count(boolean approves) {
        return votes.stream().filter(vote -> vote.approves() == approves).count();
    }

    Approval with(RequestVote vote) {
        return new Approval(
                asked,
                needed,
                veto,
                Stream.concat(votes.stream(), Stream.of(vote)).toList(),
                expiresAt);
    }
}
