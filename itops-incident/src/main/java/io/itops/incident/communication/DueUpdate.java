package io.itops.incident.communication;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;
import java.util.Optional;

/**
 * When an audience is to be told next.
 *
 * <p>Immutable and thread-safe.
 *
 * @param audience the audience
 * @param due when at the latest; empty where nothing demands it any more
 * @since 0.1
 */
public record DueUpdate(String audience, Optional<Instant> due) {
    /** How it is written. */
    public static final Codec<DueUpdate> CODEC = Shape.of("due update", s -> {
        var audience = s.field("audience", Codec.TEXT, DueUpdate::audience);
        var due = s.optional("due", Codec.INSTANT, DueUpdate::due);
        return row -> new DueUpdate(row.get(audience), row.get(due));
    });

    /** Checks the parts. */
    public DueUpdate {
        CadenceRule.audience(audience);
        due = Require.present("due update", due).map(at -> Require.instant("due update", at));
    }
}
