package io.itops.incident;

import io.itops.core.ServiceId;
import io.itops.core.record.Tree;
import io.itops.core.record.Versioned;
import io.itops.core.store.UnitOfWork;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.PolicySnapshot;
import io.itops.incident.internal.IncidentFollower;
import io.itops.incident.workflow.Incident;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps each policy once that incidents have taken: the first incident that takes one brings its record. Thread-safe. */
final class PolicySnapshots implements IncidentFollower {
    /** So many snapshots of stored policies are kept at hand. */
    private static final int MOST_KEPT = 1_000;

    private final PoliciesInForce inForce;
    private final Map<EscalationPolicy, PolicySnapshot> byPolicy = new ConcurrentHashMap<>();
    private final Map<String, PolicySnapshot> byId = new HashMap<>();

    PolicySnapshots(IncidentOptions options, PoliciesInForce inForce) {
        this.inForce = inForce;
        add(options.policy());
        options.policies().values().forEach(this::add);
    }

    private void add(EscalationPolicy policy) {
        PolicySnapshot snapshot = PolicySnapshot.of(policy);
        byPolicy.put(policy, snapshot);
        byId.put(snapshot.id(), snapshot);
    }

    /** The policy in force for a service. */
    PolicySnapshot of(UnitOfWork unit, ServiceId service) {
        EscalationPolicy policy = inForce.of(PoliciesInForce.Lookup.in(unit), service);
        if (byPolicy.size() >= MOST_KEPT) {
            byPolicy.clear();
        }
        return byPolicy.computeIfAbsent(policy, PolicySnapshot::of);
    }

    /** The policy that an incident goes by; the record never changes, so what is known by its id needs no reading. */
    Optional<PolicySnapshot> followed(UnitOfWork unit, @Nullable Incident incident) {
        if (incident == null) {
            return Optional.empty();
        }
        String id = incident.escalation().policy().id();
        PolicySnapshot known = byId.get(id);
        return known == null ? unit.find(PolicySnapshot.TYPE, id).map(Versioned::value) : Optional.of(known);
    }

    @Override
    public void follow(UnitOfWork unit, @Nullable Incident before, Incident after) {
        String id = after.escalation().policy().id();
        boolean taken = before == null || !before.escalation().policy().id().equals(id);
        if (!taken) {
            return;
        }
        PolicySnapshot known = byId.get(id);
        if (known == null) {
            PolicySnapshot present = of(unit, after.service());
            known = present.id().equals(id) ? present : null;
        }
        if (known != null && unit.find(PolicySnapshot.TYPE, id).isEmpty()) {
            unit.put(PolicySnapshot.TYPE, known);
            unit.event(
                    "escalation-policy.taken",
                    List.of(PolicySnapshot.TYPE.ref(id)),
                    "escalation policy " + known.policy().name() + " is gone by for the first time as it is now",
                    Tree.Obj.of(Map.of("policy", EscalationPolicy.CODEC.write(known.policy()))));
        }
    }
}
