package io.itops.incident.metrics;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Durations that ended, durations of what still goes on (right-censored), of which only a lower bound is known, and durations of what left
 * before its end and will never come to it (a competing event). Dropping what goes on makes everything look shorter than it is, and taking
 * what left to go on claims ends that never come; so every estimate here counts each as what it is: quantiles come from the cumulative
 * incidence of Aalen and Johansen (1978), which is one minus the Kaplan-Meier curve where nothing left.
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
    private final double[] left;

    private DurationSample(double[] ended, double[] open, double[] left) {
        this.ended = ended;
        this.open = open;
        this.left = left;
    }

    /**
     * Durations that all ended.
     *
     * @param ended at most 2,000,000 durations, none negative or above 10,000 years
     * @return the sample
     * @throws InvalidInputException if there are more, or one is null, negative or too long
     */
    public static DurationSample of(Collection<Duration> ended) {
        Require.size("ended durations", ended, 0, MAX);
        return new DurationSample(sorted("ended duration", ended), new double[0], new double[0]);
    }

    /**
     * This sample with other durations that go on.
     *
     * @param open how long each has lasted so far, none negative or above 10,000 years; at most 2,000,000 durations in all
     * @return a new sample
     * @throws InvalidInputException if there are more, or one is null, negative or too long
     */
    public DurationSample withOpen(Collection<Duration> open) {
        Require.size("open durations", open, 0, MAX - ended.length - left.length);
        return new DurationSample(ended, sorted("open duration", open), left);
    }

    /**
     * This sample with other durations of what left before its end and will never come to it: cancelled, merged away, resolved without the
     * acknowledgement that is measured.
     *
     * @param left how long each had lasted as it left, none negative or above 10,000 years; at most 2,000,000 durations in all
     * @return a new sample
     * @throws InvalidInputException if there are more, or one is null, negative or too long
     */
    public DurationSample withLeft(Collection<Duration> left) {
        Require.size("durations that left", left, 0, MAX - ended.length - open.length);
        return new DurationSample(ended, open, sorted("duration that left", left));
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
                found.add(spell.start(), end == null ? until : end, end == null ? Fate.OPEN : Fate.ENDED);
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
     * How many durations left before their end, and will never come to it.
     *
     * @return their number
     */
    public int left() {
        return left.length;
    }

    /**
     * How many durations there are.
     *
     * @return those that ended, those that go on and those that left
     */
    public int size() {
        return ended.length + open.length + left.length;
    }

    /** Refuses a sample whose durations have not all ended. */
    DurationSample allEnded(String what) {
        Require.that(open.length == 0, what, "have no durations that go on", this);
        return Require.that(left.length == 0, what, "have no durations that left before their end", this);
    }

    /** The sample as if what left went on unseen: how soon the others end does not depend on those. */
    DurationSample leftUnseen() {
        if (left.length == 0) {
            return this;
        }
        double[] unseen = Arrays.copyOf(open, open.length + left.length);
        System.arraycopy(left, 0, unseen, open.length, left.length);
        Arrays.sort(unseen);
        return new DurationSample(ended, unseen, new double[0]);
    }

    /** The sample without what left. */
    DurationSample leftOut() {
        return left.length == 0 ? this : new DurationSample(ended, open, new double[0]);
    }

    /** The durations that ended, sorted, in seconds; not to be changed. */
    double[] endedSeconds() {
        return ended;
    }

    /** The durations that go on, sorted, in seconds; not to be changed. */
    double[] openSeconds() {
        return open;
    }

    /** The durations that left, sorted, in seconds; not to be changed. */
    double[] leftSeconds() {
        return left;
    }

    /**
     * The sample with all durations a number of times as long: a question of what if.
     *
     * @param factor 0.000001 to 1,000,000
     * @return a new sample
     */
    public DurationSample scaled(double factor) {
        Require.range("factor", factor, 1e-6, 1e6);
        return new DurationSample(times(ended, factor), times(open, factor), times(left, factor));
    }

    private static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(x -> x * factor).toArray();
    }

    /**
     * How long it takes until a share of all has ended, those counted that never will. Of durations that all ended, the quantile of type 7
     * (Hyndman and Fan 1996) with a bootstrap interval, which is left out where fewer than five durations are to be expected on one side of the
     * quantile, since the data do not say there; else the quantile of the cumulative incidence with its log-log band, which is open where the
     * data do not bound it.
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
        return open.length + left.length > 0
                ? SurvivalCurve.of(this, resampling.level()).quantile(share)
                : Optional.of(new Bootstrap(resampling).quantile(ended, share));
    }

    /**
     * The mean of what comes to its end, up to a restriction time where some durations go on, by the rule of {@link RestrictedMean}.
     *
     * <p>Intervals of 95 % held the true mean of log-normal and exponential durations at least 90 % of the time wherever more than a small share
     * of samples showed one (docs/metrics.md has the table).
     *
     * <p>Durations of incidents are so skewed that a mean tells little: never show it without the median beside it.
     *
     * @param resampling how the bootstrap is made
     * @return the mean, or why there is none
     */
    public RestrictedMean mean(Resampling resampling) {
        return MeanRule.of(this, Double.POSITIVE_INFINITY, Require.present("resampling", resampling))
                .mean();
    }

    /**
     * The mean of what comes to its end, up to a time at most.
     *
     * @param seconds the time, at least 0: the smaller of it and the restriction time of this sample counts
     * @param resampling how sure the interval is
     * @return the mean, or why there is none
     */
    public RestrictedMean mean(double seconds, Resampling resampling) {
        return MeanRule.of(
                        this,
                        Numbers.atLeastZero("restriction time", seconds),
                        Require.present("resampling", resampling))
                .mean();
    }

    /** As many durations, each drawn from these. */
    DurationSample resampled(Draws draws) {
        Collector drawn = new Collector(size());
        for (int i = 0; i < size(); i++) {
            int place = draws.index(size());
            if (place < ended.length) {
                drawn.add(ended[place], Fate.ENDED);
            } else if (place < ended.length + open.length) {
                drawn.add(open[place - ended.length], Fate.OPEN);
            } else {
                drawn.add(left[place - ended.length - open.length], Fate.LEFT);
            }
        }
        return drawn.sample();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DurationSample sample
                && Arrays.equals(ended, sample.ended)
                && Arrays.equals(open, sample.open)
                && Arrays.equals(left, sample.left);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(ended) + Arrays.hashCode(open)) + Arrays.hashCode(left);
    }

    @Override
    public String toString() {
        return ended.length + " durations that ended and " + open.length + " that go on"
                + (left.length == 0 ? "" : ", " + left.length + " that left");
    }

    /** What became of a duration. */
    enum Fate {
        ENDED,
        OPEN,
        LEFT
    }

    /** Collects durations whose parts are not known yet. */
    static final class Collector {
        private final Map<Fate, Seconds> values = new EnumMap<>(Fate.class);

        Collector(Collection<?> all) {
            this(Require.size("durations", all, 0, MAX).size());
        }

        private Collector(int most) {
            for (Fate fate : Fate.values()) {
                values.put(fate, new Seconds(Math.min(16, most)));
            }
        }

        void add(Instant start, Instant last, Fate fate) {
            add(seconds(Duration.between(start, last)), fate);
        }

        void add(double seconds, Fate fate) {
            of(fate).add(seconds);
        }

        private double[] sorted(Fate fate) {
            return of(fate).sorted();
        }

        private Seconds of(Fate fate) {
            return Require.present("values", values.get(fate));
        }

        DurationSample sample() {
            return new DurationSample(sorted(Fate.ENDED), sorted(Fate.OPEN), sorted(Fate.LEFT));
        }
    }

    /** Values as they come. */
    private static final class Seconds {
        private double[] values;
        private int size;

        Seconds(int first) {
            values = new double[first];
        }

        void add(double seconds) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size + 1);
            }
            values[size++] = seconds;
        }

        double[] sorted() {
            double[] found = Arrays.copyOf(values, size);
            Arrays.sort(found);
            return found;
        }
    }
}
