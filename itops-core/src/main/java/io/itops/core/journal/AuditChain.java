package io.itops.core.journal;

import io.itops.core.FormatException;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.Words;
import io.itops.core.internal.Answers;
import io.itops.core.journal.AuditReport.Finding;
import io.itops.core.spi.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proves what stands in the journal. Each entry's text is a leaf of a Merkle tree (RFC 9162); an {@linkplain #anchor() anchor} is the
 * head of that tree at some time, to be kept where whoever could alter the store cannot: a log of another system, a printed page.
 *
 * <p>What is shown: against the store's own frontier, that entries were not altered by someone who did not also alter the frontier;
 * against an anchor, that nothing up to its size was altered, removed, inserted or swapped by anyone. What lies behind the newest anchor
 * rests on the frontier alone.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class AuditChain {
    private final Store store;

    /**
     * The chain over a store's journal.
     *
     * @param store the store
     */
    public AuditChain(Store store) {
        this.store = Require.present("store", store);
    }

    /**
     * The head of the tree as it is now, to be kept elsewhere.
     *
     * @return size and root
     */
    public TreeHead anchor() {
        return frontier().treeHead();
    }

    /**
     * Proves that an entry stands in the journal that an anchor covers; reads every entry up to there.
     *
     * @param sequence the entry
     * @param anchor a head of at least that size
     * @return a proof that holds for the entry's leaf and the anchor, if the journal is intact
     * @throws NotFoundException if there is no such entry under the anchor
     */
    public InclusionProof prove(long sequence, TreeHead anchor) {
        if (sequence < 1 || sequence > anchor.size()) {
            throw none(sequence);
        }
        MerkleTree tree = tree(anchor.size());
        return tree.inclusion(Math.toIntExact(sequence - 1));
    }

    /**
     * Proves that a later anchor's journal begins with that of an earlier one; reads every entry up to the later one.
     *
     * @param earlier a head of at least one entry
     * @param later a head of at least the same size
     * @return a proof that holds for both heads, if the journal is intact
     */
    public ConsistencyProof prove(TreeHead earlier, TreeHead later) {
        Require.that(
                earlier.size() <= later.size(), "earlier anchor", "not be larger than the later one", earlier.size());
        return tree(later.size()).consistency(Math.toIntExact(earlier.size()));
    }

    /**
     * An entry as it is stored, whose text is what an inclusion proof is about.
     *
     * @param sequence the entry
     * @return the entry's text
     * @throws NotFoundException if there is no such entry
     */
    public StoredEvent entry(long sequence) {
        if (sequence >= 1) {
            for (StoredEvent event : Answers.of(
                            "journal", store.journal(new JournalQuery(sequence - 1, Optional.empty(), 1)))
                    .events()) {
                if (event.sequence() == sequence) {
                    return event;
                }
            }
        }
        throw none(sequence);
    }

    private static NotFoundException none(long sequence) {
        return new NotFoundException(Ref.of("journal", Long.toString(sequence)));
    }

    /**
     * The leaf of an entry: what an inclusion proof is verified with.
     *
     * @param event the entry as the store gave it
     * @return the hash of its text's UTF-8 bytes
     */
    public static Hash leaf(StoredEvent event) {
        return Merkle.leafHash(Require.present("event", event).json().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the whole journal and examines it: sequence numbers without a gap, texts that are entries of their sequence number, the
     * store's frontier, and the anchors.
     *
     * @param anchors heads that were kept elsewhere, in ascending order of their sizes
     * @return what was found
     */
    public AuditReport examine(List<TreeHead> anchors) {
        Iterator<TreeHead> pending = ascending(anchors).iterator();
        MerkleFrontier claimed = frontier();
        List<Finding> findings = new ArrayList<>();
        MerkleFrontier seen = MerkleFrontier.EMPTY;
        long good = 0;
        @Nullable TreeHead next = pending.hasNext() ? pending.next() : null;
        for (Entries entries = new Entries(claimed.size()); entries.hasNext(); ) {
            StoredEvent event = entries.next();
            seen = seen.append(leaf(event));
            if (event.sequence() != seen.size() || !isEntry(event)) {
                findings.add(new Finding(
                        good, seen.size(), "entry " + seen.size() + " is missing, out of place or malformed"));
                break;
            }
            while (next != null && next.size() <= seen.size()) {
                if (next.size() == seen.size() && !next.root().equals(seen.root())) {
                    findings.add(new Finding(
                            good,
                            next.size(),
                            "an entry behind " + good + " and up to " + next.size()
                                    + " is not the one that was anchored"));
                } else if (next.size() == seen.size()) {
                    good = next.size();
                }
                next = pending.hasNext() ? pending.next() : null;
            }
        }
        if (findings.isEmpty() && next != null) {
            findings.add(new Finding(
                    good,
                    next.size(),
                    "the journal has " + Words.count(seen.size(), "entry", "entries") + ", but " + next.size()
                            + (next.size() == 1 ? " was" : " were") + " anchored"));
        }
        if (findings.isEmpty() && !seen.equals(claimed)) {
            findings.add(new Finding(
                    good,
                    claimed.size(),
                    "the entries behind " + good + " are not those that the store's frontier covers"));
        }
        return new AuditReport(seen.treeHead(), findings);
    }

    /** An anchor out of order would be passed over, and never be compared. */
    private static List<TreeHead> ascending(List<TreeHead> anchors) {
        List<TreeHead> copy = Require.list("anchors", anchors);
        for (int i = 1; i < copy.size(); i++) {
            long before = copy.get(i - 1).size();
            Require.that(
                    before <= copy.get(i).size(),
                    "size of an anchor",
                    "be at least that of the one before, " + before,
                    copy.get(i).size());
        }
        return copy;
    }

    private static boolean isEntry(StoredEvent event) {
        try {
            return event.entry().sequence() == event.sequence();
        } catch (FormatException e) {
            return false;
        }
    }

    private MerkleFrontier frontier() {
        return Answers.of("journal", store.journal(new JournalQuery(0, Optional.empty(), 1)))
                .head();
    }

    private MerkleTree tree(long size) {
        List<Hash> leaves = new ArrayList<>();
        for (Entries entries = new Entries(size); entries.hasNext(); ) {
            leaves.add(leaf(entries.next()));
        }
        Require.that(leaves.size() == size, "anchor", "not be larger than the journal of " + leaves.size(), size);
        return MerkleTree.of(leaves);
    }

    /** The entries up to a sequence number, page after page. */
    private final class Entries implements Iterator<StoredEvent> {
        private final long last;
        private Iterator<StoredEvent> page = List.<StoredEvent>of().iterator();
        private long read;

        Entries(long last) {
            this.last = last;
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext() && read < last) {
                page = Answers.of("journal", store.journal(JournalQuery.after(read)))
                        .events()
                        .iterator();
            }
            return read < last && page.hasNext();
        }

        @Override
        public StoredEvent next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            StoredEvent event = page.next();
            read = Math.max(read + 1, event.sequence());
            return event;
        }
    }
}
