package io.itops.cli;

import io.itops.monitoring.eval.Annotation;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.promql.ParsedExpr;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Prints what a query gave. */
interface QueryOutput {
    /** A result that is no failure; the instant is that of a query without a range. */
    void result(EvalResult result, ParsedExpr parsed, Instant at);

    /** Why there is no result; the kinds are those of Prometheus' HTTP API. */
    void error(String kind, String message);

    static List<Annotation> annotations(EvalResult result) {
        return switch (result.kind()) {
            case SCALAR -> ((EvalResult.Scalar) result).annotations();
            case VECTOR -> ((EvalResult.Vector) result).annotations();
            case MATRIX -> ((EvalResult.Matrix) result).annotations();
            case TEXT, FAILURE -> List.of();
        };
    }

    /** A remark with the place of what it is about. */
    static String text(Annotation annotation, ParsedExpr parsed) {
        return annotation
                .about()
                .flatMap(parsed::position)
                .map(position -> annotation + " (" + position + ')')
                .orElseGet(annotation::toString);
    }

    /** A number as Prometheus answers it: decimal digits without an exponent. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return Double.doubleToRawLongBits(value) < 0 ? "-0" : "0";
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
