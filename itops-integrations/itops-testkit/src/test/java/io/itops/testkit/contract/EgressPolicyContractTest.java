package io.itops.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.spi.EgressPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows that the contract finds what it is there for. */
class EgressPolicyContractTest {
    @ExtendWith(ContractRun.Planted.class)
    static class PolicyWithAFault extends EgressPolicyContract {
        private final EgressFault fault;

        PolicyWithAFault(EgressFault fault) {
            this.fault = fault;
        }

        @Override
        protected EgressPolicy newPolicy() {
            return fault.policy();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedFaultFailsAtTheRuleThatItBreaks(EgressFault fault) {
        ContractRun.of(PolicyWithAFault.class, fault).mustFailAt(fault.rule);
    }

    @Test
    void everyRuleHasAFaultThatBreaksIt() {
        ContractRun.assertRules(EgressFault.values(), fault -> fault.rule, 5);
    }

    @Test
    void thereAreEnoughCases() {
        assertThat(EgressCases.SPECIAL).hasSizeGreaterThanOrEqualTo(80).doesNotHaveDuplicates();
        assertThat(EgressCases.MALFORMED).hasSizeGreaterThanOrEqualTo(15);
        assertThat(EgressCases.PUBLIC).hasSizeGreaterThanOrEqualTo(15);
    }
}
