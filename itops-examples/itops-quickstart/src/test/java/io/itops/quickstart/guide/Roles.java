package io.itops.quickstart.guide;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.access.AccessDecision;
import io.itops.core.access.Permission;
import io.itops.core.spi.Authorizer;
import java.util.Map;
import java.util.Set;

// example: authorizer
final class Roles implements Authorizer {
    private static final Set<String> SUBJECTS = Set.of(
            "incident", "action-item", "change", "signal", "service", "component", "team", "on-call-schedule", "job");

    private final Map<Actor, Set<String>> permissions;

    Roles(Map<Actor, Set<String>> permissions) {
        this.permissions = Map.copyOf(permissions);
    }

    @Override
    public AccessDecision authorize(Actor actor, Permission permission, Ref subject) {
        boolean granted = permissions.getOrDefault(actor, Set.of()).contains(permission.name());
        return granted && SUBJECTS.contains(subject.type())
                ? AccessDecision.allow("the roles of the shop")
                : AccessDecision.deny("the roles of the shop");
    }
}
// end
