package io.itops.monitoring.expr;

import io.itops.core.Require;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import java.time.Duration;
import java.util.List;

/**
 * Where expressions begin, made for static import.
 *
 * <pre>{@code
 * rate(metric("http_server_requests_seconds_count", eq("status", "503")), ofMinutes(1)).sumBy("service").above(5.0)
 * }</pre>
 *
 * <p>What has no method here is reached by {@link #call(Function, Expr...)}. Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class Expressions {
    private Expressions() {}

    /**
     * The series of one metric.
     *
     * @param name the metric's name, 1 to 1,024 characters, not blank
     * @param matchers what else the labels must meet
     * @return a selector
     */
    public static Selector metric(String name, Matcher... matchers) {
        Require.text("metric name", name, Labels.MAX_VALUE);
        return new Selector(List.of(Matcher.eq(Labels.METRIC_NAME, name)), Shift.NONE).where(matchers);
    }

    /**
     * The series that meet matchers, whatever their metric.
     *
     * @param matchers at least one that an empty value does not meet
     * @return a selector
     */
    public static Selector series(Matcher... matchers) {
        return new Selector(Require.listOf("matchers", matchers), Shift.NONE);
    }

    /**
     * The label has a value.
     *
     * @param label the label's name
     * @param value the value; empty for a missing label
     * @return the matcher
     */
    public static Matcher eq(String label, String value) {
        return Matcher.eq(label, value);
    }

    /**
     * The label has another value, or none.
     *
     * @param label the label's name
     * @param value the value
     * @return the matcher
     */
    public static Matcher notEq(String label, String value) {
        return Matcher.notEq(label, value);
    }

    /**
     * The whole label matches a pattern.
     *
     * @param label the label's name
     * @param pattern RE2 syntax
     * @return the matcher
     */
    public static Matcher matching(String label, String pattern) {
        return Matcher.matching(label, pattern);
    }

    /**
     * The whole label does not match a pattern.
     *
     * @param label the label's name
     * @param pattern RE2 syntax
     * @return the matcher
     */
    public static Matcher notMatching(String label, String pattern) {
        return Matcher.notMatching(label, pattern);
    }

    /**
     * A number.
     *
     * @param value any double
     * @return a scalar
     */
    public static Expr number(double value) {
        return new NumberLiteral(value);
    }

    /**
     * A text, as an argument.
     *
     * @param value the text
     * @return a string
     */
    public static Expr text(String value) {
        return new StringLiteral(value);
    }

    /**
     * The rise per second of counters.
     *
     * @param selector the series
     * @param range how far back
     * @return {@code rate(selector[range])}
     */
    public static Expr rate(Selector selector, Duration range) {
        return call(Function.RATE, over(selector, range));
    }

    /**
     * The rise of counters.
     *
     * @param selector the series
     * @param range how far back
     * @return {@code increase(selector[range])}
     */
    public static Expr increase(Selector selector, Duration range) {
        return call(Function.INCREASE, over(selector, range));
    }

    /**
     * The difference of gauges.
     *
     * @param selector the series
     * @param range how far back
     * @return {@code delta(selector[range])}
     */
    public static Expr delta(Selector selector, Duration range) {
        return call(Function.DELTA, over(selector, range));
    }

    /**
     * The mean of the samples.
     *
     * @param selector the series
     * @param range how far back
     * @return {@code avg_over_time(selector[range])}
     */
    public static Expr avgOverTime(Selector selector, Duration range) {
        return call(Function.AVG_OVER_TIME, over(selector, range));
    }

    /**
     * The sum of the samples.
     *
     * @param selector the series
     * @param range how far back
     * @return {@code sum_over_time(selector[range])}
     */
    public static Expr sumOverTime(Selector selector, Duration range) {
        return call(Function.SUM_OVER_TIME, over(selector, range));
    }

    /**
     * The smallest sample.
     *
     * @param selector the series
     * @param range how far back
     * @return {@code min_over_time(selector[range])}
     */
    public static Expr minOverTime(Selector selector, Duration range) {
        return call(Function.MIN_OVER_TIME, over(selector, range));
    }

    /**
     * The greatest sample.
     *
     * @param selector the series
     * @param range how far back
     * @return {@code max_over_time(selector[range])}
     */
    public static Expr maxOverTime(Selector selector, Duration range) {
        return call(Function.MAX_OVER_TIME, over(selector, range));
    }

    /**
     * The number of samples.
     *
     * @param selector the series
     * @param range how far back
     * @return {@code count_over_time(selector[range])}
     */
    public static Expr countOverTime(Selector selector, Duration range) {
        return call(Function.COUNT_OVER_TIME, over(selector, range));
    }

    /**
     * One if a vector is empty.
     *
     * @param vector the vector
     * @return {@code absent(vector)}
     */
    public static Expr absent(Expr vector) {
        return call(Function.ABSENT, vector);
    }

    /**
     * A quantile of classic histograms.
     *
     * @param quantile 0 to 1
     * @param buckets the cumulative buckets, or their rates, with the label {@code le}
     * @return {@code histogram_quantile(quantile, buckets)}
     */
    public static Expr histogramQuantile(double quantile, Expr buckets) {
        return call(Function.HISTOGRAM_QUANTILE, number(Require.range("quantile", quantile, 0, 1)), buckets);
    }

    /**
     * The instant of evaluation.
     *
     * @return {@code time()}
     */
    public static Expr time() {
        return call(Function.TIME);
    }

    /**
     * One element without labels.
     *
     * @param value any number
     * @return {@code vector(value)}
     */
    public static Expr vector(double value) {
        return call(Function.VECTOR, number(value));
    }

    /**
     * Any function.
     *
     * @param function the function
     * @param arguments its arguments
     * @return the call
     */
    public static Expr call(Function function, Expr... arguments) {
        return new Call(Require.present("function", function), Require.listOf("arguments", arguments));
    }

    private static Expr over(Selector selector, Duration range) {
        return Require.present("selector", selector).over(range);
    }
}
