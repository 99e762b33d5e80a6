package io.itops.core;

/**
 * A store that could not do its work: it is closed, unreachable, or failed. Whether a commit under way was applied is unknown.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class StoreException extends ItOpsException {
    private static final long serialVersionUID = 1L;

    private final String operation;

    /**
     * Says what happened.
     *
     * @param operation the operation that failed
     * @param cause what lies beneath, or null
     */
    public StoreException(String operation, @org.jspecify.annotations.Nullable Throwable cause) {
        super(
                "store operation " + operation + " failed"
                        + (cause == null ? "" : ": " + SafeText.oneLine(String.valueOf(cause.getMessage()))),
                cause);
        this.operation = operation;
    }

    /**
     * Gives the operation that failed.
     *
     * @return the operation that failed
     */
    public String operation() {
        return operation;
    }
}
