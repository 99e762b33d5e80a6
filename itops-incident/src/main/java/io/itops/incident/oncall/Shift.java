package io.itops.incident.oncall;

import io.itops.core.Require;
import io.itops.core.time.Window;

/**
 * A stretch of time for which one person is on call for one reason, as long as it goes.
 *
 * <p>Two turns of the same person that touch are two shifts; an exception that changes nothing splits none.
 *
 * <p>Immutable and thread-safe.
 *
 * @param window from when until when; the instant of the hand-off belongs to the next shift
 * @param person the person's id
 * @param cause why the person is on call
 * @since 0.1
 */
public record Shift(Window window, String person, Cause cause) {
    /** Checks the parts. */
    public Shift {
        Require.present("shift window", window);
        Values.person("person", person);
        Require.present("cause", cause);
    }
}
