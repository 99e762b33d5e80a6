package io.itops.core.journal;

import io.itops.core.Require;
import java.util.List;

/**
 * One page of the journal.
 *
 * <p>Immutable and thread-safe.
 *
 * @param events the entries in the order of their sequence
 * @param head the frontier of the audit chain over the whole journal at the time of the read: its size is the last sequence number
 *     given out, its root covers every entry up to there
 * @since 0.1
 */
public record JournalPage(List<StoredEvent> events, MerkleFrontier head) {
    /** Copies the list. */
    public JournalPage {
        events = Require.list("events", events);
        Require.present("head", head);
    }
}
