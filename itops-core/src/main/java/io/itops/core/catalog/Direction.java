package io.itops.core.catalog;

/**
 * Which way the dependencies are followed.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum Direction {
    /** From a thing to what it rests on: the way in which a cause is sought. */
    DEPENDENCIES,
    /** From a thing to what rests on it: the way in which a failure spreads. */
    DEPENDANTS,
    /** Both ways. */
    BOTH
}
