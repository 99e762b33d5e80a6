package io.itops.core.work;

import io.itops.core.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker threads: each runs what is due, then waits for the next instant, a wake-up, or the next poll. Thread-safe. */
final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** The longest wait: another node may have put work into a shared store without a word to this one. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Supplier<Optional<Instant>> runDue;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Thread> threads = new ArrayList<>();
    private long wakeUps;
    private boolean stopped;

    Workers(Supplier<Optional<Instant>> runDue, InstantSource clock) {
        this.runDue = runDue;
        this.clock = clock;
    }

    void start(int count) {
        lock.lock();
        try {
            if (stopped || !threads.isEmpty()) {
                throw new InvalidInputException("workers", "be started once", stopped ? "stopped" : "started");
            }
            for (int i = 1; i <= count; i++) {
                Thread thread = new Thread(this::loop, "itops-worker-" + i);
                thread.setDaemon(true);
                threads.add(thread);
            }
            threads.forEach(Thread::start);
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            wakeUps++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<Thread> toJoin;
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
            toJoin = List.copyOf(threads);
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        for (Thread thread : toJoin) {
            try {
                if (thread != Thread.currentThread()) {
                    thread.join();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        while (true) {
            long seen = wakeUpsSeen();
            Duration pause = POLL;
            try {
                Optional<Instant> next = runDue.get();
                if (next.isPresent()) {
                    Duration until = Duration.between(clock.instant(), next.get());
                    pause = until.compareTo(POLL) < 0 ? until : POLL;
                }
            } catch (RuntimeException | Error e) {
                // A worker goes on whatever a handler did: without workers no page would leave.
                LOG.atError().setCause(e).log("a worker's round failed; the next one follows after a pause");
            }
            if (!await(seen, pause)) {
                return;
            }
        }
    }

    private long wakeUpsSeen() {
        lock.lock();
        try {
            return wakeUps;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until woken or the pause is over; false if the workers are to stop. */
    private boolean await(long seen, Duration pause) {
        lock.lock();
        try {
            // Never less than a millisecond, so that a due job that another node holds does not make the thread spin.
            long left = Math.max(TimeUnit.MILLISECONDS.toNanos(1), pause.toNanos());
            while (!stopped && wakeUps == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !stopped;
        } catch (InterruptedException e) {
            // Some handler left the mark of an interrupt behind; only closing ends a worker.
            return !stopped;
        } finally {
            lock.unlock();
        }
    }
}
