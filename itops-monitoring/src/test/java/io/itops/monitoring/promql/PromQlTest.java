package io.itops.monitoring.promql;

import static io.itops.monitoring.expr.Expressions.call;
import static io.itops.monitoring.expr.Expressions.eq;
import static io.itops.monitoring.expr.Expressions.matching;
import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.notEq;
import static io.itops.monitoring.expr.Expressions.notMatching;
import static io.itops.monitoring.expr.Expressions.number;
import static io.itops.monitoring.expr.Expressions.rate;
import static io.itops.monitoring.expr.Expressions.series;
import static io.itops.monitoring.expr.Expressions.text;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.itops.monitoring.expr.AggregateOp;
import io.itops.monitoring.expr.At;
import io.itops.monitoring.expr.Binary;
import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.expr.Call;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Function;
import io.itops.monitoring.expr.Grouping;
import io.itops.monitoring.expr.Matching;
import io.itops.monitoring.expr.NumberLiteral;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.Shift;
import io.itops.monitoring.expr.StringLiteral;
import io.itops.monitoring.expr.Subquery;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromQlTest {
    private static final Selector A = metric("a");
    private static final Selector B = metric("b");

    static Stream<Arguments> meant() {
        return Stream.of(
                arguments("a", A),
                arguments("a{}", A),
                arguments(" a\t\r\n ", A),
                arguments("a # a comment\n", A),
                arguments("# a comment\na{ # another\n x=\"1\" }", metric("a", eq("x", "1"))),
                arguments("job:errors:rate5m", metric("job:errors:rate5m")),
                arguments(":x", metric(":x")),
                arguments("a{x=\"1\",y!=\"2\",z=~\"3\",w!~\"4\"}", all()),
                arguments("a{x=\"1\",y!=\"2\",z=~\"3\",w!~\"4\",}", all()),
                arguments("a{'x'='1',\"y\"!=`2`,z=~'3',w!~\"4\"}", all()),
                arguments("{\"my.metric\", \"label.x\"=\"y\"}", metric("my.metric", eq("label.x", "y"))),
                arguments("{\"my.metric\"}", metric("my.metric")),
                arguments("{x=\"y\", 'my.metric'}", series(eq("x", "y"), eq("__name__", "my.metric"))),
                arguments("{__name__=~\"a|b\"}", series(matching("__name__", "a|b"))),
                arguments("{by=\"x\", on=\"y\", inf=\"z\"}", series(eq("by", "x"), eq("on", "y"), eq("inf", "z"))),
                arguments("{\"größe\"=\"√\"}", series(eq("größe", "√"))),
                arguments("a offset 5m", A.offset(ofMinutes(5))),
                arguments("a OFFSET -5m", A.offset(ofMinutes(-5))),
                arguments("a offset +300", A.offset(ofMinutes(5))),
                arguments("a offset 0.5", A.offset(ofMillis(500))),
                arguments("a offset 0s offset 1m", A.offset(ofMinutes(1))),
                arguments("a @ 1609746000", A.at(Instant.ofEpochSecond(1_609_746_000))),
                arguments("a @ 1.0005", A.at(Instant.ofEpochMilli(1_001))),
                arguments("a @ -1.5", A.at(Instant.ofEpochMilli(-1_500))),
                arguments("a @ +1h", A.at(Instant.ofEpochSecond(3_600))),
                arguments("a @ start()", new Selector(A.matchers(), new Shift(Duration.ZERO, At.Bound.START))),
                arguments("a @END ( )", new Selector(A.matchers(), new Shift(Duration.ZERO, At.Bound.END))),
                arguments("a @ 10 offset 5s", A.at(Instant.ofEpochSecond(10)).offset(ofSeconds(5))),
                arguments("a offset 5s @ 10", A.at(Instant.ofEpochSecond(10)).offset(ofSeconds(5))),
                arguments("a[5m]", A.over(ofMinutes(5))),
                arguments("a[ 5m ]", A.over(ofMinutes(5))),
                arguments("a[300]", A.over(ofMinutes(5))),
                arguments("a[0x3c]", A.over(ofMinutes(1))),
                arguments("a[5m] offset 1m", A.offset(ofMinutes(1)).over(ofMinutes(5))),
                arguments(
                        "a[5m] @ 10 offset 1m",
                        A.at(Instant.ofEpochSecond(10)).offset(ofMinutes(1)).over(ofMinutes(5))),
                arguments("a[1h:5m]", new Subquery(A, ofHours(1), Optional.of(ofMinutes(5)), Shift.NONE)),
                arguments("a[1h:]", new Subquery(A, ofHours(1), Optional.empty(), Shift.NONE)),
                arguments("a[1h :300]", new Subquery(A, ofHours(1), Optional.of(ofMinutes(5)), Shift.NONE)),
                arguments(
                        "(a offset 1m)[1h:] offset 2m",
                        new Subquery(
                                A.offset(ofMinutes(1)),
                                ofHours(1),
                                Optional.empty(),
                                new Shift(ofMinutes(2), At.Bound.EVALUATION))),
                arguments(
                        "a offset 1m [1h:]",
                        new Subquery(A.offset(ofMinutes(1)), ofHours(1), Optional.empty(), Shift.NONE)),
                arguments("-a", A.negated()),
                arguments("+a", A),
                arguments("--a", A.negated().negated()),
                arguments("-1", number(-1)),
                arguments("-(1)", number(-1)),
                arguments("- - - 1", number(-1)),
                arguments("-a ^ b", A.join(BinaryOp.POWER, B).negated()),
                arguments("-a * b", A.negated().times(B)),
                arguments("a ^ -b", A.join(BinaryOp.POWER, B.negated())),
                arguments(
                        "a ^ -b ^ a",
                        A.join(BinaryOp.POWER, B.join(BinaryOp.POWER, A).negated())),
                arguments("a ^ b ^ a", A.join(BinaryOp.POWER, B.join(BinaryOp.POWER, A))),
                arguments("(a ^ b) ^ a", A.join(BinaryOp.POWER, B).join(BinaryOp.POWER, A)),
                arguments("a ^ -b * a", A.join(BinaryOp.POWER, B.negated()).times(A)),
                arguments("a - b - a", A.minus(B).minus(A)),
                arguments("a + b * a", A.plus(B.times(A))),
                arguments("a * b atan2 a", A.times(B).join(BinaryOp.ATAN2, A)),
                arguments("a % b", A.join(BinaryOp.MODULO, B)),
                arguments("a + b offset 5m", A.plus(B.offset(ofMinutes(5)))),
                arguments("a > b + 1", A.join(BinaryOp.GREATER, B.plus(number(1)))),
                arguments("a==b!=a", A.join(BinaryOp.EQUAL, B).join(BinaryOp.NOT_EQUAL, A)),
                arguments("a or b and a unless b", A.or(B.and(A).unless(B))),
                arguments("a and b or a", A.and(B).or(A)),
                arguments("1 <= bool 2", number(1).compare(BinaryOp.LESS_OR_EQUAL, number(2))),
                arguments("a >= bool b", A.compare(BinaryOp.GREATER_OR_EQUAL, B)),
                arguments("a < bool on(x) b", new Binary(BinaryOp.LESS, A, B, true, Matching.on("x"))),
                arguments(
                        "a / on(x, \"y.z\",) group_left(w) b",
                        A.join(BinaryOp.DIVIDE, Matching.on("x", "y.z").groupLeft("w"), B)),
                arguments(
                        "a / Ignoring(x) Group_Right b",
                        A.join(BinaryOp.DIVIDE, Matching.ignoring("x").groupRight(), B)),
                arguments("a and on() b", A.join(BinaryOp.AND, Matching.on(), B)),
                arguments("a and ignoring() b", A.and(B)),
                arguments("1 + on() 2", number(1).plus(number(2))),
                arguments("sum(a)", A.sumBy()),
                arguments("SUM (a) BY (x)", A.sumBy("x")),
                arguments("sum by(x)(a)", A.sumBy("x")),
                arguments(
                        "sum by (x, y:z, by, bool, sum, \"v.w\") (a)", A.sumBy("x", "y:z", "by", "bool", "sum", "v.w")),
                arguments("max without(x)(a)", A.aggregate(AggregateOp.MAX, Grouping.without("x"))),
                arguments("max(a) without ()", A.aggregate(AggregateOp.MAX, Grouping.without())),
                arguments("topk(3, a)", A.aggregate(AggregateOp.TOPK, number(3), Grouping.ALL)),
                arguments("quantile by (x) (0.5, a)", A.aggregate(AggregateOp.QUANTILE, number(0.5), Grouping.by("x"))),
                arguments("count_values('v', a)", A.aggregate(AggregateOp.COUNT_VALUES, text("v"), Grouping.ALL)),
                arguments("sum(sum) + offset", metric("sum").sumBy().plus(metric("offset"))),
                arguments("and and and", metric("and").and(metric("and"))),
                arguments(
                        "anchored + start + by + fill",
                        metric("anchored")
                                .plus(metric("start"))
                                .plus(metric("by"))
                                .plus(metric("fill"))),
                arguments("sum{x=\"1\"}", metric("sum", eq("x", "1"))),
                arguments("rate(a[5m])", rate(A, ofMinutes(5))),
                arguments("time ( )", call(Function.TIME)),
                arguments("hour()", call(Function.HOUR)),
                arguments("hour(a)", call(Function.HOUR, A)),
                arguments("round(a)", call(Function.ROUND, A)),
                arguments("round(a, 5)", call(Function.ROUND, A, number(5))),
                arguments("label_join(a, 'd', '-')", call(Function.LABEL_JOIN, A, text("d"), text("-"))),
                arguments(
                        "label_join(a, 'd', '-', 'x', 'y', 'z')",
                        call(Function.LABEL_JOIN, A, text("d"), text("-"), text("x"), text("y"), text("z"))),
                arguments("(\"text\")", text("text")));
    }

    private static Selector all() {
        return metric("a", eq("x", "1"), notEq("y", "2"), matching("z", "3"), notMatching("w", "4"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("meant")
    void aTextMeansATree(String text, Expr tree) {
        assertThat(PromQl.parse(text)).isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "2., 2",
        ".5, 0.5",
        "12.34e6, 12340000",
        "12.34E+6, 12340000",
        "1e-3, 0.001",
        "1_000, 1000",
        "1_0.2_5e0_1, 102.5",
        "0x1F, 31",
        "0XfF, 255",
        "0x_f_f, 255",
        "0x7fffffffffffffff, 9223372036854775807",
        "017, 15",
        "0_17, 15",
        "018, 18",
        "00, 0",
        "007.5, 7.5",
        "inF, Infinity",
        "NAN, NaN",
        "-Inf, -Infinity",
        "-0, -0.0",
        "1e308, 1e308",
        "1e-400, 0",
        "5m, 300",
        "1h30m, 5400",
        "1ms, 0.001",
        "1m1s500ms, 61.5",
        "1y, 31536000",
        "2w1d, 1296000",
        "0s, 0",
        "123456789012345678901234567890, 1.2345678901234568e29"
    })
    void numbersAreReadAsPrometheusReadsThem(String text, double value) {
        assertThat(PromQl.parse(text)).isEqualTo(new NumberLiteral(value));
    }

    @Test
    void stringsAreReadAsGoReadsThem() {
        assertThat(string("\"a\\\"b'c`\"")).isEqualTo("a\"b'c`");
        assertThat(string("'a\"b\\'c'")).isEqualTo("a\"b'c");
        assertThat(string("`a\\n\"'\nb`")).isEqualTo("a\\n\"'\nb");
        assertThat(string("\"\\a\\b\\f\\n\\r\\t\\v\\\\\"")).isEqualTo("\u0007\b\f\n\r\t\u000b\\");
        assertThat(string("\"\\101\\x42\\u0043\\U0001F600\"")).isEqualTo("ABC\ud83d\ude00");
        assertThat(string("\"\\xc3\\xa4\\303\\244\"")).isEqualTo("ää");
        assertThat(string("'\ud83d\ude00'")).isEqualTo("\ud83d\ude00");
        assertThat(string("''")).isEmpty();
        assertThat(string("'#'")).isEqualTo("#");
    }

    private static String string(String text) {
        return ((StringLiteral) PromQl.parse(text)).value();
    }

    @Test
    void everyFunctionAndAggregationIsReadByItsName() {
        for (Function function : Function.values()) {
            Expr[] arguments = new Expr[function.minArguments()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = switch (function.argumentType(i)) {
                    case SCALAR -> number(1);
                    case VECTOR -> A;
                    case RANGE -> A.over(ofMinutes(5));
                    case STRING -> text("x");
                };
            }
            Call call = new Call(function, Arrays.asList(arguments));
            Syntax syntax = function == Function.HOLT_WINTERS ? Syntax.PROMETHEUS_2_42 : Syntax.PROMETHEUS_3;
            assertThat(PromQl.parse(call.toString(), syntax)).isEqualTo(call);
        }
        for (AggregateOp op : AggregateOp.values()) {
            String parameter = op.parameter()
                    .map(type -> type == io.itops.monitoring.expr.ValueType.STRING ? "'x', " : "1, ")
                    .orElse("");
            assertThat(PromQl.parse(op.name() + "(" + parameter + "a)"))
                    .hasToString(
                            PromQl.parse(op.symbol() + " (" + parameter + "a)").toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, PT0S", "5m, PT5M", "1h30m, PT1H30M", "1d12h500ms, PT36H0.5S", "1y, P365D", "0s, PT0S"})
    void durationsAreReadAlone(String text, Duration duration) {
        assertThat(PromQl.parseDuration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n + on (x)\n   foo", "(a + on (x) foo)"})
    void partsKnowTheirPlaces(String text) {
        ParsedExpr parsed = PromQl.parseWithPositions(text);
        Binary sum = (Binary) parsed.expr();

        int line = text.startsWith("(") ? 1 : 3;
        assertThat(parsed.text()).isEqualTo(text);
        assertThat(parsed).hasToString("a + on (x) foo");
        assertThat(parsed.position(sum)).contains(new Position(1, 1));
        assertThat(parsed.position(sum.right())).contains(new Position(line, line == 1 ? 13 : 4));
        assertThat(parsed.position(metric("foo"))).isEmpty();
        assertThat(parsed.position(sum).orElseThrow()).hasToString("1:1");
    }

    @Test
    void aPlaceCountsParenthesesAndSigns() {
        ParsedExpr parsed = PromQl.parseWithPositions("histogram_quantile(0.9, -(foo))");
        List<Expr> arguments = ((Call) parsed.expr()).arguments();

        assertThat(parsed.position(arguments.get(0))).contains(new Position(1, 20));
        assertThat(parsed.position(arguments.get(1))).contains(new Position(1, 25));
        assertThat(parsed.position(arguments.get(1).children().get(0))).contains(new Position(1, 26));
    }
}
