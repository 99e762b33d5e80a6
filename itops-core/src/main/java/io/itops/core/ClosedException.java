package io.itops.core;

/**
 * Something that was asked to decide or to run after it was closed. Nothing is wrong with what was asked, and nothing was changed: another
 * instance, or this program after its restart, may do it.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class ClosedException extends ItOpsException {
    private static final long serialVersionUID = 1L;

    private final String what;

    /**
     * Says what happened.
     *
     * @param what what was closed
     */
    public ClosedException(String what) {
        super(what + " must be open, but was closed", null);
        this.what = what;
    }

    /**
     * Gives what was closed.
     *
     * @return what was closed
     */
    public String what() {
        return what;
    }
}
