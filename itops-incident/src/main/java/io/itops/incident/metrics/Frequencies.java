package io.itops.incident.metrics;

import io.itops.incident.metrics.Frequency.NegativeBinomial;
import io.itops.incident.metrics.Frequency.Poisson;
import io.itops.incident.metrics.Frequency.Uncertain;

/** Draws numbers of incidents. */
final class Frequencies {
    private Frequencies() {}

    /** How many one year has. */
    private static int poissonOfGamma(double mean, double shape, Draws draws) {
        return draws.poisson(mean * draws.gamma(shape) / shape);
    }

    /** How many one year has. */
    static int draw(Frequency frequency, Draws draws) {
        if (frequency instanceof NegativeBinomial bursts) {
            return poissonOfGamma(bursts.perYear(), bursts.size(), draws);
        }
        if (frequency instanceof Uncertain uncertain) {
            return poissonOfGamma(uncertain.perYear(), uncertain.posterior().shape(), draws);
        }
        return draws.poisson(frequency.perYear());
    }

    /** A frequency that the data would allow. */
    static Frequency redrawn(Frequency frequency, Draws draws) {
        return frequency instanceof Uncertain uncertain
                ? new Poisson(Math.min(
                        1e6,
                        draws.gamma(uncertain.posterior().shape())
                                / uncertain.posterior().days()
                                * Frequency.YEAR))
                : frequency;
    }
}
