package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The layers of a schedule from an instant on, until the next version is effective.
 *
 * <p>Immutable and thread-safe.
 *
 * @param effectiveFrom the first instant at which it counts
 * @param layers the layers, 1 to 50; the first that has somebody on call counts
 * @since 0.1
 */
public record ScheduleVersion(Instant effectiveFrom, List<Layer> layers) {
    /** How versions are written. */
    public static final Codec<ScheduleVersion> CODEC = Shape.of("schedule version", s -> {
        var from = s.field("effectiveFrom", Codec.INSTANT, ScheduleVersion::effectiveFrom);
        var layers = s.field("layers", Layer.CODEC.list(), ScheduleVersion::layers);
        return row -> new ScheduleVersion(row.get(from), row.get(layers));
    });

    /** Checks and copies the parts. */
    public ScheduleVersion {
        effectiveFrom = Require.instant("effective from", effectiveFrom);
        layers = Require.list("layers", layers);
        Require.size("layers", layers, 1, 50);
        Set<String> names = new HashSet<>();
        layers.forEach(layer -> Require.that(names.add(layer.name()), "layer name", "be given once", layer.name()));
    }
}
