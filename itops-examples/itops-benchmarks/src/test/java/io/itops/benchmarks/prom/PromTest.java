package io.itops.benchmarks.prom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.monitoring.metric.Labels;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromTest {
    private static final int SIZE = 300;

    private final PromData data = new PromData(SIZE);
    private final ItopsSide side = new ItopsSide(data);

    private Instant runUntilAlertsFire() {
        int last = PromData.IN_A_WINDOW + PromRule.SLOTS_TO_FIRE - 1;
        for (int round = 1; round <= last; round++) {
            side.append(round);
            for (PromRule rule : PromRule.values()) {
                if (round >= PromData.IN_A_WINDOW) {
                    side.evaluate(rule, PromData.slot(round));
                }
            }
        }
        return PromData.slot(last);
    }

    @Test
    void alertsFireForTheSeriesInBreachAlone() {
        runUntilAlertsFire();
        Set<Labels> breaching = IntStream.range(0, SIZE)
                .filter(PromData::breaches)
                .mapToObj(i -> data.labels("any", i).withoutMetricName())
                .collect(Collectors.toSet());
        assertThat(breaching).hasSize(3);
        for (PromRule rule : List.of(PromRule.RATE, PromRule.NEWEST, PromRule.AVERAGE)) {
            assertThat(side.firing(rule)).as("%s", rule).isEqualTo(breaching);
        }
    }

    @Test
    void theSumOfAJobIsThatOfTheGrowthOfItsCounters() {
        Instant slot = runUntilAlertsFire();
        Map<Labels, Double> sums = side.elements(PromRule.SUM_BY, slot);
        assertThat(sums).hasSize(100);
        for (int job = 0; job < 100; job++) {
            int of = job;
            double growth = IntStream.range(0, SIZE)
                    .filter(i -> i % 100 == of)
                    .map(data::growth)
                    .sum();
            assertThat(sums.get(Labels.of("job", "j" + job))).isCloseTo(growth / 15, within(1e-9));
        }
    }

    @Test
    void theDataAreThoseOfTheWorkload() {
        assertThat(data.counter(0, 3)).isEqualTo(90);
        assertThat(IntStream.range(0, SIZE).filter(i -> !PromData.breaches(i)).map(data::growth))
                .allMatch(growth -> growth >= 0 && growth < 14)
                .contains(0, 13);
        assertThat(IntStream.range(0, SIZE).mapToObj(i -> data.gauge(i, 1) > 100))
                .isEqualTo(IntStream.range(0, SIZE).mapToObj(PromData::breaches).toList());
    }

    @Test
    void anotherValueAnotherElementAndNothingAtAllAreFound() {
        Map<Labels, Double> one = Map.of(Labels.of("job", "a"), 1.0);
        Evaluated.requireEqual("one", one, Map.of(Labels.of("job", "a"), 1 + 1e-12));
        assertThatThrownBy(() -> Evaluated.requireEqual("one", one, Map.of(Labels.of("job", "a"), 1.1)))
                .hasMessageContaining("gives 1.0 for {job=\"a\"}, but the other side 1.1");
        assertThatThrownBy(() -> Evaluated.requireEqual("one", one, Map.of(Labels.of("job", "b"), 1.0)))
                .hasMessageContaining("or other ones");
        assertThatThrownBy(() -> Evaluated.requireEqual("one", Map.of(), Map.of()))
                .hasMessageContaining("gives nothing");
    }

    @Test
    void whatTheDataDoNotGiveIsFoundWithoutTheOtherSide() {
        Instant slot = runUntilAlertsFire();
        for (PromRule rule : PromRule.values()) {
            Map<Labels, Double> elements = side.elements(rule, slot);
            Expected.require(rule, data, elements);
            Map<Labels, Double> fewer = new HashMap<>(elements);
            fewer.remove(elements.keySet().iterator().next());
            Map<Labels, Double> more = new HashMap<>(elements);
            more.put(Labels.of("job", "other"), 2.0);
            for (Map<Labels, Double> wrong : List.of(fewer, more, Map.<Labels, Double>of())) {
                assertThatThrownBy(() -> Expected.require(rule, data, wrong))
                        .as("%s", rule)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(rule.name() + " gives ");
            }
        }
        Map<Labels, Double> doubled = new HashMap<>(side.elements(PromRule.SUM_BY, slot));
        doubled.replaceAll((job, sum) -> 2 * sum);
        assertThatThrownBy(() -> Expected.require(PromRule.SUM_BY, data, doubled))
                .hasMessageContaining("but the other side");
    }

    @Test
    void runsOfOneTimingEndBeforeTheNextSamples() {
        assertThat(PromBenchmark.times(500_000, 1)).isEqualTo(10_000);
        assertThat(PromBenchmark.times(500_000, 100)).isEqualTo(5_000);
        assertThat(PromBenchmark.times(500_000, 1_000_000)).isEqualTo(1);
        assertThat(PromData.slot(1).plusMillis(9_999).toEpochMilli()).isLessThan(PromData.sampledAt(2));
    }

    @Test
    void argumentsAreBounded() {
        assertThat(PromArguments.of()).isEqualTo(new PromArguments(5, List.of(1_000, 10_000, 100_000)));
        assertThat(PromArguments.of("50", "1", "1000000")).isEqualTo(new PromArguments(50, List.of(1, 1_000_000)));
        assertThatThrownBy(() -> PromArguments.of("0")).hasMessage("ROUNDS must be 1 to 50, but was 0");
        assertThatThrownBy(() -> PromArguments.of("51")).hasMessage("ROUNDS must be 1 to 50, but was 51");
        assertThatThrownBy(() -> PromArguments.of("5", "0")).hasMessage("SIZE must be 1 to 1000000, but was 0");
        assertThatThrownBy(() -> PromArguments.of("5", "1000001"))
                .hasMessage("SIZE must be 1 to 1000000, but was 1000001");
        assertThatThrownBy(() -> PromArguments.of("five")).hasMessageStartingWith("ROUNDS must be a whole number");
    }

    @Test
    void aSnappyBlockSaysItsBytesAsTheyAre() {
        byte[] long1 = new byte[70_000];
        long1[69_999] = 7;
        byte[] block = RemoteWrite.snappy(long1);
        assertThat(block).hasSize(3 + 3 + 65_536 + 3 + 70_000 - 65_536).startsWith(0xF0, 0xA2, 0x04, 0xF4, 0xFF, 0xFF);
        assertThat(block[block.length - 1]).isEqualTo((byte) 7);
    }

    @Test
    void theWholeBenchmarkAgreesWithPrometheusAtASmallSize() throws Exception {
        assumeTrue(PrometheusServer.program().isPresent(), "there is no program prometheus on the path");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        // Long enough that Prometheus takes more than a step of the system's count.
        assertThat(PromBenchmark.run(print, List.of(SIZE), 1, 12_000, new Verdict(SIZE, 1e9)))
                .isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("| 300 | rate > 1 | ", "| 300 | avg_over_time > 100 | ", "| 600 | ", "Held: over 300 series");

        // A share that nothing is within, not even what was too short to be counted.
        assertThat(PromBenchmark.run(print, List.of(SIZE), 1, 600, new Verdict(SIZE, Double.NaN)))
                .isFalse();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("MISSED: rate > 1 over 300 series must take at most");
    }

    @Test
    void aQuarterIsHeldToOverManySeriesAlone() {
        Verdict.Measured few = new Verdict.Measured(10_000, "few", 1, 2);
        Verdict.Measured held = new Verdict.Measured(100_000, "held", 1, 4);
        Verdict.Measured missed = new Verdict.Measured(100_000, "missed", 1.2, 4);
        Verdict.Measured nothing = new Verdict.Measured(200_000, "nothing", 1, Double.NaN);

        assertThat(Verdict.STANDARD.missed(List.of(few, held, missed, nothing))).containsExactly(missed, nothing);
        assertThat(Verdict.STANDARD.told(List.of(few)))
                .containsExactly("No verdict: nothing was measured over 100,000 series or more.");
        assertThat(Verdict.STANDARD.told(List.of(held)))
                .singleElement()
                .asString()
                .startsWith("Held: ");
        assertThat(Verdict.STANDARD.told(List.of(held, missed)))
                .containsExactly(
                        "MISSED: missed over 100,000 series must take at most 0.25 of Prometheus' CPU a series, but took 0.30.");
    }
}
