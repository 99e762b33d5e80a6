package io.itops.core.journal;

import io.itops.core.Require;
import io.itops.core.record.CanonicalJson;

/**
 * An event at its place in the journal.
 *
 * <p>Immutable and thread-safe.
 *
 * @param sequence from 1, gap-free, in the order of the commits
 * @param event what happened
 * @since 0.1
 */
public record JournalEntry(long sequence, JournalEvent event) {
    /** Checks the parts. */
    public JournalEntry {
        Require.that(sequence >= 1, "sequence", "be at least 1", sequence);
        Require.present("event", event);
    }

    /**
     * Reads what {@link JournalEvent#toJson(long)} wrote.
     *
     * @param json canonical JSON
     * @return the entry
     * @throws io.itops.core.FormatException if the text is not an entry
     */
    public static JournalEntry parse(String json) {
        return JournalCodec.fromTree(CanonicalJson.read(json));
    }
}
