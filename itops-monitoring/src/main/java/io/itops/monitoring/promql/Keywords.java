package io.itops.monitoring.promql;

import io.itops.monitoring.expr.AggregateOp;
import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.expr.Function;
import io.itops.monitoring.internal.EditDistance;
import io.itops.monitoring.promql.Token.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of PromQL. Operators, aggregations and modifiers are read in any case, functions only as they are written. */
final class Keywords {
    private static final Map<String, AggregateOp> AGGREGATIONS =
            Arrays.stream(AggregateOp.values()).collect(Collectors.toUnmodifiableMap(AggregateOp::symbol, op -> op));

    private static final Map<String, Function> FUNCTIONS =
            Arrays.stream(Function.values()).collect(Collectors.toUnmodifiableMap(Function::symbol, f -> f));

    private static final Map<String, BinaryOp> WORD_OPERATORS = Stream.of(
                    BinaryOp.AND, BinaryOp.OR, BinaryOp.UNLESS, BinaryOp.ATAN2)
            .collect(Collectors.toUnmodifiableMap(BinaryOp::symbol, op -> op));

    private static final Map<Kind, BinaryOp> OPERATORS = Map.ofEntries(
            Map.entry(Kind.PLUS, BinaryOp.ADD),
            Map.entry(Kind.MINUS, BinaryOp.SUBTRACT),
            Map.entry(Kind.TIMES, BinaryOp.MULTIPLY),
            Map.entry(Kind.DIVIDE, BinaryOp.DIVIDE),
            Map.entry(Kind.MODULO, BinaryOp.MODULO),
            Map.entry(Kind.POWER, BinaryOp.POWER),
            Map.entry(Kind.EQUAL, BinaryOp.EQUAL),
            Map.entry(Kind.NOT_EQUAL, BinaryOp.NOT_EQUAL),
            Map.entry(Kind.GREATER, BinaryOp.GREATER),
            Map.entry(Kind.LESS, BinaryOp.LESS),
            Map.entry(Kind.GREATER_OR_EQUAL, BinaryOp.GREATER_OR_EQUAL),
            Map.entry(Kind.LESS_OR_EQUAL, BinaryOp.LESS_OR_EQUAL));

    /** Words that are never a metric's name unless in quotes. */
    private static final Set<String> NO_METRICS =
            Set.of("bool", "on", "ignoring", "group_left", "group_right", "atan2");

    private Keywords() {}

    /** A word in lower case, as keywords are compared; a name with a colon is no keyword. */
    static String lower(Token token) {
        return token.is(Kind.WORD) ? token.text().toLowerCase(Locale.ROOT) : "";
    }

    static boolean is(Token token, String keyword) {
        return token.is(Kind.WORD) && token.text().equalsIgnoreCase(keyword);
    }

    static Optional<AggregateOp> aggregation(String lowerCase) {
        return Optional.ofNullable(AGGREGATIONS.get(lowerCase));
    }

    static Optional<Function> function(String name, Syntax syntax) {
        return Optional.ofNullable(FUNCTIONS.get(name)).filter(function -> isIn(function, syntax));
    }

    private static boolean isIn(Function function, Syntax syntax) {
        return function != Function.HOLT_WINTERS || syntax.holtWinters();
    }

    /** The functions and aggregations that someone may have meant who wrote another name, at most two, as a message names them; or nothing. */
    static String similarFunctions(String name, Syntax syntax) {
        Stream<String> there = Stream.concat(
                AGGREGATIONS.keySet().stream(),
                FUNCTIONS.values().stream()
                        .filter(function -> isIn(function, syntax))
                        .map(Function::symbol));
        return EditDistance.nearest(name.toLowerCase(Locale.ROOT), there).stream()
                .limit(2)
                .map(symbol -> symbol + "()")
                .collect(Collectors.joining(" or "));
    }

    static Optional<BinaryOp> operator(Token token) {
        return Optional.ofNullable(
                token.is(Kind.WORD) ? WORD_OPERATORS.get(lower(token)) : OPERATORS.get(token.kind()));
    }

    static boolean isNoMetric(String lowerCase) {
        return NO_METRICS.contains(lowerCase);
    }

    /** Whether a word is a number: {@code Inf} or {@code NaN} in any case. */
    static boolean isNumber(String lowerCase) {
        return lowerCase.equals("inf") || lowerCase.equals("nan");
    }

    static double number(String lowerCase) {
        return lowerCase.equals("inf") ? Double.POSITIVE_INFINITY : Double.NaN;
    }
}
