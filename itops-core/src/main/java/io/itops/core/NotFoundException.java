package io.itops.core;

/**
 * A reference to something that the store does not hold.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class NotFoundException extends ItOpsException {
    private static final long serialVersionUID = 1L;

    private final transient Ref subject;

    /**
     * Says what happened.
     *
     * @param subject the thing that was looked for
     */
    public NotFoundException(Ref subject) {
        super(subject + " must exist, but was not found", null);
        this.subject = subject;
    }

    /**
     * Gives the thing that was looked for.
     *
     * @return the thing that was looked for
     */
    public Ref subject() {
        return subject;
    }
}
