package io.itops.core;

import io.itops.core.time.SettableClock;
import java.time.Duration;
import java.time.Instant;

/** The clock of core's own tests; the test kit, which depends on core, has the published one. */
public final class TestClock implements SettableClock {
    private volatile Instant now;

    public TestClock(String instant) {
        now = Instant.parse(instant);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void set(Instant instant) {
        now = instant;
    }

    public void advance(Duration duration) {
        now = now.plus(duration);
    }
}
