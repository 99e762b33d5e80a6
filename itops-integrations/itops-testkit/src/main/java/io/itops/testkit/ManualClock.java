package io.itops.testkit;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.time.SettableClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * A clock that shows what a test last told it to show, in whole microseconds.
 *
 * <pre>{@code
 * var clock = ManualClock.at("2026-11-24T02:00:00Z");
 * clock.advance(Duration.ofMinutes(6)); // 2026-11-24T02:06:00Z
 * }</pre>
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class ManualClock implements SettableClock {
    private Instant now;

    private ManualClock(Instant start) {
        this.now = Require.instant("clock", start);
    }

    /**
     * A clock that shows an instant.
     *
     * @param start the instant, of the years 1 to 9999
     * @return the clock
     */
    public static ManualClock at(Instant start) {
        return new ManualClock(start);
    }

    /**
     * A clock that shows an instant given as text.
     *
     * @param start ISO 8601 text in UTC: {@code 2026-11-24T02:00:00Z}
     * @return the clock
     * @throws InvalidInputException if the text is not such an instant
     */
    public static ManualClock at(String start) {
        try {
            return at(Instant.parse(Require.present("clock", start)));
        } catch (DateTimeException e) {
            throw new InvalidInputException("clock", "be an instant such as 2026-11-24T02:00:00Z", start);
        }
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void set(Instant instant) {
        now = Require.instant("clock", instant);
    }

    /**
     * Moves the clock.
     *
     * @param by how far; back if negative
     * @return what the clock shows now
     */
    public synchronized Instant advance(Duration by) {
        now = Require.instant("clock", now.plus(Require.present("advance", by)));
        return now;
    }

    @Override
    public String toString() {
        return "ManualClock[" + instant() + "]";
    }
}
