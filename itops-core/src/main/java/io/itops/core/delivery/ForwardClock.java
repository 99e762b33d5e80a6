package io.itops.core.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Follows a clock forward and stands still when it jumps back: what breakers and rate limiters measure by. Without it, setting the clock
 * back an hour would hold a destination up for an hour. Thread-safe.
 */
final class ForwardClock extends Clock {
    private final InstantSource source;
    private final Instant start;
    private Instant seen;
    private Duration passed = Duration.ZERO;

    ForwardClock(InstantSource source) {
        this.source = source;
        this.start = source.instant();
        this.seen = start;
    }

    /** The time that has passed since this clock was made; never less than before. */
    synchronized Duration passed() {
        Instant now = source.instant();
        if (now.isAfter(seen)) {
            passed = passed.plus(Duration.between(seen, now));
        }
        seen = now;
        return passed;
    }

    @Override
    public Instant instant() {
        return start.plus(passed());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
