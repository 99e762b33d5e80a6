package io.itops.core.journal;

import io.itops.core.Require;

/**
 * An entry as stores keep it: its sequence number and its canonical text, which a store returns byte for byte.
 *
 * <p>Immutable and thread-safe.
 *
 * @param sequence from 1
 * @param json canonical JSON as {@link JournalEvent#toJson(long)} wrote it
 * @since 0.1
 */
public record StoredEvent(long sequence, String json) {
    /** Checks the parts. */
    public StoredEvent {
        Require.that(sequence >= 1, "sequence", "be at least 1", sequence);
        Require.present("event text", json);
    }

    /**
     * The entry that the text holds.
     *
     * @return the entry
     * @throws io.itops.core.FormatException if the text is not an entry
     */
    public JournalEntry entry() {
        return JournalEntry.parse(json);
    }
}
