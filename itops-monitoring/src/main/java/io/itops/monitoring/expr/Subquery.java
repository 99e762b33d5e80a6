package io.itops.monitoring.expr;

import io.itops.core.Require;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An expression evaluated again and again over a stretch of time: {@code operand[range:step]}. The instants are whole multiples of
 * the step since 1970-01-01T00:00Z, so that neighbouring evaluations share them.
 *
 * <p>Immutable and thread-safe.
 *
 * @param operand gives an instant vector
 * @param range how long; the start is exclusive, the end inclusive
 * @param step the distance of the instants; empty for the evaluation's default
 * @param shift how far from the instant of evaluation the stretch ends
 * @since 0.1
 */
public record Subquery(Expr operand, Duration range, Optional<Duration> step, Shift shift) implements Expr {
    /** Checks type, range and step. */
    public Subquery {
        Types.require("operand of a subquery", operand, ValueType.VECTOR);
        range = Durations.range("range", range);
        step = Require.present("step", step).map(s -> Durations.range("step", s));
        Require.present("shift", shift);
    }

    @Override
    public ValueType type() {
        return ValueType.RANGE;
    }

    @Override
    public List<Expr> children() {
        return List.of(operand);
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
