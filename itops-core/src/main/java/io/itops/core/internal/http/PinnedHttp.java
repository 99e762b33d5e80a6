package io.itops.core.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Sends one request to one address, over TLS where the target says https: the certificate is checked against the host's name, which
 * also goes into SNI. Never follows a redirect. Interrupting the thread ends the exchange. Immutable and thread-safe.
 */
public final class PinnedHttp {
    private static final int MAX_HEAD = 16 * 1024;
    private static final int MAX_INTERIM = 8;

    private final SSLContext tls;
    private final InstantSource clock;

    /**
     * A client.
     *
     * @param tls trust and keys
     * @param clock measures the time limit
     */
    public PinnedHttp(SSLContext tls, InstantSource clock) {
        this.tls = tls;
        this.clock = clock;
    }

    /**
     * Sends a request and waits for the head of the reply.
     *
     * @param request the request
     * @param address where to connect, whatever the host's name resolves to by now
     * @param limit the time that the exchange may take
     * @return the reply
     * @throws IOException if there was no complete and well-formed head of a reply within the limit
     */
    public HttpReply send(HttpRequest request, InetAddress address, Duration limit) throws IOException {
        return exchange(request, address, limit, (reply, in) -> reply);
    }

    /**
     * Sends a request and reads the whole reply.
     *
     * @param request the request
     * @param address where to connect, whatever the host's name resolves to by now
     * @param limit the time that the exchange may take
     * @param maxBytes how long the body may be
     * @return the reply
     * @throws TooLongException if the body is longer; no more than that is read
     * @throws IOException if there was no complete and well-formed reply within the limit
     */
    public HttpContent fetch(HttpRequest request, InetAddress address, Duration limit, int maxBytes)
            throws IOException {
        return exchange(
                request, address, limit, (reply, in) -> new HttpContent(reply, HttpBody.read(reply, in, maxBytes)));
    }

    private interface Reading<T> {
        T read(HttpReply reply, InputStream in) throws IOException;
    }

    private <T> T exchange(HttpRequest request, InetAddress address, Duration limit, Reading<T> reading)
            throws IOException {
        Instant deadline = clock.instant().plus(limit);
        try (SocketChannel channel = SocketChannel.open()) {
            Socket socket = channel.socket();
            socket.connect(new InetSocketAddress(address, request.port()), left(deadline));
            Socket secured = request.secure() ? secure(socket, request, deadline) : socket;
            secured.setSoTimeout(left(deadline));
            secured.getOutputStream().write(request.toBytes());
            secured.getOutputStream().flush();
            InputStream in = new TimedInput(secured, deadline);
            return reading.read(reply(in), in);
        }
    }

    private Socket secure(Socket plain, HttpRequest request, Instant deadline) throws IOException {
        String host = request.target().getHost();
        // Below TLS, so that a record or a handshake that comes byte by byte is cut off too.
        Socket timed = new DeadlineSocket(plain, new TimedInput(plain, deadline));
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(timed, host, request.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!host.contains(":") && !host.chars().allMatch(c -> c == '.' || Character.isDigit(c))) {
            parameters.setServerNames(List.of(new SNIHostName(withoutDot(host))));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** SNI has no place for the dot that ends an absolute name (RFC 6066, 3). */
    private static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** Reads heads of replies until one is final: an interim one (1xx) only announces another. */
    private static HttpReply reply(InputStream in) throws IOException {
        for (int i = 0; i <= MAX_INTERIM; i++) {
            HttpReply reply = parse(head(in));
            if (reply.status() >= 200) {
                return reply;
            }
        }
        throw new IOException("more than " + MAX_INTERIM + " interim replies came before the final one");
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection was closed before the reply was complete");
            }
            if (head.length() == MAX_HEAD) {
                throw new IOException("the head of the reply is longer than " + MAX_HEAD + " bytes");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static HttpReply parse(String head) throws IOException {
        String[] lines = head.split("\r\n", -1);
        String[] parts = lines[0].split(" ", 3);
        boolean wellFormed = parts.length >= 2
                && parts[0].startsWith("HTTP/1.")
                && parts[1].length() == 3
                && parts[1].chars().allMatch(c -> c >= '0' && c <= '9')
                && parts[1].charAt(0) >= '1'
                && parts[1].charAt(0) <= '5';
        if (!wellFormed) {
            throw new IOException("the reply does not begin with a status line");
        }
        Map<String, String> fields = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        new String(
                                        lines[i].substring(colon + 1).getBytes(StandardCharsets.ISO_8859_1),
                                        StandardCharsets.UTF_8)
                                .strip());
            }
        }
        return new HttpReply(Integer.parseInt(parts[1]), fields);
    }

    /** What comes over a socket until a deadline, read ahead in blocks. Not thread-safe. */
    private final class TimedInput extends InputStream {
        private final Socket socket;
        private final InputStream in;
        private final Instant deadline;
        private final byte[] block = new byte[8 * 1024];
        private int at;
        private int end;

        TimedInput(Socket socket, Instant deadline) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.deadline = deadline;
        }

        @Override
        public int read() throws IOException {
            return fill() ? block[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, end - at);
            System.arraycopy(block, at, bytes, offset, count);
            at += count;
            return count;
        }

        private boolean fill() throws IOException {
            if (at < end) {
                return true;
            }
            socket.setSoTimeout(left(deadline));
            at = 0;
            end = Math.max(0, in.read(block));
            return end > 0;
        }
    }

    private int left(Instant deadline) throws SocketTimeoutException {
        long millis = Duration.between(clock.instant(), deadline).toMillis();
        if (millis <= 0) {
            throw new SocketTimeoutException("the time limit is over");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }
}
