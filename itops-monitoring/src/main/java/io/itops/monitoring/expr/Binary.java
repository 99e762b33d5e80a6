package io.itops.monitoring.expr;

import io.itops.core.Require;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two expressions joined by an operator.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class Binary implements Expr {
    private static final String LEFT = "left operand of ";
    private static final String RIGHT = "right operand of ";

    private final BinaryOp op;
    private final Expr left;
    private final Expr right;
    private final boolean bool;
    private final Matching matching;

    /** Kept, which a record cannot: asked anew, a chain of operators would walk itself once for each of them. */
    private final ValueType type;

    /**
     * Joins two expressions; checks their types and that the modifiers fit.
     *
     * @param op the operator
     * @param left a scalar or an instant vector
     * @param right a scalar or an instant vector
     * @param bool true for a comparison that gives 0 or 1 instead of filtering; a comparison of two scalars must be one
     * @param matching which elements belong together, where both sides are vectors
     * @throws io.itops.core.InvalidInputException if a type or a modifier does not fit
     */
    public Binary(BinaryOp op, Expr left, Expr right, boolean bool, Matching matching) {
        this.op = Require.present("operator", op);
        this.left = Types.operand(LEFT, op.symbol(), left);
        this.right = Types.operand(RIGHT, op.symbol(), right);
        this.bool = bool;
        this.matching = Require.present("matching", matching);
        boolean comparison = op.kind() == BinaryOp.Kind.COMPARISON;
        boolean vectors = left.type() == ValueType.VECTOR && right.type() == ValueType.VECTOR;
        boolean scalars = left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR;
        this.type = scalars ? ValueType.SCALAR : ValueType.VECTOR;
        Require.that(!bool || comparison, "bool modifier", "stand with a comparison", op.symbol());
        Require.that(
                !comparison || !scalars || bool, "comparison of two scalars", "have the bool modifier", op.symbol());
        if (op.kind() == BinaryOp.Kind.SET) {
            Types.require(LEFT + op.symbol(), left, ValueType.VECTOR);
            Types.require(RIGHT + op.symbol(), right, ValueType.VECTOR);
            Require.that(
                    matching.group() == Matching.Group.NONE, "set operator", "have no group modifier", op.symbol());
        }
        Require.that(
                vectors || matching.equals(Matching.ALL_LABELS),
                "vector matching",
                "stand between two instant vectors",
                op.symbol());
    }

    /**
     * The operator.
     *
     * @return the operator
     */
    public BinaryOp op() {
        return op;
    }

    /**
     * What stands before the operator.
     *
     * @return a scalar or an instant vector
     */
    public Expr left() {
        return left;
    }

    /**
     * What stands behind the operator.
     *
     * @return a scalar or an instant vector
     */
    public Expr right() {
        return right;
    }

    /**
     * Whether a comparison gives 0 or 1 instead of filtering.
     *
     * @return true if it does
     */
    public boolean bool() {
        return bool;
    }

    /**
     * Which elements belong together.
     *
     * @return {@link Matching#ALL_LABELS} where a side is a scalar
     */
    public Matching matching() {
        return matching;
    }

    @Override
    public ValueType type() {
        return type;
    }

    @Override
    public List<Expr> children() {
        return List.of(left, right);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Binary that
                        && op == that.op
                        && bool == that.bool
                        && matching.equals(that.matching)
                        && left.equals(that.left)
                        && right.equals(that.right));
    }

    @Override
    public int hashCode() {
        return Objects.hash(op, left, right, bool, matching);
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
