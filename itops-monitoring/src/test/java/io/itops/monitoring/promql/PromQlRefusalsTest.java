package io.itops.monitoring.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.itops.core.InvalidInputException;
import io.itops.core.SyntaxException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PromQlRefusalsTest {
    private static final String OPERAND = "a number, a string, a metric, a function, an aggregation or \"(\"";

    static Stream<Arguments> refused() {
        return Stream.of(
                // Tokens.
                arguments("", "expression at line 1, column 1 must not be empty, but was the end"),
                arguments("  # only a comment", "expression at line 1, column 1 must not be empty, but was the end"),
                arguments("a $ b", "expression at line 1, column 3 must go on with a token of PromQL, but was \"$\""),
                arguments(
                        "a\u0000",
                        "expression at line 1, column 2 must go on with a token of PromQL, but was \"\\u0000\""),
                arguments(
                        "\ud800",
                        "expression at line 1, column 1 must go on with a token of PromQL, but was \"\\ud800\""),
                arguments("größe", "expression at line 1, column 3 must go on with a token of PromQL, but was \"ö\""),
                arguments(
                        "a ! b",
                        "expression at line 1, column 4 must go on with \"=\" or \"~\" after \"!\", but was \" \""),
                arguments(
                        "a = 1",
                        "expression at line 1, column 3 must go on with an operator or the end, but was \"=\""),
                arguments(
                        "a =~ 1",
                        "expression at line 1, column 3 must go on with an operator or the end, but was \"=~\""),
                arguments(
                        "1..2",
                        "expression at line 1, column 1 must go on with a number, or a duration in y w d h m s ms, but was \"1..2\""),
                arguments(
                        "1__0",
                        "expression at line 1, column 1 must go on with a number, or a duration in y w d h m s ms, but was \"1__0\""),
                arguments(
                        "1e",
                        "expression at line 1, column 1 must go on with a number, or a duration in y w d h m s ms, but was \"1e\""),
                arguments(
                        "0x",
                        "expression at line 1, column 1 must go on with a number, or a duration in y w d h m s ms, but was \"0x\""),
                arguments("1e400", "number at line 1, column 1 must be less than 1.8e308, but was \"1e400\""),
                arguments(
                        "0xffffffffffffffff",
                        "number at line 1, column 1 must be at most 0x7fffffffffffffff, but was \"0xffffffffffffffff\""),
                arguments(
                        "a[5m1h]",
                        "expression at line 1, column 3 must go on with a number, or a duration in y w d h m s ms, but was \"5m1h\""),
                arguments(
                        "a[5M]",
                        "expression at line 1, column 3 must go on with a number, or a duration in y w d h m s ms, but was \"5M\""),
                arguments("a[300y]", "duration at line 1, column 3 must be at most 292 years, but was \"300y\""),
                arguments("\"a", "string at line 1, column 1 must end with \", but was \"\"a\""),
                arguments("'a\n'", "string at line 1, column 1 must end with ', but was \"'a\""),
                arguments("`a", "string at line 1, column 1 must end with `, but was \"`a\""),
                arguments("\"\\", "string at line 1, column 1 must end with \", but was \"\"\""),
                arguments("\"\\u12", "string at line 1, column 1 must end with \", but was \"\"\""),
                arguments(
                        "\"\\q\"",
                        "escape at line 1, column 2 must be one of \\a \\b \\f \\n \\r \\t \\v \\\\ \\\" \\123 \\x7f \\u1234 \\U00012345, but was \"\\q\""),
                arguments(
                        "\"\\'\"",
                        "escape at line 1, column 2 must be one of \\a \\b \\f \\n \\r \\t \\v \\\\ \\\" \\123 \\x7f \\u1234"
                                + " \\U00012345, but was \"\\'\""),
                arguments("\"\\xg0\"", "escape at line 1, column 4 must have 2 digits of base 16, but was \"g\""),
                arguments("\"\\400\"", "escape at line 1, column 2 must be at most \\377, but was \"\\400\""),
                arguments("\"\\ud800\"", "escape at line 1, column 2 must be a Unicode character, but was \"\\ud800\""),
                arguments(
                        "\"\\UFFFFFFFF\"",
                        "escape at line 1, column 2 must be a Unicode character, but was \"\\UFFFFFFFF\""),
                arguments(
                        "\"a\\xc5z\"", "string at line 1, column 1 must be well-formed UTF-8, but was \"\"a\\xc5z\"\""),
                arguments("'\udc00'", "string at line 1, column 2 must be well-formed Unicode, but was \"'\\udc00\""),
                arguments("'\\x00'", "string at line 1, column 1 must not contain NUL, but was \"\\u0000\""),
                // Grammar.
                arguments("a +", "expression at line 1, column 4 must go on with " + OPERAND + ", but was the end"),
                arguments(
                        "a +\n  * b", "expression at line 2, column 3 must go on with " + OPERAND + ", but was \"*\""),
                arguments(
                        "a b", "expression at line 1, column 3 must go on with an operator or the end, but was \"b\""),
                arguments("(a", "expression at line 1, column 3 must go on with an operator or \")\", but was the end"),
                arguments("a)", "expression at line 1, column 2 must go on with an operator or the end, but was \")\""),
                arguments("()", "expression at line 1, column 2 must go on with " + OPERAND + ", but was \")\""),
                arguments(
                        "a{", "expression at line 1, column 3 must go on with a label name or \"}\", but was the end"),
                arguments(
                        "a{,}", "expression at line 1, column 3 must go on with a label name or \"}\", but was \",\""),
                arguments("a{b}", "expression at line 1, column 4 must go on with one of = != =~ !~, but was \"}\""),
                arguments("a{b==\"c\"}", "expression at line 1, column 5 must go on with a string, but was \"=\""),
                arguments("a{b=c}", "expression at line 1, column 5 must go on with a string, but was \"c\""),
                arguments(
                        "a{b=\"c\" d=\"e\"}",
                        "expression at line 1, column 9 must go on with \",\" or \"}\", but was \"d\""),
                arguments(
                        "{\"a\" b}", "expression at line 1, column 6 must go on with one of = != =~ !~, but was \"b\""),
                arguments(
                        "a{x:y=\"1\"}",
                        "expression at line 1, column 4 must go on with one of = != =~ !~, but was \":\""),
                arguments("a[5m", "expression at line 1, column 5 must go on with \":\" or \"]\", but was the end"),
                arguments(
                        "a[]",
                        "expression at line 1, column 3 must go on with a duration or a number of seconds, but was \"]\""),
                arguments(
                        "a[:5m]",
                        "expression at line 1, column 3 must go on with a duration or a number of seconds, but was \":\""),
                arguments(
                        "a[Inf]",
                        "expression at line 1, column 3 must go on with a duration or a number of seconds, but was \"Inf\""),
                arguments(
                        "a[1h:x]",
                        "expression at line 1, column 6 must go on with a duration or a number of seconds, or \"]\", but was \"x\""),
                arguments("a[1h:1m:]", "expression at line 1, column 8 must go on with \"]\", but was \":\""),
                arguments(
                        "a offset b",
                        "expression at line 1, column 10 must go on with a duration or a number of seconds, but was \"b\""),
                arguments(
                        "a @ b",
                        "expression at line 1, column 5 must go on with an instant in seconds since 1970, start() or end(), but was \"b\""),
                arguments("a @ start", "expression at line 1, column 10 must go on with \"(\", but was the end"),
                arguments("a @ start(1)", "expression at line 1, column 11 must go on with \")\", but was \"1\""),
                arguments(
                        "rate(a[5m],)",
                        "expression at line 1, column 12 must go on with " + OPERAND + ", but was \")\""),
                arguments(
                        "rate(a[5m]",
                        "expression at line 1, column 11 must go on with an operator, \",\" or \")\", but was the end"),
                arguments("sum by x (a)", "expression at line 1, column 8 must go on with \"(\", but was \"x\""),
                arguments(
                        "sum by (1) (a)",
                        "expression at line 1, column 9 must go on with a label name or \")\", but was \"1\""),
                arguments(
                        "sum by (inf) (a)",
                        "expression at line 1, column 9 must go on with a label name, in quotes where it is a number, but was \"inf\""),
                arguments(
                        "sum by (x y) (a)",
                        "expression at line 1, column 11 must go on with \",\" or \")\", but was \"y\""),
                arguments(
                        "sum by (x) (a) by (y)",
                        "expression at line 1, column 16 must go on with an operator or the end, but was \"by\""),
                arguments(
                        "bool + 1",
                        "expression at line 1, column 1 must go on with " + OPERAND
                                + "; a metric of this name needs braces and quotes, but was \"bool\""),
                arguments(
                        "a + group_left b",
                        "group modifier at line 1, column 5 must follow on() or ignoring(), but was \"+\""),
                arguments("foo(a)", "function at line 1, column 1 must be one of PromQL's, but was \"foo\""),
                arguments(
                        "Rate(a[5m])",
                        "function at line 1, column 1 must be one of PromQL's (did you mean rate()?), but was \"Rate\""),
                arguments(
                        "summ(a)",
                        "function at line 1, column 1 must be one of PromQL's (did you mean sum()?), but was \"summ\""),
                arguments(
                        "1 + mix_over_time(a[5m])",
                        "function at line 1, column 5 must be one of PromQL's (did you mean max_over_time() or"
                                + " min_over_time()?), but was \"mix_over_time\""),
                arguments("a:b(1)", "function at line 1, column 1 must be one of PromQL's, but was \"a:b\""),
                // Types and meaning.
                arguments(
                        "rate(a)",
                        "argument 1 of rate() at line 1, column 6 must be a range vector, but was \"an instant vector: a\""),
                arguments(
                        "abs(1)",
                        "argument 1 of abs() at line 1, column 5 must be an instant vector, but was \"a scalar: 1\""),
                arguments(
                        "abs('x')",
                        "argument 1 of abs() at line 1, column 5 must be an instant vector, but was \"a string: \"x\"\""),
                arguments("abs()", "arguments of abs() at line 1, column 1 must be 1 in number, but was 0"),
                arguments("hour(a, a)", "arguments of hour() at line 1, column 1 must be 0 to 1 in number, but was 2"),
                arguments("time(1)", "arguments of time() at line 1, column 1 must be 0 in number, but was 1"),
                arguments(
                        "label_join(a)",
                        "arguments of label_join() at line 1, column 1 must be 3 to 64 in number, but was 1"),
                arguments("sum()", "arguments of sum at line 1, column 1 must be 1 in number, but was 0"),
                arguments("sum(a, b)", "arguments of sum at line 1, column 1 must be 1 in number, but was 2"),
                arguments("topk(a)", "arguments of topk at line 1, column 1 must be 2 in number, but was 1"),
                arguments(
                        "topk(a, a)",
                        "parameter of topk at line 1, column 6 must be a scalar, but was \"an instant vector: a\""),
                arguments(
                        "count_values(1, a)",
                        "parameter of count_values at line 1, column 14 must be a string, but was \"a scalar: 1\""),
                arguments(
                        "sum(1)",
                        "operand of sum at line 1, column 5 must be an instant vector, but was \"a scalar: 1\""),
                arguments(
                        "sum(a[5m])",
                        "operand of sum at line 1, column 5 must be an instant vector, but was \"a range vector: a[5m]\""),
                arguments(
                        "a + 'x'",
                        "right operand of + at line 1, column 5 must be a scalar or an instant vector, but was \"a string: \"x\"\""),
                arguments(
                        "a[5m] + 1",
                        "left operand of + at line 1, column 1 must be a scalar or an instant vector, but was \"a range vector: a[5m]\""),
                arguments(
                        "-a[5m]",
                        "operand of unary - at line 1, column 2 must be a scalar or an instant vector, but was \"a range vector: a[5m]\""),
                arguments(
                        "+'x'",
                        "operand of unary + at line 1, column 2 must be a scalar or an instant vector, but was \"a string: \"x\"\""),
                arguments(
                        "a + bool b", "bool modifier at line 1, column 3 must stand with a comparison, but was \"+\""),
                arguments(
                        "1 == 2",
                        "comparison of two scalars at line 1, column 3 must have the bool modifier, but was \"==\""),
                arguments(
                        "1 and a",
                        "left operand of and at line 1, column 3 must be an instant vector, but was \"a scalar: 1\""),
                arguments(
                        "a or 1",
                        "right operand of or at line 1, column 3 must be an instant vector, but was \"a scalar: 1\""),
                arguments(
                        "a + on(x) 1",
                        "vector matching at line 1, column 3 must stand between two instant vectors, but was \"+\""),
                arguments(
                        "a and on(x) group_left(y) b",
                        "set operator at line 1, column 3 must have no group modifier, but was \"and\""),
                arguments(
                        "a + on(x) group_left(x) b",
                        "label at line 1, column 11 must not stand both in on() and in the group modifier, but was \"x\""),
                arguments("(a)[5m]", "range at line 1, column 4 must follow a selector of series, but was \"a\""),
                arguments(
                        "rate(a[5m])[5m]",
                        "range at line 1, column 12 must follow a selector of series, but was \"rate(a[5m])\""),
                arguments("a[5m][5m]", "range at line 1, column 6 must follow a selector of series, but was \"a[5m]\""),
                arguments(
                        "a offset 1m[5m]",
                        "range at line 1, column 12 must stand before offset and @, not behind them, but was \"a offset 1m\""),
                arguments(
                        "a @ 5 [5m]",
                        "range at line 1, column 7 must stand before offset and @, not behind them, but was \"a @ 5.000\""),
                arguments("a[0s]", "range at line 1, column 3 must be positive, but was PT0S"),
                arguments("a[-5m]", "duration at line 1, column 3 must be positive, without a sign, but was \"-\""),
                arguments("a[5m:0]", "step at line 1, column 6 must be at least 1 ms, but was \"0\""),
                arguments("a[101y]", "range at line 1, column 3 must be at most PT876600H, but was PT884760H"),
                arguments("a[1e300]", "duration at line 1, column 3 must be at most 292 years, but was \"1e300\""),
                arguments(
                        "a[5m][1h:]",
                        "operand of a subquery at line 1, column 1 must be an instant vector, but was \"a range vector: a[5m]\""),
                arguments(
                        "1[1h:]",
                        "operand of a subquery at line 1, column 1 must be an instant vector, but was \"a scalar: 1\""),
                arguments("a offset 1m offset 2m", "offset at line 1, column 13 must stand once, but was another one"),
                arguments("a @ 1 @ 2", "@ modifier at line 1, column 7 must stand once, but was another one"),
                arguments(
                        "a @ start() @ end()", "@ modifier at line 1, column 13 must stand once, but was another one"),
                arguments("a @ -Inf", "@ modifier at line 1, column 5 must be finite, but was \"Inf\""),
                arguments(
                        "a @ 1e12",
                        "@ modifier at line 1, column 5 must lie in the years 1 to 9999, but was +33658-09-27T01:46:40Z"),
                arguments(
                        "(a) offset 1m",
                        "offset at line 1, column 5 must follow a selector, a range or a subquery, but was \"a\""),
                arguments(
                        "sum(a) @ 1",
                        "@ modifier at line 1, column 8 must follow a selector, a range or a subquery, but was \"sum(a)\""),
                arguments(
                        "{}",
                        "selector at line 1, column 1 must have a matcher that an empty value does not meet, but was {}"),
                arguments(
                        "{x=\"\"}",
                        "selector at line 1, column 1 must have a matcher that an empty value does not meet, but was [x=\"\"]"),
                arguments(
                        "{x=~\".*\"}",
                        "selector at line 1, column 1 must have a matcher that an empty value does not meet, but was [x=~\".*\"]"),
                arguments(
                        "a{__name__=\"b\"}",
                        "metric name at line 1, column 3 must stand once, before the braces or between them, but was \"b\""),
                arguments(
                        "a{\"b\"}",
                        "metric name at line 1, column 3 must stand once, before the braces or between them, but was \"b\""),
                arguments(
                        "a{x=~\"(\"}",
                        "matcher pattern at line 1, column 3 must be RE2 syntax (missing closing )), but was \"(\""),
                arguments(
                        "label_replace(a, 'd', 'r', 's', '(')",
                        "matcher pattern at line 1, column 33 must be RE2 syntax (missing closing )), but was \"(\""));
    }

    @ParameterizedTest(name = "[{index}]")
    @MethodSource("refused")
    void aRefusalSaysWhereWhatWasExpectedAndWhatWasFound(String text, String message) {
        assertThatThrownBy(() -> PromQl.parse(text))
                .isInstanceOf(SyntaxException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "histogram_avg(a), native histograms, 1",
        "1 + histogram_count(a), native histograms, 5",
        "histogram_sum(a), native histograms, 1",
        "histogram_stddev(a), native histograms, 1",
        "histogram_stdvar(a), native histograms, 1",
        "'histogram_quantiles(a, \"q\", 0.5)', experimental functions, 1",
        "'double_exponential_smoothing(a[5m], 0.1, 0.1)', experimental functions, 1",
        "'holt_winters(a[5m], 0.1, 0.1)', experimental functions, 1",
        "info(a), experimental functions, 1",
        "mad_over_time(a[5m]), experimental functions, 1",
        "integral(a[5m]), experimental functions, 1",
        "end(), experimental functions, 1",
        "'min_of(1, 2)', experimental functions, 1",
        "start_timestamp(a), experimental functions, 1",
        "ts_of_first_over_time(a[5m]), experimental functions, 1",
        "ts_of_last_over_time(a[5m]), experimental functions, 1",
        "ts_of_min_over_time(a[5m]), experimental functions, 1",
        "ts_of_max_over_time(a[5m]), experimental functions, 1",
        "'sort_by_label(a, \"x\")', experimental functions, 1",
        "'sort_by_label_desc(a, \"x\")', experimental functions, 1",
        "'max_of(1, 2)', experimental functions, 1",
        "start(), experimental functions, 1",
        "a > step(), experimental functions, 5",
        "range(), experimental functions, 1",
        "'limitk(1, a)', experimental aggregations, 1",
        "'limit_ratio by (x) (0.5, a)', experimental aggregations, 1",
        "a[5m*2], duration expressions, 5",
        "a[5m:1m+1m], duration expressions, 8",
        "a[-5m+35m], duration expressions, 6",
        "'a offset min_of(step(), 1s)', duration expressions, 10",
        "a </ 0.5, native histograms, 3",
        "a >/ 0.5, native histograms, 3",
        "a[(5m)], duration expressions, 3",
        "a[step()], duration expressions, 3",
        "'a[max(5m, 1m)]', duration expressions, 3",
        "a offset (1m), duration expressions, 10",
        "a offset -step(), duration expressions, 11",
        "rate(a[5m] anchored), anchored and smoothed selectors, 12",
        "a smoothed, anchored and smoothed selectors, 3",
        "a + on(x) fill(0) b, fill modifiers, 11",
        "a + fill_left (0) b, fill modifiers, 5"
    })
    void whatIsNotSupportedYetIsRefusedByItsName(String text, String feature, int column) {
        SyntaxException refusal = catchThrowableOfType(SyntaxException.class, () -> PromQl.parse(text));

        assertThat(refusal.unsupported()).contains(feature);
        assertThat(refusal.column()).isEqualTo(column);
        assertThat(refusal.line()).isOne();
        assertThat(refusal.getMessage()).contains(feature + " are not supported yet");
    }

    @Test
    void aRefusalCarriesItsParts() {
        SyntaxException refusal = catchThrowableOfType(SyntaxException.class, () -> PromQl.parse("a +\n rate(b)"));

        assertThat(refusal.what()).isEqualTo("argument 1 of rate()");
        assertThat(refusal.line()).isEqualTo(2);
        assertThat(refusal.column()).isEqualTo(7);
        assertThat(refusal.rule()).isEqualTo("be a range vector");
        assertThat(refusal.found()).isEqualTo("\"an instant vector: b\"");
        assertThat(refusal.unsupported()).isEmpty();
    }

    @Test
    void columnsCountCodePoints() {
        SyntaxException refusal =
                catchThrowableOfType(SyntaxException.class, () -> PromQl.parse("{x=\"\ud83d\ude00\"} $"));

        assertThat(refusal.column()).isEqualTo(9);
    }

    @Test
    void depthIsBoundedInTheTextAndInTheTree() {
        assertThat(PromQl.parse("(".repeat(249) + "a" + ")".repeat(249))).hasToString("a");
        assertThat(PromQl.parse("a" + " or a".repeat(249))).isNotNull();
        for (String deep : new String[] {
            "(".repeat(250) + "a" + ")".repeat(250),
            "(".repeat(60_000),
            "-".repeat(60_000) + "a",
            "a" + "^a".repeat(30_000),
            "a" + "+a".repeat(30_000),
            "abs(".repeat(15_000),
            "sum(".repeat(250) + "a" + ")".repeat(250),
            "a" + "[1m:]".repeat(2),
            "a or ".repeat(250) + "a"
        }) {
            assertThatThrownBy(() -> PromQl.parse(deep)).isInstanceOf(SyntaxException.class);
        }
        assertThatThrownBy(() -> PromQl.parse("sum(".repeat(250) + "a" + ")".repeat(250)))
                .hasMessage("expression at line 1, column 1001 must have at most 250 levels, but was deeper");
    }

    @Test
    void lengthIsBounded() {
        assertThat(PromQl.parse(" ".repeat(PromQl.MAX_LENGTH - 1) + "a")).hasToString("a");
        assertThatThrownBy(() -> PromQl.parse(" ".repeat(1_000_000) + "a"))
                .hasMessage("expression at line 1, column 65537 must have at most 65536 characters, but was 1000001");
    }

    @Test
    void patternsAreBoundedTogether() {
        String pattern = "a{x=~\"(a{100}){90}\"}";
        assertThat(PromQl.parse(pattern)).isNotNull();
        assertThatThrownBy(() -> PromQl.parse(pattern + (" + " + pattern).repeat(100)))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("patterns of an expression at line 1, column ")
                .hasMessageContaining("must come to at most 50000 instructions together");
    }

    @ParameterizedTest
    @CsvSource({
        "5, be a duration in",
        "'', be a duration in",
        "-5m, be a duration in",
        "5m , end after the duration",
        "5m1h, go on with a number",
        "300y, be at most 292 years"
    })
    void whatIsNoDurationIsRefused(String text, String rule) {
        String given = text.equals("5m") ? "5m " : text;
        assertThatThrownBy(() -> PromQl.parseDuration(given))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining(rule);
    }

    @Test
    void nothingIsRefusedAsBadInput() {
        assertThatThrownBy(() -> PromQl.parse(null)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> PromQl.parseWithPositions(null)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> PromQl.parseDuration(null)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> PromQl.parseWithPositions("a").position(null))
                .isInstanceOf(InvalidInputException.class);
    }

    /** The calls of the parser, hundreds where an expression is deep, would make wrong expressions dear and tell nothing. */
    @Test
    void aRefusalIsTracedToWhoAskedAndNotThroughTheParser() {
        for (String inner : List.of("b(", "$", "rate(b)", "b{c=~\"[\"}", "nosuch(b)", "b smoothed")) {
            SyntaxException refusal = catchThrowableOfType(
                    SyntaxException.class, () -> PromQl.parse("(".repeat(100) + inner + ")".repeat(100)));

            assertThat(refusal.getStackTrace())
                    .as(inner)
                    .anyMatch(call -> call.getClassName().equals(PromQlRefusalsTest.class.getName()))
                    .noneMatch(call -> call.getClassName().equals(Parser.class.getName()));
        }
    }
}
