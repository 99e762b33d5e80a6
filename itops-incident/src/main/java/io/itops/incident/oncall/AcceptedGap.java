package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.time.Window;

/**
 * A stretch of time in which it is accepted that nobody is on call: for a shutdown, a company holiday, a move. It changes nothing about
 * who is on call; a gap inside it is a wanted one, of which nobody is told.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id unique among all exceptions of the schedule, at most 100 characters
 * @param window from when until when
 * @param reason why, at most 500 characters
 * @since 0.1
 */
public record AcceptedGap(String id, Window window, String reason) {
    /** How accepted gaps are written. */
    public static final Codec<AcceptedGap> CODEC = Shape.of("accepted gap", s -> {
        var id = s.field("id", Codec.TEXT, AcceptedGap::id);
        var window = s.field("window", Values.WINDOW, AcceptedGap::window);
        var reason = s.field("reason", Codec.TEXT, AcceptedGap::reason);
        return row -> new AcceptedGap(row.get(id), row.get(window), row.get(reason));
    });

    /** Checks the parts. */
    public AcceptedGap {
        Values.name("accepted gap id", id);
        Require.present("window of an accepted gap", window);
        Require.text("reason of an accepted gap", reason, 500);
    }

    /**
     * The same acceptance in another window.
     *
     * @param other from when until when
     * @return the accepted gap
     */
    public AcceptedGap during(Window other) {
        return new AcceptedGap(id, other, reason);
    }
}
