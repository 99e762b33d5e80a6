package io.itops.notifiers.webhook;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request that came in over HTTP, whatever server took it.
 *
 * <p>The array is not copied; nobody changes it. Thread-safe then.
 *
 * @param method the request's method
 * @param headers the header fields; of several of one name the first
 * @param body the bytes of the body as they were received
 * @since 0.1
 */
public record InboundRequest(String method, Map<String, String> headers, byte[] body) {
    /** Copies the fields. */
    public InboundRequest {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }
}
