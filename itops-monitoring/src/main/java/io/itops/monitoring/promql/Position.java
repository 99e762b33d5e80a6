package io.itops.monitoring.promql;

import io.itops.core.Require;

/**
 * A place in a text.
 *
 * <p>Immutable and thread-safe.
 *
 * @param line the line, from 1
 * @param column the character in the line, from 1, counted in code points
 * @since 0.1
 */
public record Position(int line, int column) {
    /** Checks the numbers. */
    public Position {
        Require.range("line", line, 1, Integer.MAX_VALUE);
        Require.range("column", column, 1, Integer.MAX_VALUE);
    }

    /** The place as Prometheus writes it: {@code line:column}. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
