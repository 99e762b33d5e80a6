package io.itops.jdbc;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps readers from giving away what a crash could still take back. H2 shows a commit to other connections before it is on the
 * device; a reader that passed such a state on (an entry of the journal, say) would after a crash have seen what never was. So a
 * reader reads first and then waits until all commits that had begun by then are safe.
 *
 * <p>Thread-safe.
 */
final class Visibility {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile long begun;
    private volatile long safe;
    private volatile boolean lost;

    /** Is called by the only writer before it commits. */
    void begin() {
        begun = safe + 1;
    }

    /** Is called by the writer when what it committed is safe. */
    void end() {
        lock.lock();
        try {
            safe = begun;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Is called by the writer if it is unknown what became of its commit. */
    void lose() {
        lock.lock();
        try {
            lost = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, after a read, until what was read is safe; false if that cannot be known any more. */
    boolean await() {
        long seen = begun;
        if (safe >= seen) {
            return !lost;
        }
        lock.lock();
        try {
            while (safe < seen && !lost) {
                changed.awaitUninterruptibly();
            }
            return !lost;
        } finally {
            lock.unlock();
        }
    }
}
