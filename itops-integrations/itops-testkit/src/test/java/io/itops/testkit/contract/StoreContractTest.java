package io.itops.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.spi.Store;
import io.itops.core.time.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows that the contract finds what it is there for. */
class StoreContractTest {
    @ExtendWith(ContractRun.Planted.class)
    static class StoreWithAFault extends StoreContract {
        private final StoreFault fault;

        StoreWithAFault(StoreFault fault) {
            this.fault = fault;
        }

        @Override
        protected Store newStore(SettableClock leaseClock) {
            return fault.store(leaseClock);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedFaultFailsAtTheRuleThatItBreaks(StoreFault fault) {
        ContractRun.of(StoreWithAFault.class, fault).mustFailAt(fault.rule);
    }

    @Test
    void aSubclassThatGivesNoStoreIsToldSo() {
        StoreContract contract = new StoreContract() {
            @Override
            @SuppressWarnings("NullAway")
            protected Store newStore(SettableClock leaseClock) {
                return null;
            }
        };
        assertThatThrownBy(contract::s01_aRefusedCommitChangesNothing)
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("store that newStore gives must be given, but was null");
    }

    @Test
    void everyRuleHasAFaultThatBreaksIt() {
        ContractRun.assertRules(StoreFault.values(), fault -> fault.rule, 14);
    }
}
