package io.itops.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.spi.Store;
import io.itops.core.time.SettableClock;
import java.util.Arrays;
import java.util.TreeSet;
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
        ContractRun run = ContractRun.of(StoreWithAFault.class, fault);
        assertThat(run.failures().keySet())
                .as("rules that found %s", fault)
                .anyMatch(name -> name.startsWith(fault.rule));
        // A fault breaks one thing: a run in which everything fails would prove nothing about the rule.
        assertThat(run.passed().size())
                .as("tests that passed in spite of %s, failures: %s", fault, run.failures())
                .isGreaterThan(run.failures().size());
    }

    @Test
    void everyRuleHasAFaultThatBreaksIt() {
        var rules = new TreeSet<String>();
        Arrays.stream(StoreFault.values()).forEach(fault -> rules.add(fault.rule));
        assertThat(rules)
                .containsExactly(
                        "s01", "s02", "s03", "s04", "s05", "s06", "s07", "s08", "s09", "s10", "s11", "s12", "s13",
                        "s14");
    }
}
