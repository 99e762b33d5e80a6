package io.itops.core.record;

import io.itops.core.Require;

/**
 * A value as it stood in the store at a version.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <T> the type of the value
 * @param value the value
 * @param version its version, from 1
 * @since 0.1
 */
public record Versioned<T>(T value, long version) {
    /** Checks the parts. */
    public Versioned {
        Require.present("value", value);
        Require.that(version >= 1, "version", "be at least 1", version);
    }
}
