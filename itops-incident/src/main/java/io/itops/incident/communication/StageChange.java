package io.itops.incident.communication;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;

/**
 * When an incident came to a public stage.
 *
 * <p>Immutable and thread-safe.
 *
 * @param stage the stage
 * @param at when
 * @since 0.1
 */
public record StageChange(PublicStage stage, Instant at) {
    /** How it is written. */
    public static final Codec<StageChange> CODEC = Shape.of("stage change", s -> {
        var stage = s.field("stage", Codec.ofEnum(PublicStage.class), StageChange::stage);
        var at = s.field("at", Codec.INSTANT, StageChange::at);
        return row -> new StageChange(row.get(stage), row.get(at));
    });

    /** Checks the parts. */
    public StageChange {
        Require.present("public stage", stage);
        at = Require.instant("instant of a stage", at);
    }
}
