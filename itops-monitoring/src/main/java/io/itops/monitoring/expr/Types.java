package io.itops.monitoring.expr;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import org.jspecify.annotations.Nullable;

/** The type check that every node makes of its children. */
final class Types {
    private Types() {}

    static Expr require(String what, Expr expr, ValueType type) {
        Require.present(what, expr);
        if (expr.type() != type) {
            throw new InvalidInputException(
                    what, "be " + type.phrase(), expr.type().phrase() + ": " + expr);
        }
        return expr;
    }

    static Expr scalarOrVector(String what, Expr expr) {
        return operand(what, "", expr);
    }

    /** An operand of an operator; what it is called is put together only where it is refused, since most are right. */
    static Expr operand(String side, String symbol, @Nullable Expr expr) {
        if (expr == null) {
            return Require.present(side + symbol, expr);
        }
        ValueType type = expr.type();
        if (type != ValueType.SCALAR && type != ValueType.VECTOR) {
            throw new InvalidInputException(
                    side + symbol, "be a scalar or an instant vector", type.phrase() + ": " + expr);
        }
        return expr;
    }
}
