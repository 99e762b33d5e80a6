package io.itops.monitoring.eval;

import io.itops.monitoring.expr.Function;
import java.util.OptionalDouble;

/** The functions that make one value of the samples of a window, series by series. */
final class RangeFunctions {
    private RangeFunctions() {}

    /**
     * One series' value.
     *
     * @param function a function over a range vector
     * @param window the window that the stretch lies in
     * @param series a stretch with at least one sample
     * @param parameter the scalar argument of the functions that take one
     * @param now the instant of evaluation, in milliseconds
     * @param semantics the version whose rules are followed
     * @return the value, empty where the samples are too few
     */
    static OptionalDouble apply(
            Function function, Window window, Stretch series, double parameter, long now, Semantics semantics) {
        return switch (function) {
            case RATE, INCREASE, DELTA -> extrapolated(function, window, series, semantics.startGuessedByHalf());
            case IRATE -> instant(series, true);
            case IDELTA -> instant(series, false);
            case DERIV ->
                series.size() < 2
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(
                                Regression.of(series, series.firstTime()).slope());
            case PREDICT_LINEAR ->
                series.size() < 2
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Regression.of(series, now).at(parameter));
            case CHANGES -> OptionalDouble.of(changes(series.values()));
            case RESETS -> OptionalDouble.of(resets(series.values()));
            case AVG_OVER_TIME -> OptionalDouble.of(mean(series.values()));
            case SUM_OVER_TIME -> OptionalDouble.of(sum(series.values()));
            case MIN_OVER_TIME -> OptionalDouble.of(smallest(series.values()));
            case MAX_OVER_TIME -> OptionalDouble.of(greatest(series.values()));
            case COUNT_OVER_TIME -> OptionalDouble.of(series.size());
            case FIRST_OVER_TIME -> OptionalDouble.of(series.first());
            case LAST_OVER_TIME -> OptionalDouble.of(series.last());
            case PRESENT_OVER_TIME -> OptionalDouble.of(1);
            case STDDEV_OVER_TIME -> OptionalDouble.of(Math.sqrt(variance(series.values())));
            case STDVAR_OVER_TIME -> OptionalDouble.of(variance(series.values()));
            case QUANTILE_OVER_TIME -> OptionalDouble.of(Floats.quantile(parameter, series.values()));
            default -> throw new IllegalArgumentException(function + " is not a function over a range");
        };
    }

    /** Whether the function hands a sample on as it is, so that the metric's name still fits. */
    static boolean keepsName(Function function) {
        return function == Function.FIRST_OVER_TIME || function == Function.LAST_OVER_TIME;
    }

    /**
     * The change over the window, guessed from the samples inside: each end is extended to the window's edge if the edge is nearer
     * than 1.1 mean distances of samples, else by half a distance; a counter is not extended below zero. Counter resets add what
     * the counter had reached. (Prometheus 3, promql/functions.go, extrapolatedRate.)
     */
    private static OptionalDouble extrapolated(Function function, Window window, Stretch series, boolean halfFirst) {
        boolean counter = function != Function.DELTA;
        if (series.size() < 2) {
            return OptionalDouble.empty();
        }
        double change = series.last() - series.first();
        if (counter) {
            change = addResets(change, series.values());
        }
        double toStart = (series.firstTime() - window.start()) / 1_000.0;
        double toEnd = (window.end() - series.lastTime()) / 1_000.0;
        double covered = (series.lastTime() - series.firstTime()) / 1_000.0;
        double distance = covered / (series.size() - 1);
        double near = distance * 1.1;
        boolean bounded = counter && change > 0 && series.first() >= 0;
        double toZero = bounded ? covered * (series.first() / change) : Double.POSITIVE_INFINITY;
        if (!halfFirst) {
            toStart = Math.min(toStart, toZero);
        }
        if (toStart >= near) {
            toStart = distance / 2;
        }
        if (halfFirst) {
            toStart = Math.min(toStart, toZero);
        }
        if (toEnd >= near) {
            toEnd = distance / 2;
        }
        double factor = (covered + toStart + toEnd) / covered;
        return OptionalDouble.of(change * (function == Function.RATE ? factor / window.seconds() : factor));
    }

    private static double addResets(double change, double[] values) {
        double corrected = change;
        for (int i = 1; i < values.length; i++) {
            if (values[i] < values[i - 1]) {
                corrected += values[i - 1];
            }
        }
        return corrected;
    }

    private static OptionalDouble instant(Stretch series, boolean counter) {
        int n = series.size();
        if (n < 2) {
            return OptionalDouble.empty();
        }
        double before = series.values()[n - 2];
        double last = series.last();
        double change = counter && last < before ? last : last - before;
        double seconds = (series.lastTime() - series.timestamps()[n - 2]) / 1_000.0;
        return OptionalDouble.of(counter ? change / seconds : change);
    }

    /** Double exponential smoothing of at least two values: each step moves the level, and the level's rise moves the trend. */
    static double holtWinters(double[] values, double smoothing, double trendFactor) {
        double before = 0;
        double level = values[0];
        double trend = values[1] - values[0];
        for (int i = 1; i < values.length; i++) {
            if (i > 1) {
                trend = trendFactor * (level - before) + (1 - trendFactor) * trend;
            }
            before = level;
            level = smoothing * values[i] + (1 - smoothing) * (level + trend);
        }
        return level;
    }

    private static double changes(double[] values) {
        int changes = 0;
        for (int i = 1; i < values.length; i++) {
            boolean bothNaN = Double.isNaN(values[i]) && Double.isNaN(values[i - 1]);
            changes += values[i] != values[i - 1] && !bothNaN ? 1 : 0;
        }
        return changes;
    }

    private static double resets(double[] values) {
        int resets = 0;
        for (int i = 1; i < values.length; i++) {
            resets += values[i] < values[i - 1] ? 1 : 0;
        }
        return resets;
    }

    private static double mean(double[] values) {
        Mean mean = new Mean();
        for (double value : values) {
            mean.add(value);
        }
        return mean.value();
    }

    private static double sum(double[] values) {
        Sum sum = new Sum();
        for (double value : values) {
            sum.add(value);
        }
        return sum.value();
    }

    static double smallest(double[] values) {
        double smallest = Double.NaN;
        for (double value : values) {
            smallest = value < smallest || Double.isNaN(smallest) ? value : smallest;
        }
        return smallest;
    }

    static double greatest(double[] values) {
        double greatest = Double.NaN;
        for (double value : values) {
            greatest = value > greatest || Double.isNaN(greatest) ? value : greatest;
        }
        return greatest;
    }

    /** B. P. Welford, Note on a method for calculating corrected sums of squares and products, Technometrics 4 (1962). */
    private static double variance(double[] values) {
        Sum mean = new Sum();
        Sum squares = new Sum();
        for (int i = 0; i < values.length; i++) {
            double off = values[i] - mean.exact();
            mean.add(off / (i + 1));
            squares.add(off * (values[i] - mean.exact()));
        }
        return squares.exact() / values.length;
    }
}
