package io.itops.core.journal;

import io.itops.core.FormatException;
import io.itops.core.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * A proof that a Merkle tree grew from a smaller one by appending alone (RFC 9162 section 2.1.4): all leaves of the first are the
 * first leaves of the second.
 *
 * <p>Immutable and thread-safe.
 *
 * @param firstSize the number of leaves of the smaller tree, at least 1: of the empty tree there is nothing to prove
 * @param secondSize the number of leaves of the greater tree; if both are the same, the path is empty
 * @param path hashes of subtrees, in the order of the RFC
 * @since 0.1
 */
public record ConsistencyProof(long firstSize, long secondSize, List<Hash> path) {
    /** Checks the order of the sizes; whether the path fits is for {@link #verify} to say. */
    public ConsistencyProof {
        Require.that(firstSize >= 1, "first tree size", "be at least 1", firstSize);
        Require.that(secondSize >= firstSize, "second tree size", "be at least the first", secondSize);
        path = Require.list("path", path);
        Require.size("path", path, 0, MerkleTree.MAX_PATH);
    }

    /**
     * Whether the second tree begins with the first (RFC 9162 section 2.1.4.2).
     *
     * @param first the head of the smaller tree, from a source that is trusted: an anchor
     * @param second the head of the greater tree
     * @return true if both roots follow from the path; false too for heads of other sizes
     */
    public boolean verify(TreeHead first, TreeHead second) {
        Require.present("first head", first);
        Require.present("second head", second);
        if (first.size() != firstSize || second.size() != secondSize) {
            return false;
        }
        if (firstSize == secondSize) {
            return path.isEmpty() && first.root().equals(second.root());
        }
        List<Hash> hashes = new ArrayList<>(path.size() + 1);
        if (Long.bitCount(firstSize) == 1) {
            hashes.add(first.root());
        }
        hashes.addAll(path);
        return !path.isEmpty() && leadsToBoth(hashes, first.root(), second.root());
    }

    /** Climbs from the greatest subtree that both trees share at the end of the first. */
    private boolean leadsToBoth(List<Hash> hashes, Hash firstRoot, Hash secondRoot) {
        int shared = Long.numberOfTrailingZeros(firstSize);
        Ascent ascent = new Ascent((firstSize - 1) >>> shared, (secondSize - 1) >>> shared);
        Hash first = hashes.get(0);
        Hash second = first;
        for (Hash sibling : hashes.subList(1, hashes.size())) {
            if (ascent.atRoot()) {
                return false;
            }
            if (ascent.passLeftSibling()) {
                first = Merkle.nodeHash(sibling, first);
                second = Merkle.nodeHash(sibling, second);
            } else {
                second = Merkle.nodeHash(second, sibling);
            }
        }
        return ascent.atRoot() && first.equals(firstRoot) && second.equals(secondRoot);
    }

    /**
     * The proof as one line.
     *
     * @return the two sizes and the path, separated by spaces
     */
    public String encode() {
        return HashLine.encode(path, firstSize, secondSize);
    }

    /**
     * Reads the form that {@link #encode()} writes.
     *
     * @param text the line
     * @return the proof
     * @throws FormatException if the text is not that
     */
    public static ConsistencyProof parse(String text) {
        return HashLine.parse(
                "consistency proof",
                text,
                2,
                (numbers, hashes) -> new ConsistencyProof(numbers[0], numbers[1], hashes));
    }
}
