package io.itops.core.journal;

import io.itops.core.FormatException;
import io.itops.core.Require;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A SHA-256 hash.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class Hash {
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
        Require.that(bytes.length == 32, "hash", "have 32 bytes", bytes.length);
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
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new FormatException("hash", "be 64 lower-case hexadecimal digits", hex);
        }
        return new Hash(HexFormat.of().parseHex(hex));
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
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
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
}
