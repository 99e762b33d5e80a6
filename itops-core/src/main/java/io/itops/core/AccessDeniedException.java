package io.itops.core;

/**
 * A command that the authorizer did not allow. Nothing was applied.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class AccessDeniedException extends ItOpsException {
    private static final long serialVersionUID = 1L;

    private final transient Actor actor;
    private final String permission;
    private final transient Ref subject;
    private final String reason;

    /**
     * Says what happened.
     *
     * @param actor who asked
     * @param permission the permission that was missing
     * @param subject the thing that the command was about
     * @param reason what the authorizer said
     */
    public AccessDeniedException(Actor actor, String permission, Ref subject, String reason) {
        super(
                actor + " must hold " + permission + " on " + subject + ", but was denied: " + SafeText.oneLine(reason),
                null);
        this.actor = actor;
        this.permission = permission;
        this.subject = subject;
        this.reason = reason;
    }

    /**
     * Gives who asked.
     *
     * @return who asked
     */
    public Actor actor() {
        return actor;
    }

    /**
     * Gives the permission that was missing.
     *
     * @return the permission that was missing
     */
    public String permission() {
        return permission;
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
     * Gives what the authorizer said.
     *
     * @return what the authorizer said
     */
    public String reason() {
        return reason;
    }
}
