package io.itops.core.journal;

import io.itops.core.FormatException;
import io.itops.core.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a Merkle tree (RFC 9162 section 2.1): the roots of its perfect subtrees, the largest first. It is all that is
 * needed to append a leaf and to give the root, in space logarithmic in the size.
 *
 * <p>Appending costs one hash on average; the root costs as many as there are peaks and is made only when asked for.
 *
 * <p>Immutable and thread-safe.
 *
 * @param size the number of leaves
 * @param peaks the roots of the perfect subtrees: one for each bit that is set in the size, the largest first
 * @since 0.1
 */
public record MerkleFrontier(long size, List<Hash> peaks) {
    /** The frontier of the tree without leaves. */
    public static final MerkleFrontier EMPTY = new MerkleFrontier(0, List.of());

    /** Checks that the peaks belong to the size. */
    public MerkleFrontier {
        Require.that(size >= 0, "tree size", "be at least 0", size);
        peaks = Require.list("peaks", peaks);
        Require.that(peaks.size() == Long.bitCount(size), "peaks", "be one for each bit set in the size", peaks.size());
    }

    /**
     * The frontier with one more leaf.
     *
     * @param leaf the leaf's hash
     * @return a new frontier
     */
    public MerkleFrontier append(Hash leaf) {
        int merged = Long.numberOfTrailingZeros(~size);
        int kept = peaks.size() - merged;
        Hash carry = leaf;
        for (int i = peaks.size() - 1; i >= kept; i--) {
            carry = Merkle.nodeHash(peaks.get(i), carry);
        }
        List<Hash> next = new ArrayList<>(kept + 1);
        next.addAll(peaks.subList(0, kept));
        next.add(carry);
        return new MerkleFrontier(size + 1, next);
    }

    /**
     * The root of the tree.
     *
     * @return the Merkle tree hash; of the empty tree, SHA-256 of nothing
     */
    public Hash root() {
        if (peaks.isEmpty()) {
            return Merkle.emptyRoot();
        }
        Hash root = peaks.get(peaks.size() - 1);
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = Merkle.nodeHash(peaks.get(i), root);
        }
        return root;
    }

    /**
     * The size and the root, which proofs are verified against.
     *
     * @return the head of the tree
     */
    public TreeHead treeHead() {
        return new TreeHead(size, root());
    }

    /**
     * The frontier as one line, for the head row of a store: at most 4,114 characters.
     *
     * @return the size and the peaks, separated by spaces
     */
    public String encode() {
        return HashLine.encode(peaks, size);
    }

    /**
     * Reads the form that {@link #encode()} writes.
     *
     * @param text the line
     * @return the frontier
     * @throws FormatException if the text is not that
     */
    public static MerkleFrontier parse(String text) {
        return HashLine.parse("frontier", text, 1, (numbers, hashes) -> new MerkleFrontier(numbers[0], hashes));
    }
}
