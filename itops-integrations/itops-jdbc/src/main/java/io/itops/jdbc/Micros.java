package io.itops.jdbc;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as whole microseconds since 1970, which every database can keep and order. */
final class Micros {
    /** Later than every instant. */
    static final long NEVER = Long.MAX_VALUE;

    /** Earlier than never and not earlier than any instant: an inclusive bound, since H2 walks over all that lie on an exclusive one. */
    static final long LAST = NEVER - 1;

    private Micros() {}

    /** The microseconds of an instant of the years 1 to 9999, rounded down. */
    static long of(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
