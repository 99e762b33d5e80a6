package io.itops.quickstart;

import io.itops.core.time.SettableClock;
import java.time.Instant;

/** The clock under which the changes before the run are carried out. Thread-safe. */
final class HistoryClock implements SettableClock {
    private volatile Instant now;

    HistoryClock(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void set(Instant instant) {
        now = instant;
    }
}
