package io.itops.monitoring.expr;

import io.itops.core.Require;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest sample of each series that meets all matchers, if it is not older than the lookback.
 *
 * <p>Immutable and thread-safe.
 *
 * @param matchers 1 to 64; at least one must be unable to match an empty value, since anything else would select every series
 * @param shift how far from the instant of evaluation it looks
 * @since 0.1
 */
public record Selector(List<Matcher> matchers, Shift shift) implements Expr {
    /** How old the newest sample of a series may be, that age itself excluded. */
    public static final Duration LOOKBACK = Duration.ofMinutes(5);

    /** Checks that the matchers select something less than everything. */
    public Selector {
        matchers = Require.list("matchers", matchers);
        Require.size("matchers", matchers, 1, 64);
        Require.that(selective(matchers), "selector", "have a matcher that an empty value does not meet", matchers);
        Require.present("shift", shift);
    }

    private static boolean selective(List<Matcher> matchers) {
        for (Matcher matcher : matchers) {
            if (matcher.excludesEmpty()) {
                return true;
            }
        }
        return false;
    }

    /**
     * This selector with further matchers.
     *
     * @param more what else the labels must meet
     * @return a new selector
     */
    public Selector where(Matcher... more) {
        List<Matcher> all = new ArrayList<>(matchers);
        all.addAll(Require.listOf("matchers", more));
        return new Selector(all, shift);
    }

    /**
     * This selector, looking back from the instant of evaluation.
     *
     * @param offset how far back; negative looks ahead
     * @return a new selector
     */
    public Selector offset(Duration offset) {
        return new Selector(matchers, new Shift(offset, shift.at()));
    }

    /**
     * This selector, looking from one fixed instant.
     *
     * @param instant the instant
     * @return a new selector
     */
    public Selector at(Instant instant) {
        return new Selector(matchers, new Shift(shift.offset(), new At.Fixed(instant)));
    }

    /**
     * The samples of a stretch of time up to where this selector looks.
     *
     * @param range how long; the start is exclusive, the end inclusive
     * @return a range selector
     */
    public RangeSelector over(Duration range) {
        return new RangeSelector(this, range);
    }

    /**
     * The metric name that this selector asks for.
     *
     * @return the value of an equality on {@code __name__}, empty if there is none
     */
    public String metricName() {
        return nameMatchers().stream()
                .filter(m -> m.op() == Matcher.Op.EQUAL)
                .map(Matcher::value)
                .findFirst()
                .orElse("");
    }

    /**
     * What this selector asks of the names of metrics.
     *
     * @return the matchers of {@code __name__}, possibly none
     */
    public List<Matcher> nameMatchers() {
        return matchers.stream()
                .filter(m -> m.label().equals(Labels.METRIC_NAME))
                .toList();
    }

    @Override
    public ValueType type() {
        return ValueType.VECTOR;
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }
}
