package io.itops.quickstart.check;

import io.itops.core.journal.JournalEntry;
import java.util.Optional;

/**
 * Something that must have happened.
 *
 * @param name what, as a sentence
 * @param inOrder whether the steps behind it come behind it in the journal too; a delivery that a dying process left is recorded late
 * @param proof finds the journal entry that shows it
 */
record Step(String name, boolean inOrder, Proof proof) {
    Step(String name, Proof proof) {
        this(name, true, proof);
    }

    /** Finds the entry that shows a step. */
    @FunctionalInterface
    interface Proof {
        /** The entry behind a sequence number, that of the step before, or empty if the step did not happen. */
        Optional<JournalEntry> find(Evidence evidence, long after);
    }
}
