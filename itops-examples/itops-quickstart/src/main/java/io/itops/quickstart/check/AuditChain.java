package io.itops.quickstart.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The Merkle tree hash of RFC 9162 section 2.1.1, written out as the RFC defines it and not as the SDK computes it. */
final class AuditChain {
    private AuditChain() {}

    /** The root over texts, as hexadecimal digits. */
    static String root(List<String> texts) {
        return HexFormat.of().formatHex(hash(texts));
    }

    private static byte[] hash(List<String> texts) {
        if (texts.isEmpty()) {
            return sha256();
        }
        if (texts.size() == 1) {
            return sha256(new byte[] {0}, texts.get(0).getBytes(StandardCharsets.UTF_8));
        }
        int left = Integer.highestOneBit(texts.size() - 1);
        return sha256(new byte[] {1}, hash(texts.subList(0, left)), hash(texts.subList(left, texts.size())));
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
