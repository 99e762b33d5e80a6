package io.itops.monitoring.expr;

import io.itops.core.Require;
import java.util.List;

/**
 * A text, as an argument of functions that take one.
 *
 * <p>Immutable and thread-safe.
 *
 * @param value at most 4,096 characters
 * @since 0.1
 */
public record StringLiteral(String value) implements Expr {
    /** Checks the length. */
    public StringLiteral {
        Require.anyText("string", value, 4_096);
    }

    @Override
    public ValueType type() {
        return ValueType.STRING;
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
