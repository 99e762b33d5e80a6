package io.itops.monitoring.eval;

import io.itops.core.Require;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricSource;
import io.itops.monitoring.metric.SeriesSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Evaluates expressions as Prometheus does, at one instant or at many, plainly: every selector reads its samples anew and nothing is kept between
 * evaluations.
 *
 * <p>Where versions of Prometheus differ, the {@link Semantics} decide; by default windows and the lookback of 5 minutes are left-open,
 * {@code (t - range, t]}, and a metric's name is dropped at the end of the evaluation, not where the first function loses it. Nothing that lies in the data makes it throw: what cannot be evaluated comes
 * back as {@link EvalResult.Failure}.
 *
 * <p>Thread-safe if the given source is.
 *
 * @since 0.1
 */
public final class Evaluator {
    private static final Duration MAX_STEP = Duration.ofDays(36_525);

    private Evaluator() {}

    /**
     * The value of an expression at an instant, by {@link Semantics#PROMETHEUS_3_14}. Its time is not limited, since no clock is given.
     *
     * @param expr the expression
     * @param source where samples are read
     * @param at the instant; the part below a millisecond is dropped
     * @param limits how much it may cost
     * @return the value, or why there is none
     */
    public static EvalResult evaluate(Expr expr, MetricSource source, Instant at, EvalLimits limits) {
        return evaluate(expr, source, at, timeless(limits));
    }

    /**
     * The value of an expression at an instant.
     *
     * @param expr the expression
     * @param source where samples are read
     * @param at the instant; the part below a millisecond is dropped
     * @param options by which rules, within which limits
     * @return the value, or why there is none
     */
    public static EvalResult evaluate(Expr expr, MetricSource source, Instant at, EvalOptions options) {
        return evaluate(expr, source, at, new Work(Require.present("options", options), false));
    }

    /**
     * The value of an expression at an instant, with the steps that led to it, by {@link Semantics#PROMETHEUS_3_14}. Its time is not
     * limited, since no clock is given.
     *
     * @param expr the expression
     * @param source where samples are read
     * @param at the instant; the part below a millisecond is dropped
     * @param limits how much it may cost
     * @return the value, or why there is none, and its explanations
     */
    public static Explained explain(Expr expr, MetricSource source, Instant at, EvalLimits limits) {
        return explain(expr, source, at, timeless(limits));
    }

    /**
     * The value of an expression at an instant, with the steps that led to it.
     *
     * @param expr the expression
     * @param source where samples are read
     * @param at the instant; the part below a millisecond is dropped
     * @param options by which rules, within which limits
     * @return the value, or why there is none, and its explanations
     */
    public static Explained explain(Expr expr, MetricSource source, Instant at, EvalOptions options) {
        Work work = new Work(Require.present("options", options), true);
        EvalResult result = evaluate(expr, source, at, work);
        return new Explained(expr, result, work);
    }

    /**
     * The values of an expression at instants of equal distance, a series for each label set, by {@link Semantics#PROMETHEUS_3_14}. Its
     * time is not limited, since no clock is given.
     *
     * @param expr gives a scalar or an instant vector
     * @param source where samples are read
     * @param start the first instant; the part below a millisecond is dropped
     * @param end the last instant, if it is a step's; not before the start
     * @param step the distance of the instants, in whole milliseconds, at most 100 years
     * @param limits how much it may cost, all steps together
     * @return a {@link EvalResult.Matrix} ordered by labels, a scalar's as one series without labels; or why there is none
     */
    public static EvalResult range(
            Expr expr, MetricSource source, Instant start, Instant end, Duration step, EvalLimits limits) {
        return range(expr, source, start, end, step, timeless(limits));
    }

    /**
     * The values of an expression at instants of equal distance, a series for each label set.
     *
     * @param expr gives a scalar or an instant vector
     * @param source where samples are read
     * @param start the first instant; the part below a millisecond is dropped
     * @param end the last instant, if it is a step's; not before the start
     * @param step the distance of the instants, in whole milliseconds, at most 100 years
     * @param options by which rules, within which limits, all steps together
     * @return a {@link EvalResult.Matrix} ordered by labels, a scalar's as one series without labels; or why there is none
     */
    public static EvalResult range(
            Expr expr, MetricSource source, Instant start, Instant end, Duration step, EvalOptions options) {
        Require.present("expression", expr);
        Require.present("source", source);
        long first = Require.instant("start of the range", start).toEpochMilli();
        long last = Require.instant("end of the range", end).toEpochMilli();
        Require.that(last >= first, "end of the range", "not be before its start", end);
        long millis = Require.positive("step", step, MAX_STEP).toMillis();
        Require.that(millis > 0, "step", "be at least 1 ms", step);
        Work work = new Work(Require.present("options", options), false);
        try {
            return new Steps(expr, source, work).from(first, last, millis);
        } catch (EvalException e) {
            return e.failure();
        }
    }

    private static EvalOptions timeless(EvalLimits limits) {
        return EvalOptions.timeless(limits, Semantics.PROMETHEUS_3_14);
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
        if (elements.isEmpty()) {
            return List.of();
        }
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
            throw sameLabels(labels);
        }
    }

    /** Labels are told in the failure's own field, since the text is the one that Prometheus gives. */
    static EvalException sameLabels(Labels labels) {
        return new EvalException(
                EvalResult.Cause.DUPLICATE_LABELS,
                "vector cannot contain metrics with the same labelset",
                "two elements have the labels " + labels);
    }

    private static EvalResult matrix(Window window, Work work) {
        long samples = 0;
        List<SeriesSamples> series = new ArrayList<>(window.stretches().size());
        Set<Labels> seen = new HashSet<>();
        for (Stretch stretch : window.stretches()) {
            Labels labels = finalLabels(stretch.labels(), stretch.dropName());
            requireNew(seen, labels);
            series.add(SeriesSamples.of(labels, stretch.timestamps(), stretch.values()));
            samples += stretch.size();
        }
        work.hold(samples);
        return new EvalResult.Matrix(series, work.annotations());
    }
}
