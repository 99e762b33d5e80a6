package io.itops.incident.review;

import java.time.Duration;
import java.time.Instant;

/** How far is looked back: never to before the first instant that there is. */
final class LookBack {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private LookBack() {}

    /** The instant that lies so long before another one, or the first of the year 1. */
    static Instant from(Instant instant, Duration before) {
        Instant from = instant.minus(before);
        return from.isBefore(FIRST) ? FIRST : from;
    }
}
