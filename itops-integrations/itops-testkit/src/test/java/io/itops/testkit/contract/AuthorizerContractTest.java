package io.itops.testkit.contract;

import io.itops.core.spi.Authorizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows that the contract finds what it is there for. */
class AuthorizerContractTest {
    @ExtendWith(ContractRun.Planted.class)
    static class AuthorizerWithAFault extends RoleTableTest {
        private final AuthorizerFault fault;

        AuthorizerWithAFault(AuthorizerFault fault) {
            this.fault = fault;
        }

        @Override
        protected Authorizer newAuthorizer() {
            return fault.authorizer();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedFaultFailsAtTheRuleThatItBreaks(AuthorizerFault fault) {
        ContractRun.of(AuthorizerWithAFault.class, fault).mustFailAt(fault.rule);
    }

    @Test
    void everyRuleHasAFaultThatBreaksIt() {
        ContractRun.assertRules(AuthorizerFault.values(), fault -> fault.rule, 4);
    }
}
