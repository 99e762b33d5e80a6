package io.itops.monitoring.expr;

import static io.itops.monitoring.Refusals.none;
import static io.itops.monitoring.expr.Expressions.call;
import static io.itops.monitoring.expr.Expressions.eq;
import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.number;
import static io.itops.monitoring.expr.Expressions.rate;
import static io.itops.monitoring.expr.Expressions.series;
import static io.itops.monitoring.expr.Expressions.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.monitoring.Refusals;
import io.itops.monitoring.metric.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An expression that means nothing cannot be built. */
class BadInputTest {
    private static final Selector UP = metric("up");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration CENTURY = Duration.ofDays(36_525);

    private static String[] labels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "l" + i).toArray(String[]::new);
    }

    private static Matcher[] matchers(int count) {
        return Collections.nCopies(count, eq("a", "b")).toArray(Matcher[]::new);
    }

    @Test
    void selectorsAreRefused() {
        new Refusals()
                .add("metric name must be given", () -> metric(none()))
                .add("metric name must not be blank, but was \"\"", () -> metric(""))
                .add("metric name must not be blank, but was \" \"", () -> metric(" ", eq("a", "b")))
                .add("metric name must be at most 1024 characters", () -> metric("m".repeat(1_025)))
                .add("metric name must not contain NUL", () -> metric("a\u0000b"))
                .add("metric name must be well-formed Unicode", () -> metric("a\ud800"))
                .add("matchers must be given", () -> metric("up", (Matcher[]) none()))
                .add("each of the matchers must be given", () -> metric("up", (Matcher) none()))
                .add("each of the matchers must be given, but was null", () -> series((Matcher) none()))
                .add("matchers must have 1 to 64 elements, but was 0", () -> series())
                .add("matchers must have 1 to 64 elements, but was 65", () -> metric("up", matchers(64)))
                .add("selector must have a matcher that an empty value does not meet", () -> series(eq("a", "")))
                .add("offset must be given", () -> UP.offset(none()))
                .add("offset must be at most 100 years either way", () -> UP.offset(CENTURY.plusMillis(1)))
                .add(
                        "offset must be at most 100 years either way, but was PT-876600H-1S",
                        () -> UP.offset(CENTURY.plusSeconds(1).negated()))
                .add(
                        "offset must be at most 100 years either way, but was PT-2562047788015215H",
                        () -> UP.offset(Duration.ofSeconds(Long.MIN_VALUE)))
                .add("@ modifier must be given", () -> UP.at(none()))
                .add("@ modifier must lie in the years 1 to 9999, but was -1000000000", () -> UP.at(Instant.MIN))
                .add("@ modifier must lie in the years 1 to 9999, but was +1000000000", () -> UP.at(Instant.MAX))
                .add("@ modifier must be given, but was null", () -> new Shift(Duration.ZERO, none()))
                .areTyped();
        assertThat(metric("m".repeat(1_024)).offset(CENTURY).offset(CENTURY.negated()))
                .isNotNull();
        assertThat(metric("up", matchers(63)).matchers()).hasSize(64);
    }

    @Test
    void rangesAndSubqueriesAreRefused() {
        new Refusals()
                .add("selector must be given", () -> rate(none(), MINUTE))
                .add("range must be given", () -> rate(UP, none()))
                .add("range must be positive, but was PT0S", () -> rate(UP, Duration.ZERO))
                .add("range must be positive, but was PT-1M", () -> UP.over(MINUTE.negated()))
                .add("range must be at least 1 ms", () -> UP.over(Duration.ofNanos(999_999)))
                .add("range must be at most PT876600H", () -> UP.over(CENTURY.plusMillis(1)))
                .add(
                        "range must be at most PT876600H, but was PT2562047788015215H",
                        () -> UP.over(Duration.ofSeconds(Long.MAX_VALUE)))
                .add(
                        "operand of a subquery must be an instant vector",
                        () -> new Subquery(number(1), MINUTE, Optional.empty(), Shift.NONE))
                .add(
                        "range must be positive, but was PT-2M",
                        () -> new Subquery(UP, Duration.ofMinutes(-2), Optional.empty(), Shift.NONE))
                .add("step must be positive", () -> new Subquery(UP, MINUTE, Optional.of(Duration.ZERO), Shift.NONE))
                .add(
                        "step must be at least 1 ms",
                        () -> new Subquery(UP, MINUTE, Optional.of(Duration.ofNanos(1)), Shift.NONE))
                .add(
                        "step must be at most PT876600H",
                        () -> new Subquery(UP, MINUTE, Optional.of(CENTURY.plusMillis(1)), Shift.NONE))
                .add("step must be given", () -> new Subquery(UP, MINUTE, none(), Shift.NONE))
                .add("shift must be given", () -> new Subquery(UP, MINUTE, Optional.empty(), none()))
                .areTyped();
        assertThat(UP.over(CENTURY).range()).isEqualTo(CENTURY);
        assertThat(UP.over(Duration.ofMillis(1)).reach()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void thresholdsThatAreNoNumberAreRefused() {
        new Refusals()
                .add("threshold must be a number, but was NaN", () -> UP.above(Double.NaN))
                .add("threshold must be a number", () -> UP.below(Double.NaN))
                .add("threshold must be", () -> UP.atLeast(Double.NaN))
                .add("threshold", () -> UP.atMost(Double.NaN))
                .add("value compared with must be a number, but was NaN", () -> UP.equalTo(Double.NaN))
                .add("value compared with must be a number", () -> UP.notEqualTo(Double.NaN))
                .add("factor must be a number, but was NaN", () -> UP.times(Double.NaN))
                .add("quantile must be 0.0 to 1.0, but was NaN", () -> Expressions.histogramQuantile(Double.NaN, UP))
                .add("quantile must be 0.0 to 1.0, but was 1.1", () -> Expressions.histogramQuantile(1.1, UP))
                .add("quantile must be 0.0 to 1.0, but was -0.1", () -> Expressions.histogramQuantile(-0.1, UP))
                .areTyped();
        assertThat(UP.above(Double.NEGATIVE_INFINITY)).hasToString("up > -Inf");
        assertThat(UP.join(BinaryOp.NOT_EQUAL, number(Double.NaN)))
                .as("the number stays a literal of PromQL")
                .hasToString("up != NaN");
    }

    @Test
    void callsAndOperatorsAreRefused() {
        new Refusals()
                .add("function must be given", () -> call(none()))
                .add("arguments must be given", () -> call(Function.ABS, (Expr[]) none()))
                .add("each of the arguments must be given", () -> call(Function.ABS, (Expr) none()))
                .add(
                        "each of the arguments must be given, but was null",
                        () -> new Call(Function.ABS, Collections.singletonList(none())))
                .add("arguments of abs() must have 1 to 1 elements, but was 0", () -> call(Function.ABS))
                .add("arguments of abs() must have 1 to 1 elements, but was 2", () -> call(Function.ABS, UP, UP))
                .add("arguments of time() must have 0 to 0", () -> call(Function.TIME, number(1)))
                .add(
                        "arguments of label_join() must have 3 to 64 elements, but was 65",
                        () -> new Call(Function.LABEL_JOIN, Collections.nCopies(65, UP)))
                .add("argument 1 of abs() must be an instant vector, but was", () -> call(Function.ABS, number(1)))
                .add("argument 1 of rate() must be a range vector, but was", () -> call(Function.RATE, UP))
                .add("argument 2 of clamp_min() must be a scalar", () -> call(Function.CLAMP_MIN, UP, UP))
                .add("label name of label_join() must not be blank", () -> labelJoin(text("")))
                .add("label name of label_join() must be at most 128", () -> labelJoin(text("l".repeat(129))))
                .add("matcher pattern must be RE2 syntax", () -> labelReplace("("))
                .add("pattern must expand to at most 10000 instructions", () -> labelReplace("(a{999}){999}"))
                .add("string must be given", () -> text(none()))
                .add("string must be at most 4096 characters", () -> text("x".repeat(4_097)))
                .add("string must not contain NUL", () -> text("\u0000"))
                .add("string must be well-formed Unicode", () -> text("\udc00"))
                .add("place of an argument of abs() must be at least 0 and below 1", () -> Function.ABS.argumentType(1))
                .add(
                        "place of an argument of time() must be at least 0 and below 0",
                        () -> Function.TIME.argumentType(0))
                .add(
                        "place of an argument of abs() must be at least 0 and below 1, but was -1",
                        () -> Function.ABS.argumentType(-1))
                .add("function name must be given", () -> Function.find(none()))
                .add("operator must be given", () -> UP.join(none(), UP))
                .add("right operand of + must be given", () -> UP.plus(none()))
                .add("right operand of + must be a scalar or an instant vector", () -> UP.plus(text("x")))
                .add(
                        "left operand of + must be a scalar or an instant vector",
                        () -> UP.over(MINUTE).plus(number(1)))
                .add(
                        "comparison of two scalars must have the bool modifier",
                        () -> number(1).above(2))
                .add("bool modifier must stand with a comparison", () -> UP.compare(BinaryOp.ADD, UP))
                .add("right operand of and must be an instant vector", () -> UP.and(number(1)))
                .add("vector matching must stand between two", () -> UP.join(BinaryOp.ADD, Matching.on("a"), number(1)))
                .add(
                        "set operator must have no group modifier",
                        () -> UP.join(BinaryOp.AND, Matching.on("a").groupLeft(), UP))
                .add("operand of unary minus must not be a number literal", () -> new Negation(number(1)))
                .add(
                        "operand of unary minus must be a scalar or an instant vector",
                        () -> text("x").negated())
                .areTyped();
        assertThat(text("\ud83d\ude80".repeat(4_096)).type()).isEqualTo(ValueType.STRING);
        assertThat(labelJoin(text("l".repeat(128))).type()).isEqualTo(ValueType.VECTOR);
    }

    @Test
    void aggregationsAndMatchingsAreRefused() {
        new Refusals()
                .add("label name must not be blank", () -> UP.sumBy(" "))
                .add("label name must be at most 128 characters", () -> UP.sumBy("l".repeat(129)))
                .add("label name must not contain NUL", () -> UP.maxBy("\u0000"))
                .add("labels must be given", () -> UP.sumBy((String[]) none()))
                .add("each of the labels must be given", () -> UP.sumBy((String) none()))
                .add("label names must have 0 to 64 elements, but was 65", () -> UP.sumBy(labels(65)))
                .add("aggregation must be given", () -> UP.aggregate(none(), Grouping.ALL))
                .add("grouping must be given", () -> UP.aggregate(AggregateOp.SUM, none()))
                .add("operand of sum must be an instant vector", () -> number(1).sumBy())
                .add("parameter of topk must be given", () -> UP.aggregate(AggregateOp.TOPK, Grouping.ALL))
                .add("parameter of sum must not be given", () -> UP.aggregate(AggregateOp.SUM, number(1), Grouping.ALL))
                .add("parameter of topk must be a scalar", () -> UP.aggregate(AggregateOp.TOPK, UP, Grouping.ALL))
                .add("parameter must be given", () -> UP.aggregate(AggregateOp.TOPK, (Expr) none(), Grouping.ALL))
                .add(
                        "label name of count_values must not be blank",
                        () -> UP.aggregate(AggregateOp.COUNT_VALUES, text(" "), Grouping.ALL))
                .add("label names must have 0 to 64 elements", () -> Matching.on(labels(66)))
                .add("label name must not be blank, but was \"\"", () -> Matching.ignoring(""))
                .add("included labels must be given", () -> Matching.on("a").groupLeft((String[]) none()))
                .add(
                        "included labels must stand with a group modifier",
                        () -> new Matching(true, List.of("a"), Matching.Group.NONE, List.of("b")))
                .add(
                        "label must not stand both in on() and in the group modifier",
                        () -> Matching.on("a").groupRight("a"))
                .areTyped();
        assertThat(Grouping.by(labels(64)).labels()).hasSize(64);
        assertThat(Grouping.by("a", "a").labels()).containsExactly("a");
    }

    private static Expr labelJoin(Expr label) {
        return call(Function.LABEL_JOIN, UP, label, text(","), text("a"));
    }

    private static void labelReplace(String pattern) {
        call(Function.LABEL_REPLACE, UP, text("a"), text("b"), text("c"), text(pattern));
    }

    /** Asked anew at each level, the type of such a tree would take longer than the universe is old. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void treesThatShareTheirPartsHaveATypeAtOnce() {
        Expr shared = number(1);
        for (int level = 0; level < 100; level++) {
            shared = shared.plus(shared);
        }
        assertThat(shared.type()).isEqualTo(ValueType.SCALAR);
        assertThat(shared.plus(UP).type()).isEqualTo(ValueType.VECTOR);
    }
}
