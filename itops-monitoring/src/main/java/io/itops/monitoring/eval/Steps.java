package io.itops.monitoring.eval;

import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.ValueType;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricSource;
import io.itops.monitoring.metric.SeriesSamples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An expression evaluated step by step over a range. */
final class Steps {
    private final Expr expr;
    private final MetricSource source;
    private final Work work;
    private final Map<Labels, Points> series = new HashMap<>();
    private long samples;

    Steps(Expr expr, MetricSource source, Work work) {
        this.expr = expr;
        this.source = source;
        this.work = work;
    }

    EvalResult from(long start, long end, long step) {
        if (expr.type() != ValueType.SCALAR && expr.type() != ValueType.VECTOR) {
            String type = expr.type() == ValueType.STRING ? "string" : "range vector";
            throw new EvalException(
                    EvalResult.Cause.RESULT_TYPE,
                    "invalid expression type \"" + type + "\" for range query, must be Scalar or instant Vector");
        }
        Interpreter interpreter = new Interpreter(source, work, start, end);
        for (long at = start; at <= end; at += step) {
            if (expr.type() == ValueType.SCALAR) {
                work.spend(1);
                add(Labels.empty(), at, interpreter.scalar(expr, at));
            } else {
                List<Element> elements = interpreter.vector(expr, at);
                // A step that finds nothing costs time too.
                work.spend(Math.max(1, elements.size()));
                for (Element element : elements) {
                    add(Evaluator.finalLabels(element.labels(), element.dropName()), at, element.value());
                }
            }
            work.hold(samples);
        }
        List<SeriesSamples> sorted = series.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().samples())
                .toList();
        return new EvalResult.Matrix(sorted, work.annotations());
    }

    private void add(Labels labels, long at, double value) {
        series.computeIfAbsent(labels, l -> new Points(l, false)).add(at, value);
        samples++;
    }
}
