package io.itops.monitoring.internal;

import io.micrometer.core.instrument.Clock;
import java.time.Instant;
import java.time.InstantSource;

/** Micrometer's clock over the SDK's only source of time. */
final class MeterClock implements Clock {
    private final InstantSource source;

    MeterClock(InstantSource source) {
        this.source = source;
    }

    @Override
    public long wallTime() {
        return source.millis();
    }

    @Override
    public long monotonicTime() {
        Instant now = source.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
