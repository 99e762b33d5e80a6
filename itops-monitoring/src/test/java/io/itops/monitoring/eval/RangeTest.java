package io.itops.monitoring.eval;

import static io.itops.monitoring.expr.Expressions.call;
import static io.itops.monitoring.expr.Expressions.matching;
import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.number;
import static io.itops.monitoring.expr.Expressions.rate;
import static io.itops.monitoring.expr.Expressions.text;
import static io.itops.monitoring.expr.Expressions.time;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.monitoring.expr.At;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Expressions;
import io.itops.monitoring.expr.Function;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.Shift;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricSource;
import io.itops.monitoring.metric.StaleMarker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Expressions over a range of instants. */
class RangeTest {
    private static final Selector M = metric("m");
    private static final Double NONE = null;

    private final Series data = new Series(ofSeconds(10));

    private EvalResult over(Expr expr, long start, long end, long step, EvalOptions options) {
        return Evaluator.range(
                expr, data.store, Instant.ofEpochSecond(start), Instant.ofEpochSecond(end), ofSeconds(step), options);
    }

    private List<String> series(Expr expr, long start, long end, long step) {
        EvalResult result = over(expr, start, end, step, EvalOptions.DEFAULTS);
        assertThat(result).isInstanceOf(EvalResult.Matrix.class);
        return ((EvalResult.Matrix) result)
                .series().stream().map(Object::toString).toList();
    }

    private static EvalOptions limited(EvalLimits limits) {
        return EvalOptions.builder().limits(limits).build();
    }

    private EvalResult.Failure failure(Expr expr, EvalOptions options) {
        EvalResult result = over(expr, 0, 100, 10, options);
        assertThat(result).isInstanceOf(EvalResult.Failure.class);
        return (EvalResult.Failure) result;
    }

    @Test
    void eachStepGivesOnePointOfASeriesAndSeriesComeByRisingLabels() {
        data.add(Labels.metric("m", "i", "b"), 1.0, 2.0, 3.0).add(Labels.metric("m", "i", "a"), 4.0, 5.0, 6.0);

        assertThat(series(M, 0, 25, 10))
                .containsExactly("m{i=\"a\"} 4.0@0 5.0@10000 6.0@20000", "m{i=\"b\"} 1.0@0 2.0@10000 3.0@20000");
    }

    @Test
    void aStaleMarkerLeavesAHoleAndASeriesIsSeenForTheLookback() {
        data.add(Labels.metric("m"), 1.0, StaleMarker.VALUE, 3.0);

        assertThat(series(M, 0, 30, 10)).containsExactly("m 1.0@0 3.0@20000 3.0@30000");
        assertThat(series(M, 310, 330, 10)).containsExactly("m 3.0@310000");
    }

    @Test
    void aScalarIsOneSeriesWithoutLabels() {
        assertThat(series(time(), 0, 20, 10)).containsExactly("{} 0.0@0 10.0@10000 20.0@20000");
        assertThat(series(number(7), 5, 5, 10)).containsExactly("{} 7.0@5000");
    }

    @Test
    void textsAndRangeVectorsHaveNoRange() {
        assertThat(failure(text("x"), EvalOptions.DEFAULTS))
                .isEqualTo(new EvalResult.Failure(
                        EvalResult.Cause.RESULT_TYPE,
                        "invalid expression type \"string\" for range query, must be Scalar or instant Vector"));
        assertThat(failure(M.over(ofMinutes(1)), EvalOptions.DEFAULTS).message())
                .contains("\"range vector\"");
    }

    @Test
    void startAndEndAreThoseOfTheQueryAtEveryStep() {
        data.line(Labels.metric("m"), 0, 1, 20);
        Selector atStart = new Selector(M.matchers(), new Shift(Duration.ZERO, At.Bound.START));
        Selector atEnd = new Selector(M.matchers(), new Shift(ofSeconds(10), At.Bound.END));

        assertThat(series(atStart, 20, 40, 10)).containsExactly("m 2.0@20000 2.0@30000 2.0@40000");
        assertThat(series(atEnd, 20, 40, 10)).containsExactly("m 3.0@20000 3.0@30000 3.0@40000");
    }

    @Test
    void whatIsFixedIsReadOnce() {
        data.line(Labels.metric("m"), 0, 1, 20);
        AtomicInteger reads = new AtomicInteger();
        MetricSource counting = (matchers, from, to, sink) -> {
            reads.incrementAndGet();
            data.store.select(matchers, from, to, sink);
        };
        Expr fixed = M.at(Instant.ofEpochSecond(50)).sumBy().plus(number(1));
        Instant start = Instant.EPOCH;

        EvalResult result =
                Evaluator.range(fixed, counting, start, start.plusSeconds(100), ofSeconds(10), EvalLimits.DEFAULTS);

        assertThat(((EvalResult.Matrix) result).series())
                .singleElement()
                .satisfies(series -> assertThat(series.size()).isEqualTo(11));
        assertThat(reads).hasValue(1);
        Evaluator.range(M, counting, start, start.plusSeconds(100), ofSeconds(10), EvalLimits.DEFAULTS);
        assertThat(reads).hasValue(12);
    }

    @Test
    void seriesThatLoseTheirNamesAreOneWhereTheyDoNotMeet() {
        data.add(Labels.metric("m", "i", "a"), 1.0, StaleMarker.VALUE).add(Labels.metric("n", "i", "a"), NONE, 2.0);
        Expr both = Expressions.series(matching(Labels.METRIC_NAME, "m|n")).negated();

        assertThat(series(both, 0, 10, 10)).containsExactly("{i=\"a\"} -1.0@0 -2.0@10000");
    }

    @Test
    void twoElementsOfTheSameLabelsFailTheWholeRange() {
        data.add(Labels.metric("m", "i", "a"), 1.0, 1.0).add(Labels.metric("n", "i", "a"), NONE, 2.0);
        Selector both = Expressions.series(matching(Labels.METRIC_NAME, "m|n"));
        EvalResult.Failure failure = failure(both.negated(), EvalOptions.DEFAULTS);

        assertThat(failure.cause()).isEqualTo(EvalResult.Cause.DUPLICATE_LABELS);
        assertThat(failure.message()).isEqualTo("vector cannot contain metrics with the same labelset");
        assertThat(failure.text()).endsWith(": two elements have the labels {i=\"a\"}");
    }

    @Test
    void annotationsOfAllStepsAreMergedEachOnce() {
        data.line(Labels.metric("m"), 0, 1, 20);
        EvalResult.Matrix matrix = (EvalResult.Matrix) over(rate(M, ofMinutes(1)), 0, 100, 10, EvalOptions.DEFAULTS);
        EvalResult.Matrix sorted = (EvalResult.Matrix) over(call(Function.SORT, M), 0, 100, 10, EvalOptions.DEFAULTS);

        assertThat(matrix.annotations()).hasSize(1);
        assertThat(sorted.annotations())
                .extracting(Annotation::toString)
                .containsExactly("PromQL warning: sort is ineffective for range queries since results are always"
                        + " ordered by labels");
    }

    @Test
    void budgetsCountAllStepsTogether() {
        data.line(Labels.metric("m", "i", "a"), 0, 1, 20).line(Labels.metric("m", "i", "b"), 0, 1, 20);

        assertThat(failure(M, limited(new EvalLimits(20, 1_000, 10))).message())
                .isEqualTo("samples read must be at most 20, but was more");
        assertThat(failure(M, limited(new EvalLimits(1_000, 21, 10))).cause()).isEqualTo(EvalResult.Cause.SERIES_LIMIT);
        assertThat(failure(metric("none"), limited(new EvalLimits(10, 1_000, 10)))
                        .cause())
                .isEqualTo(EvalResult.Cause.SAMPLE_LIMIT);
        EvalLimits few = new EvalLimits(1_000, 1_000, 10, 21, ofSeconds(1));
        assertThat(failure(M, limited(few)))
                .isEqualTo(new EvalResult.Failure(
                        EvalResult.Cause.RESULT_LIMIT, "samples of the result must be at most 21, but was more"));
        EvalLimits enough = new EvalLimits(1_000, 1_000, 10, 22, ofSeconds(1));
        assertThat(over(M, 0, 100, 10, limited(enough)).kind()).isEqualTo(EvalResult.Kind.MATRIX);
    }

    @Test
    void aVectorOnTheWayIsBoundedToo() {
        data.line(Labels.metric("m", "i", "a"), 0, 1, 20).line(Labels.metric("m", "i", "b"), 0, 1, 20);
        EvalOptions one = limited(new EvalLimits(1_000, 1_000, 10, 1, ofSeconds(1)));

        assertThat(Evaluator.evaluate(M.sumBy(), data.store, Instant.EPOCH, one))
                .isEqualTo(new EvalResult.Failure(
                        EvalResult.Cause.RESULT_LIMIT, "samples of the result must be at most 1, but was more"));
        assertThat(Evaluator.evaluate(M.over(ofMinutes(1)), data.store, Instant.ofEpochSecond(20), one))
                .isInstanceOfSatisfying(
                        EvalResult.Failure.class,
                        failure -> assertThat(failure.cause()).isEqualTo(EvalResult.Cause.RESULT_LIMIT));
    }

    @Test
    void timeIsMeasuredByTheGivenClock() {
        data.line(Labels.metric("m"), 0, 1, 20);
        AtomicLong millis = new AtomicLong();
        InstantSource hurried = () -> Instant.ofEpochMilli(millis.addAndGet(400));
        EvalLimits second = new EvalLimits(1_000_000, 1_000_000, 10, 1_000_000, ofSeconds(1));
        EvalOptions options =
                EvalOptions.builder().limits(second).clock(hurried).build();

        EvalResult result =
                Evaluator.range(M, data.store, Instant.EPOCH, Instant.ofEpochSecond(10_000), ofSeconds(1), options);

        assertThat(result)
                .isEqualTo(new EvalResult.Failure(
                        EvalResult.Cause.TIME_LIMIT, "evaluation must take at most PT1S, but took longer"));
        // A short one does not even look.
        assertThat(over(M, 0, 10, 10, options).kind()).isEqualTo(EvalResult.Kind.MATRIX);
    }
}
