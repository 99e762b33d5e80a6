package io.itops.monitoring.eval;

import static io.itops.monitoring.Refusals.none;
import static io.itops.monitoring.expr.Expressions.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.monitoring.Refusals;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
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
                .add("expression must be given", () -> Evaluator.evaluate(none(), store, NOW, EvalLimits.DEFAULT))
                .add("source must be given", () -> Evaluator.evaluate(UP, none(), NOW, EvalLimits.DEFAULT))
                .add(
                        "instant of evaluation must be given",
                        () -> Evaluator.evaluate(UP, store, none(), EvalLimits.DEFAULT))
                .add(
                        "instant of evaluation must lie in the years 1 to 9999",
                        () -> Evaluator.evaluate(UP, store, Instant.MAX, EvalLimits.DEFAULT))
                .add(
                        "instant of evaluation must lie in the years 1 to 9999, but was -1",
                        () -> Evaluator.explain(UP, store, Instant.MIN, EvalLimits.DEFAULT))
                .add("limits must be given", () -> Evaluator.evaluate(UP, store, NOW, none()))
                .add("limits must be given, but was null", () -> Evaluator.explain(UP, store, NOW, none()))
                .areTyped();
        assertThat(store.seriesCount()).isZero();
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
        Expr earliest =
                metric("up").at(Instant.parse("0001-01-01T00:00:00Z")).offset(java.time.Duration.ofDays(36_525));
        assertThat(Evaluator.evaluate(earliest, store, NOW, EvalLimits.DEFAULT))
                .isInstanceOfSatisfying(
                        EvalResult.Vector.class, v -> assertThat(v.samples()).isEmpty());
    }
}
