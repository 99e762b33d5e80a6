package io.itops.notifiers.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.itops.core.Require;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks messages signed by the Standard Webhooks specification: the signature, in constant time and by any of several secrets so that
 * they can be rotated; the age, within a tolerance; and whether a message of the same id was let through before.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class WebhookVerifier {
    /** How far the timestamp may lie from the receiver's clock, either way. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final int REMEMBERED = 100_000;

    private final List<WebhookSecret> secrets;
    private final InstantSource clock;
    private final Cache<String, Instant> seen;

    /** What the check found. */
    public enum Verdict {
        /** Signed by one of the secrets, timely, and seen for the first time. */
        VALID,
        /** Signed and timely, but a message of this id was let through before. */
        REPLAYED,
        /** One of the header fields is missing or malformed. */
        MALFORMED,
        /** Signed by none of the secrets. */
        FORGED,
        /** The timestamp lies too far from the receiver's clock. */
        UNTIMELY
    }

    /**
     * A verifier.
     *
     * @param secrets the secrets that may have signed, at least one
     * @param clock the receiver's clock
     */
    public WebhookVerifier(List<WebhookSecret> secrets, InstantSource clock) {
        this.secrets = List.copyOf(Require.size("webhook secrets", secrets, 1, 16));
        this.clock = Require.present("clock", clock);
        this.seen = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    }

    /**
     * Checks one message. A valid one is remembered, so that the same message is a replay from then on.
     *
     * @param headers the header fields; their names in any case
     * @param body the bytes of the body as they were received
     * @return the verdict
     */
    public Verdict verify(Map<String, String> headers, byte[] body) {
        Map<String, String> fields = new TreeMap<>();
        headers.forEach((name, value) -> fields.put(name.toLowerCase(Locale.ROOT), value));
        String id = fields.get("webhook-id");
        String timestamp = fields.get("webhook-timestamp");
        String signatures = fields.get("webhook-signature");
        if (id == null || id.isBlank() || id.length() > 200 || id.indexOf('.') >= 0 || signatures == null) {
            return Verdict.MALFORMED;
        }
        @Nullable Instant sent = seconds(timestamp);
        if (sent == null) {
            return Verdict.MALFORMED;
        }
        if (!signed(id, sent.getEpochSecond(), body, signatures)) {
            return Verdict.FORGED;
        }
        Instant now = clock.instant();
        if (Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0) {
            return Verdict.UNTIMELY;
        }
        // A message older than the tolerance is refused by its age, so only the younger ones need to be remembered.
        @Nullable Instant before = seen.asMap().putIfAbsent(id, now);
        return before == null ? Verdict.VALID : Verdict.REPLAYED;
    }

    /** Lets a message through once more whose handling failed for a reason that passes. */
    void forget(Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (name.equalsIgnoreCase("webhook-id")) {
                seen.invalidate(value);
            }
        });
    }

    private boolean signed(String id, long timestamp, byte[] body, String signatures) {
        boolean found = false;
        for (WebhookSecret secret : secrets) {
            byte[] expected = secret.sign(id, timestamp, body).getBytes(StandardCharsets.US_ASCII);
            for (String signature : signatures.split(" ", 17)) {
                found |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
            }
        }
        return found;
    }

    private static @Nullable Instant seconds(@Nullable String timestamp) {
        if (timestamp == null || timestamp.isEmpty() || timestamp.length() > 11) {
            return null;
        }
        for (int i = 0; i < timestamp.length(); i++) {
            if (timestamp.charAt(i) < '0' || timestamp.charAt(i) > '9') {
                return null;
            }
        }
        return Instant.ofEpochSecond(Long.parseLong(timestamp));
    }
}
