package io.itops.incident.metrics;

import io.itops.core.Require;

/**
 * How many incidents a year has.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public sealed interface Frequency {
    /** The days of a year. */
    double YEAR = 365.25;

    /**
     * How many a year has on average.
     *
     * @return the mean
     */
    double perYear();

    /**
     * Independent incidents at a steady rate.
     *
     * <p>Immutable and thread-safe.
     *
     * @param perYear the mean, 0 to 1,000,000
     */
    record Poisson(double perYear) implements Frequency {
        /** Checks the mean. */
        public Poisson {
            mean(perYear);
        }
    }

    /**
     * Incidents in bursts, or at a rate that differs from year to year: the rate is a gamma number each year (negative binomial).
     *
     * <p>Immutable and thread-safe.
     *
     * @param perYear the mean, 0 to 1,000,000
     * @param size the shape of the rate, 0.001 to 1,000,000,000: the variance is {@code perYear + perYear² / size}
     */
    record NegativeBinomial(double perYear, double size) implements Frequency {
        /** Checks the parameters. */
        public NegativeBinomial {
            mean(perYear);
            Require.range("size", size, 0.001, 1e9);
        }

        /**
         * Of the dispersion that {@link Arrivals} found, if it comes from bursts and so is the same for all lengths of time.
         *
         * @param perYear the mean, 0.000001 to 1,000,000
         * @param dispersion the variance over the mean, 1.000001 to 1,000,000
         * @return the frequency
         */
        public static NegativeBinomial ofDispersion(double perYear, double dispersion) {
            Require.range("mean number a year", perYear, 1e-6, 1e6);
            Require.range("dispersion", dispersion, 1.000001, 1e6);
            return new NegativeBinomial(perYear, Math.min(1e9, Math.max(0.001, perYear / (dispersion - 1))));
        }
    }

    /**
     * Independent incidents at a steady rate of which only a posterior is known. A simulated year draws its rate from it; the comparison of options draws
     * one rate for each view of the world.
     *
     * <p>Immutable and thread-safe.
     *
     * @param posterior what is known of the rate
     */
    record Uncertain(RatePosterior posterior) implements Frequency {
        /** Checks that there is one, of a rate that can be simulated. */
        public Uncertain {
            mean(Require.present("posterior", posterior).shape() / posterior.days() * YEAR);
        }

        @Override
        public double perYear() {
            return posterior.shape() / posterior.days() * YEAR;
        }
    }

    private static double mean(double perYear) {
        return Require.range("mean number a year", perYear, 0, 1e6);
    }
}
