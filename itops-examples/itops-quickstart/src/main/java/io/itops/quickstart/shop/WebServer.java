package io.itops.quickstart.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One service on a free port of the loopback interface. Each request is recorded in the timer {@code http.server.requests}, with the
 * tags that Spring Boot gives it and the name of the service; that is all that monitoring gets to know. Thread-safe.
 */
final class WebServer implements AutoCloseable {
    private static final int THREADS = 64;
    private static final int BACKLOG = 256;

    private final String service;
    private final MeterRegistry meters;
    private final HttpServer server;
    private final ExecutorService threads;

    /** Answers a request with a status. */
    @FunctionalInterface
    interface Endpoint {
        int answer() throws InterruptedException;
    }

    WebServer(String service, MeterRegistry meters) {
        this.service = service;
        this.meters = meters;
        this.threads = Executors.newFixedThreadPool(THREADS, Threads.named(service));
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("no port for " + service, e);
        }
        server.setExecutor(threads);
    }

    WebServer serve(String path, Endpoint endpoint) {
        server.createContext(path, exchange -> {
            Timer.Sample sample = Timer.start(meters);
            int status = status(endpoint);
            sample.stop(Timer.builder("http.server.requests")
                    .description("requests served")
                    .tag("service", service)
                    .tag("method", exchange.getRequestMethod())
                    .tag("uri", path)
                    .tag("status", Integer.toString(status))
                    .register(meters));
            reply(exchange, status);
        });
        return this;
    }

    WebServer start() {
        server.start();
        return this;
    }

    URI uri(String path) {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + path);
    }

    private static int status(Endpoint endpoint) {
        try {
            return endpoint.answer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 503;
        } catch (RuntimeException e) {
            return 500;
        }
    }

    private static void reply(HttpExchange exchange, int status) {
        byte[] body = ("{\"status\":" + status + "}").getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            // the caller has given up waiting: its own timer tells of it
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
