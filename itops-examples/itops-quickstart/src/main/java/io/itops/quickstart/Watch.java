package io.itops.quickstart;

import io.itops.core.StoreException;
import io.itops.core.journal.Journal;
import io.itops.core.journal.JournalEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Follows the journal: has every new entry told, and lets others wait for one. Thread-safe. */
final class Watch implements AutoCloseable {
    private static final int POLL_MILLIS = 40;

    private final Journal journal;
    private final Narrator narrator;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<JournalEntry> entries = new ArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread follower = new Thread(task, "journal");
        follower.setDaemon(true);
        return follower;
    });

    /** Thrown when something does not happen in time. */
    static final class GaveUp extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String what;

        GaveUp(String what, Duration after) {
            super("gave up after " + after.toSeconds() + " s of waiting for " + what);
            this.what = what;
        }

        /** What did not happen. */
        String what() {
            return what;
        }
    }

    /** Follows a journal; what it holds already is read, and not told. */
    Watch(Journal journal, Narrator narrator) {
        this.journal = journal;
        this.narrator = narrator;
        journal.all().forEach(entry -> {
            narrator.read(entry);
            entries.add(entry);
        });
        var unused = thread.scheduleWithFixedDelay(this::follow, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void follow() {
        try {
            catchUp();
        } catch (StoreException e) {
            // the next round follows soon
        }
    }

    /** Reads what is there by now. */
    void catchUp() {
        lock.lock();
        try {
            List<JournalEntry> more = journal.after(entries.size());
            if (!more.isEmpty()) {
                more.forEach(narrator::tell);
                entries.addAll(more);
                grown.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Every entry so far. */
    List<JournalEntry> entries() {
        lock.lock();
        try {
            return List.copyOf(entries);
        } finally {
            lock.unlock();
        }
    }

    /** The newest entry of a type, if there is one; what was committed before the call is seen, followed already or not. */
    Optional<JournalEntry> last(String type) {
        catchUp();
        return entries().stream()
                .filter(entry -> entry.event().type().equals(type))
                .reduce((a, b) -> b);
    }

    boolean has(String type) {
        return last(type).isPresent();
    }

    /** Waits until there is an entry, also one from before. */
    JournalEntry await(String what, Duration patience, Predicate<JournalEntry> wanted) {
        lock.lock();
        try {
            int seen = 0;
            long left = patience.toNanos();
            while (true) {
                for (; seen < entries.size(); seen++) {
                    if (wanted.test(entries.get(seen))) {
                        return entries.get(seen);
                    }
                }
                if (left <= 0) {
                    throw new GaveUp(what, patience);
                }
                left = grown.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GaveUp(what + ", interrupted", patience);
        } finally {
            lock.unlock();
        }
    }

    /** Lets time go by. */
    void pause(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0) {
                left = grown.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
