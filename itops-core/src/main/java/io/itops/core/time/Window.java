package io.itops.core.time;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of time that holds its start but not its end, so that one window can end where the next begins and no instant belongs
 * to both.
 *
 * <p>Immutable and thread-safe.
 *
 * @param start the first instant inside, truncated to microseconds
 * @param end the first instant after, truncated to microseconds; later than the start
 * @since 0.1
 */
public record Window(Instant start, Instant end) {
    /** Checks that the window holds at least one instant. */
    public Window {
        start = Require.instant("window start", start);
        end = Require.instant("window end", end);
        Require.that(start.isBefore(end), "window end", "be after its start " + start, end);
    }

    /**
     * A window of a given length.
     *
     * @param start the first instant inside
     * @param length how long it lasts, at least a microsecond
     * @return the window
     * @throws InvalidInputException if the length is not positive or the end lies after the year 9999
     */
    public static Window of(Instant start, Duration length) {
        Require.present("window length", length);
        return new Window(start, Shifts.shift(Require.instant("window start", start), length));
    }

    /**
     * Whether an instant lies inside.
     *
     * @param instant any instant
     * @return true from the start until just before the end
     */
    public boolean contains(Instant instant) {
        Require.present("instant", instant);
        return !instant.isBefore(start) && instant.isBefore(end);
    }

    /**
     * Whether some instant lies in both windows.
     *
     * @param other another window
     * @return true if they share an instant; windows that only touch do not
     */
    public boolean overlaps(Window other) {
        Require.present("window", other);
        return start.isBefore(other.end) && other.start.isBefore(end);
    }

    /**
     * What lies in both windows.
     *
     * @param other another window
     * @return the common part, empty if there is none
     */
    public Optional<Window> intersect(Window other) {
        if (!overlaps(other)) {
            return Optional.empty();
        }
        return Optional.of(new Window(
                start.isBefore(other.start) ? other.start : start, end.isBefore(other.end) ? end : other.end));
    }

    /**
     * How long the window lasts.
     *
     * @return the time from start to end
     */
    public Duration duration() {
        return Duration.between(start, end);
    }

    /**
     * The same window at another time.
     *
     * @param by how much later, in whole microseconds; negative for earlier
     * @return a window of the same length
     * @throws InvalidInputException if the result would leave the years 1 to 9999
     */
    public Window shift(Duration by) {
        return new Window(Shifts.shift(start, by), Shifts.shift(end, by));
    }

    @Override
    public String toString() {
        return "[" + start + ", " + end + ")";
    }
}
