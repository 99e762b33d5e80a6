package io.itops.quickstart.shop;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Connections that are lent one query at a time, in the order of asking; its size can change while it is in use. Thread-safe. */
final class ConnectionPool {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition freed = lock.newCondition();
    private int size;
    private int lent;

    ConnectionPool(int size) {
        this.size = size;
    }

    /** Takes a connection; false if none is free within the wait. */
    boolean take(Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (lent >= size && left > 0) {
                left = freed.awaitNanos(left);
            }
            if (lent >= size) {
                return false;
            }
            lent++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void giveBack() {
        lock.lock();
        try {
            lent--;
            freed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Connections that are lent beyond a smaller size are not lent again once they come back. */
    void resize(int connections) {
        lock.lock();
        try {
            size = connections;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    int lent() {
        lock.lock();
        try {
            return lent;
        } finally {
            lock.unlock();
        }
    }
}
