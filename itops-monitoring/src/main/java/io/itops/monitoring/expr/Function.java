package io.itops.monitoring.expr;

import io.itops.core.Require;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The functions that expressions can call: the stable ones of Prometheus 3 on floats and classic histograms, and
 * what only older versions had.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum Function {
    /** The rise per second of counters, extrapolated to the range. */
    RATE(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** The rise of counters, extrapolated to the range. */
    INCREASE(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** The difference of gauges, extrapolated to the range. */
    DELTA(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** The rise per second between the last two samples of counters. */
    IRATE(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** The difference of the last two samples of gauges. */
    IDELTA(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** The slope per second by linear regression. */
    DERIV(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** The value so many seconds from now by linear regression. */
    PREDICT_LINEAR(ValueType.VECTOR, 0, false, ValueType.RANGE, ValueType.SCALAR),
    /** The value smoothed with its trend, by the factors of C. Holt and P. Winters; of Prometheus 2 alone. */
    HOLT_WINTERS(ValueType.VECTOR, 0, false, ValueType.RANGE, ValueType.SCALAR, ValueType.SCALAR),
    /** How often the value changed. */
    CHANGES(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** How often the value fell. */
    RESETS(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** The mean of the samples. */
    AVG_OVER_TIME(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** The sum of the samples. */
    SUM_OVER_TIME(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** The smallest sample. */
    MIN_OVER_TIME(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** The greatest sample. */
    MAX_OVER_TIME(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** The number of samples. */
    COUNT_OVER_TIME(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** The oldest sample; keeps the metric's name. */
    FIRST_OVER_TIME(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** The newest sample; keeps the metric's name. */
    LAST_OVER_TIME(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** One for each series with a sample. */
    PRESENT_OVER_TIME(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** The standard deviation of the samples. */
    STDDEV_OVER_TIME(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** The variance of the samples. */
    STDVAR_OVER_TIME(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** A quantile of the samples, interpolated. */
    QUANTILE_OVER_TIME(ValueType.VECTOR, 0, false, ValueType.SCALAR, ValueType.RANGE),
    /** One if there is no series with a sample. */
    ABSENT_OVER_TIME(ValueType.VECTOR, 0, false, ValueType.RANGE),
    /** One if the vector is empty. */
    ABSENT(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The value of the only element, NaN if there is not exactly one. */
    SCALAR(ValueType.SCALAR, 0, false, ValueType.VECTOR),
    /** One element without labels. */
    VECTOR(ValueType.VECTOR, 0, false, ValueType.SCALAR),
    /** The instant of evaluation in seconds since 1970-01-01T00:00Z. */
    TIME(ValueType.SCALAR, 0, false),
    /** When the samples were taken, in seconds since 1970-01-01T00:00Z. */
    TIMESTAMP(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The number pi. */
    PI(ValueType.SCALAR, 0, false),
    /** The magnitude. */
    ABS(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The next whole number above. */
    CEIL(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The next whole number below. */
    FLOOR(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The nearest multiple of a number, 1 by default; ties go up. */
    ROUND(ValueType.VECTOR, 1, false, ValueType.VECTOR, ValueType.SCALAR),
    /** The value held between two bounds. */
    CLAMP(ValueType.VECTOR, 0, false, ValueType.VECTOR, ValueType.SCALAR, ValueType.SCALAR),
    /** The value held above a bound. */
    CLAMP_MIN(ValueType.VECTOR, 0, false, ValueType.VECTOR, ValueType.SCALAR),
    /** The value held below a bound. */
    CLAMP_MAX(ValueType.VECTOR, 0, false, ValueType.VECTOR, ValueType.SCALAR),
    /** The exponential. */
    EXP(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The natural logarithm. */
    LN(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The binary logarithm. */
    LOG2(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The decimal logarithm. */
    LOG10(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The square root. */
    SQRT(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The sign: -1, 0 or 1. */
    SGN(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The sine of radians. */
    SIN(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The cosine of radians. */
    COS(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The tangent of radians. */
    TAN(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The arcsine in radians. */
    ASIN(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The arccosine in radians. */
    ACOS(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The arctangent in radians. */
    ATAN(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The hyperbolic sine. */
    SINH(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The hyperbolic cosine. */
    COSH(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The hyperbolic tangent. */
    TANH(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The inverse hyperbolic sine. */
    ASINH(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The inverse hyperbolic cosine. */
    ACOSH(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The inverse hyperbolic tangent. */
    ATANH(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** Radians in degrees. */
    DEG(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** Degrees in radians. */
    RAD(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The minute of the hour in UTC, 0 to 59. */
    MINUTE(ValueType.VECTOR, 1, false, ValueType.VECTOR),
    /** The hour of the day in UTC, 0 to 23. */
    HOUR(ValueType.VECTOR, 1, false, ValueType.VECTOR),
    /** The day of the week in UTC, 0 (Sunday) to 6. */
    DAY_OF_WEEK(ValueType.VECTOR, 1, false, ValueType.VECTOR),
    /** The day of the month in UTC, 1 to 31. */
    DAY_OF_MONTH(ValueType.VECTOR, 1, false, ValueType.VECTOR),
    /** The day of the year in UTC, 1 to 366. */
    DAY_OF_YEAR(ValueType.VECTOR, 1, false, ValueType.VECTOR),
    /** The length of the month in UTC, 28 to 31. */
    DAYS_IN_MONTH(ValueType.VECTOR, 1, false, ValueType.VECTOR),
    /** The month in UTC, 1 to 12. */
    MONTH(ValueType.VECTOR, 1, false, ValueType.VECTOR),
    /** The year in UTC. */
    YEAR(ValueType.VECTOR, 1, false, ValueType.VECTOR),
    /** The elements by rising value. */
    SORT(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** The elements by falling value. */
    SORT_DESC(ValueType.VECTOR, 0, false, ValueType.VECTOR),
    /** A label set from a pattern's groups: vector, label, replacement, source label, pattern. */
    LABEL_REPLACE(
            ValueType.VECTOR,
            0,
            false,
            ValueType.VECTOR,
            ValueType.STRING,
            ValueType.STRING,
            ValueType.STRING,
            ValueType.STRING),
    /** A label set from others joined: vector, label, separator, source labels. */
    LABEL_JOIN(ValueType.VECTOR, 1, true, ValueType.VECTOR, ValueType.STRING, ValueType.STRING, ValueType.STRING),
    /** A quantile of classic histograms, interpolated within the bucket. */
    HISTOGRAM_QUANTILE(ValueType.VECTOR, 0, false, ValueType.SCALAR, ValueType.VECTOR),
    /** The share of observations between two bounds in classic histograms. */
    HISTOGRAM_FRACTION(ValueType.VECTOR, 0, false, ValueType.SCALAR, ValueType.SCALAR, ValueType.VECTOR);

    private final ValueType result;
    private final int optional;
    private final boolean repeatsLast;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<ValueType> parameters;

    Function(ValueType result, int optional, boolean repeatsLast, ValueType... parameters) {
        this.result = result;
        this.optional = optional;
        this.repeatsLast = repeatsLast;
        this.parameters = List.of(parameters);
    }

    /**
     * The function of a name.
     *
     * @param symbol the name as PromQL writes it
     * @return the function, empty if there is none of that name
     */
    public static Optional<Function> find(String symbol) {
        Require.present("function name", symbol);
        return Arrays.stream(values()).filter(f -> f.symbol().equals(symbol)).findFirst();
    }

    /**
     * The function as PromQL writes it.
     *
     * @return its name
     */
    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What the function gives.
     *
     * @return a scalar or an instant vector
     */
    public ValueType result() {
        return result;
    }

    /**
     * The smallest number of arguments.
     *
     * @return zero or more
     */
    public int minArguments() {
        return parameters.size() - optional;
    }

    /**
     * The greatest number of arguments.
     *
     * @return at least {@link #minArguments()}, at most 64
     */
    public int maxArguments() {
        return repeatsLast ? 64 : parameters.size();
    }

    /**
     * The type of an argument.
     *
     * @param index its place from 0, below {@link #maxArguments()}
     * @return what the argument must be
     * @throws io.itops.core.InvalidInputException if the function has no argument at that place
     */
    public ValueType argumentType(int index) {
        Require.that(
                index >= 0 && index < maxArguments(),
                "place of an argument of " + symbol() + "()",
                "be at least 0 and below " + maxArguments(),
                index);
        return parameters.get(Math.min(index, parameters.size() - 1));
    }
}
