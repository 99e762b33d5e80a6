package io.itops.core.catalog;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Duration;

/**
 * What a service promises: the share of good events over a rolling window.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name kebab-case, unique in its service: {@code availability}
 * @param target the share of good events wanted, above 0 and below 1: {@code 0.999}
 * @param window the length of the rolling window, one minute to 366 days
 * @since 0.1
 */
public record Objective(String name, double target, Duration window) {
    /** How objectives are written. */
    public static final Codec<Objective> CODEC = Shape.of("objective", s -> {
        var name = s.field("name", Codec.TEXT, Objective::name);
        var target = s.field("target", Codec.DOUBLE, Objective::target);
        var window = s.field("window", Codec.DURATION, Objective::window);
        return row -> new Objective(row.get(name), row.get(target), row.get(window));
    });

    /** Checks the parts. */
    public Objective {
        Require.slug("objective name", name);
        Require.that(target > 0 && target < 1, "objective target", "be above 0 and below 1", target);
        Require.positive("objective window", window, Duration.ofDays(366));
        Require.that(window.compareTo(Duration.ofMinutes(1)) >= 0, "objective window", "be at least a minute", window);
    }
}
