package io.itops.notifiers.webhook;

import io.itops.core.Require;
import java.util.Map;

/**
 * A request that came in over HTTP, whatever server took it.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class InboundRequest {
    private final String method;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * A request.
     *
     * @param method the request's method
     * @param headers the header fields; of several of one name the first
     * @param body the bytes of the body as they were received
     */
    public InboundRequest(String method, Map<String, String> headers, byte[] body) {
        this.method = Require.present("method", method);
        this.headers = Require.map("headers", headers);
        this.body = Require.present("body", body).clone();
    }

    /**
     * The request's method.
     *
     * @return as it was received
     */
    public String method() {
        return method;
    }

    /**
     * The header fields.
     *
     * @return by name, in the case in which they were received
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * The body.
     *
     * @return a copy of its bytes
     */
    public byte[] body() {
        return body.clone();
    }
}
