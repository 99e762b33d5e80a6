package io.itops.incident.escalation;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.record.RecordType;
import io.itops.incident.internal.Digests;
import java.util.Optional;

/**
 * An escalation policy that is stored for a service, or for all services that have none of their own.
 *
 * <p>Immutable and thread-safe.
 *
 * @param service the service; empty: all others
 * @param policy the policy by which its new incidents go
 * @since 0.1
 */
public record ServicePolicy(Optional<ServiceId> service, EscalationPolicy policy) {
    /** How they are kept. */
    public static final RecordType<ServicePolicy> TYPE = RecordType.of("service-policy", 1, t -> {
        t.id(stored -> id(stored.service()));
        var service = t.optional("service", ServiceId.CODEC, ServicePolicy::service);
        var policy = t.field("policy", EscalationPolicy.CODEC, ServicePolicy::policy);
        return row -> new ServicePolicy(row.get(service), row.get(policy));
    });

    /** Checks that both are given. */
    public ServicePolicy {
        Require.present("service", service);
        Require.present("escalation policy", policy);
    }

    /**
     * The policy of a service.
     *
     * @param service the service
     * @param policy the policy
     * @return both
     */
    public static ServicePolicy of(ServiceId service, EscalationPolicy policy) {
        return new ServicePolicy(Optional.of(Require.present("service", service)), policy);
    }

    /**
     * The policy of all services that have none of their own.
     *
     * @param policy the policy
     * @return it, for all others
     */
    public static ServicePolicy ofOthers(EscalationPolicy policy) {
        return new ServicePolicy(Optional.empty(), policy);
    }

    /**
     * The id under which the policy of a service is kept.
     *
     * @param service the service; empty: all others
     * @return {@code of.checkout}, a digest of that where it is too long, or {@code others}
     */
    public static String id(Optional<ServiceId> service) {
        return Require.present("service", service)
                .map(one -> Digests.fitting("of." + one.value()))
                .orElse("others");
    }

    /**
     * What the journal calls it.
     *
     * @return its reference
     */
    public Ref ref() {
        return TYPE.ref(id(service));
    }
}
