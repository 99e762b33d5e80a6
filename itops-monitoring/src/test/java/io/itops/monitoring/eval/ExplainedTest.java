package io.itops.monitoring.eval;

import static io.itops.monitoring.expr.Expressions.eq;
import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.number;
import static io.itops.monitoring.expr.Expressions.rate;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.explain.Explanation;
import io.itops.monitoring.expr.AggregateOp;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Grouping;
import io.itops.monitoring.metric.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplainedTest {
    private static final Expr ERRORS =
            rate(metric("errors_total", eq("status", "503")), ofMinutes(1)).sumBy("service");

    private final Series data = new Series(ofSeconds(10))
            .line(Labels.metric("errors_total", "service", "checkout", "status", "503", "pod", "1"), 0, 40, 13)
            .line(Labels.metric("errors_total", "service", "checkout", "status", "503", "pod", "2"), 0, 20, 13)
            .line(Labels.metric("errors_total", "service", "search", "status", "503", "pod", "3"), 0, 10, 13);

    private Explained explain(Expr expr) {
        return Evaluator.explain(expr, data.store, Instant.ofEpochSecond(120), EvalLimits.DEFAULTS);
    }

    @Test
    void anElementIsExplainedDownToItsSeriesAndSamples() {
        Explanation why =
                explain(ERRORS.above(5)).of(Labels.of("service", "checkout")).orElseThrow();

        assertThat(why.render()).isEqualTo("""
                sum by (service) (rate(errors_total{status="503"}[1m])) > 5 = 6 for {service="checkout"}
                  sum by (service) (rate(errors_total{status="503"}[1m])) = 6 for {service="checkout"}
                    rate(errors_total{status="503"}[1m]) = 4 for {pod="1", service="checkout", status="503"} \
                {series=errors_total{pod="1", service="checkout", status="503"}, samples=6, \
                last=480 at 1970-01-01T00:02:00Z, first=280 at 1970-01-01T00:01:10Z}
                    rate(errors_total{status="503"}[1m]) = 2 for {pod="2", service="checkout", status="503"} \
                {series=errors_total{pod="2", service="checkout", status="503"}, samples=6, \
                last=240 at 1970-01-01T00:02:00Z, first=140 at 1970-01-01T00:01:10Z}
                """);
    }

    @Test
    void anEmptyResultIsExplainedByTheValuesThatWereFilteredOut() {
        Explanation why = explain(ERRORS.above(7)).whole();

        assertThat(why.reason()).endsWith("> 7 gives no element");
        assertThat(why.because()).singleElement().satisfies(below -> {
            assertThat(below.reason()).endsWith("gives 2 elements");
            assertThat(below.because()).extracting(Explanation::reason).anyMatch(r -> r.contains("= 6 for"));
        });
    }

    @Test
    void aMissingSeriesIsExplainedAsSuch() {
        Explanation why = explain(metric("nothing").above(1)).whole();

        assertThat(why.because().get(0).evidence())
                .containsEntry("why", "no series meets the matchers and has a sample within the lookback");
    }

    @Test
    void samplesThatAreTooFewAreShown() {
        data.add(Labels.metric("young_total"), null, null, null, null, null, null, null, null, null, null, null, 3.0);
        Explanation why =
                explain(rate(metric("young_total"), ofMinutes(1)).above(1)).whole();

        assertThat(why.render()).contains("young_total[1m] holds 1 series").contains("samples=1, last=3 at");
    }

    @Test
    void failuresAndScalarsAreExplainedToo() {
        assertThat(explain(number(1).plus(number(2))).whole().reason()).isEqualTo("1 + 2 = 3");
        assertThat(explain(ERRORS.aggregate(AggregateOp.TOPK, number(Double.NaN), Grouping.ALL))
                        .whole()
                        .reason())
                .isEqualTo("evaluation failed: Parameter value is NaN: the aggregation is topk");
        assertThat(explain(number(1)).of(Labels.empty())).isEmpty();
        assertThat(explain(ERRORS).of(Labels.of("service", "nobody"))).isEmpty();
    }

    @Test
    void manyInputsAndDeepExpressionsStayWithinTheBoundsOfAnExplanation() {
        for (int i = 0; i < 40; i++) {
            data.line(Labels.metric("wide_total", "i", "" + i), 0, 10, 13);
        }
        Expr deep = rate(metric("wide_total"), ofMinutes(1));
        for (int i = 0; i < 20; i++) {
            deep = deep.negated();
        }
        Explained explained = explain(deep.sumBy());

        assertThat(explained.of(Labels.empty()).orElseThrow().evidence()).containsEntry("not shown", "32");
        assertThat(explained.whole().depth()).isLessThanOrEqualTo(8);
        assertThat(explain(deep.above(5)).whole().depth()).isLessThanOrEqualTo(8);
    }

    @Test
    void explainingDoesNotChangeTheResult() {
        Expr expr = ERRORS.above(1);

        assertThat(explain(expr).result())
                .isEqualTo(Evaluator.evaluate(expr, data.store, Instant.ofEpochSecond(120), EvalLimits.DEFAULTS));
    }

    @Test
    void anElementThatIsMissingIsExplainedByItsOwnValueAndThresholdAlone() {
        Labels checkout = Labels.of("service", "checkout");
        Explanation why = explain(ERRORS.above(7)).missing(checkout::equals);

        assertThat(why.reason())
                .isEqualTo(
                        "sum by (service) (rate(errors_total{status=\"503\"}[1m])) = 6, which does not meet the condition");
        assertThat(why.evidence()).containsEntry("value", "6").containsEntry("threshold", "> 7");
        assertThat(why.render()).contains("pod=\"1\"").doesNotContain("search");
    }

    @Test
    void anElementWhoseSeriesAreGoneIsExplainedAsSuch() {
        Explanation why = explain(ERRORS.above(7)).missing(Labels.of("service", "nobody")::equals);

        assertThat(why.reason()).isEqualTo("no series of these labels has a sample that counts any more");
        assertThat(why.because()).isEmpty();
    }

    @Test
    void whatIsMissingIsExplainedAlikeOneByOneAndByAKey() {
        Explained explained = explain(ERRORS.above(7));
        for (String service : List.of("checkout", "search", "nobody")) {
            Labels labels = Labels.of("service", service);

            assertThat(explained.missingBy(Optional::of).apply(labels)).isEqualTo(explained.missing(labels::equals));
        }
        assertThat(explained
                        .missingBy(labels -> Optional.empty())
                        .apply(Labels.of("service", "checkout"))
                        .reason())
                .isEqualTo("no series of these labels has a sample that counts any more");
    }
}
