package io.itops.incident.metrics;

/** The gamma function and the distributions that rest on it. Relative errors are below 1e-11 for shapes up to a million. */
final class Gammas {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    private static final double TINY = 1e-300;
    private static final double PRECISION = 1e-16;
    private static final int MAX_STEPS = 1_000_000;

    private Gammas() {}

    /** The logarithm of the gamma function of a positive number, by Stirling's series from 15 on. */
    static double logGamma(double x) {
        double shifted = x;
        double product = 1;
        while (shifted < 15) {
            product *= shifted++;
        }
        double inverse = 1 / shifted;
        double square = inverse * inverse;
        // the Bernoulli numbers over 2k (2k - 1)
        double series = inverse
                * (1.0 / 12
                        - square
                                * (1.0 / 360
                                        - square * (1.0 / 1_260 - square * (1.0 / 1_680 - square * (1.0 / 1_188)))));
        return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series - Math.log(product);
    }

    /** The share of a gamma distribution of scale 1 that lies at or below a number. */
    static double below(double shape, double x) {
        if (x <= 0) {
            return 0;
        }
        return x < shape + 1 ? series(shape, x) : 1 - fraction(shape, x);
    }

    /** The share of a gamma distribution of scale 1 that lies above a number, exact in its tail. */
    static double above(double shape, double x) {
        if (x <= 0) {
            return 1;
        }
        return x < shape + 1 ? 1 - series(shape, x) : fraction(shape, x);
    }

    private static double series(double shape, double x) {
        double term = 1 / shape;
        double sum = term;
        for (int k = 1; k < MAX_STEPS && term > sum * PRECISION; k++) {
            term *= x / (shape + k);
            sum += term;
        }
        return Math.min(1, sum * Math.exp(shape * Math.log(x) - x - logGamma(shape)));
    }

    /** The continued fraction of the upper incomplete gamma function, by Lentz's method. */
    private static double fraction(double shape, double x) {
        double b = x + 1 - shape;
        double c = 1 / TINY;
        double d = 1 / b;
        double value = d;
        for (int k = 1; k < MAX_STEPS; k++) {
            double a = -k * (k - shape);
            b += 2;
            d = 1 / nonzero(a * d + b);
            c = nonzero(b + a / c);
            double change = d * c;
            value *= change;
            if (Math.abs(change - 1) < PRECISION * 4) {
                break;
            }
        }
        return Math.min(1, value * Math.exp(shape * Math.log(x) - x - logGamma(shape)));
    }

    private static double nonzero(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }

    /** The number below which a share of a gamma distribution of scale 1 lies, by halving a bracket. */
    static double quantile(double shape, double share) {
        double high = shape + 1;
        while (below(shape, high) < share) {
            high *= 2;
        }
        double low = 0;
        while (high - low > 1e-14 * high) {
            double middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) {
                break;
            }
            if (below(shape, middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    /** The share of a chi-square distribution that lies above a number. */
    static double chiSquareAbove(double degrees, double x) {
        return above(degrees / 2, x / 2);
    }

    /** The share of a chi-square distribution that lies below a number. */
    static double chiSquareBelow(double degrees, double x) {
        return below(degrees / 2, x / 2);
    }
}
