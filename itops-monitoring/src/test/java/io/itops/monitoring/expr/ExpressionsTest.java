package io.itops.monitoring.expr;

import static io.itops.monitoring.expr.Expressions.absent;
import static io.itops.monitoring.expr.Expressions.avgOverTime;
import static io.itops.monitoring.expr.Expressions.call;
import static io.itops.monitoring.expr.Expressions.countOverTime;
import static io.itops.monitoring.expr.Expressions.delta;
import static io.itops.monitoring.expr.Expressions.eq;
import static io.itops.monitoring.expr.Expressions.histogramQuantile;
import static io.itops.monitoring.expr.Expressions.increase;
import static io.itops.monitoring.expr.Expressions.matching;
import static io.itops.monitoring.expr.Expressions.maxOverTime;
import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.minOverTime;
import static io.itops.monitoring.expr.Expressions.notEq;
import static io.itops.monitoring.expr.Expressions.notMatching;
import static io.itops.monitoring.expr.Expressions.number;
import static io.itops.monitoring.expr.Expressions.rate;
import static io.itops.monitoring.expr.Expressions.series;
import static io.itops.monitoring.expr.Expressions.sumOverTime;
import static io.itops.monitoring.expr.Expressions.text;
import static io.itops.monitoring.expr.Expressions.time;
import static io.itops.monitoring.expr.Expressions.vector;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.itops.core.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionsTest {
    private static final Selector A = metric("a");
    private static final Selector B = metric("b");

    @Test
    void theSelectorsOfAnExpressionAreFoundFromLeftToRight() {
        Selector c = metric("c").offset(ofMinutes(5));
        assertThat(rate(A, ofMinutes(1)).plus(B.dividedBy(c)).sumBy("job").or(A).selectors())
                .containsExactly(A, B, c, A);
        assertThat(A.selectors()).containsExactly(A);
        assertThat(number(1).plus(time()).selectors()).isEmpty();
    }

    @Test
    void aSelectorTellsWhatItAsksOfNames() {
        assertThat(metric("a", eq("b", "c")).nameMatchers()).containsExactly(eq("__name__", "a"));
        assertThat(series(matching("__name__", "a.*"), eq("b", "c"), notEq("__name__", "ab"))
                        .nameMatchers())
                .containsExactly(matching("__name__", "a.*"), notEq("__name__", "ab"));
        assertThat(series(eq("b", "c")).nameMatchers()).isEmpty();
    }

    static Stream<Arguments> printed() {
        Expr errors = rate(metric("http_server_requests_seconds_count", eq("status", "503")), ofMinutes(1));
        return Stream.of(
                arguments(
                        errors.sumBy("service").above(5.0),
                        "sum by (service) (rate(http_server_requests_seconds_count{status=\"503\"}[1m])) > 5"),
                arguments(A, "a"),
                arguments(
                        metric("a", notEq("b", "c"), matching("d", "e.*"), notMatching("f", "g")),
                        "a{b!=\"c\", d=~\"e.*\", f!~\"g\"}"),
                arguments(series(matching("__name__", "a|b")), "{__name__=~\"a|b\"}"),
                arguments(metric("http.requests", eq("my.label", "x")), "{\"http.requests\", \"my.label\"=\"x\"}"),
                arguments(metric("inf"), "{\"inf\"}"),
                arguments(A.offset(ofMinutes(5)), "a offset 5m"),
                arguments(A.offset(ofMinutes(-90)), "a offset -1h30m"),
                arguments(
                        A.at(Instant.ofEpochMilli(1_609_746_000_500L)).offset(ofHours(1)),
                        "a @ 1609746000.500 offset 1h"),
                arguments(new Selector(A.matchers(), new Shift(Duration.ZERO, At.Bound.START)), "a @ start()"),
                arguments(new Selector(A.matchers(), new Shift(Duration.ZERO, At.Bound.END)), "a @ end()"),
                arguments(increase(A.offset(ofSeconds(1)), ofMillis(61_500)), "increase(a[1m1s500ms] offset 1s)"),
                arguments(delta(A, Duration.ofDays(14)), "delta(a[2w])"),
                arguments(avgOverTime(A, Duration.ofDays(10)), "avg_over_time(a[10d])"),
                arguments(sumOverTime(A, ofHours(36)), "sum_over_time(a[1d12h])"),
                arguments(
                        minOverTime(A, ofMinutes(1)).plus(maxOverTime(A, ofMinutes(1))),
                        "min_over_time(a[1m]) + max_over_time(a[1m])"),
                arguments(countOverTime(A, ofMinutes(1)), "count_over_time(a[1m])"),
                arguments(new Subquery(A.plus(B), ofHours(1), Optional.of(ofMinutes(5)), Shift.NONE), "(a + b)[1h:5m]"),
                arguments(
                        new Subquery(A, ofHours(1), Optional.empty(), new Shift(ofMinutes(1), At.Bound.EVALUATION)),
                        "a[1h:] offset 1m"),
                arguments(
                        new Subquery(A.offset(ofMinutes(1)), ofHours(1), Optional.empty(), Shift.NONE),
                        "(a offset 1m)[1h:]"),
                arguments(A.plus(B).times(2), "(a + b) * 2"),
                arguments(A.plus(B.times(2)), "a + b * 2"),
                arguments(A.minus(B.minus(A)), "a - (b - a)"),
                arguments(A.minus(B).minus(A), "a - b - a"),
                arguments(A.join(BinaryOp.POWER, B.join(BinaryOp.POWER, A)), "a ^ b ^ a"),
                arguments(A.join(BinaryOp.POWER, B).join(BinaryOp.POWER, A), "(a ^ b) ^ a"),
                arguments(number(-1).join(BinaryOp.POWER, number(2)), "(-1) ^ 2"),
                arguments(A.negated().join(BinaryOp.POWER, B), "(-a) ^ b"),
                arguments(A.join(BinaryOp.POWER, B).negated(), "-a ^ b"),
                arguments(A.plus(B).negated(), "-(a + b)"),
                arguments(A.negated().negated(), "-(-a)"),
                arguments(A.negated().times(B.negated()), "-a * (-b)"),
                arguments(number(5).negated(), "-5"),
                arguments(A.and(B).or(A.unless(B)), "a and b or a unless b"),
                arguments(A.or(B).and(A), "(a or b) and a"),
                arguments(A.above(1).and(B.atMost(0.5)), "a > 1 and b <= 0.5"),
                arguments(A.atLeast(1e-7).or(A.below(1e21)), "a >= 1e-7 or a < 1e+21"),
                arguments(
                        A.equalTo(Double.POSITIVE_INFINITY).or(A.join(BinaryOp.NOT_EQUAL, number(Double.NaN))),
                        "a == Inf or a != NaN"),
                arguments(number(1).compare(BinaryOp.LESS, number(2)), "1 < bool 2"),
                arguments(
                        A.join(BinaryOp.DIVIDE, Matching.on("x", "y").groupLeft("z"), B),
                        "a / on (x, y) group_left (z) b"),
                arguments(
                        A.join(BinaryOp.DIVIDE, Matching.ignoring("x").groupRight(), B),
                        "a / ignoring (x) group_right () b"),
                arguments(A.join(BinaryOp.AND, Matching.on(), B), "a and on () b"),
                arguments(A.join(BinaryOp.ATAN2, B), "a atan2 b"),
                arguments(A.aggregate(AggregateOp.MAX, Grouping.without("x")), "max without (x) (a)"),
                arguments(A.aggregate(AggregateOp.MAX, Grouping.without()), "max without () (a)"),
                arguments(A.aggregate(AggregateOp.TOPK, number(3), Grouping.ALL), "topk(3, a)"),
                arguments(
                        A.aggregate(AggregateOp.COUNT_VALUES, text("v\"q"), Grouping.by("my.l")),
                        "count_values by (\"my.l\") (\"v\\\"q\", a)"),
                arguments(A.avgBy("x").minBy().countBy().maxBy("y"), "max by (y) (count(min(avg by (x) (a))))"),
                arguments(
                        histogramQuantile(
                                0.99, rate(metric("b_bucket"), ofMinutes(5)).sumBy("le")),
                        "histogram_quantile(0.99, sum by (le) (rate(b_bucket[5m])))"),
                arguments(absent(A), "absent(a)"),
                arguments(time().minus(call(Function.TIMESTAMP, A)), "time() - timestamp(a)"),
                arguments(vector(1).dividedBy(A), "vector(1) / a"),
                arguments(
                        call(Function.LABEL_REPLACE, A, text("d"), text("$1"), text("s"), text("(.*)")),
                        "label_replace(a, \"d\", \"$1\", \"s\", \"(.*)\")"),
                arguments(call(Function.DAY_OF_WEEK), "day_of_week()"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("printed")
    void anExpressionPrintsAsPromQl(Expr expr, String promQl) {
        assertThat(expr).hasToString(promQl);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        (ThrowingCallable) () -> call(Function.RATE, A),
                        "argument 1 of rate() must be a range vector, but was \"an instant vector: a\""),
                arguments(
                        (ThrowingCallable) () -> call(Function.ABS),
                        "arguments of abs() must have 1 to 1 elements, but was 0"),
                arguments(
                        (ThrowingCallable) () -> A.over(ofMinutes(1)).plus(A),
                        "left operand of + must be a scalar or an instant vector, but was \"a range vector: a[1m]\""),
                arguments(
                        (ThrowingCallable) () -> number(1).join(BinaryOp.LESS, number(2)),
                        "comparison of two scalars must have the bool modifier, but was \"<\""),
                arguments(
                        (ThrowingCallable) () -> A.compare(BinaryOp.ADD, B),
                        "bool modifier must stand with a comparison, but was \"+\""),
                arguments(
                        (ThrowingCallable) () -> A.and(number(1)),
                        "right operand of and must be an instant vector, but was \"a scalar: 1\""),
                arguments(
                        (ThrowingCallable)
                                () -> A.join(BinaryOp.AND, Matching.on("x").groupLeft(), B),
                        "set operator must have no group modifier, but was \"and\""),
                arguments(
                        (ThrowingCallable) () -> A.join(BinaryOp.ADD, Matching.on("x"), number(1)),
                        "vector matching must stand between two instant vectors, but was \"+\""),
                arguments(
                        (ThrowingCallable) () -> Matching.on("x").groupLeft("x"),
                        "label must not stand both in on() and in the group modifier, but was \"x\""),
                arguments(
                        (ThrowingCallable) () -> new Matching(true, List.of(), Matching.Group.NONE, List.of("x")),
                        "included labels must stand with a group modifier, but was [x]"),
                arguments(
                        (ThrowingCallable) () -> series(matching("job", ".*")),
                        "selector must have a matcher that an empty value does not meet, but was [job=~\".*\"]"),
                arguments(
                        (ThrowingCallable) () -> number(1).sumBy(),
                        "operand of sum must be an instant vector, but was \"a scalar: 1\""),
                arguments(
                        (ThrowingCallable) () -> A.aggregate(AggregateOp.TOPK, Grouping.ALL),
                        "parameter of topk must be given, but was Optional.empty"),
                arguments(
                        (ThrowingCallable) () -> A.aggregate(AggregateOp.SUM, number(1), Grouping.ALL),
                        "parameter of sum must not be given, but was Optional[1]"),
                arguments((ThrowingCallable) () -> A.over(Duration.ZERO), "range must be positive, but was PT0S"),
                arguments(
                        (ThrowingCallable) () -> A.over(Duration.ofNanos(1)),
                        "range must be at least 1 ms, but was PT0.000000001S"),
                arguments(
                        (ThrowingCallable) () -> A.offset(Duration.ofDays(40_000)),
                        "offset must be at most 100 years either way, but was PT960000H"),
                arguments(
                        (ThrowingCallable) () -> new Negation(number(1)),
                        "operand of unary minus must not be a number literal, but was 1"),
                arguments(
                        (ThrowingCallable) () -> new Subquery(number(1), ofHours(1), Optional.empty(), Shift.NONE),
                        "operand of a subquery must be an instant vector, but was \"a scalar: 1\""),
                arguments(
                        (ThrowingCallable)
                                () -> call(Function.LABEL_REPLACE, A, text("d"), text(""), text("s"), text("(")),
                        "matcher pattern must be RE2 syntax (missing closing )), but was \"(\""),
                arguments(
                        (ThrowingCallable) () -> call(Function.LABEL_JOIN, A, text("d"), text(""), text("")),
                        "label name of label_join() must not be blank, but was \"\""));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refused")
    void anIllTypedExpressionIsRefusedWhereItIsBuilt(ThrowingCallable building, String message) {
        assertThatThrownBy(building).isInstanceOf(InvalidInputException.class).hasMessage(message);
    }

    @Test
    void typesFollowFromTheParts() {
        assertThat(number(1).plus(number(2)).type()).isEqualTo(ValueType.SCALAR);
        assertThat(A.plus(number(2)).type()).isEqualTo(ValueType.VECTOR);
        assertThat(A.over(ofMinutes(1)).type()).isEqualTo(ValueType.RANGE);
        assertThat(text("x").type()).isEqualTo(ValueType.STRING);
        assertThat(call(Function.SCALAR, A).negated().type()).isEqualTo(ValueType.SCALAR);
        assertThat(A.plus(B).children()).containsExactly(A, B);
        assertThat(A.aggregate(AggregateOp.TOPK, number(3), Grouping.ALL).children())
                .containsExactly(number(3), A);
    }

    @Test
    void everyFunctionIsFoundByItsNameAndStatesItsArguments() {
        assertThat(Arrays.stream(Function.values())).allSatisfy(function -> {
            assertThat(Function.find(function.symbol())).contains(function);
            assertThat(function.minArguments()).isLessThanOrEqualTo(function.maxArguments());
        });
        assertThat(Function.find("no_such_function")).isEmpty();
        assertThat(Function.LABEL_JOIN.argumentType(40)).isEqualTo(ValueType.STRING);
    }

    @Test
    void aSelectorKnowsItsMetric() {
        assertThat(A.metricName()).isEqualTo("a");
        assertThat(series(eq("job", "x")).metricName()).isEmpty();
        assertThat(A.where(eq("job", "x")).matchers()).hasSize(2);
    }
}
