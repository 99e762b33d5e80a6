package io.itops.quickstart.guide;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.access.Permission;
import io.itops.core.spi.Authorizer;
import io.itops.testkit.contract.AuthorizerContract;
import java.util.List;
import java.util.Map;
import java.util.Set;

// example: authorizer-contract
class RolesTest extends AuthorizerContract {
    private static final Actor BOB = Actor.user("bob");
    private static final Ref INCIDENT = Ref.of("incident", "0a1b2c");

    @Override
    protected Authorizer newAuthorizer() {
        return new Roles(Map.of(BOB, Set.of("incident.acknowledge")));
    }

    @Override
    protected String policyName() {
        return "the roles of the shop";
    }

    @Override
    protected List<Question> allowed() {
        return List.of(new Question(BOB, Permission.of("incident.acknowledge"), INCIDENT));
    }

    @Override
    protected List<Question> denied() {
        return List.of(new Question(BOB, Permission.of("incident.cancel"), INCIDENT));
    }
}
// end
