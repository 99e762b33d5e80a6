package io.itops.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows that the contract finds what it is there for. */
class NotifierContractTest {
    @ExtendWith(ContractRun.Planted.class)
    static class NotifierWithAFault extends WireNotifierTest {
        private final NotifierFault fault;

        NotifierWithAFault(NotifierFault fault) {
            this.fault = fault;
        }

        @Override
        protected NotifierHarness newHarness() {
            return fault.harness();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedFaultFailsAtTheRuleThatItBreaks(NotifierFault fault) {
        ContractRun.of(NotifierWithAFault.class, fault).mustFailAt(fault.rule);
    }

    @Test
    void everyRuleHasAFaultThatBreaksIt() {
        ContractRun.assertRules(NotifierFault.values(), fault -> fault.rule, 11);
    }

    @Test
    void thereAreEnoughTexts() {
        assertThat(HostileTexts.ALL).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
    }
}
