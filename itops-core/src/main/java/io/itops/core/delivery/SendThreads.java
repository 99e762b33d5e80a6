package io.itops.core.delivery;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which one notifier may block: made when needed, gone when idle, and never more than a bound, so that a notifier that
 * hangs holds up itself alone. An abandoned attempt that does not heed its interrupt keeps its thread; another takes its place, up to
 * twice the bound. Thread-safe.
 */
final class SendThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SendThreads.class);

    /** How many attempts may wait for a thread, for each thread. */
    private static final int QUEUE_PER_THREAD = 8;

    private final String notifier;
    private final int size;
    private final ThreadPoolExecutor pool;
    private int hanging;

    SendThreads(String notifier, int size) {
        this.notifier = notifier;
        this.size = size;
        AtomicInteger numbers = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                size, size, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(size * QUEUE_PER_THREAD), task -> {
                    Thread thread = new Thread(task, "itops-delivery-" + notifier + '-' + numbers.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /** Whether the task will run, now or when a thread is free. */
    boolean submit(Runnable task) {
        try {
            pool.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Takes a task out that has not begun. */
    void withdraw(Runnable task) {
        pool.remove(task);
    }

    synchronized void abandoned() {
        hanging++;
        resize();
        if (hanging == size) {
            LOG.atWarn()
                    .addKeyValue("notifier", notifier)
                    .addKeyValue("threads", hanging)
                    .log(
                            "attempts do not end when interrupted; further ones would leave the notifier without a thread");
        }
    }

    synchronized void returned() {
        hanging--;
        resize();
    }

    synchronized int hanging() {
        return hanging;
    }

    private void resize() {
        int wanted = size + Math.min(hanging, size);
        if (wanted > pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(wanted);
            pool.setCorePoolSize(wanted);
        } else {
            pool.setCorePoolSize(wanted);
            pool.setMaximumPoolSize(wanted);
        }
    }

    /** Takes no more tasks and interrupts those that run. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
