package io.itops.monitoring.expr;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;

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
        Require.present(what, expr);
        if (expr.type() != ValueType.SCALAR && expr.type() != ValueType.VECTOR) {
            throw new InvalidInputException(
                    what, "be a scalar or an instant vector", expr.type().phrase() + ": " + expr);
        }
        return expr;
    }
}
