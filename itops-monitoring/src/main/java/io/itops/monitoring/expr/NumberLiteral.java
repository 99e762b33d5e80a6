package io.itops.monitoring.expr;

import io.itops.core.Require;
import java.util.List;

/**
 * A number.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value any double, NaN and the infinities included
 * @since 0.1
 */
public record NumberLiteral(double value) implements Expr {
    /** A number to compare or multiply with; what compares with NaN never holds, or always, and says so by nothing. */
    static NumberLiteral known(String what, double value) {
        Require.that(!Double.isNaN(value), what, "be a number", value);
        return new NumberLiteral(value);
    }

    @Override
    public ValueType type() {
        return ValueType.SCALAR;
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
