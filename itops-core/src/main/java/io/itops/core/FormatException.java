package io.itops.core;

/**
 * Stored or received text that cannot be read as what it claims to be.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class FormatException extends ItOpsException {
    private static final long serialVersionUID = 1L;

    private final String where;
    private final String rule;
    private final String value;

    /**
     * Says what happened.
     *
     * @param where the place: a path inside the text, or line and column
     * @param rule what must hold there, as a verb phrase
     * @param value what was found, shortened
     */
    public FormatException(String where, String rule, String value) {
        super(where + " must " + rule + ", but was " + SafeText.quote(value), null);
        this.where = where;
        this.rule = rule;
        this.value = value;
    }

    /**
     * Gives the place: a path inside the text, or line and column.
     *
     * @return the place: a path inside the text, or line and column
     */
    public String where() {
        return where;
    }

    /**
     * Gives what must hold there, as a verb phrase.
     *
     * @return what must hold there, as a verb phrase
     */
    public String rule() {
        return rule;
    }

    /**
     * Gives what was found, shortened.
     *
     * @return what was found, shortened
     */
    public String value() {
        return value;
    }
}
