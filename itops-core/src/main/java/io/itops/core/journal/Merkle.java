package io.itops.core.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes of the audit chain's Merkle tree (RFC 9162 section 2.1).
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class Merkle {
    private Merkle() {}

    /**
     * The hash of a leaf.
     *
     * @param data the leaf's bytes: the UTF-8 bytes of an event's canonical text
     * @return SHA-256 of a zero byte and the data
     */
    public static Hash leafHash(byte[] data) {
        MessageDigest sha256 = sha256();
        sha256.update((byte) 0);
        return Hash.of(sha256.digest(data));
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
        sha256.update((byte) 1);
        sha256.update(left.bytes());
        return Hash.of(sha256.digest(right.bytes()));
    }

    static Hash emptyRoot() {
        return Hash.of(sha256().digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
