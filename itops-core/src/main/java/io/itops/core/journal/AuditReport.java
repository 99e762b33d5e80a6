package io.itops.core.journal;

import io.itops.core.Require;
import java.util.List;

/**
 * What an examination of the journal found.
 *
 * <p>Immutable and thread-safe.
 *
 * @param head what the tree over the entries that are there comes to
 * @param findings what does not hold, in the order of the journal; empty if all of it does
 * @since 0.1
 */
public record AuditReport(TreeHead head, List<Finding> findings) {
    /**
     * Something that does not hold.
     *
     * @param after the last sequence number up to which nothing was found wrong
     * @param upTo the sequence number by which the fault shows
     * @param what one sentence
     */
    public record Finding(long after, long upTo, String what) {
        /** Checks the parts. */
        public Finding {
            Require.that(after >= 0, "last good sequence", "be at least 0", after);
            Require.text("finding", what, 1_000);
        }
    }

    /** Copies the list. */
    public AuditReport {
        Require.present("tree head", head);
        findings = Require.list("findings", findings);
    }

    /**
     * Whether all of it holds.
     *
     * @return true if nothing was found
     */
    public boolean intact() {
        return findings.isEmpty();
    }
}
