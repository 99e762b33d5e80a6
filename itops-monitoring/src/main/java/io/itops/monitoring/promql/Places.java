package io.itops.monitoring.promql;

import io.itops.monitoring.expr.Expr;

/** Told where in the text each part of the tree begins; a later place of the same part replaces an earlier one. */
interface Places {
    /** For whoever wants the tree alone. */
    Places NONE = (part, index) -> {};

    void put(Expr part, int index);
}
