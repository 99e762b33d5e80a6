package io.itops.incident.communication;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.access.Permission;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import java.util.List;
import java.util.Optional;

/**
 * Who wants to hear what audiences are told; reached by {@link Communication#subscriptions()}.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class Subscriptions {
    private static final Permission PUT = Permission.of("status-subscription.put");
    private static final Permission REMOVE = Permission.of("status-subscription.remove");

    private final ItOps ops;
    private final CommunicationPolicy policy;

    Subscriptions(ItOps ops, CommunicationPolicy policy) {
        this.ops = ops;
        this.policy = policy;
    }

    /**
     * Subscribes to what an audience is told, or puts a subscription in the place of the one with its id.
     *
     * @param subscription the subscription
     * @param actor who does it
     * @throws io.itops.core.InvalidInputException if there is no such notifier, or the policy has no such audience
     */
    public void put(Subscription subscription, Actor actor) {
        policy.known(Require.present("subscription", subscription).audience());
        ops.deliveries()
                .requireNotifier(
                        "notifier of subscription " + subscription.id(),
                        subscription.to().notifier());
        ops.run(actor, unit -> {
            unit.authorize(PUT, subscription.ref());
            Optional<Subscription> before =
                    unit.find(Subscription.TYPE, subscription.id()).map(Versioned::value);
            if (before.equals(Optional.of(subscription))) {
                return;
            }
            unit.put(Subscription.TYPE, subscription);
            journal(unit, before.isPresent() ? "replaced" : "added", subscription);
        });
    }

    /**
     * Ends a subscription.
     *
     * @param id what it is called
     * @param actor who does it
     * @throws NotFoundException if there is none
     */
    public void remove(String id, Actor actor) {
        Ref ref = Subscription.TYPE.ref(Require.id("subscription id", id));
        ops.run(actor, unit -> {
            unit.authorize(REMOVE, ref);
            Subscription before = unit.find(Subscription.TYPE, id)
                    .map(Versioned::value)
                    .orElseThrow(() -> new NotFoundException(ref));
            unit.remove(Subscription.TYPE, id);
            journal(unit, "removed", before);
        });
    }

    /**
     * All subscriptions of an audience: also of one that the policy has no more, so that they can be removed.
     *
     * @param audience the audience
     * @return the subscriptions, in the order of their ids
     * @throws io.itops.core.InvalidInputException if the policy has no such audience, and there is no subscription of it
     */
    public List<Subscription> of(String audience) {
        List<Subscription> found = ops
                .records()
                .all(RecordQuery.of(Subscription.TYPE).where("audience", CadenceRule.audience(audience)))
                .stream()
                .map(Versioned::value)
                .toList();
        if (found.isEmpty()) {
            policy.known(audience);
        }
        return found;
    }

    private static void journal(UnitOfWork unit, String what, Subscription subscription) {
        unit.event(
                "status-subscription." + what,
                List.of(subscription.ref()),
                "subscription " + subscription.id() + " to " + subscription.audience() + " was " + what,
                Subscription.TYPE.shape().write(subscription));
    }
}
