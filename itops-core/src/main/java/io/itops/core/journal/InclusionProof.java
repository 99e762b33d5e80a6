package io.itops.core.journal;

import io.itops.core.FormatException;
import io.itops.core.Require;
import java.util.List;

/**
 * A proof that one leaf stands at its place in a Merkle tree (RFC 9162 section 2.1.3), checked without the other leaves.
 *
 * <p>Immutable and thread-safe.
 *
 * @param leafIndex the leaf's place, from 0: for a journal entry its sequence number less one
 * @param treeSize the number of leaves of the tree
 * @param path the siblings on the way from the leaf to the root, the leaf's own first
 * @since 0.1
 */
public record InclusionProof(long leafIndex, long treeSize, List<Hash> path) {
    /** Checks that the leaf is one of the tree's; whether the path fits is for {@link #verify} to say. */
    public InclusionProof {
        Require.that(treeSize >= 1, "tree size", "be at least 1", treeSize);
        Require.that(leafIndex >= 0 && leafIndex < treeSize, "leaf index", "be 0 to the tree size less one", leafIndex);
        path = Require.list("path", path);
        Require.size("path", path, 0, MerkleTree.MAX_PATH);
    }

    /**
     * Whether the leaf stands at this place of the tree that has this head (RFC 9162 section 2.1.3.2).
     *
     * @param leaf the hash of the leaf, as {@link Merkle#leafHash} makes it from the entry's text
     * @param head the head of the tree, from a source that is trusted; a head of another size proves nothing and gives false
     * @return true if the leaf, the place, the size and the path together give the head's root
     */
    public boolean verify(Hash leaf, TreeHead head) {
        if (head.size() != treeSize) {
            return false;
        }
        Ascent ascent = new Ascent(leafIndex, treeSize - 1);
        Hash hash = leaf;
        for (Hash sibling : path) {
            if (ascent.atRoot()) {
                return false;
            }
            hash = ascent.passLeftSibling() ? Merkle.nodeHash(sibling, hash) : Merkle.nodeHash(hash, sibling);
        }
        return ascent.atRoot() && hash.equals(head.root());
    }

    /**
     * The proof as one line.
     *
     * @return the leaf index, the tree size and the path, separated by spaces
     */
    public String encode() {
        return HashLine.encode(path, leafIndex, treeSize);
    }

    /**
     * Reads the form that {@link #encode()} writes.
     *
     * @param text the line
     * @return the proof
     * @throws FormatException if the text is not that
     */
    public static InclusionProof parse(String text) {
        return HashLine.parse(
                "inclusion proof", text, 2, (numbers, hashes) -> new InclusionProof(numbers[0], numbers[1], hashes));
    }
}
