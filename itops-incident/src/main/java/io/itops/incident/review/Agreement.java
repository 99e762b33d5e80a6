package io.itops.incident.review;

import io.itops.core.Actor;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;

/**
 * That people agree with one version of what a review says.
 *
 * <p>Immutable and thread-safe.
 *
 * @param contentVersion the version that was agreed, at least 1
 * @param by who put it down
 * @param at when
 * @since 0.1
 */
public record Agreement(int contentVersion, Actor by, Instant at) {
    static final Codec<Agreement> CODEC = Shape.of("agreement", s -> {
        var contentVersion = s.field("contentVersion", Codec.INT, Agreement::contentVersion);
        var by = s.field("by", Actor.CODEC, Agreement::by);
        var at = s.field("at", Codec.INSTANT, Agreement::at);
        return row -> new Agreement(row.get(contentVersion), row.get(by), row.get(at));
    });

    /** Checks the parts. */
    public Agreement {
        Require.range("content version", contentVersion, 1, Integer.MAX_VALUE);
        Require.present("who agreed", by);
        at = Require.instant("instant of the agreement", at);
    }
}
