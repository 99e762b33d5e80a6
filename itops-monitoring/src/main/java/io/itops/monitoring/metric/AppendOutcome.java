package io.itops.monitoring.metric;

/**
 * What became of a sample that was appended.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum AppendOutcome {
    /** It is kept. */
    ACCEPTED("accepted"),
    /** The series has a sample of this instant and this value already; nothing changed and nothing is wrong. */
    REPEATED("repeated"),
    /** Refused: the series has a sample of this instant with another value. */
    DUPLICATE("duplicate"),
    /** Refused: the series has a later sample. */
    OUT_OF_ORDER("out-of-order"),
    /** Refused: it is older than the retention allows. */
    TOO_OLD("too-old"),
    /** Refused: a new series would exceed the limit of series. */
    SERIES_LIMIT("series-limit"),
    /** Refused: it would exceed the limit of samples kept in all. */
    SAMPLE_LIMIT("sample-limit");

    private final String label;

    AppendOutcome(String label) {
        this.label = label;
    }

    /**
     * Whether the sample was refused.
     *
     * @return true if the store does not hold it
     */
    public boolean refused() {
        return this != ACCEPTED && this != REPEATED;
    }

    /**
     * The outcome as it stands in meters.
     *
     * @return a word in kebab-case
     */
    public String label() {
        return label;
    }
}
