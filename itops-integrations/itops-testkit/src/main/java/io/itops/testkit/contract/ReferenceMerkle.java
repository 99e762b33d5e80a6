package io.itops.testkit.contract;

import io.itops.core.journal.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The tree hash of RFC 9162, section 2.1.1, straight from its recursive definition: what the frontier of a store is held against. It
 * shares no code with core's.
 */
final class ReferenceMerkle {
    private ReferenceMerkle() {}

    /** The root over the events' texts in UTF-8, as lower-case hexadecimal digits. */
    static String root(List<StoredEvent> events) {
        return HexFormat.of().formatHex(hash(events));
    }

    private static byte[] hash(List<StoredEvent> events) {
        if (events.isEmpty()) {
            return sha256(new byte[0]);
        }
        if (events.size() == 1) {
            return sha256(new byte[] {0}, events.get(0).json().getBytes(StandardCharsets.UTF_8));
        }
        int half = Integer.highestOneBit(events.size() - 1);
        return sha256(new byte[] {1}, hash(events.subList(0, half)), hash(events.subList(half, events.size())));
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
