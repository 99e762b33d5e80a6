package io.itops.core;

/**
 * A commit that was refused whole because something it rests on has changed since it was read, or because a claim was overtaken. Nothing was
 * applied; read again and decide again.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class ConflictException extends ItOpsException {
    private static final long serialVersionUID = 1L;

    private final transient Ref entity;
    private final long expected;
    private final long found;

    /**
     * Says what happened.
     *
     * @param entity the record or job in question
     * @param expected the version that the commit expected, 0 for absent
     * @param found the version that the store holds, 0 for absent
     */
    public ConflictException(Ref entity, long expected, long found) {
        super(entity + " must be at version " + expected + ", but was " + found, null);
        this.entity = entity;
        this.expected = expected;
        this.found = found;
    }

    /**
     * Gives the record or job in question.
     *
     * @return the record or job in question
     */
    public Ref entity() {
        return entity;
    }

    /**
     * Gives the version that the commit expected, 0 for absent.
     *
     * @return the version that the commit expected, 0 for absent
     */
    public long expected() {
        return expected;
    }

    /**
     * Gives the version that the store holds, 0 for absent.
     *
     * @return the version that the store holds, 0 for absent
     */
    public long found() {
        return found;
    }
}
