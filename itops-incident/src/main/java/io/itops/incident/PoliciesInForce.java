package io.itops.incident;

import io.itops.core.ServiceId;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Records;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.ServicePolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * By which policy the new incidents of a service go: the one that is stored for it, else the one that the options give it, else the one
 * that is stored for all others, else the one that the options give them. Thread-safe.
 */
final class PoliciesInForce {
    private final IncidentOptions options;

    PoliciesInForce(IncidentOptions options) {
        this.options = options;
    }

    /** Finds what is stored under an id. */
    @FunctionalInterface
    interface Lookup {
        Optional<ServicePolicy> find(String id);

        /** So that the commit of a unit depends on it. */
        static Lookup in(UnitOfWork unit) {
            return id -> unit.find(ServicePolicy.TYPE, id).map(Versioned::value);
        }

        static Lookup in(Records records) {
            return id -> records.find(ServicePolicy.TYPE, id).map(Versioned::value);
        }
    }

    /**
     * A policy.
     *
     * @param policy the policy
     * @param own whether it is that of the service alone
     * @param stored whether it is stored, and not that of the options
     */
    record Found(EscalationPolicy policy, boolean own, boolean stored) {}

    Found find(Lookup lookup, ServiceId service) {
        Optional<ServicePolicy> own = lookup.find(ServicePolicy.id(Optional.of(service)));
        if (own.isPresent()) {
            return new Found(own.get().policy(), true, true);
        }
        EscalationPolicy given = options.policies().get(service);
        if (given != null) {
            return new Found(given, true, false);
        }
        return lookup.find(ServicePolicy.id(Optional.empty()))
                .map(others -> new Found(others.policy(), false, true))
                .orElseGet(() -> new Found(options.policy(), false, false));
    }

    EscalationPolicy of(Lookup lookup, ServiceId service) {
        return find(lookup, service).policy();
    }

    static List<ServicePolicy> stored(Records records) {
        return records.all(RecordQuery.of(ServicePolicy.TYPE)).stream()
                .map(Versioned::value)
                .toList();
    }

    /** All that any service may go by. */
    List<EscalationPolicy> all(Records records) {
        return Stream.of(
                        Stream.of(options.policy()),
                        options.policies().values().stream(),
                        stored(records).stream().map(ServicePolicy::policy))
                .flatMap(policies -> policies)
                .toList();
    }
}
