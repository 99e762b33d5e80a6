package io.itops.monitoring.expr;

/**
 * What an expression gives.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ValueType {
    /** One number without labels. */
    SCALAR("a scalar"),
    /** At most one value for each label set, all at one instant. */
    VECTOR("an instant vector"),
    /** A stretch of samples for each label set. */
    RANGE("a range vector"),
    /** A text. */
    STRING("a string");

    private final String phrase;

    ValueType(String phrase) {
        this.phrase = phrase;
    }

    /**
     * The type in words, with its article.
     *
     * @return a phrase for messages
     */
    public String phrase() {
        return phrase;
    }
}
