package io.itops.benchmarks.transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransitionTest {
    @ParameterizedTest
    @EnumSource
    void everyContestantTakesAndRefusesWhatTheSwitchDoes(Contestant contestant) {
        contestant.check();
    }

    @ParameterizedTest
    @EnumSource
    void theRingEndsWhereItBegan(Contestant contestant) {
        try (Machine machine = contestant.make()) {
            for (Action action : Action.values()) {
                assertThat(machine.fire(action)).as("%s", action).isTrue();
            }
            assertThat(machine.phase()).isEqualTo(Phase.OPEN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTimedIsWhatIsChecked(Contestant contestant) {
        TransitionBenchmark benchmark = new TransitionBenchmark();
        benchmark.contestant = contestant;
        benchmark.check();
        benchmark.begin();
        try (Machine machine = benchmark.ring()) {
            assertThat(machine).hasSameClassAs(contestant.make());
            assertThat(machine.phase()).isEqualTo(Phase.OPEN);
        }
    }

    /** Allows resolving what nobody has looked at. */
    private static final class Lax implements Machine {
        private final Machine whole = Contestant.ENUM_SWITCH.make();

        @Override
        public boolean fire(Action action) {
            return (phase() == Phase.OPEN && action == Action.RESOLVE) || whole.fire(action);
        }

        @Override
        public Phase phase() {
            return whole.phase();
        }
    }

    @Test
    void aMachineThatAllowsTooMuchIsFound() {
        assertThatThrownBy(() -> Contestant.check("lax", Lax::new))
                .hasMessageContaining("RESOLVE in OPEN must lead to OPEN and be refused, but led to OPEN");
    }
}
