package io.itops.core.store;

import io.itops.core.Require;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an applied commit brought about.
 *
 * <p>Immutable and thread-safe.
 *
 * @param firstSequence the sequence number of the commit's first event, 0 if it had none
 * @param lastSequence the sequence number of the commit's last event, 0 if it had none
 * @param completions what became of each completion, by job id
 * @since 0.1
 */
public record CommitResult(long firstSequence, long lastSequence, Map<String, Completion.Status> completions) {
    /** Copies the map. */
    public CommitResult {
        completions = Collections.unmodifiableMap(new TreeMap<>(Require.present("completions", completions)));
    }
}
