package io.itops.incident.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names of long texts. Immutable and thread-safe. */
public final class Digests {
    /** Ids of records have at most 200 characters; some room is left for what stands beside them. */
    private static final int LONGEST = 180;

    private Digests() {}

    /** The first 128 bits of the SHA-256 digest of a text, in hexadecimal digits. */
    public static String of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The text itself where it is fit for an id, else its digest. */
    public static String fitting(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST ? text : of(text);
    }
}
