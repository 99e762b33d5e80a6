package io.itops.incident;

import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.access.Permission;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.escalation.Contacts;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.ServicePolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.LoggerFactory;

/**
 * The escalation policies that are stored. New incidents of a service go by the one that is stored for it, else by the one that the options
 * give it, else by the one stored for all others, else by that of the options. An incident keeps the policy that it has taken until it is
 * {@linkplain Incidents#rebase rebased}. Once the instance is closed, what changes something throws {@link io.itops.core.ClosedException}.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class EscalationPolicies {
    private static final Permission PUT = Permission.of("service-policy.put");
    private static final Permission REMOVE = Permission.of("service-policy.remove");

    private final ItOps ops;
    private final PoliciesInForce inForce;
    private final ReachDesk reach;
    private final Contacts contacts;

    EscalationPolicies(ItOps ops, PoliciesInForce inForce, ReachDesk reach, Contacts contacts) {
        this.ops = ops;
        this.inForce = inForce;
        this.reach = reach;
        this.contacts = contacts;
    }

    /**
     * Stores the policy of a service or of all others, or puts it in the place of the one that is stored.
     *
     * @param policy the policy and whose it is
     * @param actor who does it
     * @throws io.itops.core.InvalidDefinitionException if it is slower than the options let a policy of the service be; the log warns where they
     *     say so
     * @throws io.itops.core.InvalidInputException if a person whom it names is reached by a notifier that the instance does not have
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public void put(ServicePolicy policy, Actor actor) {
        put(policy, OptionalLong.empty(), actor);
    }

    /**
     * Stores the policy of a service or of all others, if what is stored is still as it was seen.
     *
     * @param policy the policy and whose it is
     * @param seen the version that the caller saw, as {@link #current} gives it; 0 for none
     * @param actor who does it
     * @throws ConflictException if it is at another version
     * @throws io.itops.core.InvalidDefinitionException if it is slower than the options let a policy of the service be; the log warns where they
     *     say so
     * @throws io.itops.core.InvalidInputException if a person whom it names is reached by a notifier that the instance does not have
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public void put(ServicePolicy policy, long seen, Actor actor) {
        Require.that(seen >= 0, "seen version", "be at least 0", seen);
        put(policy, OptionalLong.of(seen), actor);
    }

    private void put(ServicePolicy given, OptionalLong seen, Actor actor) {
        Require.present("service policy", given);
        ops.run(actor, unit -> {
            unit.authorize(PUT, given.ref());
            Optional<Versioned<ServicePolicy>> before =
                    unit.find(ServicePolicy.TYPE, ServicePolicy.id(given.service()), seen);
            if (before.map(Versioned::value).equals(Optional.of(given))) {
                return;
            }
            ReachablePeople.requireNotifiers(ops.deliveries(), contacts, given.policy());
            reach.require(given, LoggerFactory.getLogger(EscalationPolicies.class));
            unit.put(ServicePolicy.TYPE, given);
            journal(unit, before.isPresent() ? "replaced" : "added", given);
            reach.changed(unit, given);
        });
    }

    /**
     * Removes what is stored for a service or for all others: the options count again.
     *
     * @param service the service; empty: all others
     * @param actor who does it
     * @throws NotFoundException if nothing is stored
     * @throws io.itops.core.AccessDeniedException if the actor may not
     */
    public void remove(Optional<ServiceId> service, Actor actor) {
        String id = ServicePolicy.id(service);
        ops.run(actor, unit -> {
            unit.authorize(REMOVE, ServicePolicy.TYPE.ref(id));
            ServicePolicy stored = unit.find(ServicePolicy.TYPE, id)
                    .map(Versioned::value)
                    .orElseThrow(() -> new NotFoundException(ServicePolicy.TYPE.ref(id)));
            unit.remove(ServicePolicy.TYPE, id);
            journal(unit, "removed", stored);
            reach.changed(unit, stored);
        });
    }

    /**
     * By which policy a new incident of a service goes, stored or not.
     *
     * @param service the service
     * @return the policy
     */
    public EscalationPolicy of(ServiceId service) {
        return inForce.of(PoliciesInForce.Lookup.in(ops.records()), Require.present("service", service));
    }

    /**
     * What is stored for a service or for all others, with the version that {@link #put(ServicePolicy, long, Actor)} takes.
     *
     * @param service the service; empty: all others
     * @return it, empty if nothing is stored
     */
    public Optional<Versioned<ServicePolicy>> current(Optional<ServiceId> service) {
        return ops.records().find(ServicePolicy.TYPE, ServicePolicy.id(service));
    }

    /**
     * All that is stored.
     *
     * @return in the order of the services, that of all others last
     */
    public List<ServicePolicy> list() {
        return PoliciesInForce.stored(ops.records());
    }

    private static void journal(UnitOfWork unit, String what, ServicePolicy stored) {
        unit.event(
                "service-policy." + what,
                stored.service()
                        .map(service -> List.of(stored.ref(), service.ref()))
                        .orElseGet(() -> List.of(stored.ref())),
                "escalation policy " + stored.policy().name() + " of "
                        + stored.service().map(ServiceId::value).orElse("all other services") + " was " + what,
                Tree.Obj.of(Map.of("policy", EscalationPolicy.CODEC.write(stored.policy()))));
    }
}
