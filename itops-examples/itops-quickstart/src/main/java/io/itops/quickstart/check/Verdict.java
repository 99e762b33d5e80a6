package io.itops.quickstart.check;

import io.itops.core.journal.JournalEntry;
import java.util.List;

/**
 * What the checker found.
 *
 * @param done the steps that happened, in order
 * @param missing the first step that did not; blank if all did
 * @param detail what there is to say
 */
record Verdict(List<Done> done, String missing, String detail) {
    /**
     * A step that happened.
     *
     * @param name what
     * @param proof the entry that shows it
     */
    record Done(String name, JournalEntry proof) {}

    Verdict {
        done = List.copyOf(done);
    }

    boolean passed() {
        return missing.isEmpty();
    }
}
