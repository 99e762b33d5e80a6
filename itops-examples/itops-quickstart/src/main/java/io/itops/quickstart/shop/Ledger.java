package io.itops.quickstart.shop;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;

/** Books payments. Every booking needs a connection to the database; whoever gets none within the wait is refused with 503. */
final class Ledger implements AutoCloseable {
    private static final Duration QUERY = Duration.ofMillis(80);
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final String PATH = "/bookings";

    private final ConnectionPool pool;
    private final Latency database = new Latency();
    private final WebServer server;

    Ledger(ConnectionPool pool, MeterRegistry meters) {
        this.pool = pool;
        this.server = new WebServer("ledger", meters).serve(PATH, this::book).start();
    }

    URI bookings() {
        return server.uri(PATH);
    }

    private int book() throws InterruptedException {
        if (!pool.take(WAIT)) {
            return 503;
        }
        try {
            database.await(QUERY);
            return 201;
        } finally {
            pool.giveBack();
        }
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
