package io.itops.monitoring.eval;

/**
 * A straight line through samples by least squares.
 *
 * @param slope per second
 * @param intercept the value at the instant that the line was asked for
 */
record Regression(double slope, double intercept) {
    /** The line through at least two samples, its intercept at an instant in milliseconds. */
    static Regression of(Stretch series, long at) {
        double first = series.first();
        boolean constant = true;
        Sum x = new Sum();
        Sum y = new Sum();
        Sum xy = new Sum();
        Sum xx = new Sum();
        double n = series.size();
        for (int i = 0; i < series.size(); i++) {
            double seconds = (series.timestamps()[i] - at) / 1_000.0;
            double value = series.values()[i];
            constant &= value == first || i == 0;
            x.add(seconds);
            y.add(value);
            xy.add(seconds * value);
            xx.add(seconds * seconds);
        }
        if (constant) {
            // Rounding would give a constant a slope.
            return Double.isInfinite(first) ? new Regression(Double.NaN, Double.NaN) : new Regression(0, first);
        }
        double covariance = xy.exact() - x.exact() * y.exact() / n;
        double variance = xx.exact() - x.exact() * x.exact() / n;
        double slope = covariance / variance;
        return new Regression(slope, y.exact() / n - slope * x.exact() / n);
    }

    double at(double seconds) {
        return slope * seconds + intercept;
    }
}
