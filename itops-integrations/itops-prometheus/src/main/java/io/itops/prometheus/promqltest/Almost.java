package io.itops.prometheus.promqltest;

import io.itops.monitoring.metric.StaleMarker;

/** Equality of floats as promqltest has it: a relative difference below one in a million, NaN equal to NaN, stale markers apart. */
final class Almost {
    private static final double EPSILON = 1e-6;

    private Almost() {}

    static boolean equal(double a, double b) {
        if (StaleMarker.is(a) || StaleMarker.is(b)) {
            return StaleMarker.is(a) && StaleMarker.is(b);
        }
        if ((Double.isNaN(a) && Double.isNaN(b)) || a == b) {
            return true;
        }
        double magnitude = Math.abs(a) + Math.abs(b);
        double difference = Math.abs(a - b);
        if (a == 0 || b == 0 || magnitude < Double.MIN_NORMAL) {
            return difference < EPSILON * Double.MIN_NORMAL;
        }
        return difference / Math.min(magnitude, Double.MAX_VALUE) < EPSILON;
    }
}
