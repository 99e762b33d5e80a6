package io.itops.incident.metrics;

import java.time.Duration;
import java.util.List;

/** Draws durations of a model, in seconds. */
final class DurationDraw {
    /** A simulated outage is no longer than this: the longest of ten thousand years of the heaviest tail allowed. */
    private static final double LONGEST = 36_600.0 * RatePosterior.DAY;

    private final double[] values;
    private final double[] cumulative;
    private final double median;
    private final double sigma;
    private final double longest;

    private DurationDraw(double[] values, double[] cumulative, double median, double sigma) {
        this(values, cumulative, median, sigma, LONGEST);
    }

    private DurationDraw(double[] values, double[] cumulative, double median, double sigma, double longest) {
        this.values = values;
        this.cumulative = cumulative;
        this.median = median;
        this.sigma = sigma;
        this.longest = longest;
    }

    /** The same durations, each up to a time. */
    DurationDraw cutAt(Duration most) {
        return new DurationDraw(values, cumulative, median, sigma, DurationSample.seconds(most));
    }

    static DurationDraw of(DurationModel model) {
        if (model instanceof DurationModel.LogNormal logNormal) {
            return new DurationDraw(
                    new double[0], new double[0], DurationSample.seconds(logNormal.median()), logNormal.sigma());
        }
        return of(((DurationModel.Empirical) model).sample());
    }

    /** By durations that the data might have been as well: a bootstrap sample of them. A log-normal model stays as it is given. */
    static DurationDraw redrawn(DurationModel model, Draws draws) {
        if (!(model instanceof DurationModel.Empirical empirical)) {
            return of(model);
        }
        DurationSample drawn = empirical.sample().resampled(draws);
        return of(drawn.ended() == 0 ? empirical.sample() : drawn);
    }

    private static DurationDraw of(DurationSample sample) {
        return sample.open() + sample.left() == 0
                ? new DurationDraw(sample.endedSeconds(), new double[0], 0, 0)
                : weighted(sample);
    }

    private static DurationDraw weighted(DurationSample given) {
        DurationSample sample = given.leftUnseen();
        List<SurvivalCurve.Step> steps = SurvivalCurve.of(sample, 0.95).steps();
        double[] open = sample.openSeconds();
        double[] values = new double[steps.size() + 1];
        double[] cumulative = new double[values.length];
        for (int i = 0; i < steps.size(); i++) {
            values[i] = steps.get(i).seconds();
            cumulative[i] = 1 - steps.get(i).survival();
        }
        values[steps.size()] = Math.max(open[open.length - 1], values[steps.size() - 1]);
        cumulative[steps.size()] = 1;
        return new DurationDraw(values, cumulative, 0, 0);
    }

    double next(Draws draws) {
        return Math.min(longest, drawn(draws));
    }

    private double drawn(Draws draws) {
        if (values.length == 0) {
            return median * StrictMath.exp(sigma * draws.gaussian());
        }
        return cumulative.length == 0
                ? values[draws.index(values.length)]
                : values[Math.min(values.length - 1, Quantiles.countBelow(cumulative, draws.uniform()))];
    }
}
