package io.itops.monitoring.expr;

import io.itops.core.Require;
import java.util.List;

/**
 * Two expressions joined by an operator.
 *
 * <p>Immutable and thread-safe.
 *
 * @param op the operator
 * @param left a scalar or an instant vector
 * @param right a scalar or an instant vector
 * @param bool true for a comparison that gives 0 or 1 instead of filtering; a comparison of two scalars must be one
 * @param matching which elements belong together, where both sides are vectors
 * @since 0.1
 */
public record Binary(BinaryOp op, Expr left, Expr right, boolean bool, Matching matching) implements Expr {
    /** Checks the types and that the modifiers fit. */
    public Binary {
        Require.present("operator", op);
        Types.scalarOrVector("left operand of " + op.symbol(), left);
        Types.scalarOrVector("right operand of " + op.symbol(), right);
        Require.present("matching", matching);
        boolean comparison = op.kind() == BinaryOp.Kind.COMPARISON;
        boolean vectors = left.type() == ValueType.VECTOR && right.type() == ValueType.VECTOR;
        boolean scalars = left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR;
        Require.that(!bool || comparison, "bool modifier", "stand with a comparison", op.symbol());
        Require.that(
                !comparison || !scalars || bool, "comparison of two scalars", "have the bool modifier", op.symbol());
        if (op.kind() == BinaryOp.Kind.SET) {
            Types.require("left operand of " + op.symbol(), left, ValueType.VECTOR);
            Types.require("right operand of " + op.symbol(), right, ValueType.VECTOR);
            Require.that(
                    matching.group() == Matching.Group.NONE, "set operator", "have no group modifier", op.symbol());
        }
        Require.that(
                vectors || matching.equals(Matching.ALL_LABELS),
                "vector matching",
                "stand between two instant vectors",
                op.symbol());
    }

    @Override
    public ValueType type() {
        return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
                ? ValueType.SCALAR
                : ValueType.VECTOR;
    }

    @Override
    public List<Expr> children() {
        return List.of(left, right);
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
