package io.itops.core.time;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.time.Duration;
import java.time.Instant;

/** Moving instants without leaving the resolution and the range that the SDK keeps. */
final class Shifts {
    private static final Duration ALL_TIME = Duration.ofDays(366L * 10_000);

    private Shifts() {}

    static Instant shift(Instant instant, Duration by) {
        Require.present("shift", by);
        Require.that(by.toNanosPart() % 1_000 == 0, "shift", "be a whole number of microseconds", by);
        // a bound on the shift first: Instant.plus would overflow with exceptions of its own
        if (by.compareTo(ALL_TIME) > 0 || by.compareTo(ALL_TIME.negated()) < 0) {
            throw new InvalidInputException("shift", "be at most 10,000 years", by);
        }
        return Require.instant("shifted instant", instant.plus(by));
    }
}
