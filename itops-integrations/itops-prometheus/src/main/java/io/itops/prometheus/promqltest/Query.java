package io.itops.prometheus.promqltest;

import io.itops.monitoring.eval.Annotation;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.promql.ParsedExpr;
import io.itops.monitoring.promql.PromQl;
import io.itops.monitoring.promql.Syntax;

/** An expression and its text, in which annotations are located. */
final class Query {
    private final ParsedExpr parsed;

    private Query(ParsedExpr parsed) {
        this.parsed = parsed;
    }

    /** Reads a query; what it throws is what the parser throws. */
    static Query parse(String text, Syntax syntax) {
        return new Query(PromQl.parseWithPositions(text, syntax));
    }

    Expr expr() {
        return parsed.expr();
    }

    /** The text that was read. */
    @Override
    public String toString() {
        return parsed.text();
    }

    /** An annotation as Prometheus prints it: with line and column of what it is about. */
    String text(Annotation annotation) {
        return annotation
                .about()
                .flatMap(parsed::position)
                .map(position -> annotation + " (" + position + ')')
                .orElseGet(annotation::toString);
    }
}
