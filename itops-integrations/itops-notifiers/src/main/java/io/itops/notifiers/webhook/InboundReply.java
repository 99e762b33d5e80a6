package io.itops.notifiers.webhook;

import io.itops.core.Require;
import java.util.Map;

/**
 * What to answer to a request.
 *
 * <p>Immutable and thread-safe.
 *
 * @param status the HTTP status, 100 to 599
 * @param body a JSON object, never holding a secret, at most 1,000,000 characters
 * @param headers header fields to set besides those of the body
 * @since 0.1
 */
public record InboundReply(int status, String body, Map<String, String> headers) {
    /** Checks the parts and copies the header fields. */
    public InboundReply {
        Require.range("HTTP status", status, 100, 599);
        Require.anyText("body", body, 1_000_000);
        headers = Require.map("headers", headers);
    }

    /**
     * A reply without further header fields.
     *
     * @param status the HTTP status, 100 to 599
     * @param body a JSON object, never holding a secret
     */
    public InboundReply(int status, String body) {
        this(status, body, Map.of());
    }
}
