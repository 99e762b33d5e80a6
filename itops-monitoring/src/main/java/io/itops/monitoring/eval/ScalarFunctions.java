package io.itops.monitoring.eval;

import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.expr.Function;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The functions and operators on single numbers. */
final class ScalarFunctions {
    /** A little less than the instants that java.time can name, in seconds. */
    private static final double MAX_SECONDS = 3e16;

    private ScalarFunctions() {}

    /** The function of one number that a function of one vector applies to every element, or null if it is not such a function. */
    static @Nullable DoubleUnaryOperator ofOne(Function function) {
        return switch (function) {
            case ABS -> Math::abs;
            case CEIL -> Math::ceil;
            case FLOOR -> Math::floor;
            case EXP -> Math::exp;
            case LN -> Math::log;
            case LOG2 -> Floats::log2;
            case LOG10 -> Math::log10;
            case SQRT -> Math::sqrt;
            case SGN -> Floats::sign;
            case SIN -> Math::sin;
            case COS -> Math::cos;
            case TAN -> Math::tan;
            case ASIN -> Math::asin;
            case ACOS -> Math::acos;
            case ATAN -> Math::atan;
            case SINH -> Math::sinh;
            case COSH -> Math::cosh;
            case TANH -> Math::tanh;
            case ASINH -> Floats::asinh;
            case ACOSH -> Floats::acosh;
            case ATANH -> Floats::atanh;
            case DEG -> v -> v * 180 / Math.PI;
            case RAD -> v -> v * Math.PI / 180;
            case MINUTE, HOUR, DAY_OF_WEEK, DAY_OF_MONTH, DAY_OF_YEAR, DAYS_IN_MONTH, MONTH, YEAR ->
                seconds -> calendar(function, seconds);
            default -> null;
        };
    }

    private static double calendar(Function function, double seconds) {
        if (!(Math.abs(seconds) <= MAX_SECONDS)) {
            return Double.NaN;
        }
        LocalDateTime utc = LocalDateTime.ofInstant(Instant.ofEpochSecond((long) seconds), ZoneOffset.UTC);
        return switch (function) {
            case MINUTE -> utc.getMinute();
            case HOUR -> utc.getHour();
            case DAY_OF_WEEK -> utc.getDayOfWeek().getValue() % 7;
            case DAY_OF_MONTH -> utc.getDayOfMonth();
            case DAY_OF_YEAR -> utc.getDayOfYear();
            case DAYS_IN_MONTH -> utc.toLocalDate().lengthOfMonth();
            case MONTH -> utc.getMonthValue();
            default -> utc.getYear();
        };
    }

    static double arithmetic(BinaryOp op, double left, double right) {
        return switch (op) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MODULO -> left % right;
            case POWER -> Floats.pow(left, right);
            case ATAN2 -> Math.atan2(left, right);
            default -> throw new IllegalArgumentException(op + " is not arithmetic");
        };
    }

    static boolean holds(BinaryOp op, double left, double right) {
        return switch (op) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case GREATER -> left > right;
            case LESS -> left < right;
            case GREATER_OR_EQUAL -> left >= right;
            case LESS_OR_EQUAL -> left <= right;
            default -> throw new IllegalArgumentException(op + " is not a comparison");
        };
    }
}
