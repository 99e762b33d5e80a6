package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.catalog.Tier;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Within what time somebody must be told of incidents, by service.
 *
 * <p>Immutable and thread-safe.
 *
 * @param others the target of services without one of their own, if there is one
 * @param services the targets of services
 * @param tiers the targets of services of a tier of the catalog
 * @since 0.1
 */
public record ReachTargets(
        Optional<ReachTarget> others, SortedMap<ServiceId, ReachTarget> services, SortedMap<Tier, ReachTarget> tiers) {
    /** No targets. */
    public static final ReachTargets NONE =
            new ReachTargets(Optional.empty(), Collections.emptySortedMap(), Collections.emptySortedMap());

    /** Checks and copies the parts. */
    public ReachTargets {
        Require.present("target of other services", others);
        SortedMap<ServiceId, ReachTarget> copy = new TreeMap<>();
        Require.present("targets of services", services)
                .forEach((service, target) ->
                        copy.put(Require.present("service", service), Require.present("target of " + service, target)));
        services = Collections.unmodifiableSortedMap(copy);
        SortedMap<Tier, ReachTarget> byTier = new TreeMap<>();
        Require.present("targets of tiers", tiers)
                .forEach((tier, target) ->
                        byTier.put(Require.present("tier", tier), Require.present("target of " + tier, target)));
        tiers = Collections.unmodifiableSortedMap(byTier);
    }

    /**
     * The target of a service.
     *
     * @param service the service
     * @param tier its tier, if the catalog knows the service
     * @return its own, else that of its tier, else that of all others, if there is one
     */
    public Optional<ReachTarget> of(ServiceId service, Optional<Tier> tier) {
        ReachTarget own = services.get(Require.present("service", service));
        return own == null
                ? Require.present("tier", tier)
                        .flatMap(known -> Optional.ofNullable(tiers.get(known)))
                        .or(() -> others)
                : Optional.of(own);
    }

    /**
     * These targets with that of one more service.
     *
     * @param service the service, which must have none yet
     * @param target its target
     * @return new targets
     */
    public ReachTargets with(ServiceId service, ReachTarget target) {
        SortedMap<ServiceId, ReachTarget> more = new TreeMap<>(services);
        Require.that(
                more.putIfAbsent(Require.present("service", service), Require.present("target", target)) == null,
                "target of a service",
                "be given once",
                service);
        return new ReachTargets(others, more, tiers);
    }

    /**
     * These targets with that of one more tier.
     *
     * @param tier the tier, which must have none yet
     * @param target its target
     * @return new targets
     */
    public ReachTargets with(Tier tier, ReachTarget target) {
        SortedMap<Tier, ReachTarget> more = new TreeMap<>(tiers);
        Require.that(
                more.putIfAbsent(Require.present("tier", tier), Require.present("target", target)) == null,
                "target of a tier",
                "be given once",
                tier);
        return new ReachTargets(others, services, more);
    }

    /**
     * These targets with one for all services without one of their own.
     *
     * @param target the target
     * @return new targets
     */
    public ReachTargets withOthers(ReachTarget target) {
        return new ReachTargets(Optional.of(Require.present("target", target)), services, tiers);
    }
}
