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
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker threads: each runs what is due, then waits for the next instant, a wake-up, or the next poll. Thread-safe. */
final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** The longest wait: another node may have put work into a shared store without a word to this one. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Function<BooleanSupplier, Optional<Instant>> runDue;
    private final InstantSource clock;
    private final Duration closeLimit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Thread> threads = new ArrayList<>();
    private int running;
    private long wakeUps;
    private boolean stopped;

    /**
     * Workers that do not run yet.
     *
     * @param runDue runs what is due until nothing more is, or until it is told to stop; gives the next instant to ask again
     * @param clock the only source of time
     * @param closeLimit how long closing waits for what is being done
     */
    Workers(Function<BooleanSupplier, Optional<Instant>> runDue, InstantSource clock, Duration closeLimit) {
        this.runDue = runDue;
        this.clock = clock;
        this.closeLimit = closeLimit;
    }

    void start(int count) {
        lock.lock();
        try {
            if (stopped || !threads.isEmpty()) {
                throw new InvalidInputException("workers", "be started once", stopped ? "stopped" : "started");
            }
            for (int i = 1; i <= count; i++) {
                Thread thread = new Thread(this::work, "itops-worker-" + i);
                thread.setDaemon(true);
                threads.add(thread);
            }
            running = count;
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

    private boolean stopping() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        boolean interrupted = false;
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
            int self = threads.contains(Thread.currentThread()) ? 1 : 0;
            long left = closeLimit.toNanos();
            while (running > self && left > 0) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (running > self) {
                LOG.atWarn()
                        .addKeyValue("workers", running - self)
                        .addKeyValue("waited", closeLimit)
                        .log("workers are still deciding a job; it is left to its lease");
            }
        } finally {
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void ended() {
        lock.lock();
        try {
            running--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            loop();
        } finally {
            ended();
        }
    }

    private void loop() {
        while (true) {
            long seen = wakeUpsSeen();
            Duration pause = POLL;
            try {
                Optional<Instant> next = runDue.apply(this::stopping);
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
