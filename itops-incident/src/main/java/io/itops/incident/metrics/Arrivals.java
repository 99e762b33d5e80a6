package io.itops.incident.metrics;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * How incidents arrive: at a steady rate by chance alone (Poisson), or in bursts. What is planned for a steady rate is too small for bursts.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what may be said
 * @param count how many arrivals were counted
 * @param bins in how many stretches of equal length
 * @param bin the length of a stretch
 * @param dispersion the variance of the counts over their mean: 1 for Poisson
 * @param pValue how often a Poisson process is as far from 1 by chance, 0 to 1
 * @param smallestSeen the smallest dispersion that the data show with a chance of 80 %; empty if there are too few
 * @since 0.1
 */
public record Arrivals(
        Kind kind, int count, int bins, Duration bin, double dispersion, double pValue, Optional<Double> smallestSeen) {
    private static final int MAX_BINS = 1_000_000;
    private static final int LEAST = 10;
    private static final Duration LONGEST = Duration.ofDays(366L * 10_000);

    /**
     * What may be said.
     *
     * <p>Immutable and thread-safe.
     */
    public enum Kind {
        /** No difference from a Poisson process was seen, which does not say that there is none. */
        LIKE_POISSON,
        /** They come in bursts, or at a rate that changes. */
        OVERDISPERSED,
        /** They come more evenly than by chance. */
        UNDERDISPERSED,
        /** Fewer than ten stretches or ten arrivals. */
        TOO_FEW
    }

    /** Checks the parts. */
    public Arrivals {
        Require.present("kind", kind);
        Require.range("number of arrivals", count, 0, DurationSample.MAX);
        Require.range("number of bins", bins, 1, MAX_BINS);
        Require.positive("bin", bin, LONGEST);
        Numbers.atLeastZero("dispersion", dispersion);
        Numbers.share("p-value", pValue);
        Require.present("smallest dispersion", smallestSeen)
                .ifPresent(value -> Numbers.atLeastZero("smallest dispersion", value));
    }

    /**
     * Counts arrivals in stretches of equal length, and tests their dispersion by the chi-square distribution (Fisher 1950).
     *
     * @param arrivals at most 2,000,000 instants in any order; those outside of the stretches are not counted
     * @param window where to look; what is left at its end and is shorter than a bin is not looked at
     * @param bin the length of a stretch, at most the window; at most 1,000,000 stretches
     * @param level the confidence, 0.5 to 0.9999
     * @return what was found
     * @throws InvalidInputException if an input breaks these rules
     */
    public static Arrivals of(Collection<Instant> arrivals, Window window, Duration bin, double level) {
        Require.present("window", window);
        Require.positive("bin", bin, window.duration());
        Numbers.level(level);
        long whole = window.duration().dividedBy(bin);
        Require.that(whole <= MAX_BINS, "bin", "be no less than a millionth of the window", bin);
        int[] counts = new int[(int) whole];
        int count = 0;
        for (Instant at : Require.size("arrivals", arrivals, 0, DurationSample.MAX)) {
            if (window.contains(Require.present("arrival", at))) {
                long place = Duration.between(window.start(), at).dividedBy(bin);
                if (place < counts.length) {
                    counts[(int) place]++;
                    count++;
                }
            }
        }
        return of(counts, count, bin, level);
    }

    private static Arrivals of(int[] counts, int count, Duration bin, double level) {
        int bins = counts.length;
        double mean = (double) count / bins;
        double squares = 0;
        for (int found : counts) {
            squares += (found - mean) * (found - mean);
        }
        double dispersion = bins > 1 && mean > 0 ? squares / (bins - 1) / mean : 0;
        if (bins < LEAST || count < LEAST) {
            return new Arrivals(Kind.TOO_FEW, count, bins, bin, dispersion, 1, Optional.empty());
        }
        double degrees = bins - 1.0;
        double statistic = squares / mean;
        double above = Gammas.chiSquareAbove(degrees, statistic);
        double below = Gammas.chiSquareBelow(degrees, statistic);
        double p = Math.min(1, 2 * Math.min(above, below));
        Kind kind = p > 1 - level ? Kind.LIKE_POISSON : above < below ? Kind.OVERDISPERSED : Kind.UNDERDISPERSED;
        double smallest =
                Gammas.quantile(degrees / 2, (1 + level) / 2) / Gammas.quantile(degrees / 2, 1 - Comparison.POWER);
        return new Arrivals(kind, count, bins, bin, dispersion, p, Optional.of(smallest));
    }

    /**
     * The rate as far as a Poisson process knows it; where arrivals are overdispersed, its interval is too narrow.
     *
     * @return the posterior of the rate
     */
    public RatePosterior rate() {
        return RatePosterior.ofCount(count, bin.multipliedBy(bins));
    }
}
