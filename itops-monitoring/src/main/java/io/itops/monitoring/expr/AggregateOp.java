package io.itops.monitoring.expr;

import java.util.Locale;
import java.util.Optional;

/**
 * The aggregations over the elements of a vector.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum AggregateOp {
    /** The sum, compensated for rounding. */
    SUM,
    /** The mean. */
    AVG,
    /** The smallest value; NaN only if all are. */
    MIN,
    /** The greatest value; NaN only if all are. */
    MAX,
    /** The number of elements. */
    COUNT,
    /** One for each group. */
    GROUP,
    /** The standard deviation of the population. */
    STDDEV,
    /** The variance of the population. */
    STDVAR,
    /** The greatest k elements with their own labels; parameter: k. */
    TOPK(ValueType.SCALAR),
    /** The smallest k elements with their own labels; parameter: k. */
    BOTTOMK(ValueType.SCALAR),
    /** A quantile, interpolated; parameter: 0 to 1. */
    QUANTILE(ValueType.SCALAR),
    /** The number of elements for each value; parameter: the label that takes the value. */
    COUNT_VALUES(ValueType.STRING);

    private final Optional<ValueType> parameter;

    AggregateOp() {
        this.parameter = Optional.empty();
    }

    AggregateOp(ValueType parameter) {
        this.parameter = Optional.of(parameter);
    }

    /**
     * The aggregation as PromQL writes it.
     *
     * @return its name
     */
    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What the aggregation takes before its operand.
     *
     * @return the parameter's type, empty if it takes none
     */
    public Optional<ValueType> parameter() {
        return parameter;
    }
}
