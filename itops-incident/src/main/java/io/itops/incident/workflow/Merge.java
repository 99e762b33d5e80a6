package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.List;

/**
 * Into which incident one went, and all that is needed to take it out again.
 *
 * <p>Immutable and thread-safe.
 *
 * @param into the incident that it went into; that one may have gone into another one since
 * @param from the state that it was in
 * @param stay what was said about that state
 * @param keys the dedup keys that it had besides its own
 * @param quiet those of all its keys whose signals had said that the trouble is over
 * @since 0.1
 */
public record Merge(IncidentId into, IncidentState from, Stay stay, List<String> keys, List<String> quiet) {
    /** How it is written. */
    public static final Codec<Merge> CODEC = Shape.of("merge", s -> {
        var into = s.field("into", IncidentId.CODEC, Merge::into);
        var from = s.field("from", Codec.ofEnum(IncidentState.class), Merge::from);
        var stay = s.field("stay", Stay.CODEC, Merge::stay);
        var keys = s.field("keys", Codec.TEXT.list(), Merge::keys);
        var quiet = s.field("quiet", Codec.TEXT.list(), Merge::quiet);
        return row -> new Merge(row.get(into), row.get(from), row.get(stay), row.get(keys), row.get(quiet));
    });

    /** Checks and copies the parts. */
    public Merge {
        Require.present("incident merged into", into);
        Require.present("incident state", from);
        Require.present("stay", stay);
        keys = Require.list("dedup keys", keys);
        quiet = Require.list("quiet dedup keys", quiet);
    }
}
