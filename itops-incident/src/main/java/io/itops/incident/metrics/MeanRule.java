package io.itops.incident.metrics;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;

/** The one rule of which means of durations are told, up to which time, and which have an interval. */
final class MeanRule {
    /** Where fewer are still at risk, the curve says little. */
    static final int LEAST_AT_RISK = 10;

    /** Of fewer, intervals that were shown held three quarters of the time: they are shown where the long durations are lacking. */
    static final int LEAST_ENDED = 100;

    /** An interval holds what it says while the skewness of the mean is no more than this. */
    private static final double MOST_SKEWED = 2;

    /** By how many standard errors the spread may be more than was found. */
    private static final double ERRORS_MORE = 4;

    private static final double HALF = 0.5 * (1 + 1e-12);

    /** Normal numbers and their weights, by which moments are summed. */
    private static final double FARTHEST = 6;

    private static final int POINTS = 601;

    private MeanRule() {}

    /** A mean, and the variance of its estimate. */
    record Found(RestrictedMean mean, double variance) {}

    /**
     * The restriction time of a sample alone: infinite where nothing goes on, empty where too few are at risk at any time. What left counts as
     * long as it was there.
     */
    static OptionalDouble horizon(DurationSample sample) {
        if (sample.open() == 0) {
            return OptionalDouble.of(Double.POSITIVE_INFINITY);
        }
        if (sample.size() < LEAST_AT_RISK) {
            return OptionalDouble.empty();
        }
        double[] longest = new double[3 * LEAST_AT_RISK];
        int size = 0;
        for (double[] part : new double[][] {sample.endedSeconds(), sample.openSeconds(), sample.leftSeconds()}) {
            int taken = Math.min(LEAST_AT_RISK, part.length);
            System.arraycopy(part, part.length - taken, longest, size, taken);
            size += taken;
        }
        Arrays.sort(longest, 0, size);
        return OptionalDouble.of(longest[size - LEAST_AT_RISK]);
    }

    /** The smallest restriction time of those that have a mean alone; infinite if nothing restricts them. */
    static double common(Collection<DurationSample> samples) {
        return samples.stream()
                .filter(sample -> sample.open() > 0 && sample.left() == 0 && sample.ended() > 0)
                .flatMapToDouble(sample -> horizon(sample).stream()
                        .filter(upTo -> SurvivalCurve.of(sample, 0.95).survival(upTo) <= HALF))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** The mean up to the restriction time of the sample, or a limit if that is smaller. */
    static Found of(DurationSample sample, double limit, Resampling resampling) {
        OptionalDouble horizon = horizon(sample);
        if (sample.ended() == 0 || (sample.open() > 0 && sample.left() > 0) || horizon.isEmpty()) {
            return none(
                    Optional.empty(),
                    sample.ended() == 0
                            ? MeanWithheld.NONE_ENDED
                            : sample.left() > 0 ? MeanWithheld.SOME_LEFT : MeanWithheld.TOO_FEW_AT_RISK);
        }
        double until = Math.min(horizon.getAsDouble(), limit);
        Optional<Double> upTo = Double.isInfinite(until) ? Optional.empty() : Optional.of(until);
        if (SurvivalCurve.of(sample, resampling.level()).survival(Math.min(until, Double.MAX_VALUE)) > HALF) {
            return none(upTo, MeanWithheld.MOST_GO_ON);
        }
        return told(SurvivalCurve.of(sample.leftOut(), resampling.level()), sample.endedSeconds(), upTo, resampling);
    }

    private static Found none(Optional<Double> upTo, MeanWithheld why) {
        return new Found(new RestrictedMean(upTo, Optional.empty(), Optional.of(why)), 0);
    }

    private static Found told(SurvivalCurve curve, double[] ended, Optional<Double> upTo, Resampling resampling) {
        SurvivalCurve.Area area = curve.area(upTo.orElse(ended[ended.length - 1]));
        IntervalMethod method = upTo.isEmpty() ? resampling.method() : IntervalMethod.RESTRICTED_MEAN;
        Optional<MeanWithheld> withheld = area.ended() < LEAST_ENDED
                ? Optional.of(MeanWithheld.TOO_FEW)
                : skewOfMean(curve, upTo.orElse(Double.POSITIVE_INFINITY), area.ended()) > MOST_SKEWED
                        ? Optional.of(MeanWithheld.TOO_SKEWED)
                        : Optional.empty();
        double value = upTo.isEmpty() ? Quantiles.mean(ended) : area.value();
        Estimate estimate = withheld.isPresent()
                ? new Estimate(value, Optional.empty(), method)
                : upTo.isEmpty() ? new Bootstrap(resampling).mean(ended) : greenwood(area, resampling.level());
        return new Found(new RestrictedMean(upTo, Optional.of(estimate), withheld), area.variance());
    }

    private static Estimate greenwood(SurvivalCurve.Area area, double level) {
        double width = Normal.twoSided(level) * Math.sqrt(area.variance());
        return Estimate.of(
                area.value(),
                Math.max(0, area.value() - width),
                area.value() + width,
                level,
                IntervalMethod.RESTRICTED_MEAN);
    }

    /**
     * How skewed the mean of such durations is, were they log-normal with the spread of the longer half. The skewness of the sample itself
     * would not do: it is smallest where the sample happens to lack the long durations, which is where an interval misses.
     */
    private static double skewOfMean(SurvivalCurve curve, double upTo, int ended) {
        double median = 0;
        double before = 1;
        double squares = 0;
        double longest = 0;
        for (SurvivalCurve.Step step : curve.steps()) {
            if (step.seconds() > upTo) {
                break;
            }
            if (before > HALF) {
                median = step.seconds();
            } else {
                squares += (before - step.survival()) * square(Math.log(step.seconds() / median));
            }
            before = step.survival();
            longest = step.seconds();
        }
        if (!(median > 0)) {
            return longest > 0 || (before > 0 && upTo > 0) ? Double.POSITIVE_INFINITY : 0;
        }
        double cut = upTo / median;
        if (before > 0 && !Double.isInfinite(upTo)) {
            squares += before * square(Math.log(cut));
        }
        double spread = Math.sqrt(2 * squares) * (1 + ERRORS_MORE / Math.sqrt(ended));
        return Math.abs(Double.isInfinite(cut) ? skewness(spread) : skewness(spread, cut)) / Math.sqrt(ended);
    }

    private static double square(double value) {
        return value * value;
    }

    private static double skewness(double sigma) {
        double variance = Math.exp(sigma * sigma);
        return (variance + 2) * Math.sqrt(variance - 1);
    }

    /** Of log-normal durations with the median 1, each counted up to a cut. */
    private static double skewness(double sigma, double cut) {
        double[] sums = new double[4];
        for (int power = 0; power < sums.length; power++) {
            double mean = power < 2 ? 0 : sums[1] / sums[0];
            for (int i = 0; i < POINTS; i++) {
                double z = FARTHEST * (2.0 * i / (POINTS - 1) - 1);
                double value = Math.min(cut, Math.exp(sigma * z)) - mean;
                sums[power] += Normal.density(z) * StrictMath.pow(value, power);
            }
        }
        double variance = sums[2] / sums[0];
        return variance > 0 ? sums[3] / sums[0] / (variance * Math.sqrt(variance)) : 0;
    }
}
