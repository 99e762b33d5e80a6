package io.itops.quickstart.guide;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.itops.notifiers.webhook.AcknowledgeEndpoint;
import io.itops.notifiers.webhook.InboundReply;
import io.itops.notifiers.webhook.InboundRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The HTTP server that the shop has anyway; here the JDK's, on a free port. */
final class Acknowledgements implements AutoCloseable {
    private final HttpServer server;

    Acknowledgements(AcknowledgeEndpoint endpoint) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/acknowledgements", exchange -> handle(endpoint, exchange));
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/acknowledgements");
    }

    // example: mount
    private static void handle(AcknowledgeEndpoint endpoint, HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(AcknowledgeEndpoint.MAX_BODY + 1);
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            InboundReply reply = endpoint.handle(new InboundRequest(exchange.getRequestMethod(), headers, body));
            byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
    // end

    @Override
    public void close() {
        server.stop(0);
    }
}
