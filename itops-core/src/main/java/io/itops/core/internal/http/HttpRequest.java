package io.itops.core.internal.http;

import io.itops.core.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request (RFC 9112) as bytes. Names and values of header fields are printable ASCII, so that no text can begin another line. Immutable and
 * thread-safe.
 */
public final class HttpRequest {
    private final String method;
    private final URI target;
    private final Map<String, String> fields;
    private final byte[] body;

    /**
     * A POST request.
     *
     * @param target where it goes
     * @param fields further header fields
     * @param body the body
     * @return the request
     */
    public static HttpRequest post(URI target, Map<String, String> fields, byte[] body) {
        return new HttpRequest("POST", target, fields, body);
    }

    /**
     * A GET request.
     *
     * @param target where it goes
     * @param fields further header fields
     * @return the request
     */
    public static HttpRequest get(URI target, Map<String, String> fields) {
        return new HttpRequest("GET", target, fields, new byte[0]);
    }

    private HttpRequest(String method, URI target, Map<String, String> fields, byte[] body) {
        this.method = method;
        this.target = URI.create(target.toASCIIString());
        this.fields = new TreeMap<>(fields);
        this.body = body.clone();
        fields.forEach((name, value) -> {
            printable("header name", name);
            printable("header value", value);
        });
    }

    /**
     * Where it goes.
     *
     * @return an absolute URI in ASCII
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
        return target.getPort() >= 0 ? target.getPort() : secure() ? 443 : 80;
    }

    /**
     * Whether it goes over TLS.
     *
     * @return whether the target's scheme is https, in whatever case
     */
    public boolean secure() {
        return "https".equalsIgnoreCase(target.getScheme());
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
        head.append(method).append(' ').append(path).append(query).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(target.getHost());
        if (target.getPort() >= 0) {
            head.append(':').append(target.getPort());
        }
        if (!method.equals("GET")) {
            head.append("\r\nContent-Length: ").append(body.length);
        }
        head.append("\r\nConnection: close\r\n");
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
