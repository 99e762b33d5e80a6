package io.itops.testkit.contract;

import io.itops.core.spi.Authorizer;
import java.util.List;

class RoleTableTest extends AuthorizerContract {
    @Override
    protected Authorizer newAuthorizer() {
        return new RoleTable();
    }

    @Override
    protected String policyName() {
        return RoleTable.NAME;
    }

    @Override
    protected List<Question> allowed() {
        return List.of(
                new Question(RoleTable.ANN, RoleTable.ACKNOWLEDGE, RoleTable.INCIDENT),
                new Question(RoleTable.ANN, RoleTable.APPROVE, RoleTable.CHANGE),
                new Question(RoleTable.BOB, RoleTable.ACKNOWLEDGE, RoleTable.INCIDENT));
    }

    @Override
    protected List<Question> denied() {
        return List.of(new Question(RoleTable.BOB, RoleTable.APPROVE, RoleTable.CHANGE));
    }
}
