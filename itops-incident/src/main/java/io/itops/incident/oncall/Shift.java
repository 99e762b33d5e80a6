package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.time.Window;

/**
 * A stretch of time for which one person is on call.
 *
 * <p>Immutable and thread-safe.
 *
 * @param window from when until when; the instant of the hand-off belongs to the next shift
 * @param person the person's id
 * @since 0.1
 */
public record Shift(Window window, String person) {
    /** Checks the parts. */
    public Shift {
        Require.present("shift window", window);
        Require.id("person", person);
    }
}
