package io.itops.incident.metrics;

import io.itops.core.Require;
import java.util.List;
import java.util.Optional;

/**
 * How much longer one sample of durations lasts than another on average, both up to the same restriction time.
 *
 * <p>Immutable and thread-safe.
 *
 * @param first the mean of the first sample
 * @param second the mean of the second sample
 * @param difference the first less the second in seconds, with a normal interval; empty unless both have an interval
 * @since 0.1
 */
public record MeanDifference(RestrictedMean first, RestrictedMean second, Optional<Estimate> difference) {
    /** Checks the parts. */
    public MeanDifference {
        Require.present("first mean", first);
        Require.present("second mean", second);
        Require.present("difference", difference);
        Require.that(
                difference.isEmpty()
                        || (first.withheld().isEmpty()
                                && second.withheld().isEmpty()
                                && first.upTo().equals(second.upTo())),
                "difference",
                "be of two means up to the same time that both have an interval",
                difference);
    }

    /**
     * Compares two samples.
     *
     * @param first one sample
     * @param second another sample
     * @param resampling how the intervals of the two are made, and how sure that of the difference is
     * @return the means up to the smaller of the two restriction times, and their difference
     */
    public static MeanDifference of(DurationSample first, DurationSample second, Resampling resampling) {
        Require.present("first sample", first);
        Require.present("second sample", second);
        Require.present("resampling", resampling);
        double upTo = MeanRule.common(List.of(first, second));
        MeanRule.Found one = MeanRule.of(first, upTo, resampling);
        MeanRule.Found two = MeanRule.of(second, upTo, resampling);
        return new MeanDifference(
                one.mean(),
                two.mean(),
                one.mean().withheld().isPresent() || two.mean().withheld().isPresent()
                        ? Optional.empty()
                        : Optional.of(difference(one, two, resampling.level())));
    }

    private static Estimate difference(MeanRule.Found one, MeanRule.Found two, double level) {
        double value = one.mean().estimate().orElseThrow().value()
                - two.mean().estimate().orElseThrow().value();
        double width = Normal.twoSided(level) * Math.sqrt(one.variance() + two.variance());
        return Estimate.of(value, value - width, value + width, level, IntervalMethod.RESTRICTED_MEAN);
    }

    /**
     * The restriction time of both means.
     *
     * @return seconds; empty if nothing restricts them, or one has no mean
     */
    public Optional<Double> upTo() {
        return first.upTo().filter(seconds -> second.upTo().equals(first.upTo()));
    }

    /**
     * Which lasts longer on average.
     *
     * @return that one, if the interval of the difference says so
     */
    public Comparison.Kind kind() {
        Optional<Interval> interval = difference.flatMap(Estimate::interval);
        if (interval.isEmpty() || interval.get().contains(0)) {
            return Comparison.Kind.CANNOT_DISTINGUISH;
        }
        return interval.get().low() > 0 ? Comparison.Kind.FIRST_LONGER : Comparison.Kind.SECOND_LONGER;
    }
}
