package io.itops.monitoring.eval;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.StaleMarker;
import io.itops.monitoring.promql.PromQl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Comparisons of a selector with a number, which are evaluated in one go where nobody asks for the steps. */
class ComparedTest {
    private static final Instant AT = Instant.ofEpochSecond(20);
    private static final double[] VALUES = {
        -1, -0.0, 0, 3, 5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, StaleMarker.VALUE
    };

    private final Series data = new Series(ofSeconds(10));

    ComparedTest() {
        for (int i = 0; i < VALUES.length; i++) {
            data.add(Labels.metric("m", "i", "" + i), 4.0, VALUES[i], VALUES[(i + 1) % VALUES.length]);
        }
    }

    static Stream<String> comparisons() {
        return Stream.of("==", "!=", ">", "<", ">=", "<=")
                .flatMap(op -> Stream.of("0", "-1", "3", "NaN", "Inf")
                        .flatMap(number -> Stream.of(
                                "m " + op + " " + number,
                                number + " " + op + " m",
                                "m offset 10s " + op + " " + number,
                                "m @ 10 " + op + " " + number,
                                "nothing " + op + " " + number,
                                "(m " + op + " " + number + ") * 2",
                                "count(m " + op + " " + number + ")",
                                "m " + op + " bool " + number)));
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void theyGiveTheSameWhetherStepsAreKeptOrNot(String text) {
        Expr expr = PromQl.parse(text);
        for (Semantics semantics : List.of(Semantics.PROMETHEUS_3_14, Semantics.PROMETHEUS_2_42)) {
            EvalOptions options = EvalOptions.timeless(EvalLimits.DEFAULTS, semantics);
            EvalResult plain = Evaluator.evaluate(expr, data.store, AT, options);

            assertThat(plain)
                    .isEqualTo(Evaluator.explain(expr, data.store, AT, options).result());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"m > 100", "m > 0", "0 < m", "m != 3"})
    void theyCostTheSameWhetherStepsAreKeptOrNot(String text) {
        Expr expr = PromQl.parse(text);
        for (int most = 1; most <= VALUES.length + 1; most++) {
            for (EvalLimits limits : List.of(
                    new EvalLimits(most, 100, 100),
                    new EvalLimits(100, most, 100),
                    new EvalLimits(100, 100, most),
                    new EvalLimits(100, 100, 100, most, Duration.ofSeconds(1)))) {
                EvalOptions options = EvalOptions.timeless(limits, Semantics.PROMETHEUS_3_14);

                assertThat(Evaluator.evaluate(expr, data.store, AT, options))
                        .as("%s", limits)
                        .isEqualTo(
                                Evaluator.explain(expr, data.store, AT, options).result());
            }
        }
    }
}
