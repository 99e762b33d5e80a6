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
        if (isExact()) {
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

    private boolean isExact() {
        return tieTerm == 0 && first.length <= EXACT && second.length <= EXACT;
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
                Optional.of(effect(share, kind, z, level)),
                seen,
                seen.flatMap(this::factor));
    }

    /**
     * The shares that the test would not have told from the one found. At a half it is the test itself, so that the interval holds it exactly
     * where the verdict is that nothing can be told; the exact test, which is coarser, has the last word.
     */
    private Estimate effect(double share, Comparison.Kind kind, double z, double level) {
        double low = bound(share, z);
        double high = 1 - bound(1 - share, z);
        switch (kind) {
            case FIRST_LONGER -> low = Math.max(low, Math.nextUp(0.5));
            case SECOND_LONGER -> high = Math.min(high, Math.nextDown(0.5));
            case CANNOT_DISTINGUISH -> {
                low = Math.min(low, 0.5);
                high = Math.max(high, 0.5);
            }
        }
        return Estimate.of(share, Math.min(low, share), Math.max(high, share), level, IntervalMethod.NEWCOMBE);
    }

    /** The lowest share that lies no more than {@code z} of its own standard errors below the one found. */
    private double bound(double share, double z) {
        double found = share - (isExact() ? 0 : 0.5 / pairs());
        double ties = variance() / (pairs() * pairs()) / varianceAt(0.5);
        double low = 0;
        double high = Math.max(0, found);
        for (int i = 0; i < 60; i++) {
            double middle = 0.5 * (low + high);
            if (found - middle > z * Math.sqrt(ties * varianceAt(middle))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Of the share of pairs, were it this one in truth: of exponential durations (Hanley and McNeil 1982). */
    private double varianceAt(double share) {
        double more = 0.5 * (first.length + second.length) - 1;
        return share * (1 - share) / pairs() * (1 + more * ((1 - share) / (2 - share) + share / (1 + share)));
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
