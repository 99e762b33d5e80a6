package io.itops.incident.metrics;

/**
 * Why a mean of durations, or its interval, is not told.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum MeanWithheld {
    /** No duration ended: there is no mean. */
    NONE_ENDED("nothing has come to the end"),

    /** Some durations go on and others left before their end: nobody knows which of those that go on will come to it, so there is no mean. */
    SOME_LEFT("some still run and others left"),

    /** Some durations go on, and fewer than ten were ever seen at once: there is no time up to which a mean could be told. */
    TOO_FEW_AT_RISK("some still run, of fewer than 10"),

    /** Up to the restriction time fewer than half came to the end, so that the mean would tell that time and little else: there is none. */
    MOST_GO_ON("fewer than half have come to the end"),

    /** Fewer than a hundred durations ended up to the restriction time: there is no interval. */
    TOO_FEW("fewer than 100 have ended"),

    /** A few long durations decide the mean, and the sample may lack them: an interval would hold less than it says, so there is none. */
    TOO_SKEWED("a few long ones decide it");

    private final String words;

    MeanWithheld(String words) {
        this.words = words;
    }

    /**
     * The reason for people.
     *
     * @return words that follow "cannot say:"
     */
    public String words() {
        return words;
    }

    /**
     * Whether there is a mean, if without an interval.
     *
     * @return true for {@link #TOO_FEW} and {@link #TOO_SKEWED}
     */
    public boolean hasMean() {
        return this == TOO_FEW || this == TOO_SKEWED;
    }
}
