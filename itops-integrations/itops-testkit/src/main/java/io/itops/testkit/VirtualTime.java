package io.itops.testkit;

import io.itops.core.Require;
import io.itops.core.time.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only when told to, and in which things are due: what was put off with {@link #after} happens on the way when the
 * clock is set forward, each at its own instant.
 *
 * <pre>{@code
 * var time = VirtualTime.at("2026-11-24T02:00:00Z");
 * try (ItOps ops = ItOps.builder().store(new InMemoryStore()).clock(time).build()) {
 *     time.after(Duration.ofSeconds(3), () -> answer.complete(DeliveryResult.ok("received")));
 *     ops.runUntil(time.instant().plusSeconds(10));
 * }
 * }</pre>
 *
 * <p>A {@link #jump} changes what the clock shows without any time passing, as an administrator or a time server does: what was put
 * off keeps its distance. Setting the clock back is such a jump.
 *
 * <p>Thread-safe. What was put off runs in the thread that moves the clock.
 *
 * @since 0.1
 */
public final class VirtualTime implements SettableClock {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::due).thenComparingLong(Event::order));
    private Instant shown;
    private long elapsedMicros;
    private long orders;

    private record Event(long due, long order, Runnable action) {}

    private VirtualTime(Instant start) {
        this.shown = Require.instant("clock", start);
    }

    /**
     * Time that begins at an instant.
     *
     * @param start what the clock shows first, of the years 1 to 9999
     * @return the time
     */
    public static VirtualTime at(Instant start) {
        return new VirtualTime(start);
    }

    /**
     * Time that begins at an instant given as text.
     *
     * @param start ISO 8601 text in UTC: {@code 2026-11-24T02:00:00Z}
     * @return the time
     * @throws io.itops.core.InvalidInputException if the text is not such an instant
     */
    public static VirtualTime at(String start) {
        return at(ManualClock.at(start).instant());
    }

    @Override
    public synchronized Instant instant() {
        return shown;
    }

    /**
     * The time that has passed since the beginning, jumps left out.
     *
     * @return whole microseconds
     */
    public synchronized Duration elapsed() {
        return Duration.of(elapsedMicros, ChronoUnit.MICROS);
    }

    /**
     * Puts something off.
     *
     * @param delay the time that is to pass before; at the present instant if zero, in the order in which things were put off
     * @param action what happens then
     */
    public synchronized void after(Duration delay, Runnable action) {
        Require.that(!Require.present("delay", delay).isNegative(), "delay", "not be negative", delay);
        events.add(new Event(elapsedMicros + micros(delay), orders++, Require.present("action", action)));
    }

    /**
     * When the next thing that was put off will happen.
     *
     * @return what the clock will show then if it does not jump before; empty if there is none
     */
    public synchronized Optional<Instant> next() {
        Event first = events.peek();
        return first == null ? Optional.empty() : Optional.of(shown.plus(first.due - elapsedMicros, ChronoUnit.MICROS));
    }

    /**
     * Lets as much time pass as lies between what the clock shows and an instant; whatever is due on the way happens at its own
     * instant. An instant that lies behind is a jump back.
     *
     * @param instant what the clock shows at the end, unless something on the way makes it jump
     */
    @Override
    public void set(Instant instant) {
        Instant end = Require.instant("clock", instant);
        long until;
        synchronized (this) {
            long left = ChronoUnit.MICROS.between(shown, end);
            until = elapsedMicros + Math.max(0, left);
            if (left <= 0) {
                shown = end;
            }
        }
        Event event;
        while ((event = passTo(until)) != null) {
            event.action.run();
        }
    }

    /** Moves on to the first thing that is due by then and takes it out, or all the way if there is none. */
    private synchronized @Nullable Event passTo(long until) {
        Event first = events.peek();
        boolean due = first != null && first.due <= until;
        // Something on the way may itself have let more time pass than was asked for here.
        long to = Math.max(elapsedMicros, due ? first.due : until);
        shown = shown.plus(to - elapsedMicros, ChronoUnit.MICROS);
        elapsedMicros = to;
        return due ? events.poll() : null;
    }

    /**
     * Changes what the clock shows, without time passing.
     *
     * @param by how far; back if negative
     */
    public synchronized void jump(Duration by) {
        shown = Require.instant("clock", shown.plus(Require.present("jump", by)));
    }

    private static long micros(Duration delay) {
        return Math.addExact(Math.multiplyExact(delay.getSeconds(), 1_000_000L), delay.getNano() / 1_000);
    }

    @Override
    public String toString() {
        return "VirtualTime[" + instant() + "]";
    }
}
