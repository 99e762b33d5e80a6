package io.itops.quickstart;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Puts the SDK's endpoint for acknowledgements on a free port of the loopback interface. */
final class AckServer implements AutoCloseable {
    private static final String PATH = "/acknowledgements";
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "acknowledgements");
        thread.setDaemon(true);
        return thread;
    });

    /** A server that answers nothing yet. */
    AckServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("no port for acknowledgements", e);
        }
        server.setExecutor(threads);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    /** Takes acknowledgements in. */
    void serve(AcknowledgeEndpoint endpoint) {
        server.createContext(PATH, exchange -> handle(endpoint, exchange));
        server.start();
    }

    /** Loses every acknowledgement: the connection is closed without a reply. */
    void drop() {
        server.createContext(PATH, HttpExchange::close);
        server.start();
    }

    private static void handle(AcknowledgeEndpoint endpoint, HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(AcknowledgeEndpoint.MAX_BODY + 1);
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            InboundReply reply = endpoint.handle(new InboundRequest(exchange.getRequestMethod(), headers, body));
            byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
