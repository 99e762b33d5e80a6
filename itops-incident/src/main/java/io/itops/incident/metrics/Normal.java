package io.itops.incident.metrics;

/** The standard normal distribution. */
final class Normal {
    private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

    /** Beyond it a double holds no share. */
    private static final double FAR = 38;

    private Normal() {}

    static double density(double z) {
        return DENSITY_AT_ZERO * Math.exp(-0.5 * z * z);
    }

    /** The share that lies at or below a number. */
    static double below(double z) {
        double tail = 0.5 * Gammas.above(0.5, 0.5 * z * z);
        return z < 0 ? tail : 1 - tail;
    }

    /** The share that lies farther from zero than a number, on both sides. */
    static double beyond(double z) {
        return Gammas.above(0.5, 0.5 * z * z);
    }

    /** The number below which a share between 0 and 1 lies; {@code ±38} for the shares 0 and 1. */
    static double quantile(double share) {
        if (share <= 0 || share >= 1) {
            return share <= 0 ? -FAR : FAR;
        }
        if (share > 0.5) {
            return -quantile(1 - share);
        }
        // Newton's method on the logarithm of the tail, which is concave: from the left it never goes too far.
        double z = -Math.sqrt(-2 * Math.log(share));
        for (int i = 0; i < 60; i++) {
            double tail = below(z);
            double step = tail * Math.log(share / tail) / density(z);
            z += step;
            if (Math.abs(step) < 1e-15 * (1 + Math.abs(z))) {
                break;
            }
        }
        return z;
    }

    /** The distance from zero that leaves {@code 1 - level} outside, on both sides together: 1.96 for 0.95. */
    static double twoSided(double level) {
        return -quantile(0.5 * (1 - level));
    }
}
