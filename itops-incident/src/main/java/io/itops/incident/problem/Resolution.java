package io.itops.incident.problem;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;

/**
 * How and when a problem ended.
 *
 * <p>Immutable and thread-safe.
 *
 * @param code how
 * @param note more about that, at most 1,000 characters, possibly blank
 * @param at when
 * @since 0.1
 */
public record Resolution(ResolutionCode code, String note, Instant at) {
    /** How it is written. */
    public static final Codec<Resolution> CODEC = Shape.of("resolution", s -> {
        var code = s.field("code", Codec.ofEnum(ResolutionCode.class), Resolution::code);
        var note = s.field("note", Codec.TEXT, Resolution::note);
        var at = s.field("at", Codec.INSTANT, Resolution::at);
        return row -> new Resolution(row.get(code), row.get(note), row.get(at));
    });

    /** Checks the parts. */
    public Resolution {
        Require.present("resolution code", code);
        Require.anyText("resolution note", note, 1_000);
        at = Require.instant("time of the resolution", at);
    }
}
