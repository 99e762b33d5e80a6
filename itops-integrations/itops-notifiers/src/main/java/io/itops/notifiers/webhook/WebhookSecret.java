package io.itops.notifiers.webhook;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A symmetric secret of the Standard Webhooks specification: {@code whsec_} and the base64 form of 24 to 64 bytes.
 *
 * <p>Immutable and thread-safe. It never prints.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 * @since 0.1
 */
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";

    private final SecretKeySpec key;

    private WebhookSecret(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * Reads a secret.
     *
     * @param secret {@code whsec_} and base64
     * @return the secret
     * @throws InvalidInputException if it is not that, or not of 24 to 64 bytes; the message does not hold it
     */
    public static WebhookSecret of(Secret secret) {
        return Require.present("webhook secret", secret).use(text -> {
            Require.that(text.startsWith(PREFIX), "webhook secret", "begin with " + PREFIX, "<secret>");
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException("webhook secret", "be base64 behind " + PREFIX, "<secret>");
            }
            Require.range("bytes of the webhook secret", bytes.length, 24, 64);
            return new WebhookSecret(new SecretKeySpec(bytes, "HmacSHA256"));
        });
    }

    /**
     * Signs a message.
     *
     * @param id the message's id, 1 to 200 characters; without a full stop, which separates the signed parts
     * @param timestamp when it is sent, in seconds of the Unix epoch
     * @param body the bytes of the body
     * @return {@code v1,} and the base64 form of HMAC-SHA256 over id, timestamp and body, separated by full stops
     */
    public String sign(String id, long timestamp, byte[] body) {
        Require.text("message id", id, 200);
        Require.that(timestamp >= 0, "timestamp", "be at least 0", timestamp);
        Require.present("body", body);
        Require.that(id.indexOf('.') < 0, "message id", "have no full stop", id);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "<secret>";
    }
}
