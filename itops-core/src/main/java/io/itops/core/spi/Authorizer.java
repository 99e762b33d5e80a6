package io.itops.core.spi;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.access.AccessDecision;
import io.itops.core.access.Permission;

/**
 * Says who may give which command, and who may read what is restricted. Every mutating command asks once, before it decides; what the SDK
 * does by itself, in a job that it holds, is not asked for. Whoever reads lists asks for each thing in them that is restricted; after a denial
 * another permission may be asked for, which the policy may give to those whom the thing concerns.
 *
 * <p>Rules that every implementation keeps:
 *
 * <ol>
 *   <li value="1">The answer depends on the arguments and on the policy alone, and asking changes nothing. It depends on all of them: an actor of
 *       another kind with the same id is another actor, and to be allowed one permission is not to be allowed another one whose name begins
 *       likewise.
 *   <li value="2">An unknown actor, permission or subject is answered with a denial, never with an exception.
 *   <li value="3">Every answer carries a reason that names the policy.
 *   <li value="4">It answers from memory: no input or output.
 * </ol>
 *
 * <p>An exception counts as a denial. Implementations are thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Authorizer {
    /**
     * Whether an actor may give a command, or read what is restricted.
     *
     * @param actor who asks
     * @param permission what for
     * @param subject the thing that the command is about, or that is read
     * @return allowed or denied, with the reason
     */
    AccessDecision authorize(Actor actor, Permission permission, Ref subject);
}
