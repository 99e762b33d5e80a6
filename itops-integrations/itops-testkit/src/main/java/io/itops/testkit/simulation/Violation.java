package io.itops.testkit.simulation;

import io.itops.core.Require;

/**
 * An invariant that did not hold.
 *
 * <p>Immutable and thread-safe.
 *
 * @param invariant its name: {@code I2 NoEarly}
 * @param text what happened, with what a person needs to find it in the history
 * @since 0.1
 */
public record Violation(String invariant, String text) {
    /** Checks the parts. */
    public Violation {
        Require.present("invariant", invariant);
        Require.present("text", text);
    }

    @Override
    public String toString() {
        return invariant + ": " + text;
    }
}
