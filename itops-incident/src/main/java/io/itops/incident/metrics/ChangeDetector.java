package io.itops.incident.metrics;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Watches durations one after another for a change from a baseline, and raises false alarms at a stated rate.
 *
 * <p>Each duration is replaced by its normal score: the standard normal number whose rank among normal numbers is that of the duration among those of
 * the baseline. So neither a long tail nor the unit matters, and the run length between false alarms is known for CUSUM and EWMA alike.
 * A chart that the baseline is too small for is refused, with the size that would do. The rate holds for a baseline that is known well: of baselines of 100 durations, asked for a false alarm in 100, four of five gave one in 61 to 181.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class ChangeDetector {
    private static final int LEAST = 50;

    /** Which part of the greatest score that the baseline allows a chart may need each time. */
    private static final double REACH = 0.8;

    private final double[] baseline;
    private final boolean cusum;
    private final double parameter;
    private final double limit;

    /**
     * Which way durations changed.
     *
     * <p>Immutable and thread-safe.
     */
    public enum Direction {
        /** They became longer. */
        LONGER,
        /** They became shorter. */
        SHORTER
    }

    /**
     * A change that was found.
     *
     * <p>Immutable and thread-safe.
     *
     * @param index at which duration it was found, from 0
     * @param since which duration is the first of the change as far as the chart can tell, at most {@code index}
     * @param direction which way
     */
    public record Alarm(int index, int since, Direction direction) {
        /** Checks the parts. */
        public Alarm {
            Require.range("index", index, 0, DurationSample.MAX);
            Require.range("first duration of the change", since, 0, index);
            Require.present("direction", direction);
        }
    }

    private ChangeDetector(double[] baseline, boolean cusum, double parameter, double limit) {
        this.baseline = baseline;
        this.cusum = cusum;
        this.parameter = parameter;
        this.limit = limit;
    }

    /**
     * A two-sided CUSUM (Page 1954): quick for a change that comes at once and stays.
     *
     * @param baseline at least 50 durations of a time in which nothing changed, all ended; more for a large shift
     * @param shift the change to find soonest, in standard deviations of normal scores, 0.2 to 4: 1 where in doubt
     * @param falseAlarmEvery after how many durations a false alarm comes on average, 20 to 1,000,000; a shift of 4 has none so
     *     often as every 20
     * @return a detector
     * @throws InvalidInputException if the baseline is too small to tell such a shift, or no limit gives that rate
     */
    public static ChangeDetector cusum(DurationSample baseline, double shift, double falseAlarmEvery) {
        Require.range("shift", shift, 0.2, 4.0);
        double length = everyLength(falseAlarmEvery);
        double allowance = shift / 2;
        double[] durations = closed(baseline);
        reaches(baseline, allowance, "shift", shift);
        double limit = limit(length, RunLength.limitFor(length, at -> RunLength.ofCusum(allowance, at)));
        return new ChangeDetector(durations, true, allowance, limit);
    }

    /**
     * A two-sided EWMA (Roberts 1959): quick for a change that comes slowly.
     *
     * @param baseline at least 50 durations of a time in which nothing changed, all ended; more for a large weight with rare false
     *     alarms, since no duration counts for more than longer than all of the baseline
     * @param weight the weight of the newest duration, 0.05 to 1: 0.1 where in doubt
     * @param falseAlarmEvery after how many durations a false alarm comes on average, 20 to 1,000,000
     * @return a detector
     * @throws InvalidInputException if the baseline is too small for the chart to come beyond its limit
     */
    public static ChangeDetector ewma(DurationSample baseline, double weight, double falseAlarmEvery) {
        Require.range("weight", weight, 0.05, 1.0);
        double length = everyLength(falseAlarmEvery);
        double[] durations = closed(baseline);
        double limit = limit(length, RunLength.limitFor(length, at -> RunLength.ofEwma(weight, at)));
        reaches(baseline, limit * Math.sqrt(weight / (2 - weight)), "weight", weight);
        return new ChangeDetector(durations, false, weight, limit);
    }

    private static double limit(double length, OptionalDouble found) {
        return found.orElseThrow(() -> new InvalidInputException(
                "number of durations between false alarms", "be one that a limit of the chart gives", length));
    }

    /** Scores end where the baseline does: a chart that needs higher ones, or nearly the highest each time, is blind. */
    private static void reaches(DurationSample baseline, double needed, String what, double parameter) {
        double greatest = needed / REACH;
        double least = Math.ceil(1 / Normal.beyond(greatest)) - 1;
        if (least > DurationSample.MAX) {
            throw new InvalidInputException(
                    what, "be smaller for false alarms as rare, since no baseline has scores so high", parameter);
        }
        Require.that(
                baseline.ended() >= least,
                "baseline",
                "have at least " + (long) least + " durations for a " + what + " of " + Words.number(parameter)
                        + " and false alarms as rare",
                baseline);
    }

    private static double everyLength(double falseAlarmEvery) {
        return Require.range("number of durations between false alarms", falseAlarmEvery, 20, 1e6);
    }

    private static double[] closed(DurationSample baseline) {
        Require.present("baseline", baseline);
        baseline.allEnded("baseline");
        Require.that(baseline.ended() >= LEAST, "baseline", "have at least " + LEAST + " durations", baseline);
        return baseline.endedSeconds();
    }

    /**
     * The limit that gives the stated rate of false alarms.
     *
     * @return in standard deviations: of the normal scores for a CUSUM, of the weighted mean for an EWMA
     */
    public double limit() {
        return limit;
    }

    /**
     * Watches durations in the order in which their incidents were opened. After an alarm the chart begins anew.
     *
     * <p>Give them up to the first incident that goes on and no further: of the newest incidents only the short ones have ended, which
     * looks like a change to shorter ones.
     *
     * @param durations at most 2,000,000, none negative
     * @return the alarms in order
     */
    public List<Alarm> watch(List<Duration> durations) {
        Chart chart = cusum ? new CusumChart() : new EwmaChart();
        List<Alarm> alarms = new ArrayList<>();
        int index = 0;
        for (Duration duration : Require.size("durations", durations, 0, DurationSample.MAX)) {
            double seconds = DurationSample.seconds(Require.span("duration", duration, Duration.ofDays(366L * 10_000)));
            int side = chart.add(index, score(seconds));
            if (side != 0) {
                alarms.add(new Alarm(index, chart.since(side), side > 0 ? Direction.LONGER : Direction.SHORTER));
                chart = cusum ? new CusumChart() : new EwmaChart();
                chart.begin(index + 1);
            }
            index++;
        }
        return List.copyOf(alarms);
    }

    private double score(double seconds) {
        int below = Quantiles.countBelow(baseline, seconds);
        int ties = Quantiles.countAtMost(baseline, seconds) - below;
        return Normal.quantile((below + 0.5 * ties + 0.5) / (baseline.length + 1.0));
    }

    /** One course of a chart up to its alarm. */
    private interface Chart {
        void begin(int index);

        /** 1 for an alarm above, -1 for one below, 0 for none. */
        int add(int index, double score);

        int since(int side);
    }

    /** Sums of what goes beyond the allowance on each side. */
    private final class CusumChart implements Chart {
        private double above;
        private double below;
        private int aboveSince;
        private int belowSince;

        @Override
        public void begin(int index) {
            aboveSince = index;
            belowSince = index;
        }

        @Override
        public int add(int index, double score) {
            above = Math.max(0, above + score - parameter);
            below = Math.max(0, below - score - parameter);
            int side = above > limit ? 1 : below > limit ? -1 : 0;
            if (above == 0) {
                aboveSince = index + 1;
            }
            if (below == 0) {
                belowSince = index + 1;
            }
            return side;
        }

        @Override
        public int since(int side) {
            return side > 0 ? aboveSince : belowSince;
        }
    }

    /** A mean whose weights fall with age. */
    private final class EwmaChart implements Chart {
        private final double bound = limit * Math.sqrt(parameter / (2 - parameter));
        private double mean;
        private int since;

        @Override
        public void begin(int index) {
            since = index;
        }

        @Override
        public int add(int index, double score) {
            double next = (1 - parameter) * mean + parameter * score;
            if (Math.signum(next) != Math.signum(mean)) {
                since = index;
            }
            mean = next;
            return mean > bound ? 1 : mean < -bound ? -1 : 0;
        }

        @Override
        public int since(int side) {
            return since;
        }
    }
}
