package io.itops.incident.metrics;

import java.util.Arrays;
import java.util.Optional;

/** Bootstrap intervals of the mean and of quantiles of sorted values. */
final class Bootstrap {
    /** With fewer expected observations on one side of a quantile, the bootstrap does not say how far it may lie out there. */
    private static final int LEAST_BESIDE = 5;

    private final Resampling resampling;

    Bootstrap(Resampling resampling) {
        this.resampling = resampling;
    }

    /** The mean with an interval, which {@link MeanRule} has found to hold. */
    Estimate mean(double[] sorted) {
        int n = sorted.length;
        double mean = Quantiles.mean(sorted);
        Draws draws = new Draws(resampling.seed());
        double[] means = new double[resampling.resamples()];
        for (int b = 0; b < means.length; b++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += sorted[draws.index(n)];
            }
            means[b] = sum / n;
        }
        return estimate(mean, means, accelerationOfMean(sorted, mean));
    }

    /** Of the influence of each value on the mean, which is its distance from it. */
    private static double accelerationOfMean(double[] values, double mean) {
        double scale = Math.max(values[values.length - 1] - mean, mean - values[0]);
        if (!(scale > 0)) {
            return 0;
        }
        double squares = 0;
        double cubes = 0;
        for (double value : values) {
            double distance = (value - mean) / scale;
            squares += distance * distance;
            cubes += distance * distance * distance;
        }
        return cubes / (6 * squares * Math.sqrt(squares));
    }

    Estimate quantile(double[] sorted, double share) {
        int n = sorted.length;
        double value = Quantiles.of(sorted, share);
        if (n * Math.min(share, 1 - share) < LEAST_BESIDE) {
            return new Estimate(value, Optional.empty(), resampling.method());
        }
        Draws draws = new Draws(resampling.seed());
        double[] quantiles = new double[resampling.resamples()];
        for (int b = 0; b < quantiles.length; b++) {
            quantiles[b] = ofResample(sorted, share, draws);
        }
        // The influence of a value on a quantile is share or share - 1, over the density, which cancels out.
        double acceleration = (2 * share - 1) / (6 * Math.sqrt(n * share * (1 - share)));
        return estimate(value, quantiles, acceleration);
    }

    /**
     * The quantile of one resample, without drawing all of it: the k-th smallest of n uniform numbers is a beta number, and the next one
     * lies above it as the smallest of the n - k that are left. Each uniform number stands for the value that a draw would have taken.
     */
    private static double ofResample(double[] sorted, double share, Draws draws) {
        int n = sorted.length;
        double position = (n - 1) * share;
        int below = (int) Math.floor(position);
        int rank = below + 1;
        double first = draws.gamma(rank);
        double uniform = first / (first + draws.gamma(n - rank + 1.0));
        double low = sorted[place(uniform, n)];
        if (position == below) {
            return low;
        }
        double next = 1 - (1 - uniform) * StrictMath.pow(draws.uniform(), 1.0 / (n - rank));
        double high = sorted[place(next, n)];
        return low + (position - below) * (high - low);
    }

    private static int place(double uniform, int n) {
        return Math.min(n - 1, (int) (uniform * n));
    }

    /** The interval from the distribution over the resamples. */
    private Estimate estimate(double value, double[] resampled, double acceleration) {
        Arrays.sort(resampled);
        double tail = 0.5 * (1 - resampling.level());
        double low = tail;
        double high = 1 - tail;
        if (resampling.method() == IntervalMethod.BCA) {
            double bias = Normal.quantile(shareBelow(resampled, value));
            low = corrected(bias, acceleration, Normal.quantile(tail));
            high = corrected(bias, acceleration, -Normal.quantile(tail));
        }
        return Estimate.of(
                value,
                Quantiles.of(resampled, low),
                Quantiles.of(resampled, high),
                resampling.level(),
                resampling.method());
    }

    private static double corrected(double bias, double acceleration, double z) {
        double shifted = bias + z;
        double denominator = 1 - acceleration * shifted;
        // the correction has no meaning past its pole; only samples of a handful come near
        return denominator <= 0 ? (z < 0 ? 0 : 1) : Normal.below(bias + shifted / denominator);
    }

    /** Ties count half: otherwise coarse data would look biased. Kept inside (0, 1), where the correction is finite. */
    private static double shareBelow(double[] sorted, double value) {
        int below = Quantiles.countBelow(sorted, value);
        int ties = Quantiles.countAtMost(sorted, value) - below;
        double share = (below + 0.5 * ties) / sorted.length;
        double least = 0.5 / sorted.length;
        return Math.min(1 - least, Math.max(least, share));
    }
}
