package io.itops.incident.metrics;

import io.itops.core.Require;
import java.time.Instant;
import java.util.Optional;

/**
 * One stretch of time from any log: when it began, and when it ended if it has. The way in for data that are no incidents of the SDK.
 *
 * <p>Immutable and thread-safe.
 *
 * @param start when it began
 * @param end when it ended, not before its start; empty while it goes on
 * @since 0.1
 */
public record Spell(Instant start, Optional<Instant> end) {
    /** Checks that it does not end before it begins. */
    public Spell {
        Instant begun = Require.instant("start", start);
        start = begun;
        end = Require.present("end", end).map(at -> Require.instant("end", at));
        end.ifPresent(at -> Require.that(!at.isBefore(begun), "end", "not be before the start " + begun, at));
    }

    /**
     * A stretch that is over.
     *
     * @param start when it began
     * @param end when it ended, not before its start
     * @return the stretch
     */
    public static Spell of(Instant start, Instant end) {
        return new Spell(start, Optional.of(Require.instant("end", end)));
    }

    /**
     * A stretch that goes on.
     *
     * @param start when it began
     * @return the stretch
     */
    public static Spell open(Instant start) {
        return new Spell(start, Optional.empty());
    }
}
