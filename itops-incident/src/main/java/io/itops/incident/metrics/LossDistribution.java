package io.itops.incident.metrics;

import io.itops.core.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a year may cost: not one number but how likely each is. Intervals hold the error of the simulation alone.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class LossDistribution {
    private final double[] losses;
    private final Parts parts;
    private final int cutYears;

    /**
     * What a year costs on average, by what it is paid for.
     *
     * <p>Immutable and thread-safe.
     *
     * @param downtime the time that services were down
     * @param people those who worked on incidents
     * @param credits what customers got back
     */
    public record Parts(double downtime, double people, double credits) {
        /** Checks the numbers. */
        public Parts {
            Numbers.atLeastZero("cost of downtime", downtime);
            Numbers.atLeastZero("cost of people", people);
            Numbers.atLeastZero("credits", credits);
        }
    }

    /**
     * A point of the exceedance curve.
     *
     * <p>Immutable and thread-safe.
     *
     * @param loss a loss
     * @param chance the chance that a year costs more
     */
    public record Exceedance(double loss, double chance) {
        /** Checks the numbers. */
        public Exceedance {
            Numbers.atLeastZero("loss", loss);
            Numbers.share("chance", chance);
        }
    }

    private LossDistribution(double[] losses, Parts parts, int cutYears) {
        this.losses = losses;
        this.parts = parts;
        this.cutYears = cutYears;
    }

    static LossDistribution of(double[] losses, Parts parts, int cutYears) {
        double[] sorted = losses.clone();
        Arrays.sort(sorted);
        return new LossDistribution(sorted, parts, cutYears);
    }

    /**
     * How many years were simulated.
     *
     * @return their number
     */
    public int years() {
        return losses.length;
    }

    /**
     * How many simulated years gave a service more downtime than the year has, of which only the year was charged. If they are more than a
     * few, the losses are those of the cut and not of the model.
     *
     * @return their number, 0 to {@link #years}
     */
    public int cutYears() {
        return cutYears;
    }

    /**
     * What a year costs on average, by what it is paid for.
     *
     * @return the parts of {@link #expected}
     */
    public Parts parts() {
        return parts;
    }

    /**
     * The expected loss of a year, also called ALE. It says nothing of bad years: look at {@link #valueAtRisk} and {@link #conditionalValueAtRisk} with it.
     *
     * @param level the confidence, 0.5 to 0.9999
     * @return the mean
     */
    public Estimate expected(double level) {
        Numbers.level(level);
        double mean = Quantiles.mean(losses);
        return normal(mean, variance(losses, 0, mean), losses.length, level);
    }

    private static double variance(double[] values, int from, double mean) {
        double sum = 0;
        for (int i = from; i < values.length; i++) {
            sum += (values[i] - mean) * (values[i] - mean);
        }
        return values.length - from > 1 ? sum / (values.length - from - 1) : 0;
    }

    private static Estimate normal(double value, double variance, double count, double level) {
        double width = Normal.twoSided(level) * Math.sqrt(variance / count);
        return Estimate.of(value, Math.max(0, value - width), value + width, level, IntervalMethod.MONTE_CARLO);
    }

    /**
     * The loss that a share of years stays below (value at risk).
     *
     * @param share 0.001 to 0.999: 0.95 for one bad year in twenty
     * @param level the confidence, 0.5 to 0.9999
     * @return the quantile, with the interval between two of the simulated losses
     */
    public Estimate valueAtRisk(double share, double level) {
        tail(share);
        Numbers.level(level);
        int n = losses.length;
        double width = Normal.twoSided(level) * Math.sqrt(n * share * (1 - share));
        int low = (int) Math.max(0, Math.floor(n * share - width));
        int high = (int) Math.min(n - 1, Math.ceil(n * share + width));
        double value = Quantiles.of(losses, share);
        return Estimate.of(
                value, Math.min(value, losses[low]), Math.max(value, losses[high]), level, IntervalMethod.MONTE_CARLO);
    }

    private static void tail(double share) {
        Require.range("share", share, 0.001, 0.999);
    }

    /**
     * What the bad years beyond {@link #valueAtRisk} cost on average (conditional value at risk, expected shortfall; Rockafellar and Uryasev 2002).
     *
     * @param share 0.001 to 0.999: 0.95 for the mean of the worst twentieth
     * @param level the confidence, 0.5 to 0.9999
     * @return the mean of the tail
     */
    public Estimate conditionalValueAtRisk(double share, double level) {
        tail(share);
        Numbers.level(level);
        double threshold = Quantiles.of(losses, share);
        int from = Quantiles.countAtMost(losses, threshold);
        double beyond = 0;
        double squares = 0;
        for (int i = from; i < losses.length; i++) {
            double excess = losses[i] - threshold;
            beyond += excess;
            squares += excess * excess;
        }
        int n = losses.length;
        double mean = beyond / n;
        double variance = Math.max(0, squares / n - mean * mean) / ((1 - share) * (1 - share));
        return normal(threshold + mean / (1 - share), variance, n, level);
    }

    /**
     * How likely it is that a year costs more.
     *
     * @param loss a loss, at least 0
     * @param level the confidence, 0.5 to 0.9999
     * @return the share of years, with Wilson's interval
     */
    public Estimate exceedance(double loss, double level) {
        Numbers.atLeastZero("loss", loss);
        Numbers.level(level);
        return Shares.wilson(losses.length - Quantiles.countAtMost(losses, loss), losses.length, level);
    }

    /**
     * Losses with the chance that a year costs more.
     *
     * @param points how many, 2 to 10,000
     * @return losses in equal steps from 0 to the largest simulated one
     */
    public List<Exceedance> exceedanceCurve(int points) {
        Require.range("number of points", points, 2, 10_000);
        double largest = losses[losses.length - 1];
        List<Exceedance> curve = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            double loss = i == points - 1 ? largest : largest * i / (points - 1);
            double above = losses.length - Quantiles.countAtMost(losses, loss);
            curve.add(new Exceedance(loss, above / losses.length));
        }
        return List.copyOf(curve);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LossDistribution that
                && Arrays.equals(losses, that.losses)
                && parts.equals(that.parts)
                && cutYears == that.cutYears;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(losses) + parts.hashCode();
    }

    @Override
    public String toString() {
        return "the losses of " + losses.length + " simulated years";
    }
}
