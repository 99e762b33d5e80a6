package io.itops.core.journal;

import io.itops.core.Require;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes of the audit chain's Merkle tree (RFC 9162 section 2.1.1). Leaves and nodes are hashed behind different first bytes, so
 * that no node can be passed off as a leaf.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1">RFC 9162 section 2.1</a>
 * @since 0.1
 */
public final class Merkle {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private Merkle() {}

    /**
     * The hash of a leaf.
     *
     * @param data the leaf's bytes: the UTF-8 bytes of an event's canonical text
     * @return SHA-256 of a zero byte and the data
     */
    public static Hash leafHash(byte[] data) {
        MessageDigest sha256 = sha256();
        sha256.update(LEAF);
        sha256.update(Require.present("data", data));
        return Hash.finish(sha256);
    }

    /**
     * The hash of a node.
     *
     * @param left the hash of its left child
     * @param right the hash of its right child
     * @return SHA-256 of a one byte and both hashes
     */
    public static Hash nodeHash(Hash left, Hash right) {
        MessageDigest sha256 = sha256();
        sha256.update(NODE);
        Require.present("left hash", left).feed(sha256);
        right.feed(sha256);
        return Hash.finish(sha256);
    }

    /**
     * The root of the tree without leaves.
     *
     * @return SHA-256 of nothing
     */
    public static Hash emptyRoot() {
        return Hash.finish(sha256());
    }

    /** A digest of its own for every call: a digest has state, and getting one costs a tenth of using it. */
    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
