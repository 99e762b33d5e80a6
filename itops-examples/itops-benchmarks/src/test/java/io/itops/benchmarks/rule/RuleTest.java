package io.itops.benchmarks.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTest {
    @ParameterizedTest
    @EnumSource
    void everyContestantFiresWhenThePlainOneDoes(Contestant contestant) {
        assertThat(contestant.check(new Samples(300, 30))).isEqualTo(9);
    }

    @Test
    void theWholeWorkloadFiresAsOftenAsWhereItWasFirstMeasured() {
        assertThat(Contestant.INT_ARRAY.check(new Samples(10_000, 100))).isEqualTo(1_001);
    }

    @Test
    void whatIsTimedIsWhatIsChecked() {
        RuleBenchmark benchmark = new RuleBenchmark();
        benchmark.contestant = Contestant.CONCURRENT_HASH_MAP;
        benchmark.check();
        benchmark.round();
        benchmark.round();
        assertThat(benchmark.round()).isEqualTo(100);
    }

    @Test
    void aRuleThatFiresASampleLateIsFound() {
        BreachRule late = new BreachRule() {
            private final BreachRule whole = Contestant.INT_ARRAY.make(300);
            private long before;

            @Override
            public void round(Samples samples, int round) {
                before = whole.fired();
                whole.round(samples, round);
            }

            @Override
            public long fired() {
                return before;
            }
        };
        assertThatThrownBy(() -> Contestant.check("late", late, new Samples(300, 30)))
                .hasMessageContaining("must have fired 3 times after round 2, but fired 0 times");
    }
}
