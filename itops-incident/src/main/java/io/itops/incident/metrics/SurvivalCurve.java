package io.itops.incident.metrics;

import io.itops.core.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The share of durations that have not ended by a time, by Kaplan and Meier (1958): what still goes on counts for as long as it was seen.
 * Where some left before their end, it is one minus the cumulative incidence of Aalen and Johansen (1978), which never comes down below
 * the share that left. The variance is Greenwood's, or by the delta method (Marubini and Valsecchi 1995); bounds are of the log-log kind, so that
 * they stay between 0 and 1.
 *
 * <p>It assumes that what goes on is no different from what ended: that nobody leaves the hard incidents out.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class SurvivalCurve {
    private final List<Step> steps;
    private final double level;

    /**
     * A time at which durations ended.
     *
     * <p>Immutable and thread-safe.
     *
     * @param seconds the time
     * @param atRisk how many durations lasted at least so long
     * @param ended how many of them ended at this time
     * @param survival the share that has not ended by then, 0 to 1
     * @param variance the variance of that share
     * @param low the lower bound of the share
     * @param high the upper bound of the share
     */
    public record Step(
            double seconds, int atRisk, int ended, double survival, double variance, double low, double high) {
        /** Checks the parts. */
        public Step {
            Numbers.atLeastZero("time", seconds);
            Require.range("number at risk", atRisk, 1, DurationSample.MAX);
            Require.range("number that ended", ended, 1, atRisk);
            Numbers.share("survival", survival);
            Numbers.atLeastZero("variance", variance);
            Numbers.share("lower bound", low);
            Numbers.share("upper bound", high);
        }
    }

    private SurvivalCurve(List<Step> steps, double level) {
        this.steps = steps;
        this.level = level;
    }

    /**
     * The curve of a sample.
     *
     * @param sample durations that ended and durations that go on
     * @param level the confidence of the bounds, 0.5 to 0.9999
     * @return the curve; without a step if no duration ended
     */
    public static SurvivalCurve of(DurationSample sample, double level) {
        double z = Normal.twoSided(Numbers.level(level));
        Require.present("sample", sample);
        List<Step> steps = new ArrayList<>();
        if (sample.left() > 0) {
            new CumulativeIncidence(sample)
                    .forEach((at, atRisk, died, incidence, variance) ->
                            steps.add(step(at, atRisk, died, 1 - incidence, variance, z)));
        } else {
            kaplanMeier(sample.endedSeconds(), sample.openSeconds(), steps, z);
        }
        return new SurvivalCurve(List.copyOf(steps), level);
    }

    private static void kaplanMeier(double[] ended, double[] open, List<Step> steps, double z) {
        double survival = 1;
        double greenwood = 0;
        for (int i = 0, gone = 0; i < ended.length; ) {
            double at = ended[i];
            int first = i;
            while (i < ended.length && ended[i] == at) {
                i++;
            }
            // by convention, what was last seen at the very time of an end was still at risk then
            while (gone < open.length && open[gone] < at) {
                gone++;
            }
            int atRisk = ended.length - first + open.length - gone;
            int died = i - first;
            survival *= 1 - (double) died / atRisk;
            greenwood += died < atRisk ? died / ((double) atRisk * (atRisk - died)) : 0;
            steps.add(step(at, atRisk, died, died == atRisk ? 0 : survival, survival * survival * greenwood, z));
        }
    }

    private static Step step(double at, int atRisk, int died, double survival, double variance, double z) {
        if (!(survival > 0)) {
            return new Step(at, atRisk, died, 0, 0, 0, 0);
        }
        double width = z * Math.sqrt(variance) / (survival * Math.abs(Math.log(survival)));
        double low = Math.pow(survival, Math.exp(width));
        double high = Math.pow(survival, Math.exp(-width));
        return new Step(at, atRisk, died, survival, variance, low, high);
    }

    /**
     * The times at which durations ended.
     *
     * @return the steps by time
     */
    public List<Step> steps() {
        return steps;
    }

    /**
     * The share of durations that last longer than a time.
     *
     * @param seconds the time, at least 0
     * @return 1 before the first step; beyond the longest duration seen nothing is known, and the last share is given
     */
    public double survival(double seconds) {
        Numbers.atLeastZero("time", seconds);
        int low = 0;
        int high = steps.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (steps.get(middle).seconds() <= seconds) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 1 : steps.get(low - 1).survival();
    }

    /**
     * The first time by which a share has ended.
     *
     * @param share above 0, at most 0.9999: 0.5 for the median
     * @return seconds, with the times at which the band passes the share; empty if the curve does not come down so far
     */
    public Optional<Estimate> quantile(double share) {
        Require.range("share", share, Double.MIN_NORMAL, 0.9999);
        // the products of the curve carry rounding: a share that is met exactly must not be missed by it
        double left = (1 - share) * (1 + 1e-12);
        Optional<Double> value = Optional.empty();
        Optional<Double> low = Optional.empty();
        Optional<Double> high = Optional.empty();
        for (Step step : steps) {
            low = low.isEmpty() && step.low() <= left ? Optional.of(step.seconds()) : low;
            value = value.isEmpty() && step.survival() <= left ? Optional.of(step.seconds()) : value;
            if (step.high() <= left && step.survival() > 0) {
                high = Optional.of(step.seconds());
                break;
            }
        }
        double from = low.orElse(0.0);
        Optional<Double> to = high;
        return value.map(
                at -> new Estimate(at, Optional.of(new Interval(from, to, level)), IntervalMethod.KAPLAN_MEIER));
    }

    /** The area below the curve up to a time, its variance by Greenwood, and how many ended by then. */
    record Area(double value, double variance, int ended) {}

    /** Of a curve that nothing left. */
    Area area(double upTo) {
        double area = 0;
        double variance = 0;
        int ended = 0;
        double until = upTo;
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (step.seconds() > upTo) {
                continue;
            }
            area += step.survival() * (until - step.seconds());
            if (step.ended() < step.atRisk()) {
                variance += area * area * step.ended() / ((double) step.atRisk() * (step.atRisk() - step.ended()));
            }
            ended += step.ended();
            until = step.seconds();
        }
        return new Area(area + until, variance, ended);
    }
}
