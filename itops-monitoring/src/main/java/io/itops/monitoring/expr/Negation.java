package io.itops.monitoring.expr;

import io.itops.core.Require;
import java.util.List;

/**
 * The negative of a scalar or of every value of a vector.
 *
 * <p>Immutable and thread-safe.
 *
 * @param operand not a number literal, which has its own sign; see {@link Expr#negated()}
 * @since 0.1
 */
public record Negation(Expr operand) implements Expr {
    /** Checks the operand. */
    public Negation {
        Types.scalarOrVector("operand of unary minus", operand);
        Require.that(!(operand instanceof NumberLiteral), "operand of unary minus", "not be a number literal", operand);
    }

    @Override
    public ValueType type() {
        return operand.type();
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
