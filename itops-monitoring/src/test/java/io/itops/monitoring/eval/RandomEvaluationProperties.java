package io.itops.monitoring.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.monitoring.expr.At;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.RandomExprs;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.Shift;
import io.itops.monitoring.expr.Subquery;
import io.itops.monitoring.expr.ValueType;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.MetricSource;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.metric.SeriesSamples;
import io.itops.monitoring.metric.StaleMarker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Any expression over the worst samples there are ends in a value or in a typed failure, always the same, and the range form gives at
 * each step what the instant form gives there.
 */
class RandomEvaluationProperties {
    private static final int LEVELS = 5;
    private static final List<String> NAMES =
            List.of("a", "http_requests_total", "job:errors:rate5m", ":x", "_", "my.metric", "sum", "größe", "1st");
    private static final List<String> BOUNDS = List.of("0.5", "1", "1.0", "x", "NaN", "-1", "+Inf", "");
    private static final double[] VALUES = {
        0,
        1,
        2,
        7,
        -3,
        0.1,
        1e308,
        -1e308,
        4.9e-324,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        StaleMarker.VALUE
    };

    /** Small, so that what would take long ends at a budget; no clock, so that it ends there each time. */
    private static final EvalOptions OPTIONS = EvalOptions.timeless(
            new EvalLimits(5_000, 2_000, 100, 2_000, Duration.ofSeconds(30)), Semantics.PROMETHEUS_3_14);

    private static int values;
    private static int failures;
    private static int elements;

    /** Series with holes, resets, staleness, values that are no numbers, and buckets that miss bounds or fall. */
    private static MetricSource source(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MetricStore store = MetricStore.builder().retention(Duration.ofDays(30)).build();
        for (String name : NAMES) {
            for (int i = 2 + random.nextInt(5); i > 0; i--) {
                Labels labels = Labels.metric(name)
                        .with(Labels.BUCKET_BOUND, BOUNDS.get(random.nextInt(BOUNDS.size())))
                        .with("by", random.nextBoolean() ? "x" : "")
                        .with("with space", random.nextInt(3) == 0 ? "√\ud83d\ude00" : "");
                long at = random.nextInt(120_000);
                double value = 0;
                for (int n = random.nextInt(40); n > 0; n--) {
                    value = random.nextInt(3) == 0
                            ? VALUES[random.nextInt(VALUES.length)]
                            : random.nextInt(8) == 0 ? 0 : value + random.nextInt(10);
                    store.append(labels, at, value);
                    at += 1 + random.nextInt(random.nextInt(5) == 0 ? 400_000 : 30_000);
                }
            }
        }
        // Most conditions of a random selector are met by nothing, so the name alone selects.
        return (matchers, from, to, sink) -> store.select(nameAlone(matchers), from, to, sink);
    }

    private static List<Matcher> nameAlone(List<Matcher> matchers) {
        List<Matcher> names = matchers.stream()
                .filter(matcher -> matcher.label().equals(Labels.METRIC_NAME) && matcher.excludesEmpty())
                .toList();
        return names.isEmpty() ? List.of(Matcher.matching(Labels.METRIC_NAME, ".+")) : names;
    }

    /** Any expression; for every other seed one that is a vector and looks where there are samples, if one comes soon. */
    private static Expr expr(long seed, int levels) {
        Random random = new Random(seed);
        Expr expr = RandomExprs.of(random, levels);
        for (int i = 0; i < 30 && (seed & 1) == 1 && (expr.type() != ValueType.VECTOR || looksFarAway(expr)); i++) {
            expr = RandomExprs.of(random, levels);
        }
        return expr;
    }

    private static boolean looksFarAway(Expr expr) {
        Shift shift = shift(expr);
        return shift.at() instanceof At.Fixed
                || shift.offset().abs().compareTo(Duration.ofMinutes(5)) > 0
                || expr.children().stream().anyMatch(RandomEvaluationProperties::looksFarAway);
    }

    private static Shift shift(Expr expr) {
        return expr instanceof Selector selector
                ? selector.shift()
                : expr instanceof Subquery subquery ? subquery.shift() : Shift.NONE;
    }

    @Property(tries = 200)
    void anyExpressionEndsInTheSameValueOrFailure(@ForAll long seed) {
        Expr expr = expr(seed, LEVELS);
        MetricSource source = source(seed);
        Instant at = Instant.ofEpochSecond(Math.floorMod(seed, 1_800));

        EvalResult result = Evaluator.evaluate(expr, source, at, OPTIONS);

        assertThat(Evaluator.evaluate(expr, source, at, OPTIONS).toString())
                .as("%s", expr)
                .isEqualTo(result.toString());
        if (result instanceof EvalResult.Failure) {
            failures++;
        } else {
            values++;
        }
        elements +=
                result instanceof EvalResult.Vector vector ? vector.samples().size() : 0;
    }

    @Property(tries = 400)
    void aRangeGivesAtEachStepWhatAnInstantGivesThere(@ForAll long seed) {
        Expr expr = expr(seed, LEVELS);
        Instant start = Instant.ofEpochSecond(Math.floorMod(seed, 1_200));
        MetricSource source = source(seed);
        check(expr, source, source, start);
    }

    @Property(tries = 10_000)
    @Tag("campaign")
    void manyRangesGiveAtEachStepWhatAnInstantGivesThere(@ForAll long seed) {
        aRangeGivesAtEachStepWhatAnInstantGivesThere(seed);
    }

    private static void check(Expr expr, MetricSource source, MetricSource ofTheRange, Instant start) {
        Duration step = Duration.ofSeconds(47);
        if (!(expr.type() == ValueType.VECTOR || expr.type() == ValueType.SCALAR) || isBoundToTheRange(expr)) {
            return;
        }
        Instant end = start.plus(step.multipliedBy(7));
        EvalResult range = Evaluator.range(expr, ofTheRange, start, end, step, OPTIONS);
        boolean failed = false;
        for (Instant at = start; !at.isAfter(end); at = at.plus(step)) {
            EvalResult instant = Evaluator.evaluate(expr, source, at, OPTIONS);
            failed |= instant instanceof EvalResult.Failure;
            if (range instanceof EvalResult.Matrix matrix && !(instant instanceof EvalResult.Failure)) {
                assertThat(column(matrix, at)).as("%s at %s", expr, at).isEqualTo(row(instant));
            }
        }
        if (range instanceof EvalResult.Failure failure
                && failure.cause().budget().isEmpty()) {
            assertThat(failed)
                    .as("%s fails as a range alone: %s", expr, failure)
                    .isTrue();
        } else if (range instanceof EvalResult.Matrix) {
            assertThat(failed).as("%s fails at an instant alone", expr).isFalse();
        }
    }

    /** What {@code @ start()} and {@code @ end()} mean is another instant for each form. */
    private static boolean isBoundToTheRange(Expr expr) {
        Shift shift = shift(expr);
        return shift.at() == At.Bound.START
                || shift.at() == At.Bound.END
                || expr.children().stream().anyMatch(RandomEvaluationProperties::isBoundToTheRange);
    }

    private static Map<Labels, Double> column(EvalResult.Matrix matrix, Instant at) {
        Map<Labels, Double> values = new HashMap<>();
        for (SeriesSamples series : matrix.series()) {
            for (int i = 0; i < series.size(); i++) {
                if (series.timestampAt(i) == at.toEpochMilli()) {
                    values.put(series.labels(), series.valueAt(i));
                }
            }
        }
        return values;
    }

    private static Map<Labels, Double> row(EvalResult instant) {
        Map<Labels, Double> values = new HashMap<>();
        if (instant instanceof EvalResult.Scalar scalar) {
            values.put(Labels.empty(), scalar.value());
        } else if (instant instanceof EvalResult.Vector vector) {
            vector.samples().forEach(sample -> values.put(sample.labels(), sample.value()));
        }
        return values;
    }

    /** A range form that sees less than the instant form is found. */
    @Example
    void aRangeThatReadsAnotherWindowIsFound() {
        long found = new Random(5)
                .longs(100)
                .filter(seed -> {
                    MetricSource honest = source(seed);
                    MetricSource planted =
                            (matchers, from, to, sink) -> honest.select(matchers, from, to - 20_000, sink);
                    try {
                        check(expr(seed, 2), honest, planted, Instant.ofEpochSecond(300));
                        return false;
                    } catch (AssertionError e) {
                        return true;
                    }
                })
                .count();

        assertThat(found).isGreaterThan(5);
    }

    @AfterContainer
    static void someOfThemGiveValues() {
        System.out.println(
                "random expressions: " + values + " values with " + elements + " elements, " + failures + " failures");
        if (values + failures > 0) {
            assertThat(values).as("expressions that give a value").isGreaterThan(failures / 4);
            assertThat(elements).as("elements").isPositive();
        }
    }
}
