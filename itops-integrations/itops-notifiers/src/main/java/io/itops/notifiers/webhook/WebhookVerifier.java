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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final int remembered;

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

    /** What may be done about a message that is handled to its end before its repeat counts as a replay. */
    enum Beginning {
        /** It is to be handled, and is under way until {@link #end}. */
        BEGUN,
        /** It is being handled; whether that succeeds is not known yet. */
        UNDER_WAY,
        /** It was handled before. */
        DONE_BEFORE,
        /** As many messages are being handled as are remembered. */
        TOO_MANY,
        /** It is malformed, forged or untimely. */
        REFUSED
    }

    /**
     * A verifier.
     *
     * @param secrets the secrets that may have signed, at least one
     * @param clock the receiver's clock
     */
    public WebhookVerifier(List<WebhookSecret> secrets, InstantSource clock) {
        this(secrets, clock, REMEMBERED);
    }

    WebhookVerifier(List<WebhookSecret> secrets, InstantSource clock, int remembered) {
        this.secrets = Require.list("webhook secrets", Require.size("webhook secrets", secrets, 1, 16));
        this.clock = Require.present("clock", clock);
        this.seen = Caffeine.newBuilder().maximumSize(remembered).build();
        this.remembered = remembered;
    }

    /**
     * Checks one message. A valid one is remembered, so that the same message is a replay from then on.
     *
     * @param headers the header fields; their names in any case
     * @param body the bytes of the body as they were received
     * @return the verdict
     */
    public Verdict verify(Map<String, String> headers, byte[] body) {
        Map<String, String> fields = lowerCase(headers);
        Verdict verdict = check(fields, body);
        if (verdict != Verdict.VALID) {
            return verdict;
        }
        @Nullable Instant before = seen.asMap().putIfAbsent(id(fields), clock.instant());
        return before == null ? Verdict.VALID : Verdict.REPLAYED;
    }

    /** Checks one message and takes it in hand; it is remembered by {@link #end} alone. */
    Beginning begin(Map<String, String> headers, byte[] body) {
        Map<String, String> fields = lowerCase(headers);
        if (check(fields, body) != Verdict.VALID) {
            return Beginning.REFUSED;
        }
        String id = id(fields);
        if (underWay.size() >= remembered && !underWay.contains(id)) {
            return Beginning.TOO_MANY;
        }
        if (!underWay.add(id)) {
            return Beginning.UNDER_WAY;
        }
        // Looked at only now: whoever ends a message remembers it first, so it cannot be missed in between.
        if (seen.getIfPresent(id) != null) {
            underWay.remove(id);
            return Beginning.DONE_BEFORE;
        }
        return Beginning.BEGUN;
    }

    /** Ends the handling of a message: one that was done is a replay from then on, any other may come again. */
    void end(Map<String, String> headers, boolean done) {
        String id = id(lowerCase(headers));
        if (done) {
            seen.put(id, clock.instant());
        }
        underWay.remove(id);
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> fields = new TreeMap<>();
        headers.forEach((name, value) -> fields.put(name.toLowerCase(Locale.ROOT), value));
        return fields;
    }

    private static String id(Map<String, String> fields) {
        return Require.present("webhook id", fields.get("webhook-id"));
    }

    /** Everything but whether the message was let through before. A message older than the tolerance is refused by its age, so only the
     * younger ones need to be remembered. */
    private Verdict check(Map<String, String> fields, byte[] body) {
        String id = fields.get("webhook-id");
        String timestamp = fields.get("webhook-timestamp");
        String signatures = fields.get("webhook-signature");
        if (id == null || !isId(id) || signatures == null) {
            return Verdict.MALFORMED;
        }
        @Nullable Instant sent = seconds(timestamp);
        if (sent == null) {
            return Verdict.MALFORMED;
        }
        if (!signed(id, sent.getEpochSecond(), body, signatures)) {
            return Verdict.FORGED;
        }
        boolean timely = Duration.between(sent, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
        return timely ? Verdict.VALID : Verdict.UNTIMELY;
    }

    /** Whether something is an id that a sender of the specification may have made: printable ASCII without a full stop. */
    private static boolean isId(String id) {
        return !id.isBlank() && id.length() <= 200 && id.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '.');
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
