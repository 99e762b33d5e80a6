package io.itops.core.journal;

import io.itops.core.FormatException;
import io.itops.core.Require;
import java.util.List;

/**
 * What a Merkle tree is known by: its size and its root, which together fix every leaf.
 *
 * <p>This is what is written down elsewhere (an anchor) and what proofs are verified against. The two belong together: the root
 * alone does not give the size away, and some proofs hold for a root under more than one size.
 *
 * <p>Immutable and thread-safe.
 *
 * @param size the number of leaves, at least 0
 * @param root the Merkle tree hash (RFC 9162 section 2.1.1)
 * @since 0.1
 */
public record TreeHead(long size, Hash root) {
    /** Checks the size, and that the empty tree has its own root. */
    public TreeHead {
        Require.that(size >= 0, "tree size", "be at least 0", size);
        Require.present("root", root);
        if (size == 0) {
            Require.that(root.equals(Merkle.emptyRoot()), "root of the empty tree", "be SHA-256 of nothing", root);
        }
    }

    /**
     * The head as one line.
     *
     * @return the size and the root, separated by a space
     */
    public String encode() {
        return HashLine.encode(List.of(root), size);
    }

    /**
     * Reads the form that {@link #encode()} writes.
     *
     * @param text the line
     * @return the head
     * @throws FormatException if the text is not that
     */
    public static TreeHead parse(String text) {
        return HashLine.parse("tree head", text, 1, (numbers, hashes) -> {
            Require.size("hashes", hashes, 1, 1);
            return new TreeHead(numbers[0], hashes.get(0));
        });
    }
}
