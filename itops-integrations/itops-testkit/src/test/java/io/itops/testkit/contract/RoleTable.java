package io.itops.testkit.contract;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.access.AccessDecision;
import io.itops.core.access.Permission;
import io.itops.core.spi.Authorizer;
import java.util.Map;
import java.util.Set;

/** An authorizer over a fixed table: who may do what to which sort of thing. */
final class RoleTable implements Authorizer {
    static final String NAME = "role table";
    static final Actor ANN = Actor.user("ann");
    static final Actor BOB = Actor.user("bob");
    static final Permission ACKNOWLEDGE = Permission.of("incident.acknowledge");
    static final Permission APPROVE = Permission.of("change.approve");
    static final Ref INCIDENT = Ref.of("incident", "checkout");
    static final Ref CHANGE = Ref.of("change", "ledger");

    private static final Map<Actor, Set<Permission>> GRANTS =
            Map.of(ANN, Set.of(ACKNOWLEDGE, APPROVE), BOB, Set.of(ACKNOWLEDGE));
    private static final Map<Permission, String> TYPES = Map.of(ACKNOWLEDGE, "incident", APPROVE, "change");

    @Override
    public AccessDecision authorize(Actor actor, Permission permission, Ref subject) {
        boolean granted = GRANTS.getOrDefault(actor, Set.of()).contains(permission);
        boolean fits = subject.type().equals(TYPES.get(permission));
        return granted && fits
                ? AccessDecision.allow(NAME + ": granted to " + actor)
                : AccessDecision.deny(NAME + ": not granted to " + actor);
    }
}
