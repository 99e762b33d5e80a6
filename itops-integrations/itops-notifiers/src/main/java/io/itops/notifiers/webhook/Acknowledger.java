package io.itops.notifiers.webhook;

import io.itops.core.Actor;
import io.itops.core.Ref;

/**
 * Acknowledges a thing in the name of a person who saw it at a version. Typically {@code incidents::acknowledge} behind a lambda.
 *
 * <p>Implementations are thread-safe. They throw the SDK's exceptions: the endpoint turns them into replies.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Acknowledger {
    /**
     * Acknowledges.
     *
     * @param subject the thing
     * @param seenVersion the version that the person saw
     * @param actor the person
     */
    void acknowledge(Ref subject, long seenVersion, Actor actor);
}
