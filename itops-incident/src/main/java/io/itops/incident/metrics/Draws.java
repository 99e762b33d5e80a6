package io.itops.incident.metrics;

import java.util.SplittableRandom;

/**
 * Random numbers of a seed. Only the generator itself is the platform's, since its algorithm is fixed: what is made of its bits is made
 * here, so that a seed gives the same numbers on every release of Java.
 */
final class Draws {
    private static final double UNIT = 0x1.0p-53;

    /** Products of uniform numbers stay far from underflow up to this mean. */
    private static final double SMALL_MEAN = 30;

    private final SplittableRandom random;
    private double spare;
    private boolean hasSpare;

    Draws(long seed) {
        this(new SplittableRandom(seed));
    }

    private Draws(SplittableRandom random) {
        this.random = random;
    }

    /** Numbers of their own for one part of a work, so that another part may draw more or fewer without changing them. */
    Draws split() {
        return new Draws(new SplittableRandom(random.nextLong()));
    }

    /** A number from 0 to just below {@code bound}; its bias is below 2^-31. */
    int index(int bound) {
        return (int) Math.multiplyHigh(random.nextLong() >>> 1, (long) bound << 1);
    }

    /** A number above 0 and below 1. */
    double uniform() {
        return ((random.nextLong() >>> 11) + 0.5) * UNIT;
    }

    /** A standard normal number, by the polar method. */
    double gaussian() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        while (true) {
            double u = 2 * uniform() - 1;
            double v = 2 * uniform() - 1;
            double s = u * u + v * v;
            if (s < 1 && s > 0) {
                double factor = Math.sqrt(-2 * StrictMath.log(s) / s);
                spare = v * factor;
                hasSpare = true;
                return u * factor;
            }
        }
    }

    double exponential() {
        return -StrictMath.log(uniform());
    }

    /** A gamma number of scale 1, by Marsaglia and Tsang (2000). */
    double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * StrictMath.pow(uniform(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = gaussian();
            double root = 1 + c * x;
            if (root > 0) {
                double v = root * root * root;
                if (StrictMath.log(uniform()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                    return d * v;
                }
            }
        }
    }

    /** A Poisson number; takes time linear in the mean, as does whatever its caller does for each event. */
    int poisson(double mean) {
        int events = 0;
        for (double left = mean; left > 0; left -= SMALL_MEAN) {
            double floor = StrictMath.exp(-Math.min(left, SMALL_MEAN));
            for (double product = uniform(); product > floor; product *= uniform()) {
                events++;
            }
        }
        return events;
    }
}
