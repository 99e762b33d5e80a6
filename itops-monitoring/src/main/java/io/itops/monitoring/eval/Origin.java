package io.itops.monitoring.eval;

import io.itops.monitoring.expr.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an element comes from: the expression that made it and what it was made of. Kept only when an explanation is wanted.
 *
 * @param expr the expression, null where nothing is kept
 * @param inputs the elements that it was made of
 * @param samples the samples that it rests on, for selectors and range functions
 */
record Origin(
        @Nullable Expr expr, List<Element> inputs, @Nullable Stretch samples) {
    static final Origin UNKNOWN = new Origin(null, List.of(), null);
}
