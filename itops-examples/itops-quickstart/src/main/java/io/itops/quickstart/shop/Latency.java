package io.itops.quickstart.shop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Something far away that answers after a while: the caller waits as for a socket. Thread-safe. */
final class Latency implements AutoCloseable {
    private final ScheduledExecutorService far = Executors.newSingleThreadScheduledExecutor(Threads.named("far"));

    void await(Duration answer) throws InterruptedException {
        CompletableFuture<Boolean> reply = new CompletableFuture<>();
        var unused = far.schedule(() -> reply.complete(true), answer.toNanos(), TimeUnit.NANOSECONDS);
        try {
            reply.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a reply never fails", e);
        }
    }

    @Override
    public void close() {
        far.shutdownNow();
    }
}
