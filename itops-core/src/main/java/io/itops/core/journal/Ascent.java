package io.itops.core.journal;

/**
 * The way from a node of a Merkle tree to its root, sibling by sibling, as RFC 9162 sections 2.1.3.2 and 2.1.4.2 walk it. Not
 * thread-safe; confine to one thread.
 */
final class Ascent {
    private long node;
    private long last;

    /** Starts at a node, given the last node of its level; both are counted from 0. */
    Ascent(long node, long last) {
        this.node = node;
        this.last = last;
    }

    boolean atRoot() {
        return last == 0;
    }

    /**
     * Goes to the parent of the node and its sibling, which is not the root's, and says whether the sibling is the left one. The last
     * node of a level without a sibling there first rises until it is a right child.
     */
    boolean passLeftSibling() {
        boolean left = (node & 1) == 1 || node == last;
        int levels = left ? Long.numberOfTrailingZeros(node) + 1 : 1;
        node >>>= levels;
        last >>>= levels;
        return left;
    }
}
