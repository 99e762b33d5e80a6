package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * Into which incident one went, and all that is needed to take it out again.
 *
 * <p>Immutable and thread-safe.
 *
 * @param into the incident that it went into; that one may have gone into another one since
 * @param from the state that it was in
 * @param stateVersion the version that it had been in that state since: what waited for that state still waits for it
 * @param stay what was said about that state
 * @param keys its dedup keys, its own among them, as they stood; without those that were taken out of it or split off since
 * @param parts the incidents that were parts of it
 * @since 0.1
 */
public record Merge(
        IncidentId into,
        IncidentState from,
        long stateVersion,
        Stay stay,
        SortedMap<String, KeyStand> keys,
        List<IncidentId> parts) {
    /** How it is written. */
    public static final Codec<Merge> CODEC = Shape.of("merge", s -> {
        var into = s.field("into", IncidentId.CODEC, Merge::into);
        var from = s.field("from", Codec.ofEnum(IncidentState.class), Merge::from);
        var stateVersion = s.field("stateVersion", Codec.LONG, Merge::stateVersion);
        var stay = s.field("stay", Stay.CODEC, Merge::stay);
        var keys = s.field("keys", KeyStand.CODEC.map(), Merge::keys);
        var parts = s.field("parts", IncidentId.CODEC.list(), Merge::parts);
        return row -> new Merge(
                row.get(into), row.get(from), row.get(stateVersion), row.get(stay), row.get(keys), row.get(parts));
    });

    /** Checks and copies the parts. */
    public Merge {
        Require.present("incident merged into", into);
        Require.present("incident state", from);
        Require.that(stateVersion >= 1, "state version", "be at least 1", stateVersion);
        Require.present("stay", stay);
        keys = KeyStand.copy("dedup keys", keys, Family.MAX_MERGED + 1);
        parts = Require.size("parts", Require.list("parts", parts), 0, Family.MAX_CHILDREN);
    }

    Merge without(Collection<String> fewer) {
        return new Merge(into, from, stateVersion, stay, KeyStand.without(keys, fewer), parts);
    }
}
