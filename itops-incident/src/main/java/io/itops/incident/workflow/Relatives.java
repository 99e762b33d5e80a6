package io.itops.incident.workflow;

import io.itops.core.Require;
import java.util.List;
import java.util.Optional;

/**
 * What a decision about several incidents rests on besides the one that is asked.
 *
 * <p>Immutable and thread-safe.
 *
 * @param other the other incident of the command, if it exists
 * @param root the incident that the other one is a part of in the end, by merges; itself if it was never merged
 * @param keys the dedup keys besides its own that the incident gets back
 * @param line the other incident and all above it, the next first
 * @param keyHolder the incident that holds the dedup key of the other trouble
 * @since 0.1
 */
public record Relatives(
        Optional<Incident> other,
        Optional<IncidentId> root,
        List<String> keys,
        List<IncidentId> line,
        Optional<IncidentId> keyHolder) {
    /** The command is about one incident alone. */
    public static final Relatives NONE =
            new Relatives(Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty());

    /** Checks and copies the parts. */
    public Relatives {
        Require.present("other incident", other);
        Require.present("root", root);
        keys = Require.list("dedup keys", keys);
        line = Require.list("line", line);
        Require.present("holder of the other dedup key", keyHolder);
    }
}
