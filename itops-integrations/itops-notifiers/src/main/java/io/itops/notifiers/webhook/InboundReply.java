package io.itops.notifiers.webhook;

import io.itops.core.Require;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to answer to a request.
 *
 * <p>Immutable and thread-safe.
 *
 * @param status the HTTP status
 * @param body a JSON object, never holding a secret
 * @param headers header fields to set besides those of the body
 * @since 0.1
 */
public record InboundReply(int status, String body, Map<String, String> headers) {
    /** Copies the header fields. */
    public InboundReply {
        headers = Collections.unmodifiableMap(new TreeMap<>(Require.present("headers", headers)));
    }

    /**
     * A reply without further header fields.
     *
     * @param status the HTTP status
     * @param body a JSON object, never holding a secret
     */
    public InboundReply(int status, String body) {
        this(status, body, Map.of());
    }
}
