package io.itops.incident.escalation;

import io.itops.core.Require;
import io.itops.core.ServiceId;
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
 * @since 0.1
 */
public record ReachTargets(Optional<ReachTarget> others, SortedMap<ServiceId, ReachTarget> services) {
    /** No targets. */
    public static final ReachTargets NONE = new ReachTargets(Optional.empty(), Collections.emptySortedMap());

    /** Checks and copies the parts. */
    public ReachTargets {
        Require.present("target of other services", others);
        SortedMap<ServiceId, ReachTarget> copy = new TreeMap<>();
        Require.present("targets of services", services)
                .forEach((service, target) ->
                        copy.put(Require.present("service", service), Require.present("target of " + service, target)));
        services = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * The target of a service.
     *
     * @param service the service
     * @return its own, or that of all others, if there is one
     */
    public Optional<ReachTarget> of(ServiceId service) {
        ReachTarget own = services.get(Require.present("service", service));
        return own == null ? others : Optional.of(own);
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
        return new ReachTargets(others, more);
    }

    /**
     * These targets with one for all services without one of their own.
     *
     * @param target the target
     * @return new targets
     */
    public ReachTargets withOthers(ReachTarget target) {
        return new ReachTargets(Optional.of(Require.present("target", target)), services);
    }
}
