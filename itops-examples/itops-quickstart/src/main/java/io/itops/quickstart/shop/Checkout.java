package io.itops.quickstart.shop;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sells: charges the customer, then books the payment. What it depends on must answer well and in time, or it answers 503 itself. */
final class Checkout implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final String PATH = "/checkout";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI charges;
    private final URI bookings;
    private final WebServer server;

    Checkout(URI charges, URI bookings, MeterRegistry meters) {
        this.charges = charges;
        this.bookings = bookings;
        this.server = new WebServer("checkout", meters).serve(PATH, this::sell).start();
    }

    URI uri() {
        return server.uri(PATH);
    }

    private int sell() throws InterruptedException {
        return succeeds(charges) && succeeds(bookings) ? 200 : 503;
    }

    private boolean succeeds(URI target) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 201;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
