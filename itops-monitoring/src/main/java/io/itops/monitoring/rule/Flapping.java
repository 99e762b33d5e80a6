package io.itops.monitoring.rule;

import io.itops.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When an alert is said to flap: once it has fired so many times within some time. While it does, it fires on, and ends once its
 * condition has not held for that time.
 *
 * <p>Immutable and thread-safe.
 *
 * @param times how often, 2 to 10
 * @param within the time, above zero, at most 7 days
 * @since 0.1
 */
public record Flapping(int times, Duration within) {
    /** The greatest number of firings that an alert remembers. */
    static final int MOST = 10;

    /** Checks the parts. */
    public Flapping {
        Require.range("firings of an alert that flaps", times, 2, MOST);
        Require.positive("time in which an alert flaps", within, Duration.ofDays(7));
    }

    boolean flaps(List<Instant> firings, Instant at) {
        Instant since = at.minus(within);
        return firings.stream().filter(since::isBefore).count() >= times;
    }
}
