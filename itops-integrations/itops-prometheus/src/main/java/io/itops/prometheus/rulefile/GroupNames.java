package io.itops.prometheus.rulefile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes the engine's names of groups: those of Prometheus may be of any length. */
final class GroupNames {
    private static final int MAX = 100;
    private static final int KEPT = 83;

    private GroupNames() {}

    /** The name, or its beginning and a digest of the whole where it is too long; the same name gives the same again. */
    static String fit(String name) {
        if (name.codePointCount(0, name.length()) <= MAX) {
            return name;
        }
        return name.substring(0, name.offsetByCodePoints(0, KEPT)).strip() + '#' + digest(name);
    }

    private static String digest(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
