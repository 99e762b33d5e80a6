package io.itops.incident.metrics;

import java.util.Arrays;
import java.util.Optional;

/** The Mann-Whitney test: by exact counting for few durations without ties, else by its normal limit with ties and continuity. */
final class MannWhitney {
    private static final int EXACT = 25;

    private final double[] first;
    private final double[] second;
    private final double wins;
    private final double tieTerm;

    MannWhitney(double[] first, double[] second) {
        this.first = first;
        this.second = second;
        double won = 0;
        for (double value : first) {
            int below = Quantiles.countBelow(second, value);
            won += below + 0.5 * (Quantiles.countAtMost(second, value) - below);
        }
        wins = won;
        tieTerm = ties();
    }

    private double[] all() {
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        Arrays.sort(all);
        return all;
    }

    /** The sum of t^3 - t over the groups of t equal values. */
    private double ties() {
        double[] all = all();
        double sum = 0;
        for (int i = 0; i < all.length; ) {
            int from = i;
            while (i < all.length && all[i] == all[from]) {
                i++;
            }
            double t = i - from;
            sum += t * t * t - t;
        }
        return sum;
    }

    /** The statistic: the pairs whose first duration is the longer one, equal ones by half. */
    double wins() {
        return wins;
    }

    private double pairs() {
        return (double) first.length * second.length;
    }

    private double variance() {
        double n = first.length + second.length;
        return pairs() / 12 * (n + 1 - tieTerm / (n * (n - 1)));
    }

    double pValue() {
        if (tieTerm == 0 && first.length <= EXACT && second.length <= EXACT) {
            return exact();
        }
        double distance = Math.max(0, Math.abs(wins - pairs() / 2) - 0.5);
        return Math.min(1, Normal.beyond(distance / Math.sqrt(variance())));
    }

    /** Counts the orders of both samples by the statistic that each gives. */
    private double exact() {
        int m = first.length;
        int n = second.length;
        // ways[i][u]: orders of i of the first and j of the second with u wins, for a growing j
        double[][] ways = new double[m + 1][m * n + 1];
        for (int i = 0; i <= m; i++) {
            ways[i][0] = 1;
        }
        for (int j = 1; j <= n; j++) {
            for (int i = 1; i <= m; i++) {
                // the longest of all is the last of the first, which wins over all j, or the last of the second
                for (int u = m * n; u >= j; u--) {
                    ways[i][u] += ways[i - 1][u - j];
                }
            }
        }
        double total = Arrays.stream(ways[m]).sum();
        double extreme = Math.max(wins, pairs() - wins);
        double tail = 0;
        for (int u = (int) Math.round(extreme); u <= m * n; u++) {
            tail += ways[m][u];
        }
        return Math.min(1, 2 * tail / total);
    }

    Comparison compare(double level) {
        if (first.length == 0 || second.length == 0 || !(variance() > 0)) {
            return Comparison.tooFew(Comparison.Test.MANN_WHITNEY);
        }
        double p = pValue();
        double share = wins / pairs();
        Comparison.Kind kind = p > 1 - level
                ? Comparison.Kind.CANNOT_DISTINGUISH
                : share > 0.5 ? Comparison.Kind.FIRST_LONGER : Comparison.Kind.SECOND_LONGER;
        double z = Normal.twoSided(level);
        double smallest = 0.5 + (z + Normal.quantile(Comparison.POWER)) * Math.sqrt(variance()) / pairs();
        Optional<Double> seen = smallest < 1 ? Optional.of(smallest) : Optional.empty();
        return new Comparison(
                kind,
                Comparison.Test.MANN_WHITNEY,
                p,
                Optional.of(effect(share, z, level)),
                seen,
                seen.flatMap(this::factor));
    }

    /** With the variance of DeLong and others (1988), which holds for unequal samples too. */
    private Estimate effect(double share, double z, double level) {
        if (first.length < 2 || second.length < 2) {
            return new Estimate(share, Optional.empty(), IntervalMethod.DELONG);
        }
        double width = z * Math.sqrt(spread(first, second) / first.length + spread(second, first) / second.length);
        return Estimate.of(share, Math.max(0, share - width), Math.min(1, share + width), level, IntervalMethod.DELONG);
    }

    /** The variance over one sample of the share of the other that each of its values is above. */
    private static double spread(double[] of, double[] over) {
        double sum = 0;
        double squares = 0;
        for (double value : of) {
            double below = Quantiles.countBelow(over, value);
            double share = (below + Quantiles.countAtMost(over, value)) / (2 * over.length);
            sum += share;
            squares += share * share;
        }
        return Math.max(0, (squares - sum * sum / of.length) / (of.length - 1));
    }

    /** The factor between medians of log-normal durations at which one is the longer in such a share of pairs. */
    private Optional<Double> factor(double share) {
        if (first[0] <= 0 || second[0] <= 0 || first.length + second.length < 4) {
            return Optional.empty();
        }
        double spread = logSquares(first) + logSquares(second);
        double deviation = Math.sqrt(spread / (first.length + second.length - 2));
        double factor = Math.exp(Math.sqrt(2) * deviation * Normal.quantile(share));
        return Double.isFinite(factor) ? Optional.of(factor) : Optional.empty();
    }

    private static double logSquares(double[] values) {
        double[] logs = Arrays.stream(values).map(Math::log).toArray();
        double mean = Quantiles.mean(logs);
        return Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum();
    }
}
