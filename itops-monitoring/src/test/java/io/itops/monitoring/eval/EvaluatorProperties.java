package io.itops.monitoring.eval;

import static io.itops.monitoring.expr.Expressions.call;
import static io.itops.monitoring.expr.Expressions.matching;
import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.number;
import static io.itops.monitoring.expr.Expressions.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Function;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricSource;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.metric.StaleMarker;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Window functions against the textbook: exact decimal arithmetic over the samples of the window, gathered by hand. */
class EvaluatorProperties {
    private static final Duration RANGE = Duration.ofSeconds(60);
    private static final List<Function> FUNCTIONS = List.of(
            Function.RATE,
            Function.INCREASE,
            Function.DELTA,
            Function.SUM_OVER_TIME,
            Function.AVG_OVER_TIME,
            Function.MIN_OVER_TIME,
            Function.MAX_OVER_TIME,
            Function.COUNT_OVER_TIME,
            Function.LAST_OVER_TIME,
            Function.CHANGES,
            Function.RESETS);

    record Point(long gap, double value) {}

    @Provide
    Arbitrary<List<Point>> points() {
        Arbitrary<Double> values = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(20, Arbitraries.doubles().between(0, 1e6)),
                net.jqwik.api.Tuple.of(4, Arbitraries.just(0.0)),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(StaleMarker.VALUE)));
        return Combinators.combine(Arbitraries.longs().between(1, 40_000), values)
                .as(Point::new)
                .list()
                .ofMaxSize(20);
    }

    @Provide
    Arbitrary<Function> functions() {
        return Arbitraries.of(FUNCTIONS);
    }

    @Property(tries = 1000)
    void windowFunctionsAreThoseOfTheTextbook(
            @ForAll("points") List<Point> points,
            @ForAll("functions") Function function,
            @ForAll @LongRange(min = 0, max = 400_000) long now) {
        check(points, function, now, store(points));
    }

    /** An explanation needs every window whole; an evaluation has let go of a series before it reads the next. */
    @Property(tries = 300)
    void anEvaluationGivesWhatAnExplanationRestsOn(
            @ForAll("points") List<Point> one,
            @ForAll("points") List<Point> other,
            @ForAll("rangeCalls") Expr expr,
            @ForAll @LongRange(min = 0, max = 400_000) long now) {
        MetricStore store = MetricStore.create();
        append(store, Labels.metric("m_total"), one);
        append(store, Labels.metric("m_total", "host", "a"), other);
        append(store, Labels.metric("n", "host", "b"), other);
        append(store, Labels.metric("o", "host", "c"), one);
        Instant at = Instant.ofEpochMilli(now);

        assertThat(Evaluator.evaluate(expr, store, at, EvalLimits.DEFAULTS))
                .isEqualTo(
                        Evaluator.explain(expr, store, at, EvalLimits.DEFAULTS).result());
    }

    @Provide
    Arbitrary<Expr> rangeCalls() {
        Expr range = series(matching(Labels.METRIC_NAME, "m_total|n|o")).over(RANGE);
        Arbitrary<Expr> plain = Arbitraries.of(FUNCTIONS).map(function -> call(function, range));
        Arbitrary<Expr> quantiles =
                Arbitraries.of(0.5, 1.0, 1.5).map(q -> call(Function.QUANTILE_OVER_TIME, number(q), range));
        Arbitrary<Expr> predictions = Arbitraries.just(call(Function.PREDICT_LINEAR, range, number(60)));
        return Arbitraries.oneOf(plain, quantiles, predictions);
    }

    @Example
    void aWindowThatIsClosedOnTheLeftIsNoticed() {
        List<Point> points = List.of(new Point(60_000, 1), new Point(30_000, 2), new Point(30_000, 4));
        MetricSource honest = store(points);
        MetricSource wide = (matchers, from, to, sink) -> honest.select(matchers, from - 1, to, sink);

        check(points, Function.COUNT_OVER_TIME, 120_000, honest);
        assertThatThrownBy(() -> check(points, Function.COUNT_OVER_TIME, 120_000, wide))
                .isInstanceOf(AssertionError.class);
    }

    private static MetricStore store(List<Point> points) {
        MetricStore store = MetricStore.create();
        append(store, Labels.metric("m_total"), points);
        return store;
    }

    private static void append(MetricStore store, Labels labels, List<Point> points) {
        long at = 0;
        for (Point point : points) {
            at += point.gap();
            store.append(labels, at, point.value());
        }
    }

    private static void check(List<Point> points, Function function, long now, MetricSource source) {
        Expr expr = call(function, metric("m_total").over(RANGE));
        EvalResult.Vector result =
                (EvalResult.Vector) Evaluator.evaluate(expr, source, Instant.ofEpochMilli(now), EvalLimits.DEFAULTS);
        OptionalDouble expected = expected(points, function, now);
        if (expected.isEmpty()) {
            assertThat(result.samples()).isEmpty();
        } else {
            double scale = Math.max(1, Math.abs(expected.getAsDouble()));
            assertThat(result.samples()).hasSize(1);
            assertThat(result.samples().get(0).value()).isCloseTo(expected.getAsDouble(), offset(1e-9 * scale));
        }
    }

    private static OptionalDouble expected(List<Point> points, Function function, long now) {
        List<Long> times = new ArrayList<>();
        List<BigDecimal> values = new ArrayList<>();
        long at = 0;
        for (Point point : points) {
            at += point.gap();
            if (at > now - RANGE.toMillis() && at <= now && !StaleMarker.is(point.value())) {
                times.add(at);
                values.add(new BigDecimal(point.value()));
            }
        }
        int n = values.size();
        if (n == 0) {
            return OptionalDouble.empty();
        }
        BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        int changes = 0;
        int resets = 0;
        BigDecimal lost = BigDecimal.ZERO;
        for (int i = 1; i < n; i++) {
            int order = values.get(i).compareTo(values.get(i - 1));
            changes += order == 0 ? 0 : 1;
            resets += order < 0 ? 1 : 0;
            lost = order < 0 ? lost.add(values.get(i - 1)) : lost;
        }
        return switch (function) {
            case SUM_OVER_TIME -> OptionalDouble.of(sum.doubleValue());
            case AVG_OVER_TIME ->
                OptionalDouble.of(sum.divide(BigDecimal.valueOf(n), MathContext.DECIMAL128)
                        .doubleValue());
            case MIN_OVER_TIME ->
                OptionalDouble.of(
                        values.stream().reduce(BigDecimal::min).orElseThrow().doubleValue());
            case MAX_OVER_TIME ->
                OptionalDouble.of(
                        values.stream().reduce(BigDecimal::max).orElseThrow().doubleValue());
            case COUNT_OVER_TIME -> OptionalDouble.of(n);
            case LAST_OVER_TIME -> OptionalDouble.of(values.get(n - 1).doubleValue());
            case CHANGES -> OptionalDouble.of(changes);
            case RESETS -> OptionalDouble.of(resets);
            default -> extrapolated(times, values, lost, function, now);
        };
    }

    private static OptionalDouble extrapolated(
            List<Long> times, List<BigDecimal> values, BigDecimal lost, Function function, long now) {
        int n = values.size();
        if (n < 2) {
            return OptionalDouble.empty();
        }
        boolean counter = function != Function.DELTA;
        double first = values.get(0).doubleValue();
        double rise = values.get(n - 1)
                .subtract(values.get(0))
                .add(counter ? lost : BigDecimal.ZERO)
                .doubleValue();
        double span = times.get(n - 1) - times.get(0);
        double mean = span / (n - 1);
        double before = times.get(0) - (now - RANGE.toMillis());
        double after = now - times.get(n - 1);
        before = before < mean * 1.1 ? before : mean / 2;
        after = after < mean * 1.1 ? after : mean / 2;
        if (counter && rise > 0) {
            before = Math.min(before, span * first / rise);
        }
        double total = rise * (span + before + after) / span;
        return OptionalDouble.of(function == Function.RATE ? total / RANGE.toSeconds() : total);
    }
}
