package io.itops.monitoring.eval;

import io.itops.core.Require;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricSource;
import io.itops.monitoring.metric.SeriesSamples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Evaluates expressions as Prometheus 3 does, plainly: every selector reads its samples anew and nothing is kept between
 * evaluations.
 *
 * <p>Windows and the lookback of 5 minutes are left-open, {@code (t - range, t]}. A metric's name is dropped at the end of the
 * evaluation, not where the first function loses it. Nothing that lies in the data makes it throw: what cannot be evaluated comes
 * back as {@link EvalResult.Failure}.
 *
 * <p>Thread-safe if the given source is.
 *
 * @since 0.1
 */
public final class Evaluator {
    private Evaluator() {}

    /**
     * The value of an expression at an instant.
     *
     * @param expr the expression
     * @param source where samples are read
     * @param at the instant; the part below a millisecond is dropped
     * @param limits how much it may cost
     * @return the value, or why there is none
     */
    public static EvalResult evaluate(Expr expr, MetricSource source, Instant at, EvalLimits limits) {
        return evaluate(expr, source, at, new Work(Require.present("limits", limits), false));
    }

    /**
     * The value of an expression at an instant, with the steps that led to it.
     *
     * @param expr the expression
     * @param source where samples are read
     * @param at the instant; the part below a millisecond is dropped
     * @param limits how much it may cost
     * @return the value, or why there is none, and its explanations
     */
    public static Explained explain(Expr expr, MetricSource source, Instant at, EvalLimits limits) {
        Work work = new Work(Require.present("limits", limits), true);
        EvalResult result = evaluate(expr, source, at, work);
        return new Explained(expr, result, work);
    }

    private static EvalResult evaluate(Expr expr, MetricSource source, Instant at, Work work) {
        Require.present("expression", expr);
        Require.present("source", source);
        long now = Require.instant("instant of evaluation", at).toEpochMilli();
        Interpreter interpreter = new Interpreter(source, work, now, now);
        try {
            return switch (expr.type()) {
                case SCALAR -> new EvalResult.Scalar(interpreter.scalar(expr, now), work.annotations());
                case STRING -> new EvalResult.Text(interpreter.text(expr));
                case RANGE -> matrix(interpreter.window(expr, now), work);
                case VECTOR -> {
                    List<Sample> samples = named(interpreter.vector(expr, now));
                    yield new EvalResult.Vector(samples, work.annotations());
                }
            };
        } catch (EvalException e) {
            return e.failure();
        }
    }

    private static List<Sample> named(List<Element> elements) {
        List<Sample> samples = new ArrayList<>(elements.size());
        Set<Labels> seen = new HashSet<>();
        for (Element element : elements) {
            Labels labels = finalLabels(element.labels(), element.dropName());
            requireNew(seen, labels);
            samples.add(new Sample(labels, element.value()));
        }
        return samples;
    }

    static Labels finalLabels(Labels labels, boolean dropName) {
        return dropName ? labels.withoutMetricName() : labels;
    }

    static void requireDistinct(List<Element> elements) {
        Set<Labels> seen = new HashSet<>();
        elements.forEach(element -> requireNew(seen, element.labels()));
    }

    private static void requireNew(Set<Labels> seen, Labels labels) {
        if (!seen.add(labels)) {
            throw new EvalException(
                    EvalResult.Cause.DUPLICATE_LABELS, "vector cannot contain two elements with labels " + labels);
        }
    }

    private static EvalResult matrix(Window window, Work work) {
        List<SeriesSamples> series = new ArrayList<>(window.stretches().size());
        Set<Labels> seen = new HashSet<>();
        for (Stretch stretch : window.stretches()) {
            Labels labels = finalLabels(stretch.labels(), stretch.dropName());
            requireNew(seen, labels);
            series.add(SeriesSamples.of(labels, stretch.timestamps(), stretch.values()));
        }
        return new EvalResult.Matrix(series, work.annotations());
    }
}
