package io.itops.incident.workflow;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;
import java.util.Optional;

/**
 * Who has taken an incident.
 *
 * <p>Immutable and thread-safe.
 *
 * @param by who acknowledged it last
 * @param at when
 * @param lapsesAt when it is triggered again unless it is acknowledged once more; empty: never
 * @since 0.1
 */
public record Acknowledgement(Actor by, Instant at, Optional<Instant> lapsesAt) {
    /** How it is written. */
    public static final Codec<Acknowledgement> CODEC = Shape.of("acknowledgement", s -> {
        var by = s.field("by", Actor.CODEC, Acknowledgement::by);
        var at = s.field("at", Codec.INSTANT, Acknowledgement::at);
        var lapsesAt = s.optional("lapsesAt", Codec.INSTANT, Acknowledgement::lapsesAt);
        return row -> new Acknowledgement(row.get(by), row.get(at), row.get(lapsesAt));
    });

    /** Checks the parts. */
    public Acknowledgement {
        Require.present("acknowledging actor", by);
        at = Require.instant("acknowledgement instant", at);
        lapsesAt = Require.present("lapse instant", lapsesAt).map(instant -> Require.instant("lapse instant", instant));
    }
}
