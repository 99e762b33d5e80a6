package io.itops.core.journal;

import io.itops.core.Ref;
import io.itops.core.Require;
import java.util.Optional;

/**
 * Asks for entries of the journal in the order of their sequence.
 *
 * <p>Immutable and thread-safe.
 *
 * @param after only entries behind this sequence number, 0 for all
 * @param subject only entries that have this among their subjects
 * @param limit the greatest number of entries in the page, 1 to 1,000
 * @since 0.1
 */
public record JournalQuery(long after, Optional<Ref> subject, int limit) {
    /** Checks the parts. */
    public JournalQuery {
        Require.that(after >= 0, "sequence", "be at least 0", after);
        Require.present("subject", subject);
        Require.range("page size", limit, 1, 1_000);
    }

    /**
     * All entries behind a sequence number.
     *
     * @param after the last sequence number that is not wanted
     * @return a query for up to 1,000 entries
     */
    public static JournalQuery after(long after) {
        return new JournalQuery(after, Optional.empty(), 1_000);
    }

    /**
     * The entries about one subject.
     *
     * @param subject the subject
     * @return a query for up to 1,000 entries
     */
    public static JournalQuery about(Ref subject) {
        return new JournalQuery(0, Optional.of(Require.present("subject", subject)), 1_000);
    }
}
