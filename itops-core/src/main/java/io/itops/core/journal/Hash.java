package io.itops.core.journal;

import io.itops.core.FormatException;
import io.itops.core.Require;
import io.itops.core.SafeText;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 hash (FIPS 180-4): 32 bytes, written as 64 lower-case hexadecimal digits.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class Hash {
    static final int LENGTH = 32;
    static final int DIGITS = 2 * LENGTH;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A hash of its bytes.
     *
     * @param bytes 32 bytes
     * @return the hash
     */
    public static Hash of(byte[] bytes) {
        Require.present("hash", bytes);
        Require.that(bytes.length == LENGTH, "hash", "have 32 bytes", bytes.length);
        return new Hash(bytes.clone());
    }

    /**
     * Reads the form that {@link #toString()} writes.
     *
     * @param hex 64 hexadecimal digits
     * @return the hash
     * @throws FormatException if the text is not that
     */
    public static Hash parse(String hex) {
        Require.present("hash", hex);
        if (!isHash(hex)) {
            throw new FormatException("hash", "be 64 lower-case hexadecimal digits", SafeText.shorten(hex, 80));
        }
        return new Hash(HexFormat.of().parseHex(hex));
    }

    /** The hash of all that a digest was fed. */
    static Hash finish(MessageDigest sha256) {
        return new Hash(sha256.digest());
    }

    /** Feeds the bytes to a digest, without a copy. */
    void feed(MessageDigest sha256) {
        sha256.update(bytes);
    }

    /**
     * The bytes.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Not left to {@link HexFormat}, which takes upper case too. */
    private static boolean isHash(String hex) {
        boolean fine = hex.length() == DIGITS;
        for (int i = 0; fine && i < DIGITS; i++) {
            char c = hex.charAt(i);
            fine = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        return fine;
    }
}
