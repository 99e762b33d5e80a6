package io.itops.prometheus.rulefile;

import io.itops.core.Require;

/**
 * A place in a file.
 *
 * <p>Immutable and thread-safe.
 *
 * @param line from 1
 * @param column in code points, from 1
 * @since 0.1
 */
public record Position(int line, int column) {
    /** Checks the numbers. */
    public Position {
        Require.range("line", line, 1, Integer.MAX_VALUE);
        Require.range("column", column, 1, Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
