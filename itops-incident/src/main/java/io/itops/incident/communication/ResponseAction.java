package io.itops.incident.communication;

/**
 * What can be done to a response: the columns of its table. The permission for an action is {@code incident-response.} and its name in
 * kebab-case.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ResponseAction {
    /** The incident is responded to from now on. */
    BEGIN,
    /** The incident has changed and lasts. */
    FOLLOW,
    /** The incident is over. */
    END,
    /** The incident is back. */
    RESUME,
    /** Someone gets a role that nobody holds. */
    ASSIGN,
    /** A role passes from one person to another. */
    HAND_OVER,
    /** Whoever holds a role gives it back. */
    RELINQUISH,
    /** The cause is known. */
    IDENTIFY,
    /** The cause that was named is none. */
    RETRACT,
    /** Audiences are told how things stand. */
    PUBLISH,
    /** An audience is told nothing until an instant. */
    SNOOZE,
    /** The time until an update, or until the reminder of it, is over. */
    UPDATE_TIMEOUT,
    /** The time until a role had to be filled is over. */
    ROLE_TIMEOUT
}
