package io.itops.core;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The SDK's own meters. All are named {@code itops.<part>.<what>}; {@code docs/meters.md} lists them. No tag ever holds a label
 * value, an id or other text of unbounded variety.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class Meters {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Meters that count nothing.
     *
     * @return meters without a registry
     */
    public static Meters none() {
        return new Meters(new CompositeMeterRegistry());
    }

    /** Counts events. */
    @FunctionalInterface
    public interface Counter {
        /**
         * Counts some events.
         *
         * @param amount how many, at least 0
         */
        void add(long amount);

        /** Counts one event. */
        default void add() {
            add(1);
        }
    }

    /** Measures how long things take. */
    @FunctionalInterface
    public interface Timer {
        /**
         * Adds one measurement.
         *
         * @param duration how long it took, not negative
         */
        void record(Duration duration);
    }

    /**
     * A counter; asking again for the same name and tags gives the same one.
     *
     * @param name the meter's name
     * @param tags names and values in turn
     * @return the counter
     */
    public Counter counter(String name, String... tags) {
        io.micrometer.core.instrument.Counter counter = registry.counter(checked(name), paired(tags));
        return counter::increment;
    }

    /**
     * A timer; asking again for the same name and tags gives the same one.
     *
     * @param name the meter's name
     * @param tags names and values in turn
     * @return the timer
     */
    public Timer timer(String name, String... tags) {
        io.micrometer.core.instrument.Timer timer = registry.timer(checked(name), paired(tags));
        return duration -> timer.record(nanos(duration), TimeUnit.NANOSECONDS);
    }

    /** Its nanoseconds, at most those that a long can tell, which are 292 years. */
    private static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    /**
     * Watches a value as long as its owner lives.
     *
     * @param <T> the owner's type
     * @param name the meter's name
     * @param owner the object that knows the value; held weakly
     * @param value reads it
     * @param tags names and values in turn
     */
    public <T> void gauge(String name, T owner, ToDoubleFunction<T> value, String... tags) {
        registry.gauge(checked(name), Tags.of(paired(tags)), owner, value);
    }

    private static String[] paired(String... tags) {
        Require.listOf("tags", tags);
        Require.that(tags.length % 2 == 0, "tags", "be pairs of a name and a value", tags.length);
        return tags;
    }

    private static String checked(String name) {
        Require.slug("meter name", name);
        return Require.that(
                Require.present("meter name", name).startsWith("itops."), "meter name", "start with itops.", name);
    }
}
