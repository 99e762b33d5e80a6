package io.itops.monitoring.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.itops.core.InvalidInputException;
import io.itops.core.SyntaxException;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.StaleMarker;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SeriesNotationTest {
    @ParameterizedTest
    @CsvSource({
        "m 1 2 3, 1 2 3",
        "m 1 2+3x4 _x3 stale NaN -Inf, 1 2 5 8 11 14 _ _ _ stale NaN -Infinity",
        "m 5-2x2, 5 3 1",
        "m 7x2, 7 7 7",
        "m -7x0, -7",
        "m +1.5 .5 1e3 1_000 010, 1.5 0.5 1000 1000 8",
        "m _ _x0 _x1, _ _",
        "m, ''",
        "m   , ''",
        "m +Inf inf nan, Infinity Infinity NaN",
        "m -1-1x1, -1 -2",
        "m 0+0.1x3, 0 0.1 0.2 0.30000000000000004",
        "m Inf-1x1, Infinity Infinity",
        "m 0x3, 0 0 0 0"
    })
    void valuesAreRepeatedAndSteppedAsWritten(String text, String values) {
        assertThat(SeriesNotation.parse(text).points().stream()
                        .map(SeriesNotationTest::shown)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(values);
    }

    private static String shown(OptionalDouble point) {
        if (point.isEmpty()) {
            return "_";
        }
        double value = point.getAsDouble();
        return StaleMarker.is(value)
                ? "stale"
                : value == Math.rint(value) && Math.abs(value) < 1e6
                        ? String.valueOf((long) value)
                        : String.valueOf(value);
    }

    static Stream<Arguments> labelled() {
        return Stream.of(
                arguments("m 1", Labels.metric("m")),
                arguments("m{} 1", Labels.metric("m")),
                arguments("m:n{a=\"b\",c='d',} 1", Labels.metric("m:n", "a", "b", "c", "d")),
                arguments("m{ a = \"b\" , c=`d` } 1", Labels.metric("m", "a", "b", "c", "d")),
                arguments("{} 1", Labels.empty()),
                arguments("{a=\"b\"} 1", Labels.of("a", "b")),
                arguments("{__name__=\"m\", a=\"b\"} 1", Labels.metric("m", "a", "b")),
                arguments("{\"my.metric\", \"my.label\"=\"b\"} 1", Labels.metric("my.metric", "my.label", "b")),
                arguments("sum{by=\"x\"} 1", Labels.metric("sum", "by", "x")),
                arguments("m{a=\"\"} 1", Labels.metric("m")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("labelled")
    void labelsAreReadAsInExpressions(String text, Labels labels) {
        assertThat(SeriesNotation.parse(text).labels()).isEqualTo(labels);
        assertThat(SeriesNotation.leadingLabels(text)).isEqualTo(labels);
        assertThat(SeriesNotation.parseLabels(text.substring(0, text.length() - 2)))
                .isEqualTo(labels);
    }

    @Test
    void labelsAreReadBeforeValuesThatAreNotSupportedYet() {
        assertThat(SeriesNotation.leadingLabels("m{a=\"b\"} {{schema:0 count:1}}x2"))
                .isEqualTo(Labels.metric("m", "a", "b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1 2 | go on with a metric's name or \"{\", but was \"1\"",
                "~~ | go on with a metric's name or \"{\", but was the end",
                "m 1y | go on with a number, or a duration in y w d h m s ms, but was \"1y\"",
                "m foo | go on with a number, _ or stale, but was \"foo\"",
                "m NaNx3 | go on with a number, _ or stale, but was \"NaNx3\"",
                "m stalex3 | go on with a number, _ or stale, but was \"stalex3\"",
                "m STALE | go on with a number, _ or stale, but was \"STALE\"",
                "m 1+2 | go on with \"x\" and how often, but was the end",
                "m 1+x3 | go on with a number, but was \"x3\"",
                "m 1x | go on with how often, but was the end",
                "m 1x-1 | go on with how often, but was \"-\"",
                "m 1x2x3 | go on with a blank, but was \"x\"",
                "m 1,2 | go on with a blank, but was \",\"",
                "m{a=\"b\"}1 | go on with a blank, but was \"1\"",
                "m{a=\"b\",a=\"c\"} 1 | label at line 1, column 9 must stand once, but was \"a\"",
                "m{__name__=\"n\"} 1 | label at line 1, column 1 must stand once, but was \"__name__\"",
                "m{a} 1 | go on with \"=\", but was \"}\"",
                "m{a=b} 1 | go on with a string, but was \"b\"",
                "m{a=~\"b\"} 1 | go on with a string, but was \"~\"",
                "m{a=\"b\" | go on with \",\" or \"}\", but was the end",
                "m{1=\"b\"} | go on with a label name or \"}\", but was \"1\"",
                "m 1x1000000 | have at most 1000000 steps, but was 1000001",
                "m 1x99999999999999999999 | have at most 1000000 steps, but was 1000002"
            })
    void whatIsNoSeriesIsRefusedWithItsPlace(String text, String rule) {
        assertThatThrownBy(() -> SeriesNotation.parse(text))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining(" at line 1, column ")
                .hasMessageEndingWith(rule);
    }

    @Test
    void blanksPartTheNameFromTheBracesWhereNoValuesFollow() {
        assertThat(SeriesNotation.parseLabels(" m { a = \"b\" } ")).isEqualTo(Labels.metric("m", "a", "b"));
        assertThatThrownBy(() -> SeriesNotation.parse("m {a=\"b\"} 1")).isInstanceOf(SyntaxException.class);
    }

    @Test
    void valuesAfterLabelsAloneAreRefused() {
        assertThatThrownBy(() -> SeriesNotation.parseLabels("m{} 1"))
                .hasMessage("series at line 1, column 5 must end after the labels, but was \"1\"");
    }

    @ParameterizedTest
    @CsvSource({
        "m {{schema:1 sum:1}}, native histograms, 3",
        "m 1 {{}}x3, native histograms, 5",
        "m@st _ 1, start timestamps, 2"
    })
    void whatIsNotSupportedYetIsRefusedByItsName(String text, String feature, int column) {
        SyntaxException refusal = catchThrowableOfType(SyntaxException.class, () -> SeriesNotation.parse(text));

        assertThat(refusal.unsupported()).contains(feature);
        assertThat(refusal.column()).isEqualTo(column);
    }

    @Test
    void aMillionStepsAreNotMoreThanTheirNumbers() {
        assertThat(SeriesNotation.parse("m 1+1x999999").points())
                .hasSize(1_000_000)
                .last()
                .isEqualTo(OptionalDouble.of(1_000_000));
    }

    @Test
    void nothingIsRefusedAsBadInput() {
        assertThatThrownBy(() -> SeriesNotation.parse(null)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> SeriesNotation.parseLabels(null)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> SeriesNotation.leadingLabels(null)).isInstanceOf(InvalidInputException.class);
    }
}
