package io.itops.architecture.planted.incident;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Reads the time in every way there is. */
public final class ReadsClock {
    static final class ByInstant {
        final Instant value = Instant.now();
    }

    static final class ByReference {
        final Supplier<Instant> value = Instant::now;
    }

    static final class ByZone {
        final LocalDateTime value = LocalDateTime.now(ZoneOffset.UTC);
        final ZonedDateTime zoned = ZonedDateTime.now(ZoneOffset.UTC);
    }

    static final class ByClock {
        final Clock value = Clock.systemUTC();
    }

    static final class BySource {
        final InstantSource value = InstantSource.system();
    }

    static final class FineBuilder {
        final InstantSource value = InstantSource.system();
    }

    static final class ByMillis {
        final long value = System.currentTimeMillis();
    }

    static final class ByNanos {
        final LongSupplier value = System::nanoTime;
    }

    static final class ByDate {
        final Object value = new Date();
    }
}
