package io.itops.incident.workflow;

import io.itops.core.Require;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a decision about several incidents rests on besides the one that is asked.
 *
 * <p>Immutable and thread-safe.
 *
 * @param other the other incident of the command, if it exists; of a split, the one that has the new id already
 * @param root the incident that the other one is a part of in the end, by merges; itself if it was never merged
 * @param keys the dedup keys that the incident gets back, its own among them, and how they stand
 * @param line the other incident and all above it, the next first
 * @param height how many incidents stand above one another from the incident down to its lowest part, 1 to 11: what is
 *     higher counts as that
 * @param keyHolder the incident that holds the dedup key of the other trouble
 * @since 0.1
 */
public record Relatives(
        Optional<Incident> other,
        Optional<IncidentId> root,
        SortedMap<String, KeyStand> keys,
        List<IncidentId> line,
        int height,
        Optional<IncidentId> keyHolder) {
    /** The command is about one incident alone. */
    public static final Relatives NONE = new Relatives(
            Optional.empty(), Optional.empty(), Collections.emptySortedMap(), List.of(), 1, Optional.empty());

    /** Checks and copies the parts. */
    public Relatives {
        Require.present("other incident", other);
        Require.present("root", root);
        keys = Require.map("dedup keys", keys);
        line = Require.list("line", line);
        Require.range("height", height, 1, Family.MAX_DEPTH + 1);
        Require.present("holder of the other dedup key", keyHolder);
    }
}
