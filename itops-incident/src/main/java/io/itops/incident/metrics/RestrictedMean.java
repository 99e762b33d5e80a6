package io.itops.incident.metrics;

import io.itops.core.Require;
import java.util.List;
import java.util.Optional;

/**
 * The mean of durations of what comes to its end, each counted up to a restriction time: the area below the Kaplan-Meier curve (Irwin 1949).
 * Where nothing goes on it needs no restriction, and is the plain mean of those that ended.
 *
 * <p>One rule says what is told, for all reports, comparisons and verdicts. Where some durations go on, the restriction time is the largest at
 * which at least ten are still at risk. There is a mean if, up to it, at least half of all ended, and not if some go on and others left. There is an interval if at
 * least a hundred ended up to it, and the skewness of their mean is small: as it would be of log-normal durations with the spread of the
 * longer half, four standard errors more of that, cut at the restriction time. Else {@link #withheld} says why not.
 *
 * <p>Restricted means can be compared only up to the same time: {@link #ofGroups} finds one for all.
 *
 * <p>Immutable and thread-safe.
 *
 * @param upTo the restriction time in seconds; empty if nothing restricts the mean, or there is no such time
 * @param estimate the mean in seconds; empty where it is withheld
 * @param withheld why there is no mean, or no interval; empty exactly where there are both
 * @since 0.1
 */
public record RestrictedMean(Optional<Double> upTo, Optional<Estimate> estimate, Optional<MeanWithheld> withheld) {
    /** Checks the parts. */
    public RestrictedMean {
        Require.present("restriction time", upTo)
                .ifPresent(seconds -> Numbers.atLeastZero("restriction time", seconds));
        Require.present("mean", estimate);
        Require.present("reason", withheld);
        Require.that(
                estimate.isPresent() == withheld.map(MeanWithheld::hasMean).orElse(true),
                "mean",
                "be there unless the reason withholds it",
                withheld);
        Require.that(
                estimate.flatMap(Estimate::interval).isPresent() == withheld.isEmpty(),
                "interval of a mean",
                "be there unless a reason withholds it",
                withheld);
    }

    /**
     * The means of groups that are to be compared, all up to the same time: the smallest of the restriction times that they would have alone. A group
     * that would have no mean alone does not shorten that of the others.
     *
     * @param groups at most 100,000 samples
     * @param resampling how intervals are made
     * @return the mean of each, in the order of the groups
     */
    public static List<RestrictedMean> ofGroups(List<DurationSample> groups, Resampling resampling) {
        Require.size("groups", groups, 0, 100_000);
        Require.present("resampling", resampling);
        List<DurationSample> samples = Require.list("groups", groups);
        double upTo = MeanRule.common(samples);
        return samples.stream()
                .map(sample -> MeanRule.of(sample, upTo, resampling).mean())
                .toList();
    }
}
