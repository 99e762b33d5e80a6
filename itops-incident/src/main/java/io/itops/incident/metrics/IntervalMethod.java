package io.itops.incident.metrics;

/**
 * How an interval was made.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum IntervalMethod {
    /** Bias-corrected and accelerated bootstrap (Efron 1987): the default for durations that all ended. */
    BCA("BCa bootstrap"),

    /** The plain percentiles of the bootstrap: what BCa is compared with. */
    PERCENTILE("percentile bootstrap"),

    /** Kaplan-Meier with a log-log band by Greenwood's variance, inverted for quantiles (Brookmeyer and Crowley 1982). */
    KAPLAN_MEIER("Kaplan-Meier, log-log band"),

    /** The area below the Kaplan-Meier curve up to a restriction time, by Greenwood's variance. */
    RESTRICTED_MEAN("restricted mean below Kaplan-Meier"),

    /** Peto's hazard ratio with the variance of the log-rank test. */
    LOG_RANK("Peto"),

    /** The score interval of a share of pairs (Newcombe 2006, method 5), with ties. */
    NEWCOMBE("Newcombe score"),

    /** Exact limits of a Poisson rate (Garwood 1936). */
    EXACT_POISSON("exact Poisson"),

    /** Wilson's interval of a share. */
    WILSON("Wilson"),

    /** Quantiles of a posterior distribution. */
    POSTERIOR("posterior quantiles"),

    /** Percentiles over worlds that the data allow: bootstrap of durations, posterior of rates, simulation. */
    WORLDS("worlds that the data allow"),

    /** The error of a Monte Carlo simulation alone, which more simulated years make smaller. */
    MONTE_CARLO("Monte Carlo error");

    private final String words;

    IntervalMethod(String words) {
        this.words = words;
    }

    /**
     * The method for people.
     *
     * @return its name in words
     */
    public String words() {
        return words;
    }
}
