package io.itops.quickstart.shop;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Customers: requests at a fixed rate, whether or not the earlier ones were answered. Thread-safe. */
final class Load implements AutoCloseable {
    private static final int CUSTOMERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ScheduledExecutorService customers =
            Executors.newScheduledThreadPool(CUSTOMERS, Threads.named("customer"));
    private final Map<Integer, Long> answers = new TreeMap<>();

    private final HttpRequest request;

    Load(URI target) {
        request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
    }

    /** Sends requests one after the other, until what has to be loaded and compiled first no longer slows them down. */
    void warmUp(int requests) {
        for (int i = 0; i < requests; i++) {
            send().join();
        }
    }

    /** Starts to send requests at a rate. */
    void start(int perSecond) {
        long interval = TimeUnit.SECONDS.toNanos(CUSTOMERS) / perSecond;
        for (int i = 0; i < CUSTOMERS; i++) {
            var unused =
                    customers.scheduleAtFixedRate(this::buy, interval * i / CUSTOMERS, interval, TimeUnit.NANOSECONDS);
        }
    }

    /** Does not wait for the answer, so that a slow shop is not spared. */
    private void buy() {
        var unused = send();
    }

    private CompletableFuture<Integer> send() {
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((response, failure) -> count(failure == null ? response.statusCode() : 0));
    }

    private synchronized int count(int status) {
        answers.merge(status, 1L, Long::sum);
        return status;
    }

    /** How many answers came by status; 0 stands for none. */
    synchronized Map<Integer, Long> answers() {
        return Map.copyOf(answers);
    }

    @Override
    public void close() {
        customers.shutdownNow();
    }
}
