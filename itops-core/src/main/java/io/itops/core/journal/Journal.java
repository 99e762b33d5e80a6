package io.itops.core.journal;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.internal.Answers;
import io.itops.core.spi.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the journal of a store.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class Journal {
    private final Store store;

    /**
     * Reads from a store.
     *
     * @param store the store
     */
    public Journal(Store store) {
        this.store = store;
    }

    /**
     * Up to 1,000 entries behind a sequence number.
     *
     * @param sequence the last sequence number that is not wanted
     * @return the entries in order
     */
    public List<JournalEntry> after(long sequence) {
        return Answers.of("journal", store.journal(JournalQuery.after(sequence))).events().stream()
                .map(StoredEvent::entry)
                .toList();
    }

    /**
     * All entries about a subject.
     *
     * @param subject the subject
     * @return the entries in order
     */
    public List<JournalEntry> about(Ref subject) {
        return read(Optional.of(Require.present("subject", subject)));
    }

    /**
     * All entries.
     *
     * @return the entries in order
     */
    public List<JournalEntry> all() {
        return read(Optional.empty());
    }

    /**
     * The frontier of the audit chain over all entries.
     *
     * @return its size is the last sequence number given out
     */
    public MerkleFrontier head() {
        return Answers.of("journal", store.journal(new JournalQuery(0, Optional.empty(), 1)))
                .head();
    }

    private List<JournalEntry> read(Optional<Ref> subject) {
        List<JournalEntry> entries = new ArrayList<>();
        long after = 0;
        JournalPage page;
        do {
            page = Answers.of("journal", store.journal(new JournalQuery(after, subject, 1_000)));
            page.events().forEach(event -> entries.add(event.entry()));
            after = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).sequence();
        } while (page.events().size() == 1_000);
        return List.copyOf(entries);
    }
}
