package io.itops.architecture.planted.incident;

import java.util.concurrent.TimeUnit;

/** Waits by sleeping. */
public final class Sleeps {
    void byThread() throws InterruptedException {
        Thread.sleep(1);
    }

    static final class ByUnit {
        void sleep() throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
