package io.itops.core.access;

import io.itops.core.Require;

/**
 * What an authorizer says to a command.
 *
 * <p>Immutable and thread-safe.
 *
 * @param allowed whether the command may go on
 * @param reason which policy said so
 * @since 0.1
 */
public record AccessDecision(boolean allowed, String reason) {
    /** Checks the reason. */
    public AccessDecision {
        Require.text("access reason", reason, 2_000);
    }

    /**
     * Lets a command go on.
     *
     * @param reason which policy said so
     * @return the decision
     */
    public static AccessDecision allow(String reason) {
        return new AccessDecision(true, reason);
    }

    /**
     * Stops a command.
     *
     * @param reason which policy said so
     * @return the decision
     */
    public static AccessDecision deny(String reason) {
        return new AccessDecision(false, reason);
    }
}
