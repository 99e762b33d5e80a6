package io.itops.core;

/**
 * An explicit limit that was reached. Nothing was applied.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class LimitExceededException extends ItOpsException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final long limit;
    private final long value;

    /**
     * Says what happened.
     *
     * @param what the quantity that is limited
     * @param limit the greatest value allowed
     * @param value the value reached
     */
    public LimitExceededException(String what, long limit, long value) {
        super(what + " must be at most " + limit + ", but was " + value, null);
        this.what = what;
        this.limit = limit;
        this.value = value;
    }

    /**
     * Gives the quantity that is limited.
     *
     * @return the quantity that is limited
     */
    public String what() {
        return what;
    }

    /**
     * Gives the greatest value allowed.
     *
     * @return the greatest value allowed
     */
    public long limit() {
        return limit;
    }

    /**
     * Gives the value reached.
     *
     * @return the value reached
     */
    public long value() {
        return value;
    }
}
