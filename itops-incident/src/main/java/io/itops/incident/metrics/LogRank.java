package io.itops.incident.metrics;

import java.util.Arrays;
import java.util.Optional;

/** The log-rank test with Peto's estimate of the hazard ratio, and the power of Schoenfeld (1981). */
final class LogRank {
    private final DurationSample first;
    private final DurationSample second;
    private double observed;
    private double expected;
    private double variance;

    LogRank(DurationSample first, DurationSample second) {
        this.first = first.leftUnseen();
        this.second = second.leftUnseen();
        double[] times = times();
        for (int i = 0; i < times.length; i++) {
            if (i == 0 || times[i] != times[i - 1]) {
                count(times[i]);
            }
        }
    }

    private double[] times() {
        double[] a = first.endedSeconds();
        double[] b = second.endedSeconds();
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        Arrays.sort(all);
        return all;
    }

    private void count(double at) {
        double diedFirst = died(first, at);
        double died = diedFirst + died(second, at);
        double riskFirst = atRisk(first, at);
        double risk = riskFirst + atRisk(second, at);
        double share = riskFirst / risk;
        observed += diedFirst;
        expected += died * share;
        variance += risk > 1 ? died * share * (1 - share) * (risk - died) / (risk - 1) : 0;
    }

    private static int died(DurationSample sample, double at) {
        double[] ended = sample.endedSeconds();
        return Quantiles.countAtMost(ended, at) - Quantiles.countBelow(ended, at);
    }

    private static int atRisk(DurationSample sample, double at) {
        return sample.size()
                - Quantiles.countBelow(sample.endedSeconds(), at)
                - Quantiles.countBelow(sample.openSeconds(), at);
    }

    /** The statistic, chi-square with one degree of freedom between equal samples. */
    double chiSquare() {
        return variance > 0 ? (observed - expected) * (observed - expected) / variance : 0;
    }

    Comparison compare(double level) {
        if (!(variance > 0)) {
            return Comparison.tooFew(Comparison.Test.LOG_RANK);
        }
        double z = Normal.twoSided(level);
        double p = Normal.beyond(Math.sqrt(chiSquare()));
        double logRatio = (observed - expected) / variance;
        double width = z / Math.sqrt(variance);
        // Schoenfeld: the variance of the log of the ratio is 1 / V under equality, here as the data have it
        double smallest = Math.exp((z + Normal.quantile(Comparison.POWER)) / Math.sqrt(variance));
        Comparison.Kind kind = p > 1 - level
                ? Comparison.Kind.CANNOT_DISTINGUISH
                : logRatio < 0 ? Comparison.Kind.FIRST_LONGER : Comparison.Kind.SECOND_LONGER;
        boolean bounded = Double.isFinite(smallest) && Double.isFinite(Math.exp(logRatio + width));
        return new Comparison(
                kind,
                Comparison.Test.LOG_RANK,
                p,
                bounded ? Optional.of(ratio(logRatio, width, level)) : Optional.empty(),
                bounded ? Optional.of(smallest) : Optional.empty(),
                bounded ? Optional.of(smallest) : Optional.empty());
    }

    private static Estimate ratio(double logRatio, double width, double level) {
        return Estimate.of(
                Math.exp(logRatio),
                Math.exp(logRatio - width),
                Math.exp(logRatio + width),
                level,
                IntervalMethod.LOG_RANK);
    }
}
