package io.itops.core;

import java.util.List;

/**
 * A well-formed command that the present state or a policy does not allow. Nothing was applied; the reasons say what would have to differ.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class RefusedException extends ItOpsException {
    private static final long serialVersionUID = 1L;

    private final transient Ref subject;
    private final String action;
    private final transient List<Reason> reasons;

    /**
     * Says what happened.
     *
     * @param subject the thing that the command was about
     * @param action the action asked for
     * @param reasons why it was refused, at least one
     */
    public RefusedException(Ref subject, String action, List<Reason> reasons) {
        super(action + " of " + subject + " refused: " + Reason.join(reasons), null);
        this.subject = subject;
        this.action = action;
        this.reasons = List.copyOf(reasons);
    }

    /**
     * Gives the thing that the command was about.
     *
     * @return the thing that the command was about
     */
    public Ref subject() {
        return subject;
    }

    /**
     * Gives the action asked for.
     *
     * @return the action asked for
     */
    public String action() {
        return action;
    }

    /**
     * Gives why it was refused, at least one.
     *
     * @return why it was refused, at least one
     */
    public List<Reason> reasons() {
        return reasons;
    }
}
