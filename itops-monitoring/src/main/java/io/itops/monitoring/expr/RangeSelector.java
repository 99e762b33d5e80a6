package io.itops.monitoring.expr;

import io.itops.core.Require;
import java.time.Duration;
import java.util.List;

/**
 * The samples of each selected series in a stretch of time, its start exclusive and its end inclusive, without stale markers.
 *
 * <p>Immutable and thread-safe.
 *
 * @param selector which series, and the end of the stretch
 * @param range how long, in whole milliseconds, at most 100 years
 * @since 0.1
 */
public record RangeSelector(Selector selector, Duration range) implements Expr {
    /** Checks the range. */
    public RangeSelector {
        Require.present("selector", selector);
        range = Durations.range("range", range);
    }

    @Override
    public ValueType type() {
        return ValueType.RANGE;
    }

    @Override
    public List<Expr> children() {
        return List.of(selector);
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
