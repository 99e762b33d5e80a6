package io.itops.monitoring.expr;

import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.Names;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    /** Label names that PromQL does not read as such outside braces. */
    private static final Set<String> NO_LABELS = Set.of("inf", "nan", "without");

    private final StringBuilder out = new StringBuilder();
    private final int limit;

    private Printer(int limit) {
        this.limit = limit;
    }

    static String print(Expr expr) {
        Printer printer = new Printer(Integer.MAX_VALUE);
        printer.write(expr);
        return printer.out.toString();
    }

    /** The expression in one line, empty if it is longer than a limit; it is then not written to its end. */
    static Optional<String> printWithin(int limit, Expr expr) {
        Printer printer = new Printer(limit);
        printer.write(expr);
        return printer.out.length() > limit ? Optional.empty() : Optional.of(printer.out.toString());
    }

    private void write(Expr expr) {
        if (out.length() > limit) {
            return;
        }
        if (expr instanceof Subquery subquery) {
            within(subquery.operand(), ATOM);
            out.append(brackets(subquery));
        } else if (expr instanceof Call call) {
            out.append(call.function().symbol());
            arguments(call.arguments());
        } else if (expr instanceof Aggregation aggregation) {
            out.append(head(aggregation));
            arguments(aggregation.children());
        } else if (expr instanceof Negation negation) {
            out.append('-');
            within(negation.operand(), SIGN + 1);
        } else if (expr instanceof Binary binary) {
            within(binary.left(), leastLeft(binary));
            out.append(' ').append(operator(binary)).append(' ');
            within(binary.right(), leastRight(binary));
        } else {
            out.append(leaf(expr));
        }
    }

    private void within(Expr expr, int least) {
        if (precedence(expr) < least) {
            out.append('(');
            write(expr);
            out.append(')');
        } else {
            write(expr);
        }
    }

    private void arguments(List<Expr> arguments) {
        out.append('(');
        for (int i = 0; i < arguments.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            write(arguments.get(i));
        }
        out.append(')');
    }

    private static String leaf(Expr expr) {
        if (expr instanceof NumberLiteral literal) {
            return number(literal.value());
        }
        if (expr instanceof StringLiteral literal) {
            return Names.quoted(literal.value());
        }
        if (expr instanceof RangeSelector range) {
            return series(range.selector().matchers())
                    + '['
                    + Durations.print(range.range())
                    + ']'
                    + shift(range.selector().shift());
        }
        Selector selector = (Selector) expr;
        return series(selector.matchers()) + shift(selector.shift());
    }

    /** What stands before the parenthesis of an aggregation. */
    static String head(Aggregation aggregation) {
        return aggregation.op().symbol() + grouping(aggregation.grouping());
    }

    /** What stands between the operands. */
    static String operator(Binary binary) {
        return binary.op().symbol() + (binary.bool() ? " bool" : "") + matching(binary.matching());
    }

    /** What stands behind the operand of a subquery. */
    static String brackets(Subquery subquery) {
        return '['
                + Durations.print(subquery.range())
                + ':'
                + subquery.step().map(Durations::print).orElse("")
                + ']'
                + shift(subquery.shift());
    }

    /** How tightly the left operand must bind to stand without parentheses. */
    static int leastLeft(Binary binary) {
        return binary.op() == BinaryOp.POWER
                ? binary.op().precedence() + 1
                : binary.op().precedence();
    }

    /** How tightly the right operand must bind to stand without parentheses. */
    static int leastRight(Binary binary) {
        return binary.op() == BinaryOp.POWER
                ? binary.op().precedence()
                : binary.op().precedence() + 1;
    }

    /** How tightly the operand of a sign must bind to stand without parentheses. */
    static int leastSigned() {
        return SIGN + 1;
    }

    /** How tightly the operand of a subquery must bind to stand without parentheses. */
    static int leastModified() {
        return ATOM;
    }

    static int precedence(Expr expr) {
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
        boolean named = isName(first)
                && first.op() == Matcher.Op.EQUAL
                // A second condition on the name may only stand beside the first one between the braces.
                && matchers.stream().filter(Printer::isName).count() == 1;
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

    private static boolean isName(Matcher matcher) {
        return matcher.label().equals(Labels.METRIC_NAME);
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
        return names.stream()
                .map(name -> NO_LABELS.contains(name.toLowerCase(Locale.ROOT)) ? Names.quoted(name) : Names.label(name))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
