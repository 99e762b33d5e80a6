package io.itops.monitoring.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.SyntaxException;
import io.itops.monitoring.expr.Call;
import io.itops.monitoring.expr.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxTest {
    private static final Syntax OLD = Syntax.PROMETHEUS_2_42;

    @Test
    void holtWintersIsReadByTheVersionsThatHadIt() {
        assertThat(PromQl.parse("holt_winters(a[5m], 0.5, 0.1)", OLD))
                .isInstanceOfSatisfying(
                        Call.class, call -> assertThat(call.function()).isEqualTo(Function.HOLT_WINTERS));
        assertThatThrownBy(() -> PromQl.parse("holt_winters(a[5m], 0.5, 0.1)"))
                .isInstanceOfSatisfying(
                        SyntaxException.class, e -> assertThat(e.unsupported()).contains("experimental functions"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"my.metric\"} | 2 | go on with a label name or \"}\"",
                "a{\"b\"=\"c\"} | 3 | go on with a label name or \"}\"",
                "sum by (\"b\") (a) | 9 | go on with a label name or \")\"",
                "a + 5m | 5 | go on with a number",
                "rate(a[300]) | 8 | go on with a duration",
                "a offset 300 | 10 | go on with a duration",
                "max_over_time(a[5m:30]) | 20 | go on with a duration, or \"]\"",
                "1_000 | 2 | be digits without underscores",
            })
    void whatCameWithLaterVersionsIsRefusedAtItsPlace(String text, int column, String rule) {
        assertThat(PromQl.parse(text)).isNotNull();
        assertThatThrownBy(() -> PromQl.parse(text, OLD)).isInstanceOfSatisfying(SyntaxException.class, e -> {
            assertThat(e.column()).isEqualTo(column);
            assertThat(e.rule()).startsWith(rule);
            assertThat(e.unsupported()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum by (job) (rate(a{b=~\"c.*\"}[5m] offset -1h)) > 1e3",
                "max_over_time(a[5m:30s] @ end()) + a @ 1700000000.5",
                "label_replace(a, \"x y\", \"\", \"b\", \"c\")",
            })
    void whatAllVersionsReadGivesOneTree(String text) {
        assertThat(PromQl.parse(text, OLD)).isEqualTo(PromQl.parse(text));
    }

    @Test
    void thePlacesOfAnOlderTextAreKept() {
        ParsedExpr parsed = PromQl.parseWithPositions("1 + holt_winters(a[5m], 0.5, 0.1)", OLD);
        assertThat(parsed.position(parsed.expr().children().get(1))).contains(new Position(1, 5));
    }

    @Test
    void aMisspelledFunctionOfAnOlderVersionIsSuggestedByThatVersionOnly() {
        assertThatThrownBy(() -> PromQl.parse("holtwinters(a[5m], 0.5, 0.1)", OLD))
                .hasMessageContaining("did you mean holt_winters()?");
        assertThatThrownBy(() -> PromQl.parse("holtwinters(a[5m], 0.5, 0.1)")).hasMessageNotContaining("did you mean");
    }
}
