package io.itops.core.journal;

import io.itops.core.FormatException;
import io.itops.core.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a Merkle tree (RFC 9162 section 2.1): the roots of its perfect subtrees, the largest first. It is all that is
 * needed to append a leaf and to give the root, in space logarithmic in the size.
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
        peaks = List.copyOf(peaks);
        Require.that(peaks.size() == Long.bitCount(size), "peaks", "be one for each bit set in the size", peaks.size());
    }

    /**
     * The frontier with one more leaf.
     *
     * @param leaf the leaf's hash
     * @return a new frontier
     */
    public MerkleFrontier append(Hash leaf) {
        List<Hash> next = new ArrayList<>(peaks);
        Hash carry = leaf;
        for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
            carry = Merkle.nodeHash(next.remove(next.size() - 1), carry);
        }
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
     * The frontier as one line, for the head row of a store.
     *
     * @return the size and the peaks, separated by spaces
     */
    public String encode() {
        StringBuilder out = new StringBuilder(Long.toString(size));
        peaks.forEach(peak -> out.append(' ').append(peak));
        return out.toString();
    }

    /**
     * Reads the form that {@link #encode()} writes.
     *
     * @param text the line
     * @return the frontier
     * @throws FormatException if the text is not that
     */
    public static MerkleFrontier parse(String text) {
        String[] parts = text.split(" ", -1);
        try {
            List<Hash> peaks = new ArrayList<>();
            for (int i = 1; i < parts.length; i++) {
                peaks.add(Hash.parse(parts[i]));
            }
            return new MerkleFrontier(Long.parseLong(parts[0]), peaks);
        } catch (NumberFormatException e) {
            throw new FormatException("frontier", "begin with a number", text);
        }
    }
}
