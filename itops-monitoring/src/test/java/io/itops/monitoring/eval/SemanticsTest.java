package io.itops.monitoring.eval;

import static io.itops.monitoring.expr.Expressions.call;
import static io.itops.monitoring.expr.Expressions.increase;
import static io.itops.monitoring.expr.Expressions.matching;
import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.number;
import static io.itops.monitoring.expr.Expressions.series;
import static io.itops.monitoring.expr.Expressions.text;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Function;
import io.itops.monitoring.expr.Matching;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.Shift;
import io.itops.monitoring.expr.Subquery;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.promql.PromQl;
import io.itops.monitoring.promql.Syntax;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What versions do differently: the same expression over the same samples under each. */
class SemanticsTest {
    private static final Selector M = metric("m");
    private static final Double NONE = null;

    private final Series data = new Series(ofSeconds(60));

    private EvalResult at(long seconds, Expr expr, Semantics semantics) {
        EvalOptions options = EvalOptions.builder().semantics(semantics).build();
        return Evaluator.evaluate(expr, data.store, Instant.ofEpochSecond(seconds), options);
    }

    private List<String> old(long seconds, Expr expr) {
        return texts(at(seconds, expr, Semantics.PROMETHEUS_2_42));
    }

    private List<String> now(long seconds, Expr expr) {
        return texts(at(seconds, expr, Semantics.PROMETHEUS_3_14));
    }

    private static List<String> texts(EvalResult result) {
        return result instanceof EvalResult.Failure failure
                ? List.of("failure: " + failure.message())
                : ((EvalResult.Vector) result)
                        .samples().stream().map(Sample::toString).toList();
    }

    @Test
    void windowsHeldTheirStartOnce() {
        data.line(Labels.metric("m"), 1, 1, 10);
        Expr count = call(Function.COUNT_OVER_TIME, M.over(ofMinutes(2)));
        Expr steps =
                call(Function.COUNT_OVER_TIME, new Subquery(M, ofMinutes(2), Optional.of(ofMinutes(1)), Shift.NONE));

        assertThat(old(240, count)).containsExactly("{} 3.0");
        assertThat(now(240, count)).containsExactly("{} 2.0");
        assertThat(old(240, steps)).containsExactly("{} 3.0");
        assertThat(now(240, steps)).containsExactly("{} 2.0");
        assertThat(old(250, steps)).containsExactly("{} 2.0");
        assertThat(now(250, steps)).containsExactly("{} 2.0");
    }

    @Test
    void theLookbackHeldItsStartOnce() {
        data.add(Labels.metric("m"), 7.0);

        assertThat(old(300, M)).containsExactly("m 7.0");
        assertThat(now(300, M)).isEmpty();
        assertThat(now(299, M)).containsExactly("m 7.0");
    }

    @Test
    void aDotMatchedNoLineBreakOnce() {
        data.add(Labels.metric("m", "text", "two\nlines"), 1.0);
        Expr matched = metric("m", matching("text", "two.*"));
        Expr replaced = call(Function.LABEL_REPLACE, M, text("text"), text("x"), text("text"), text("two.*"));

        assertThat(old(0, matched)).isEmpty();
        assertThat(now(0, matched)).hasSize(1);
        assertThat(old(0, replaced)).containsExactly("m{text=\"two\\nlines\"} 1.0");
        assertThat(now(0, replaced)).containsExactly("m{text=\"x\"} 1.0");
    }

    @Test
    void namesAreDroppedAtOnceOrAtTheEnd() {
        data.add(Labels.metric("m", "i", "a"), 1.0, 2.0).add(Labels.metric("n", "i", "a"), 3.0, 4.0);
        Expr both = series(matching(Labels.METRIC_NAME, "m|n")).negated();
        Expr copied =
                call(Function.LABEL_REPLACE, both, text("of"), text("$1"), text(Labels.METRIC_NAME), text("(.+)"));

        assertThat(old(60, copied)).containsExactly("failure: vector cannot contain metrics with the same labelset");
        assertThat(now(60, copied)).containsExactlyInAnyOrder("{i=\"a\", of=\"m\"} -2.0", "{i=\"a\", of=\"n\"} -4.0");
    }

    @Test
    void theStartOfACounterWasGuessedByItsZeroFirst() {
        // The first of four samples a minute apart says that the counter was zero 45 s before it: further than half a
        // distance.
        data.add(Labels.metric("m"), NONE, NONE, NONE, 45.0, 105.0, 165.0, 225.0);

        assertThat(old(360, increase(M, ofMinutes(6)))).containsExactly("{} 225.0");
        assertThat(now(360, increase(M, ofMinutes(6)))).containsExactly("{} 210.0");
    }

    @Test
    void atan2KeptTheNameOnce() {
        data.add(Labels.metric("m", "i", "a"), 0.0).add(Labels.metric("n", "i", "a"), 1.0);
        Expr vectors = PromQl.parse("m atan2 n");
        Expr number = PromQl.parse("m atan2 1");

        assertThat(old(0, vectors)).containsExactly("m{i=\"a\"} 0.0");
        assertThat(now(0, vectors)).containsExactly("{i=\"a\"} 0.0");
        assertThat(old(0, number)).containsExactly("m{i=\"a\"} 0.0");
        assertThat(now(0, number)).containsExactly("{i=\"a\"} 0.0");
    }

    @Test
    void aLoneInfinityDidNotDeviateOnce() {
        data.add(Labels.metric("m", "i", "a"), Double.POSITIVE_INFINITY);
        Expr lone = PromQl.parse("stddev(m)");

        assertThat(old(0, lone)).containsExactly("{} 0.0");
        assertThat(now(0, lone)).containsExactly("{} NaN");
        data.add(Labels.metric("m", "i", "b"), 1.0);
        assertThat(old(0, lone)).containsExactly("{} NaN");
    }

    @Test
    void severalMatchesThatAComparisonFiltersAwayFailSinceLately() {
        data.add(Labels.metric("m", "i", "a", "job", "j"), 0.0)
                .add(Labels.metric("m", "i", "b", "job", "j"), 1.0)
                .add(Labels.metric("n", "job", "j"), 1.0);
        Expr filtered = M.join(BinaryOp.GREATER_OR_EQUAL, Matching.on("job"), metric("n"));

        assertThat(texts(at(0, filtered, Semantics.PROMETHEUS_3_5))).containsExactly("{job=\"j\"} 1.0");
        assertThat(now(0, filtered)).singleElement().asString().contains("many-to-one matching must be explicit");
    }

    @Test
    void theFirstBucketOfAFractionHadNoBeginning() {
        data.line(Labels.metric("b_bucket", "le", "1.0"), 4, 0, 1);
        data.line(Labels.metric("b_bucket", "le", "2.0"), 8, 0, 1);
        data.line(Labels.metric("b_bucket", "le", "+Inf"), 10, 0, 1);
        Expr within = call(Function.HISTOGRAM_FRACTION, number(0), number(0.5), metric("b_bucket"));
        Expr above = call(Function.HISTOGRAM_FRACTION, number(1), number(2), metric("b_bucket"));
        Expr all = call(
                Function.HISTOGRAM_FRACTION,
                number(Double.NEGATIVE_INFINITY),
                number(Double.POSITIVE_INFINITY),
                metric("b_bucket"));

        assertThat(now(0, within)).containsExactly("{} 0.2");
        assertThat(texts(at(0, within, Semantics.PROMETHEUS_3_5))).containsExactly("{} NaN");
        assertThat(texts(at(0, above, Semantics.PROMETHEUS_3_5))).containsExactly("{} 0.4");
        assertThat(texts(at(0, all, Semantics.PROMETHEUS_3_5))).containsExactly("{} 1.0");
    }

    @Test
    void switchesOfAPresetAreChangedOneByOne() {
        Semantics ofAServerWithoutTheFlag =
                Semantics.PROMETHEUS_3_14.toBuilder().delayedNameRemoval(false).build();

        assertThat(ofAServerWithoutTheFlag)
                .isEqualTo(new Semantics(true, true, false, Syntax.PROMETHEUS_3, true, true, true, true, true, true));
        assertThat(Semantics.PROMETHEUS_3_14.toBuilder()
                        .leftOpen(false)
                        .dotMatchesNewline(false)
                        .delayedNameRemoval(false)
                        .syntax(Syntax.PROMETHEUS_2_42)
                        .startGuessedByHalf(false)
                        .matchesCheckedFirst(false)
                        .decimalBounds(false)
                        .atan2DropsName(false)
                        .loneDeviationIsNaN(false)
                        .fractionFromZero(false)
                        .build())
                .isEqualTo(Semantics.PROMETHEUS_2_42);
        assertThat(Semantics.PROMETHEUS_3_14.toBuilder()
                        .matchesCheckedFirst(false)
                        .fractionFromZero(false)
                        .build())
                .isEqualTo(Semantics.PROMETHEUS_3_5);
    }

    /** Prometheus makes the result anew and keeps what the left side is called, though its name was to be dropped. */
    @Test
    void aNameThatIsToBeDroppedComesBackThroughAComparisonOfVectorsAlone() {
        data.line(Labels.metric("m_total", "job", "j"), 0, 60, 10);
        data.line(Labels.metric("n", "job", "j"), 0, 0, 10);

        for (String kept : List.of(
                "rate(m_total[5m]) > n",
                "rate(m_total[5m]) > ignoring(zone) n",
                "rate(m_total[5m]) > on(job) group_left n",
                "n < on(job) group_right rate(m_total[5m])")) {
            String value = kept.startsWith("n") ? "0.0" : "1.0";
            assertThat(now(300, PromQl.parse(kept))).as(kept).containsExactly("m_total{job=\"j\"} " + value);
            assertThat(old(300, PromQl.parse(kept))).as(kept).containsExactly("{job=\"j\"} " + value);
        }
        for (String dropped : List.of(
                "rate(m_total[5m]) > 0",
                "rate(m_total[5m]) > bool n",
                "rate(m_total[5m]) > on(job) n",
                "rate(m_total[5m]) + n",
                "rate(m_total[5m]) and n",
                "rate(m_total[5m]) unless on(job) x")) {
            assertThat(now(300, PromQl.parse(dropped))).as(dropped).containsExactly("{job=\"j\"} 1.0");
        }
    }

    @Test
    void aSubqueryWithoutStepTakesThatOfTheOptions() {
        data.line(Labels.metric("m"), 1, 1, 10);
        Expr count = call(Function.COUNT_OVER_TIME, new Subquery(M, ofMinutes(2), Optional.empty(), Shift.NONE));
        EvalOptions often = EvalOptions.builder().subqueryStep(ofSeconds(10)).build();

        assertThat(now(240, count)).containsExactly("{} 2.0");
        assertThat(texts(Evaluator.evaluate(count, data.store, Instant.ofEpochSecond(240), often)))
                .containsExactly("{} 12.0");
        assertThat(EvalOptions.DEFAULTS.withSubqueryStep(ofSeconds(10)).subqueryStep())
                .isEqualTo(ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "0, 0.0",
        "-2, -2.0",
        "0.5, 0.5",
        "1e9, 1e+09",
        "1000000, 1e+06",
        "+Inf, +Inf",
        "Inf, +Inf",
        "NaN, NaN",
        "nan, NaN",
        "-NaN, -NaN",
        "1e999, 1e999",
        "x, x",
        "0.99, 0.99"
    })
    void boundsAreWrittenWithADecimalPointSinceThree(String scraped, String stored) {
        assertThat(Semantics.PROMETHEUS_3_14.bound(scraped)).isEqualTo(stored);
        assertThat(Semantics.PROMETHEUS_2_42.bound(scraped)).isEqualTo(scraped);
    }

    @Test
    void aPatternThatGrowsTooLongIsAFailureOfTheOldVersionAlone() {
        Expr longest = metric("m", matching("text", "a".repeat(4_095)));

        assertThat(now(0, longest)).isEmpty();
        assertThat(old(0, longest))
                .singleElement()
                .asString()
                .startsWith("failure: matcher value must be at most 4096");
    }

    @Test
    void holtWintersSmoothsWithTheTrend() {
        data.add(Labels.metric("m"), 1.0, 2.0, 4.0, 8.0);
        Expr smoothed = PromQl.parse("holt_winters(m[5m], 0.5, 0.5)", Syntax.PROMETHEUS_2_42);

        // levels 2, 3.5 and 6.375 by trends 1, 1 and 1.25
        assertThat(old(180, smoothed)).containsExactly("{} 6.375");
        assertThat(old(0, smoothed)).isEmpty();
        assertThat(old(180, PromQl.parse("holt_winters(m[5m], 0, 0.5)", Syntax.PROMETHEUS_2_42)))
                .containsExactly("failure: invalid smoothing factor. Expected: 0 < sf < 1, got: 0.000000");
        assertThat(old(180, PromQl.parse("holt_winters(m[5m], 0.5, NaN)", Syntax.PROMETHEUS_2_42)))
                .containsExactly("failure: invalid trend factor. Expected: 0 < tf < 1, got: NaN");
        assertThat(old(180, PromQl.parse("holt_winters(nothing[5m], 7, 7)", Syntax.PROMETHEUS_2_42)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "label_replace(m, 'x y', 'v', 'i', '.*') | invalid destination label name in label_replace(): x y",
                "label_join(m, 'x y', '-', 'i') | invalid destination label name in label_join(): x y",
                "label_join(m, 'x', '-', 'i j') | invalid source label name in label_join(): i j",
                "count_values('x y', m) | invalid label name \"x y\"",
            })
    void namesWerePlainOnceInWhatFunctionsMakeToo(String text, String failure) {
        data.add(Labels.metric("m"), 1.0);

        assertThat(old(0, PromQl.parse(text))).containsExactly("failure: " + failure);
        assertThat(now(0, PromQl.parse(text))).hasSize(1).noneMatch(found -> found.startsWith("failure"));
    }
}
