package io.itops.monitoring.eval;

import static io.itops.monitoring.Refusals.none;
import static io.itops.monitoring.expr.Expressions.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.monitoring.Refusals;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An evaluation refuses what makes no sense, and reads nothing. */
class BadInputTest {
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final Expr UP = metric("up");

    @Test
    void evaluationsAreRefused() {
        MetricStore store = MetricStore.create();
        new Refusals()
                .add("expression must be given", () -> Evaluator.evaluate(none(), store, NOW, EvalLimits.DEFAULTS))
                .add("source must be given", () -> Evaluator.evaluate(UP, none(), NOW, EvalLimits.DEFAULTS))
                .add(
                        "instant of evaluation must be given",
                        () -> Evaluator.evaluate(UP, store, none(), EvalLimits.DEFAULTS))
                .add(
                        "instant of evaluation must lie in the years 1 to 9999",
                        () -> Evaluator.evaluate(UP, store, Instant.MAX, EvalLimits.DEFAULTS))
                .add(
                        "instant of evaluation must lie in the years 1 to 9999, but was -1",
                        () -> Evaluator.explain(UP, store, Instant.MIN, EvalLimits.DEFAULTS))
                .add("limits must be given", () -> Evaluator.evaluate(UP, store, NOW, Refusals.<EvalLimits>none()))
                .add(
                        "limits must be given, but was null",
                        () -> Evaluator.explain(UP, store, NOW, Refusals.<EvalLimits>none()))
                .areTyped();
        assertThat(store.seriesCount()).isZero();
    }

    @Test
    void rangesAreRefused() {
        MetricStore store = MetricStore.create();
        Duration minute = Duration.ofMinutes(1);
        EvalLimits limits = EvalLimits.DEFAULTS;
        new Refusals()
                .add("expression must be given", () -> Evaluator.range(none(), store, NOW, NOW, minute, limits))
                .add("source must be given", () -> Evaluator.range(UP, none(), NOW, NOW, minute, limits))
                .add("start of the range must be given", () -> Evaluator.range(UP, store, none(), NOW, minute, limits))
                .add(
                        "end of the range must lie in the years 1 to 9999",
                        () -> Evaluator.range(UP, store, NOW, Instant.MAX, minute, limits))
                .add(
                        "end of the range must not be before its start",
                        () -> Evaluator.range(UP, store, NOW, NOW.minusSeconds(1), minute, limits))
                .add("step must be positive", () -> Evaluator.range(UP, store, NOW, NOW, Duration.ZERO, limits))
                .add(
                        "step must be at least 1 ms",
                        () -> Evaluator.range(UP, store, NOW, NOW, Duration.ofNanos(999_999), limits))
                .add(
                        "step must be at most",
                        () -> Evaluator.range(UP, store, NOW, NOW, Duration.ofDays(36_526), limits))
                .add(
                        "limits must be given",
                        () -> Evaluator.range(UP, store, NOW, NOW, minute, Refusals.<EvalLimits>none()))
                .add(
                        "options must be given",
                        () -> Evaluator.range(UP, store, NOW, NOW, minute, Refusals.<EvalOptions>none()))
                .areTyped();
    }

    @Test
    void limitsAreRefused() {
        new Refusals()
                .add("limit of samples must be 1 to 1000000000, but was 0", () -> new EvalLimits(0, 1, 1))
                .add(
                        "limit of samples must be 1 to 1000000000, but was 1000000001",
                        () -> new EvalLimits(1_000_000_001, 1, 1))
                .add("limit of series must be 1 to 10000000, but was -1", () -> new EvalLimits(1, -1, 1))
                .add("limit of series must be 1 to 10000000, but was 10000001", () -> new EvalLimits(1, 10_000_001, 1))
                .add("limit of depth must be 1 to 500, but was 0", () -> new EvalLimits(1, 1, 0))
                .add("limit of depth must be 1 to 500, but was 501", () -> new EvalLimits(1, 1, 501))
                .add(
                        "limit of the result must be 1 to 100000000, but was 0",
                        () -> new EvalLimits(1, 1, 1, 0, Duration.ofSeconds(1)))
                .add("limit of time must be positive", () -> new EvalLimits(1, 1, 1, 1, Duration.ZERO))
                .add("limit of time must be at most PT1H", () -> new EvalLimits(1, 1, 1, 1, Duration.ofHours(2)))
                .add(
                        "what the annotation is about must be given",
                        () -> new Annotation(Annotation.Level.INFO, "x", none()))
                .add(
                        "step of subqueries must be positive",
                        () -> EvalOptions.builder().subqueryStep(Duration.ZERO))
                .add(
                        "step of subqueries must be at least 1 ms",
                        () -> EvalOptions.builder()
                                .subqueryStep(Duration.ofNanos(1))
                                .build())
                .add("semantics must be given", () -> EvalOptions.builder().semantics(none()))
                .add("clock must be given", () -> EvalOptions.builder().clock(none()))
                .add("limits must be given", () -> EvalOptions.builder().limits(none()))
                .add("bound must be given", () -> Semantics.PROMETHEUS_3_14.bound(none()))
                .add("labels must be given", () -> new Sample(none(), 1))
                .add("annotation must not be blank", () -> new Annotation(Annotation.Level.INFO, ""))
                .add(
                        "annotation must be at most 2000 characters",
                        () -> new Annotation(Annotation.Level.INFO, "x".repeat(2_001)))
                .areTyped();
        assertThat(new EvalLimits(1_000_000_000, 10_000_000, 500).maxDepth()).isEqualTo(500);
    }

    @Test
    void whatReachesBeyondAllTimeFindsNothing() {
        MetricStore store = MetricStore.create();
        store.append(Labels.metric("up"), NOW, 1);
        Expr earliest = metric("up").at(Instant.parse("0001-01-01T00:00:00Z")).offset(Duration.ofDays(36_525));
        assertThat(Evaluator.evaluate(earliest, store, NOW, EvalLimits.DEFAULTS))
                .isInstanceOfSatisfying(
                        EvalResult.Vector.class, v -> assertThat(v.samples()).isEmpty());
    }
}
