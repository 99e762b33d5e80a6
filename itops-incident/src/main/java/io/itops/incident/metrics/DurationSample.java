package io.itops.incident.metrics;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Durations that ended, and durations of what still goes on (right-censored), of which only a lower bound is known. Dropping those makes
 * everything look shorter than it is, so every estimate here counts them: where there are any, quantiles come from the Kaplan-Meier
 * curve.
 *
 * <p>Durations are kept in seconds, sorted: the order in which they are given never matters.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class DurationSample {
    static final int MAX = 2_000_000;
    private static final Duration LONGEST = Duration.ofDays(366L * 10_000);

    private final double[] ended;
    private final double[] open;

    private DurationSample(double[] ended, double[] open) {
        this.ended = ended;
        this.open = open;
    }

    /**
     * Durations that all ended.
     *
     * @param ended at most 2,000,000 durations, none negative or above 10,000 years
     * @return the sample
     * @throws InvalidInputException if there are more, or one is null, negative or too long
     */
    public static DurationSample of(Collection<Duration> ended) {
        return of(ended, List.of());
    }

    /**
     * Durations of which some go on.
     *
     * @param ended durations that ended, none negative or above 10,000 years
     * @param open how long the others have lasted so far; at most 2,000,000 together
     * @return the sample
     * @throws InvalidInputException if there are more, or one is null, negative or too long
     */
    public static DurationSample of(Collection<Duration> ended, Collection<Duration> open) {
        Require.size("ended durations", ended, 0, MAX);
        Require.size("open durations", open, 0, MAX - ended.size());
        return new DurationSample(sorted("ended duration", ended), sorted("open duration", open));
    }

    private static double[] sorted(String what, Collection<Duration> durations) {
        double[] values = new double[durations.size()];
        int size = 0;
        for (Duration duration : durations) {
            values[size++] = seconds(Require.span(what, duration, LONGEST));
        }
        Arrays.sort(values);
        return values;
    }

    /**
     * The durations of stretches of time, as they stood at an instant.
     *
     * @param spells at most 2,000,000; those that begin later are not looked at, and those that end later go on
     * @param asOf when the measuring is done
     * @return the sample
     */
    public static DurationSample ofSpells(Collection<Spell> spells, Instant asOf) {
        Instant until = Require.instant("instant of measuring", asOf);
        Collector found = new Collector(spells);
        for (Spell spell : spells) {
            if (!Require.present("spell", spell).start().isAfter(until)) {
                Instant end = spell.end().filter(at -> !at.isAfter(until)).orElse(null);
                found.add(spell.start(), end == null ? until : end, end != null);
            }
        }
        return found.sample();
    }

    static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    /** Seconds as a duration, to the microsecond. */
    static Duration duration(double seconds) {
        double whole = Math.floor(seconds);
        return Duration.ofSeconds((long) whole, Math.round((seconds - whole) * 1e6) * 1_000);
    }

    /**
     * How many durations ended.
     *
     * @return their number
     */
    public int ended() {
        return ended.length;
    }

    /**
     * How many durations go on.
     *
     * @return their number
     */
    public int open() {
        return open.length;
    }

    /**
     * How many durations there are.
     *
     * @return those that ended and those that go on
     */
    public int size() {
        return ended.length + open.length;
    }

    /** The durations that ended, sorted, in seconds; not to be changed. */
    double[] endedSeconds() {
        return ended;
    }

    /** The durations that go on, sorted, in seconds; not to be changed. */
    double[] openSeconds() {
        return open;
    }

    /**
     * The sample with all durations a number of times as long: a question of what if.
     *
     * @param factor 0.000001 to 1,000,000
     * @return a new sample
     */
    public DurationSample scaled(double factor) {
        Require.range("factor", factor, 1e-6, 1e6);
        return new DurationSample(
                Arrays.stream(ended).map(x -> x * factor).toArray(),
                Arrays.stream(open).map(x -> x * factor).toArray());
    }

    /**
     * How long it takes until a share has ended. Of durations that all ended, the quantile of type 7 (Hyndman and Fan 1996) with a
     * bootstrap interval; where some go on, the quantile of the Kaplan-Meier curve with its log-log band. The interval is left out where
     * fewer than five durations are to be expected on one side of the quantile, since the data do not say there.
     *
     * @param share 0.001 to 0.999: 0.5 for the median
     * @param resampling how the bootstrap is made
     * @return seconds; empty if there are no durations, or so few ended that the share is not reached
     */
    public Optional<Estimate> quantile(double share, Resampling resampling) {
        Require.range("share", share, 0.001, 0.999);
        Require.present("resampling", resampling);
        if (size() == 0) {
            return Optional.empty();
        }
        return open.length > 0
                ? SurvivalCurve.of(this, resampling.level()).quantile(share)
                : Optional.of(new Bootstrap(resampling).quantile(ended, share));
    }

    /**
     * The mean. Of durations that all ended, their mean with a bootstrap interval; where some go on, the restricted mean: the area below the
     * Kaplan-Meier curve up to the longest duration seen, which is below the mean if that one goes on.
     *
     * <p>Durations of incidents are so skewed that a mean tells little: never show it without the median beside it.
     *
     * @param resampling how the bootstrap is made
     * @return seconds; empty if there are no durations
     */
    public Optional<Estimate> mean(Resampling resampling) {
        Require.present("resampling", resampling);
        if (size() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                open.length > 0
                        ? SurvivalCurve.of(this, resampling.level()).restrictedMean()
                        : new Bootstrap(resampling).mean(ended));
    }

    /** As many durations, each drawn from these. */
    DurationSample resampled(Draws draws) {
        double[] over = new double[size()];
        double[] on = new double[size()];
        int overSize = 0;
        int onSize = 0;
        for (int i = 0; i < size(); i++) {
            int place = draws.index(size());
            if (place < ended.length) {
                over[overSize++] = ended[place];
            } else {
                on[onSize++] = open[place - ended.length];
            }
        }
        return sorted(over, overSize, on, onSize);
    }

    private static DurationSample sorted(double[] ended, int endedSize, double[] open, int openSize) {
        double[] over = Arrays.copyOf(ended, endedSize);
        double[] on = Arrays.copyOf(open, openSize);
        Arrays.sort(over);
        Arrays.sort(on);
        return new DurationSample(over, on);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DurationSample sample
                && Arrays.equals(ended, sample.ended)
                && Arrays.equals(open, sample.open);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ended) + Arrays.hashCode(open);
    }

    @Override
    public String toString() {
        return ended.length + " durations that ended and " + open.length + " that go on";
    }

    /** Collects durations of a list whose parts are not known yet. */
    static final class Collector {
        private final double[] ended;
        private final double[] open;
        private int endedSize;
        private int openSize;

        Collector(Collection<?> all) {
            int most = Require.size("durations", all, 0, MAX).size();
            ended = new double[most];
            open = new double[most];
        }

        void add(Instant start, Instant last, boolean over) {
            double seconds = seconds(Duration.between(start, last));
            if (over) {
                ended[endedSize++] = seconds;
            } else {
                open[openSize++] = seconds;
            }
        }

        DurationSample sample() {
            return sorted(ended, endedSize, open, openSize);
        }
    }
}
