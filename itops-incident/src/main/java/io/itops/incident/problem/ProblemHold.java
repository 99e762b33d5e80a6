package io.itops.incident.problem;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;

/**
 * Why a problem waits.
 *
 * <p>Immutable and thread-safe.
 *
 * @param reason what it waits for
 * @param note more about that, at most 1,000 characters; not blank for {@link ProblemHoldReason#OTHER}
 * @param from where it was before, and where it goes back to
 * @param since since when
 * @since 0.1
 */
public record ProblemHold(ProblemHoldReason reason, String note, ProblemState from, Instant since) {
    /** How it is written. */
    public static final Codec<ProblemHold> CODEC = Shape.of("problem hold", s -> {
        var reason = s.field("reason", Codec.ofEnum(ProblemHoldReason.class), ProblemHold::reason);
        var note = s.field("note", Codec.TEXT, ProblemHold::note);
        var from = s.field("from", Codec.ofEnum(ProblemState.class), ProblemHold::from);
        var since = s.field("since", Codec.INSTANT, ProblemHold::since);
        return row -> new ProblemHold(row.get(reason), row.get(note), row.get(from), row.get(since));
    });

    /** Checks the parts. */
    public ProblemHold {
        note = note(reason, note);
        Require.that(
                Require.present("state before the hold", from).category() == ProblemCategory.OPEN
                        || from.category() == ProblemCategory.IN_PROGRESS,
                "state before the hold",
                "be open or in progress",
                from);
        since = Require.instant("begin of the hold", since);
    }

    static String note(ProblemHoldReason reason, String note) {
        return Require.present("hold reason", reason) == ProblemHoldReason.OTHER
                ? Require.text("note of the hold", note, 1_000)
                : Require.anyText("note of the hold", note, 1_000);
    }
}
