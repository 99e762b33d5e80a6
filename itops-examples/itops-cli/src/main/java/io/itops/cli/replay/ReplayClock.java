package io.itops.cli.replay;

import io.itops.core.time.SettableClock;
import java.time.Instant;

/** Shows the time of the event that is replayed. Thread-safe. */
final class ReplayClock implements SettableClock {
    private volatile Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void set(Instant instant) {
        now = instant;
    }
}
