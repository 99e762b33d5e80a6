package io.itops.core.journal;

import io.itops.core.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole Merkle tree in memory (RFC 9162 section 2.1), which gives the heads and proofs of itself and of every tree that it grew
 * from.
 *
 * <p>It keeps the hash of every perfect subtree: twice as many hashes as there are leaves, about 64 bytes each. Building hashes each
 * once; a head or a proof then costs a number of hashes logarithmic in the size. A store needs only the {@link MerkleFrontier}; the
 * tree is for who makes proofs.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class MerkleTree {
    /** No path is longer: one hash for each level of a tree of 2^63 leaves, and one more where a proof starts inside. */
    static final int MAX_PATH = 64;

    /** At level k the hashes of the whole subtrees of 2^k leaves, from the left. */
    private final List<List<Hash>> levels;

    private MerkleTree(List<List<Hash>> levels) {
        this.levels = levels;
    }

    /**
     * The tree over leaves.
     *
     * @param leaves the hashes of all leaves in order, as {@link Merkle#leafHash} makes them
     * @return the tree
     */
    public static MerkleTree of(List<Hash> leaves) {
        List<List<Hash>> levels = new ArrayList<>();
        List<Hash> level = Require.list("leaves", leaves);
        levels.add(level);
        while (level.size() > 1) {
            List<Hash> above = new ArrayList<>(level.size() / 2);
            for (int i = 0; i + 1 < level.size(); i += 2) {
                above.add(Merkle.nodeHash(level.get(i), level.get(i + 1)));
            }
            level = List.copyOf(above);
            levels.add(level);
        }
        return new MerkleTree(List.copyOf(levels));
    }

    /**
     * The number of leaves.
     *
     * @return at least 0
     */
    public int size() {
        return levels.get(0).size();
    }

    /**
     * The head of the tree.
     *
     * @return its size and root
     */
    public TreeHead head() {
        return head(size());
    }

    /**
     * The head that the tree had when it was smaller.
     *
     * @param size the number of leaves then, at most the size now
     * @return that size and the root of its first leaves
     */
    public TreeHead head(int size) {
        Require.range("tree size", size, 0, size());
        return new TreeHead(size, size == 0 ? Merkle.emptyRoot() : subtree(0, size));
    }

    /**
     * The proof that a leaf is in the tree.
     *
     * @param leafIndex the leaf's place, from 0
     * @return its proof for {@link #head()}
     */
    public InclusionProof inclusion(int leafIndex) {
        return inclusion(leafIndex, size());
    }

    /**
     * The proof that a leaf was in the tree when it was smaller (RFC 9162 section 2.1.3.1).
     *
     * @param leafIndex the leaf's place, from 0
     * @param size the number of leaves then, at most the size now
     * @return its proof for {@link #head(int)} of that size
     */
    public InclusionProof inclusion(int leafIndex, int size) {
        Require.range("tree size", size, 1, size());
        Require.range("leaf index", leafIndex, 0, size - 1);
        List<Hash> path = new ArrayList<>();
        addPath(leafIndex, 0, size, path);
        return new InclusionProof(leafIndex, size, path);
    }

    /**
     * The proof that the tree grew from a smaller one by appending alone.
     *
     * @param firstSize the number of leaves of the smaller tree, at least 1
     * @return the proof for {@link #head(int)} of that size and {@link #head()}
     */
    public ConsistencyProof consistency(int firstSize) {
        return consistency(firstSize, size());
    }

    /**
     * The proof that the tree at one size grew from that at a smaller one by appending alone (RFC 9162 section 2.1.4.1).
     *
     * @param firstSize the number of leaves of the smaller tree, at least 1
     * @param secondSize the number of leaves of the greater tree, at most the size now
     * @return the proof for {@link #head(int)} of both sizes
     */
    public ConsistencyProof consistency(int firstSize, int secondSize) {
        Require.range("second tree size", secondSize, 1, size());
        Require.range("first tree size", firstSize, 1, secondSize);
        List<Hash> path = new ArrayList<>();
        addSubproof(firstSize, 0, secondSize, path);
        return new ConsistencyProof(firstSize, secondSize, path);
    }

    /** The RFC's PATH for the leaf at an absolute place among the leaves from start to before end. */
    private void addPath(int leaf, int start, int end, List<Hash> path) {
        if (end - start == 1) {
            return;
        }
        int split = start + leftWidth(end - start);
        if (leaf < split) {
            addPath(leaf, start, split, path);
            path.add(subtree(split, end));
        } else {
            addPath(leaf, split, end, path);
            path.add(subtree(start, split));
        }
    }

    /**
     * The RFC's SUBPROOF where the first tree ends at an absolute place. Only a first tree that is a whole subtree from place 0 is
     * known to the verifier, and left out.
     */
    private void addSubproof(int firstEnd, int start, int end, List<Hash> path) {
        if (firstEnd == end) {
            if (start > 0) {
                path.add(subtree(start, end));
            }
            return;
        }
        int split = start + leftWidth(end - start);
        if (firstEnd <= split) {
            addSubproof(firstEnd, start, split, path);
            path.add(subtree(split, end));
        } else {
            addSubproof(firstEnd, split, end, path);
            path.add(subtree(start, split));
        }
    }

    /** The hash over the leaves from start to before end; start is a multiple of the least power of two not below the width. */
    private Hash subtree(int start, int end) {
        int width = end - start;
        int level = Integer.numberOfTrailingZeros(width);
        if (width == 1 << level) {
            return levels.get(level).get(start >>> level);
        }
        int split = start + leftWidth(width);
        return Merkle.nodeHash(subtree(start, split), subtree(split, end));
    }

    /** The greatest power of two below a width of at least 2. */
    private static int leftWidth(int width) {
        return Integer.highestOneBit(width - 1);
    }
}
