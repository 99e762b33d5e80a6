package io.itops.monitoring.expr;

import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.Names;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes expressions as PromQL, with parentheses only where the text would otherwise be read differently. */
final class Printer {
    private static final int ATOM = 10;
    private static final int SIGN = BinaryOp.MULTIPLY.precedence();

    /** Metric names that PromQL reads as something else. */
    private static final Set<String> RESERVED = Set.of(
            "inf",
            "nan",
            "and",
            "or",
            "unless",
            "atan2",
            "on",
            "ignoring",
            "group_left",
            "group_right",
            "bool",
            "by",
            "without",
            "offset");

    private Printer() {}

    static String print(Expr expr) {
        if (expr instanceof NumberLiteral literal) {
            return number(literal.value());
        }
        if (expr instanceof StringLiteral literal) {
            return Names.quoted(literal.value());
        }
        if (expr instanceof Selector selector) {
            return series(selector.matchers()) + shift(selector.shift());
        }
        if (expr instanceof RangeSelector range) {
            return series(range.selector().matchers())
                    + '['
                    + Durations.print(range.range())
                    + ']'
                    + shift(range.selector().shift());
        }
        if (expr instanceof Subquery subquery) {
            return within(subquery.operand(), ATOM)
                    + '['
                    + Durations.print(subquery.range())
                    + ':'
                    + subquery.step().map(Durations::print).orElse("")
                    + ']'
                    + shift(subquery.shift());
        }
        if (expr instanceof Call call) {
            return call.function().symbol() + '(' + join(call.arguments()) + ')';
        }
        if (expr instanceof Aggregation aggregation) {
            return aggregation.op().symbol()
                    + grouping(aggregation.grouping())
                    + '('
                    + join(aggregation.children())
                    + ')';
        }
        if (expr instanceof Negation negation) {
            return '-' + within(negation.operand(), SIGN + 1);
        }
        return binary((Binary) expr);
    }

    private static String binary(Binary binary) {
        int precedence = binary.op().precedence();
        boolean rightToLeft = binary.op() == BinaryOp.POWER;
        return within(binary.left(), rightToLeft ? precedence + 1 : precedence)
                + ' '
                + binary.op().symbol()
                + (binary.bool() ? " bool" : "")
                + matching(binary.matching())
                + ' '
                + within(binary.right(), rightToLeft ? precedence : precedence + 1);
    }

    private static String within(Expr expr, int least) {
        return precedence(expr) < least ? '(' + print(expr) + ')' : print(expr);
    }

    private static int precedence(Expr expr) {
        if (expr instanceof Binary binary) {
            return binary.op().precedence();
        }
        if (expr instanceof Negation || (expr instanceof NumberLiteral n && isNegative(n.value()))) {
            return SIGN;
        }
        if (expr instanceof Selector selector && !selector.shift().isNone()) {
            return ATOM - 1;
        }
        return ATOM;
    }

    private static boolean isNegative(double value) {
        return Double.doubleToRawLongBits(value) < 0 && !Double.isNaN(value);
    }

    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Inf" : "-Inf";
        }
        if (value == 0) {
            return isNegative(value) ? "-0" : "0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        return exponent >= -6 && exponent < 21
                ? shortest.toPlainString()
                : shortest.toString().toLowerCase(Locale.ROOT);
    }

    private static String series(List<Matcher> matchers) {
        Matcher first = matchers.get(0);
        boolean named = first.label().equals(Labels.METRIC_NAME) && first.op() == Matcher.Op.EQUAL;
        boolean plain = named
                && Names.isPlainMetric(first.value())
                && !RESERVED.contains(first.value().toLowerCase(Locale.ROOT));
        List<String> parts = new ArrayList<>();
        if (named && !plain) {
            parts.add(first.value().isEmpty() ? first.toString() : Names.quoted(first.value()));
        }
        matchers.stream().skip(named ? 1 : 0).forEach(matcher -> parts.add(matcher.toString()));
        String braces = plain && parts.isEmpty() ? "" : '{' + String.join(", ", parts) + '}';
        return (plain ? first.value() : "") + braces;
    }

    private static String shift(Shift shift) {
        String at = "";
        if (shift.at() instanceof At.Fixed fixed) {
            at = " @ " + BigDecimal.valueOf(fixed.instant().toEpochMilli(), 3).toPlainString();
        } else if (shift.at() == At.Bound.START) {
            at = " @ start()";
        } else if (shift.at() == At.Bound.END) {
            at = " @ end()";
        }
        return at + (shift.offset().isZero() ? "" : " offset " + Durations.print(shift.offset()));
    }

    private static String grouping(Grouping grouping) {
        if (!grouping.omitting() && grouping.labels().isEmpty()) {
            return "";
        }
        return (grouping.omitting() ? " without " : " by ") + labels(grouping.labels()) + ' ';
    }

    private static String matching(Matching matching) {
        if (matching.equals(Matching.ALL_LABELS)) {
            return "";
        }
        String text = (matching.onNamed() ? " on " : " ignoring ") + labels(matching.labels());
        return switch (matching.group()) {
            case NONE -> text;
            case LEFT -> text + " group_left " + labels(matching.include());
            case RIGHT -> text + " group_right " + labels(matching.include());
        };
    }

    private static String labels(List<String> names) {
        return names.stream().map(Names::label).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String join(List<Expr> parts) {
        return parts.stream().map(Printer::print).collect(Collectors.joining(", "));
    }
}
