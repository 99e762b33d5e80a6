package io.itops.monitoring.eval;

import static io.itops.monitoring.expr.Expressions.absent;
import static io.itops.monitoring.expr.Expressions.call;
import static io.itops.monitoring.expr.Expressions.eq;
import static io.itops.monitoring.expr.Expressions.increase;
import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.number;
import static io.itops.monitoring.expr.Expressions.rate;
import static io.itops.monitoring.expr.Expressions.text;
import static io.itops.monitoring.expr.Expressions.time;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.itops.monitoring.expr.AggregateOp;
import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Expressions;
import io.itops.monitoring.expr.Function;
import io.itops.monitoring.expr.Grouping;
import io.itops.monitoring.expr.Matching;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.Shift;
import io.itops.monitoring.expr.Subquery;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.StaleMarker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private static final Selector M = metric("m");
    private static final Double NONE = null;

    private final Series data = new Series(ofSeconds(10));

    private EvalResult at(long seconds, Expr expr) {
        return Evaluator.evaluate(expr, data.store, Instant.ofEpochSecond(seconds), EvalLimits.DEFAULTS);
    }

    private Map<String, Double> vector(long seconds, Expr expr) {
        EvalResult result = at(seconds, expr);
        assertThat(result).isInstanceOf(EvalResult.Vector.class);
        Map<String, Double> out = new TreeMap<>();
        ((EvalResult.Vector) result).samples().forEach(s -> out.put(s.labels().toString(), s.value()));
        return out;
    }

    private double only(long seconds, Expr expr) {
        Map<String, Double> vector = vector(seconds, expr);
        assertThat(vector).hasSize(1);
        return vector.values().iterator().next();
    }

    private EvalResult.Failure failure(Expr expr) {
        EvalResult result = at(0, expr);
        assertThat(result.kind()).isEqualTo(EvalResult.Kind.FAILURE);
        return (EvalResult.Failure) result;
    }

    @Test
    void theNewestSampleWithinFiveMinutesIsSeenTheFirstInstantExcluded() {
        data.add(Labels.metric("m"), 7.0);

        assertThat(vector(0, M)).containsExactly(Map.entry("m", 7.0));
        assertThat(vector(299, M)).hasSize(1);
        assertThat(vector(300, M)).isEmpty();
    }

    @Test
    void aStaleMarkerEndsASeriesAtOnce() {
        data.add(Labels.metric("m"), 1.0, StaleMarker.VALUE);

        assertThat(vector(9, M)).hasSize(1);
        assertThat(vector(10, M)).isEmpty();
        assertThat(only(10, call(Function.COUNT_OVER_TIME, M.over(ofMinutes(1)))))
                .isEqualTo(1);
    }

    @Test
    void aRangeIsOpenOnTheLeftAndClosedOnTheRight() {
        data.line(Labels.metric("m"), 0, 1, 10);
        Expr count = call(Function.COUNT_OVER_TIME, M.over(ofSeconds(20)));

        assertThat(only(40, count)).isEqualTo(2);
        assertThat(only(45, count)).isEqualTo(2);
        assertThat(only(40, call(Function.FIRST_OVER_TIME, M.over(ofSeconds(20)))))
                .isEqualTo(3);
    }

    @Test
    void offsetAndAtMoveTheInstantLookedFrom() {
        data.line(Labels.metric("m"), 0, 1, 100);

        assertThat(only(500, M.offset(ofSeconds(100)))).isEqualTo(40);
        assertThat(only(500, M.at(Instant.ofEpochSecond(70)))).isEqualTo(7);
        assertThat(only(500, M.at(Instant.ofEpochSecond(70)).offset(ofSeconds(10))))
                .isEqualTo(6);
        assertThat(only(500, M.offset(ofSeconds(-100)))).isEqualTo(60);
    }

    @Test
    void rateOfASteadyCounterIsItsSlope() {
        data.line(Labels.metric("m", "i", "0"), 100, 5, 31);

        assertThat(only(300, rate(M, ofMinutes(1)))).isCloseTo(0.5, within(1e-12));
        assertThat(only(300, increase(M, ofMinutes(1)))).isCloseTo(30, within(1e-12));
    }

    @Test
    void aCounterResetAddsWhatTheCounterHadReached() {
        data.add(Labels.metric("m"), 10.0, 20.0, 30.0, 5.0, 15.0, 25.0, 35.0);

        // Six samples after 0 s: 20 30 5 15 25 35, the fall adds 30, and the edge is one distance away.
        assertThat(only(60, increase(M, ofMinutes(1)))).isCloseTo((35 - 20 + 30) * 60.0 / 50, within(1e-12));
        assertThat(only(60, call(Function.RESETS, M.over(ofMinutes(2))))).isEqualTo(1);
    }

    @Test
    void aCounterIsNotExtendedBelowZero() {
        data.add(Labels.metric("m"), NONE, NONE, NONE, 0.0, 10.0, 20.0, 30.0);

        // The first sample is zero, so nothing is added before it; the last one lies on the edge.
        assertThat(only(60, increase(M, ofMinutes(1)))).isCloseTo(30, within(1e-12));
    }

    @Test
    void aSeriesThatStartsInsideTheWindowIsExtendedByHalfADistance() {
        data.add(Labels.metric("m"), NONE, NONE, NONE, 1000.0, 1010.0, 1020.0, 1030.0);

        assertThat(only(60, increase(M, ofMinutes(1)))).isCloseTo(30 * 35.0 / 30, within(1e-12));
    }

    @Test
    void oneSampleGivesNoRate() {
        data.add(Labels.metric("m"), 1.0);

        assertThat(vector(0, rate(M, ofMinutes(5)))).isEmpty();
        assertThat(vector(0, call(Function.IRATE, M.over(ofMinutes(5))))).isEmpty();
        assertThat(vector(0, call(Function.DERIV, M.over(ofMinutes(5))))).isEmpty();
    }

    @Test
    void theLastTwoSamplesMakeTheInstantRate() {
        data.add(Labels.metric("m"), 0.0, 100.0, 40.0);

        assertThat(only(10, call(Function.IRATE, M.over(ofMinutes(1))))).isEqualTo(10);
        assertThat(only(20, call(Function.IRATE, M.over(ofMinutes(1))))).isEqualTo(4);
        assertThat(only(20, call(Function.IDELTA, M.over(ofMinutes(1))))).isEqualTo(-60);
    }

    @Test
    void functionsDropTheNameAndTheLastSampleKeepsIt() {
        data.line(Labels.metric("m_total", "i", "0"), 0, 1, 10);
        Selector m = metric("m_total");

        assertThat(vector(60, rate(m, ofMinutes(1)))).containsOnlyKeys("{i=\"0\"}");
        assertThat(vector(60, call(Function.LAST_OVER_TIME, m.over(ofMinutes(1)))))
                .containsOnlyKeys("m_total{i=\"0\"}");
        assertThat(vector(60, m.above(1))).containsOnlyKeys("m_total{i=\"0\"}");
        assertThat(vector(60, m.compare(BinaryOp.GREATER, number(1)))).containsEntry("{i=\"0\"}", 1.0);
        assertThat(vector(60, m.negated())).containsEntry("{i=\"0\"}", -6.0);
    }

    @Test
    void theNameIsDroppedLastSoThatAnAggregationStillSeesIt() {
        data.line(Labels.metric("a_total"), 0, 10, 10).line(Labels.metric("b_total"), 0, 20, 10);
        Expr rates = rate(
                io.itops.monitoring.expr.Expressions.series(
                        io.itops.monitoring.expr.Expressions.matching("__name__", ".*_total")),
                ofMinutes(1));

        assertThat(failureAt(60, rates.plus(number(0))).cause()).isEqualTo(EvalResult.Cause.DUPLICATE_LABELS);
        assertThat(only(60, rates.sumBy())).isCloseTo(3, within(1e-12));
    }

    private EvalResult.Failure failureAt(long seconds, Expr expr) {
        return (EvalResult.Failure) at(seconds, expr);
    }

    /** One label is grouped by its value; several, of which one that no series has is none, by what of the labels they keep. */
    @Test
    void aggregationsByOneLabelAreThoseByItAndOneThatNoSeriesHas() {
        data.add(Labels.metric("m", "i", "4"), 5.0)
                .add(Labels.metric("m", "job", "b", "i", "0"), 7.0)
                .add(Labels.metric("m", "job", "a", "i", "1"), 3.0)
                .add(Labels.metric("m", "i", "5"), 4.0)
                .add(Labels.metric("m", "job", "b", "i", "2"), 2.0);

        for (AggregateOp op : List.of(AggregateOp.SUM, AggregateOp.AVG, AggregateOp.COUNT, AggregateOp.GROUP)) {
            for (String label : List.of("job", "i", Labels.METRIC_NAME)) {
                EvalResult.Vector one = (EvalResult.Vector) at(0, M.aggregate(op, Grouping.by(label)));
                EvalResult.Vector more = (EvalResult.Vector) at(0, M.aggregate(op, Grouping.by(label, "absent")));
                assertThat(one.samples()).as("%s by %s", op, label).isNotEmpty().isEqualTo(more.samples());
            }
        }
        EvalResult.Vector top = (EvalResult.Vector) at(0, M.aggregate(AggregateOp.TOPK, number(1), Grouping.by("job")));
        assertThat(top.samples()).extracting(Sample::value).containsExactly(5.0, 7.0, 3.0);
    }

    @Test
    void aggregationsGroupByAndWithoutLabels() {
        data.add(Labels.metric("m", "job", "a", "i", "0"), 1.0)
                .add(Labels.metric("m", "job", "a", "i", "1"), 3.0)
                .add(Labels.metric("m", "job", "b", "i", "0"), Double.NaN);

        assertThat(vector(0, M.sumBy("job")))
                .containsEntry("{job=\"a\"}", 4.0)
                .containsEntry("{job=\"b\"}", Double.NaN);
        assertThat(vector(0, M.aggregate(AggregateOp.COUNT, Grouping.without("i"))))
                .containsEntry("{job=\"a\"}", 2.0)
                .containsEntry("{job=\"b\"}", 1.0);
        assertThat(only(0, M.avgBy())).isNaN();
        assertThat(only(0, M.minBy())).isEqualTo(1);
        assertThat(only(0, M.maxBy())).isEqualTo(3);
        assertThat(only(0, M.aggregate(AggregateOp.GROUP, Grouping.ALL))).isEqualTo(1);
        assertThat(vector(0, M.aggregate(AggregateOp.STDVAR, Grouping.by("job"))))
                .containsEntry("{job=\"a\"}", 1.0);
        assertThat(vector(0, M.aggregate(AggregateOp.STDDEV, Grouping.by("job"))))
                .containsEntry("{job=\"a\"}", 1.0);
    }

    @Test
    void sumsKeepWhatRoundingLoses() {
        data.add(Labels.metric("m", "i", "0"), 1.0)
                .add(Labels.metric("m", "i", "1"), 1e100)
                .add(Labels.metric("m", "i", "2"), 1.0)
                .add(Labels.metric("m", "i", "3"), -1e100);

        assertThat(only(0, M.sumBy())).isEqualTo(2);
        assertThat(only(0, M.avgBy())).isEqualTo(0.5);
    }

    @Test
    void aMeanBeyondTheGreatestSumIsStillAMean() {
        data.add(Labels.metric("m"), 1.7e308, 1.7e308, 1.7e308);

        assertThat(only(20, call(Function.AVG_OVER_TIME, M.over(ofMinutes(1))))).isCloseTo(1.7e308, within(1e295));
        assertThat(only(20, call(Function.SUM_OVER_TIME, M.over(ofMinutes(1))))).isInfinite();
    }

    @Test
    void topAndBottomKeepTheLabelsInOrderNanLast() {
        for (int i = 0; i < 5; i++) {
            data.add(Labels.metric("m", "i", "" + i), i == 2 ? Double.NaN : i);
        }
        EvalResult.Vector top = (EvalResult.Vector) at(0, M.aggregate(AggregateOp.TOPK, number(2), Grouping.ALL));
        EvalResult.Vector all = (EvalResult.Vector) at(0, M.aggregate(AggregateOp.BOTTOMK, number(9), Grouping.ALL));

        assertThat(top.samples()).extracting(Sample::value).containsExactly(4.0, 3.0);
        assertThat(all.samples()).extracting(Sample::value).containsExactly(0.0, 1.0, 3.0, 4.0, Double.NaN);
        assertThat(vector(0, M.aggregate(AggregateOp.TOPK, number(0.5), Grouping.ALL)))
                .isEmpty();
        assertThat(failure(M.aggregate(AggregateOp.TOPK, number(Double.NaN), Grouping.ALL))
                        .message())
                .isEqualTo("Parameter value is NaN");
        assertThat(failure(M.aggregate(AggregateOp.TOPK, number(1e19), Grouping.ALL))
                        .cause())
                .isEqualTo(EvalResult.Cause.INVALID_ARGUMENT);
    }

    @Test
    void quantilesInterpolateAndRemarkOnAnInvalidShare() {
        for (int i = 0; i < 4; i++) {
            data.add(Labels.metric("m", "i", "" + i), i * 10.0);
        }
        EvalResult.Vector invalid =
                (EvalResult.Vector) at(0, M.aggregate(AggregateOp.QUANTILE, number(2), Grouping.ALL));

        assertThat(only(0, M.aggregate(AggregateOp.QUANTILE, number(0.5), Grouping.ALL)))
                .isEqualTo(15);
        assertThat(invalid.samples()).extracting(Sample::value).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(invalid.annotations())
                .containsExactly(new Annotation(
                        Annotation.Level.WARNING,
                        "quantile value should be between 0 and 1, got 2",
                        Optional.of(number(2))));
    }

    @Test
    void valuesAreCountedUnderALabel() {
        data.add(Labels.metric("m", "i", "0"), 1.5)
                .add(Labels.metric("m", "i", "1"), 1.5)
                .add(Labels.metric("m", "i", "2"), 1e30);

        assertThat(vector(0, M.aggregate(AggregateOp.COUNT_VALUES, text("v"), Grouping.ALL)))
                .containsExactly(Map.entry("{v=\"1.5\"}", 2.0), Map.entry("{v=\"1" + "0".repeat(30) + "\"}", 1.0));
    }

    @Test
    void vectorsJoinOnEqualLabels() {
        data.add(Labels.metric("m", "job", "a"), 6.0)
                .add(Labels.metric("m", "job", "b"), 8.0)
                .add(Labels.metric("n", "job", "a"), 2.0)
                .add(Labels.metric("n", "job", "c"), 3.0);
        Selector n = metric("n");

        assertThat(vector(0, M.dividedBy(n))).containsExactly(Map.entry("{job=\"a\"}", 3.0));
        assertThat(vector(0, M.join(BinaryOp.GREATER, n))).containsExactly(Map.entry("m{job=\"a\"}", 6.0));
        assertThat(vector(0, M.and(n))).containsOnlyKeys("m{job=\"a\"}");
        assertThat(vector(0, M.unless(n))).containsOnlyKeys("m{job=\"b\"}");
        assertThat(vector(0, M.or(n))).containsOnlyKeys("m{job=\"a\"}", "m{job=\"b\"}", "n{job=\"c\"}");
        assertThat(vector(0, M.and(absent(metric("gone"))))).isEmpty();
        assertThat(vector(0, M.join(BinaryOp.AND, Matching.on(), absent(metric("gone")))))
                .hasSize(2);
    }

    @Test
    void severalElementsMatchOneOnlyWhereTheExpressionSaysSo() {
        data.add(Labels.metric("m", "job", "a", "i", "0"), 6.0)
                .add(Labels.metric("m", "job", "a", "i", "1"), 8.0)
                .add(Labels.metric("n", "job", "a", "team", "x"), 2.0);
        Selector n = metric("n");

        assertThat(vector(0, M.join(BinaryOp.DIVIDE, Matching.on("job").groupLeft("team"), n)))
                .containsEntry("{i=\"0\", job=\"a\", team=\"x\"}", 3.0)
                .containsEntry("{i=\"1\", job=\"a\", team=\"x\"}", 4.0);
        assertThat(vector(0, n.join(BinaryOp.SUBTRACT, Matching.on("job").groupRight(), M)))
                .containsEntry("{i=\"0\", job=\"a\"}", -4.0);
        assertThat(failure(M.join(BinaryOp.DIVIDE, Matching.on("job"), n)))
                .isEqualTo(new EvalResult.Failure(
                        EvalResult.Cause.MULTIPLE_MATCHES,
                        "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)",
                        "the labels are {job=\"a\"}"));
        assertThat(failure(n.join(BinaryOp.DIVIDE, Matching.on("job"), M)).cause())
                .isEqualTo(EvalResult.Cause.MANY_TO_MANY);
        assertThat(failure(n.join(BinaryOp.DIVIDE, Matching.on("job"), M)).message())
                .isEqualTo("found duplicate series for the match group {job=\"a\"} on the right hand-side of the"
                        + " operation: [{__name__=\"m\", i=\"0\", job=\"a\"}, {__name__=\"m\", i=\"1\", job=\"a\"}]"
                        + ";many-to-many matching not allowed: matching labels must be unique on one side");
    }

    @Test
    void absenceNamesTheLabelsThatTheSelectorAskedFor() {
        assertThat(vector(0, absent(metric("m", eq("job", "a"), eq("zone", "z")))))
                .containsExactly(Map.entry("{job=\"a\", zone=\"z\"}", 1.0));
        assertThat(vector(
                        0,
                        call(
                                Function.ABSENT_OVER_TIME,
                                metric("m", eq("job", "a")).over(ofMinutes(1)))))
                .containsExactly(Map.entry("{job=\"a\"}", 1.0));
        assertThat(vector(0, absent(metric("m", eq("job", "a")).sumBy()))).containsExactly(Map.entry("{}", 1.0));
    }

    @Test
    void histogramQuantilesInterpolateWithinTheBucket() {
        String[] bounds = {"0.1", "0.5", "1", "+Inf"};
        double[] counts = {10, 30, 40, 40};
        for (int i = 0; i < 4; i++) {
            data.add(Labels.metric("h_bucket", "job", "a", "le", bounds[i]), counts[i]);
        }
        Selector h = metric("h_bucket");

        assertThat(vector(0, call(Function.HISTOGRAM_QUANTILE, number(0.5), h)))
                .containsExactly(Map.entry("{job=\"a\"}", 0.1 + 0.4 * 0.5));
        assertThat(only(0, call(Function.HISTOGRAM_QUANTILE, number(0.1), h))).isCloseTo(0.04, within(1e-12));
        assertThat(only(0, call(Function.HISTOGRAM_QUANTILE, number(1), h))).isEqualTo(1);
        assertThat(only(0, call(Function.HISTOGRAM_QUANTILE, number(-1), h))).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(only(0, call(Function.HISTOGRAM_FRACTION, number(0.1), number(0.5), h)))
                .isEqualTo(0.5);
        assertThat(only(0, call(Function.HISTOGRAM_QUANTILE, number(0.5), metric("h_bucket", eq("le", "1")))))
                .isNaN();
    }

    @Test
    void aFallingBucketIsFilledUpWithARemarkAndAMalformedBoundIsLeftOut() {
        data.add(Labels.metric("h", "le", "1"), 20.0)
                .add(Labels.metric("h", "le", "2"), 10.0)
                .add(Labels.metric("h", "le", "0x"), 10.0)
                .add(Labels.metric("h", "le", "Inf"), 20.0);
        EvalResult.Vector result =
                (EvalResult.Vector) at(0, call(Function.HISTOGRAM_QUANTILE, number(0.5), metric("h")));

        assertThat(result.samples()).extracting(Sample::value).containsExactly(0.5);
        assertThat(result.annotations())
                .extracting(Annotation::toString)
                .containsExactly(
                        "PromQL warning: bucket label \"le\" is missing or has a malformed value of \"0x\" for metric name"
                                + " \"h\"",
                        "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see"
                                + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
                                + " for metric name \"h\"");
        assertThat(result.annotations()).extracting(Annotation::about).containsOnly(Optional.of(metric("h")));
    }

    @Test
    void aSubqueryEvaluatesAtMultiplesOfItsStep() {
        data.line(Labels.metric("m"), 0, 1, 100);
        Expr maxRate = call(
                Function.MAX_OVER_TIME, new Subquery(M.times(2), ofMinutes(2), Optional.of(ofSeconds(30)), Shift.NONE));

        assertThat(only(505, maxRate)).isEqualTo(96);
        assertThat(only(
                        505,
                        call(
                                Function.COUNT_OVER_TIME,
                                new Subquery(M, ofMinutes(2), Optional.of(ofSeconds(30)), Shift.NONE))))
                .isEqualTo(4);
    }

    @Test
    void labelsAreRewritten() {
        data.add(Labels.metric("m", "src", "abc-123"), 1.0);

        assertThat(vector(
                        0,
                        call(
                                Function.LABEL_REPLACE,
                                M,
                                text("dst"),
                                text("${2}_$1$$"),
                                text("src"),
                                text("(\\w+)-(\\d+)"))))
                .containsOnlyKeys("m{dst=\"123_abc$\", src=\"abc-123\"}");
        assertThat(vector(0, call(Function.LABEL_REPLACE, M, text("dst"), text("x"), text("src"), text("nope"))))
                .containsOnlyKeys("m{src=\"abc-123\"}");
        assertThat(vector(
                        0,
                        call(
                                Function.LABEL_REPLACE,
                                M,
                                text("d"),
                                text("$word!"),
                                text("src"),
                                text("(?P<word>\\w+)-.*"))))
                .containsOnlyKeys("m{d=\"abc!\", src=\"abc-123\"}");
        assertThat(vector(0, call(Function.LABEL_JOIN, M, text("dst"), text(","), text("src"), text("none"))))
                .containsOnlyKeys("m{dst=\"abc-123,\", src=\"abc-123\"}");
        assertThat(failure(call(
                                Function.LABEL_REPLACE,
                                M,
                                text("dst"),
                                text("x".repeat(2_000)),
                                text("src"),
                                text(".*")))
                        .cause())
                .isEqualTo(EvalResult.Cause.LABEL_LIMIT);
    }

    @Test
    void regressionLooksAhead() {
        data.line(Labels.metric("m"), 0, 2, 31);

        assertThat(only(300, call(Function.DERIV, M.over(ofMinutes(5))))).isCloseTo(0.2, within(1e-12));
        assertThat(only(300, call(Function.PREDICT_LINEAR, M.over(ofMinutes(5)), number(3_600))))
                .isCloseTo(60 + 720, within(1e-9));
    }

    @Test
    void functionsOfOneNumberFollowTheField() {
        Instant leapDay = Instant.parse("2024-02-29T23:59:00Z");
        data.add(Labels.metric("m"), (double) leapDay.getEpochSecond());
        Map<Function, Double> expected = Map.of(
                Function.MINUTE, 59.0,
                Function.HOUR, 23.0,
                Function.DAY_OF_WEEK, 4.0,
                Function.DAY_OF_MONTH, 29.0,
                Function.DAY_OF_YEAR, 60.0,
                Function.DAYS_IN_MONTH, 29.0,
                Function.MONTH, 2.0,
                Function.YEAR, 2024.0);

        expected.forEach(
                (function, value) -> assertThat(only(0, call(function, M))).isEqualTo(value));
        assertThat(only(7_200, call(Function.HOUR))).isEqualTo(2);
        assertThat(only(0, call(Function.LOG2, call(Function.VECTOR, number(8)))))
                .isEqualTo(3);
        assertThat(only(0, call(Function.ROUND, call(Function.VECTOR, number(-2.5)))))
                .isEqualTo(-2);
        assertThat(only(0, call(Function.ROUND, call(Function.VECTOR, number(7)), number(5))))
                .isEqualTo(5);
        assertThat(only(0, call(Function.CLAMP, call(Function.VECTOR, number(7)), number(1), number(5))))
                .isEqualTo(5);
        assertThat(vector(0, call(Function.CLAMP, M, number(5), number(1)))).isEmpty();
        assertThat(only(0, call(Function.ASINH, call(Function.VECTOR, number(Math.sinh(2))))))
                .isCloseTo(2, within(1e-12));
        assertThat(only(0, call(Function.ACOSH, call(Function.VECTOR, number(Math.cosh(2))))))
                .isCloseTo(2, within(1e-12));
        assertThat(only(0, call(Function.ATANH, call(Function.VECTOR, number(Math.tanh(2))))))
                .isCloseTo(2, within(1e-12));
    }

    @Test
    void scalarsComeFromSingleElements() {
        data.add(Labels.metric("m", "i", "0"), 5.0).add(Labels.metric("m", "i", "1"), 6.0);

        assertThat(((EvalResult.Scalar) at(0, call(Function.SCALAR, metric("m", eq("i", "1"))))).value())
                .isEqualTo(6);
        assertThat(((EvalResult.Scalar) at(0, call(Function.SCALAR, M))).value())
                .isNaN();
        assertThat(((EvalResult.Scalar) at(42, time().negated())).value()).isEqualTo(-42);
        assertThat(((EvalResult.Scalar) at(0, number(3).compare(BinaryOp.GREATER_OR_EQUAL, number(3)))).value())
                .isEqualTo(1);
        assertThat(((EvalResult.Text) at(0, text("hi"))).value()).isEqualTo("hi");
        assertThat(vector(0, number(5).join(BinaryOp.LESS, M))).containsExactly(Map.entry("m{i=\"1\"}", 6.0));
    }

    @Test
    void aTimestampIsThatOfTheSample() {
        data.add(Labels.metric("m"), 1.0, 2.0);

        assertThat(only(15, call(Function.TIMESTAMP, M))).isEqualTo(10);
        assertThat(only(15, call(Function.TIMESTAMP, M.plus(number(0))))).isEqualTo(15);
    }

    @Test
    void aRangeSelectorGivesTheSamplesThemselves() {
        data.add(Labels.metric("m"), 1.0, StaleMarker.VALUE, 3.0);
        EvalResult.Matrix matrix = (EvalResult.Matrix) at(20, M.over(ofMinutes(1)));

        assertThat(matrix.series()).singleElement().hasToString("m 1.0@0 3.0@20000");
    }

    @Test
    void rateRemarksOnANameThatIsNoCounters() {
        data.line(Labels.metric("m"), 0, 1, 10);
        EvalResult.Vector result = (EvalResult.Vector) at(60, rate(M, ofMinutes(1)));

        assertThat(result.annotations()).singleElement().satisfies(remark -> {
            assertThat(remark.level()).isEqualTo(Annotation.Level.INFO);
            assertThat(remark)
                    .hasToString("PromQL info: metric might not be a counter, name does not end in"
                            + " _total/_sum/_count/_bucket: \"m\"");
            assertThat(remark.about()).contains(M.over(ofMinutes(1)));
        });
    }

    /** Whatever the order of the series, one without a name after one that has one. */
    @Test
    void rateRemarksOnNoNameThatIsNotThere() {
        data.line(Labels.metric("m_total", "i", "a"), 0, 1, 10);
        data.line(Labels.of("i", "b"), 0, 1, 10);
        Expr both = rate(Expressions.series(Matcher.matching("i", ".+")), ofMinutes(1));
        EvalResult.Vector result = (EvalResult.Vector) at(60, both);

        assertThat(result.samples()).hasSize(2);
        assertThat(result.annotations()).isEmpty();
    }

    @Test
    void budgetsEndAnEvaluationWithTheirName() {
        for (int i = 0; i < 5; i++) {
            data.line(Labels.metric("m", "i", "" + i), 0, 1, 10);
        }
        Expr deep = M;
        for (int i = 0; i < 60; i++) {
            deep = deep.negated();
        }
        Expr tooDeep = deep;

        assertThat(limited(M, new EvalLimits(1_000, 4, 50))).isEqualTo(EvalResult.Cause.SERIES_LIMIT);
        assertThat(limited(rate(M, ofMinutes(1)), new EvalLimits(29, 5, 50))).isEqualTo(EvalResult.Cause.SAMPLE_LIMIT);
        assertThat(limited(tooDeep, new EvalLimits(1_000, 5, 50))).isEqualTo(EvalResult.Cause.DEPTH_LIMIT);
        Expr rounds = call(
                Function.COUNT_OVER_TIME,
                new Subquery(metric("none"), Duration.ofDays(10), Optional.of(ofSeconds(1)), Shift.NONE));
        assertThat(limited(rounds, new EvalLimits(1_000, 1_000, 50))).isEqualTo(EvalResult.Cause.SAMPLE_LIMIT);
    }

    private EvalResult.Cause limited(Expr expr, EvalLimits limits) {
        EvalResult result = Evaluator.evaluate(expr, data.store, Instant.ofEpochSecond(90), limits);
        assertThat(result).isInstanceOf(EvalResult.Failure.class);
        return ((EvalResult.Failure) result).cause();
    }

    @Test
    void vectorResultsSayWhatKindTheyAre() {
        assertThat(at(0, M).kind()).isEqualTo(EvalResult.Kind.VECTOR);
        assertThat(at(0, number(1)).kind()).isEqualTo(EvalResult.Kind.SCALAR);
        assertThat(at(0, text("x")).kind()).isEqualTo(EvalResult.Kind.TEXT);
        assertThat(at(0, M.over(ofMinutes(1))).kind()).isEqualTo(EvalResult.Kind.MATRIX);
        assertThat(List.of(EvalResult.Kind.values())).hasSize(5);
        assertThat(failureAt(0, M.aggregate(AggregateOp.BOTTOMK, number(Double.NaN), Grouping.ALL))
                        .kind())
                .isEqualTo(EvalResult.Kind.FAILURE);
    }
}
