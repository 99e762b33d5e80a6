package io.itops.incident.review;

import io.itops.core.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * A duration that is named for exactly what it measures.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name what it is called: {@code time to acknowledge}
 * @param from what it starts at: {@code opened}
 * @param to what it ends at: {@code first acknowledged}
 * @param duration how long it took; empty if one of its ends has not happened
 * @since 0.1
 */
public record Measure(String name, String from, String to, Optional<Duration> duration) {
    /** Checks the parts. */
    public Measure {
        Require.text("name of a measure", name, 100);
        Require.text("start of a measure", from, 100);
        Require.text("end of a measure", to, 100);
        Require.present("duration", duration);
    }
}
