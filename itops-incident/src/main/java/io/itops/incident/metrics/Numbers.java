package io.itops.incident.metrics;

import io.itops.core.Require;

/** The checks of numbers that the values of this package share. */
final class Numbers {
    private Numbers() {}

    static double finite(String what, double value) {
        return Require.that(Double.isFinite(value), what, "be a finite number", value);
    }

    static double atLeastZero(String what, double value) {
        return Require.range(what, value, 0, Double.MAX_VALUE);
    }

    static double positive(String what, double value) {
        return Require.range(what, value, Double.MIN_NORMAL, Double.MAX_VALUE);
    }

    static double share(String what, double value) {
        return Require.range(what, value, 0.0, 1.0);
    }

    static double level(double level) {
        return Require.range("confidence level", level, 0.5, 0.9999);
    }
}
