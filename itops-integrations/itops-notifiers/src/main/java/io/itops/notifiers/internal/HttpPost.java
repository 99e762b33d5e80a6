package io.itops.notifiers.internal;

import io.itops.core.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A POST request (RFC 9112) as bytes. Names and values of header fields are printable ASCII, so that no text can begin another line.
 */
public final class HttpPost {
    private final URI target;
    private final Map<String, String> fields;
    private final byte[] body;

    /**
     * A request.
     *
     * @param target where it goes
     * @param fields further header fields
     * @param body the body
     */
    public HttpPost(URI target, Map<String, String> fields, byte[] body) {
        this.target = target;
        this.fields = new TreeMap<>(fields);
        this.body = body.clone();
        fields.forEach((name, value) -> {
            printable("header name", name);
            printable("header value", value);
        });
        printable("target", target.toASCIIString());
    }

    /**
     * Where it goes.
     *
     * @return an absolute URI
     */
    public URI target() {
        return target;
    }

    /**
     * The port that the target names, or that of its scheme.
     *
     * @return 1 to 65535
     */
    public int port() {
        return target.getPort() >= 0 ? target.getPort() : "https".equals(target.getScheme()) ? 443 : 80;
    }

    /**
     * The request as it goes over the wire.
     *
     * @return request line, header fields and body
     */
    public byte[] toBytes() {
        String path = target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        StringBuilder head = new StringBuilder();
        head.append("POST ").append(path).append(query).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(target.getHost());
        if (target.getPort() >= 0) {
            head.append(':').append(target.getPort());
        }
        head.append("\r\nContent-Length: ").append(body.length).append("\r\nConnection: close\r\n");
        fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream(head.length() + body.length);
        out.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static void printable(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                throw new InvalidInputException(what, "be printable ASCII", text);
            }
        }
    }
}
