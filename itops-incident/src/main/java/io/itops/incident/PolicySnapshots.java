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
import org.jspecify.annotations.Nullable;

/** Keeps each policy once that incidents have taken: the first incident that takes one brings its record. Thread-safe. */
final class PolicySnapshots implements IncidentFollower {
    private final IncidentOptions options;
    private final Map<EscalationPolicy, PolicySnapshot> byPolicy = new HashMap<>();
    private final Map<String, PolicySnapshot> byId = new HashMap<>();

    PolicySnapshots(IncidentOptions options) {
        this.options = options;
        add(options.policy());
        options.policies().values().forEach(this::add);
    }

    private void add(EscalationPolicy policy) {
        PolicySnapshot snapshot = PolicySnapshot.of(policy);
        byPolicy.put(policy, snapshot);
        byId.put(snapshot.id(), snapshot);
    }

    /** The policy in force for a service. */
    PolicySnapshot of(ServiceId service) {
        EscalationPolicy policy = options.policyOf(service);
        PolicySnapshot known = byPolicy.get(policy);
        return known == null ? PolicySnapshot.of(policy) : known;
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
        PolicySnapshot known = byId.get(id);
        boolean taken = before == null || !before.escalation().policy().id().equals(id);
        if (taken && known != null && unit.find(PolicySnapshot.TYPE, id).isEmpty()) {
            unit.put(PolicySnapshot.TYPE, known);
            unit.event(
                    "escalation-policy.taken",
                    List.of(PolicySnapshot.TYPE.ref(id)),
                    "escalation policy " + known.policy().name() + " is gone by for the first time as it is now",
                    Tree.Obj.of(Map.of("policy", EscalationPolicy.CODEC.write(known.policy()))));
        }
    }
}
