package io.itops.monitoring.expr;

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
