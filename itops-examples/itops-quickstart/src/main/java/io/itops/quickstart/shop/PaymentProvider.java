package io.itops.quickstart.shop;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.net.URI;
import java.time.Duration;

/** The company that charges cards: someone else's system, without meters or changes that anybody here could see. */
final class PaymentProvider implements AutoCloseable {
    private static final Duration HEALTHY = Duration.ofMillis(20);
    private static final Duration FAILING = Duration.ofMillis(1_500);
    private static final String PATH = "/charges";

    private final Latency far = new Latency();
    private final WebServer server;
    private volatile boolean failing;

    PaymentProvider() {
        this.server = new WebServer("payment-provider", new CompositeMeterRegistry())
                .serve(PATH, this::charge)
                .start();
    }

    URI charges() {
        return server.uri(PATH);
    }

    void fail(boolean fails) {
        failing = fails;
    }

    private int charge() throws InterruptedException {
        far.await(failing ? FAILING : HEALTHY);
        return failing ? 503 : 201;
    }

    @Override
    public void close() {
        server.close();
        far.close();
    }
}
