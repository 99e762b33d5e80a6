package io.itops.incident.oncall;

import io.itops.core.Require;

/**
 * A person on call at an instant, and why.
 *
 * <p>Immutable and thread-safe.
 *
 * @param person the person's id
 * @param cause why the person is on call
 * @since 0.1
 */
public record Duty(String person, Cause cause) {
    /** Checks the parts. */
    public Duty {
        Values.person("person", person);
        Require.present("cause", cause);
    }
}
