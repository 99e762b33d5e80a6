package io.itops.prometheus.internal;

/**
 * A place in a file.
 *
 * <p>Immutable and thread-safe.
 *
 * @param line from 1
 * @param column in code points, from 1
 */
public record Place(int line, int column) {
    /** The beginning. */
    public static final Place START = new Place(1, 1);
}
