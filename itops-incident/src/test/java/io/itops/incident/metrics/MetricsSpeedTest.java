package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ServiceId;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What processor time the large cases take. */
@Tag("campaign")
class MetricsSpeedTest {
    private static <T> T timed(String what, Supplier<T> work) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        T result = work.get();
        long millis = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1_000_000;
        System.out.println("figure: " + what + ": " + millis + " ms of processor time");
        assertThat(millis).isLessThan(10_000);
        return result;
    }

    @Test
    void aLogOfFortyFiveThousandDurationsIsBootstrappedInSeconds() {
        DurationSample sample = Samples.ended(Samples.skewed(1, 45_000));
        for (int round = 0; round < 3; round++) {
            Estimate mean = timed("mean of 45,000 durations, 2,000 resamples", () -> sample.mean(Resampling.seeded(1)))
                    .estimate()
                    .orElseThrow();
            Estimate upper = timed(
                            "p90 of 45,000 durations, 2,000 resamples",
                            () -> sample.quantile(0.9, Resampling.seeded(1)))
                    .orElseThrow();
            assertThat(upper.value()).isGreaterThan(mean.value());
        }
        SurvivalCurve curve = timed("survival curve of 45,000 durations", () -> SurvivalCurve.of(sample, 0.95));
        assertThat(curve.steps()).hasSizeGreaterThan(40_000);
        Comparison same = timed(
                "log-rank test of twice 45,000 durations",
                () -> Comparison.logRank(sample, Samples.ended(Samples.skewed(2, 45_000)), 0.95));
        assertThat(same.pValue()).isPositive();
    }

    @Test
    void aHundredThousandYearsAreSimulatedInSeconds() {
        ServiceCost service = ServiceCost.builder(ServiceId.of("checkout"))
                .frequency(Frequency.NegativeBinomial.ofDispersion(50, 3))
                .duration(new DurationModel.Empirical(Samples.ended(Samples.skewed(3, 500))))
                .rate(RateCard.flat(1_000))
                .credits(new SlaCredit(Duration.ofHours(1), 100))
                .build();
        for (int round = 0; round < 2; round++) {
            LossDistribution losses = timed(
                    "100,000 years of 50 incidents",
                    () -> CostSimulation.seeded(1).run(List.of(service)));
            assertThat(losses.years()).isEqualTo(100_000);
        }
    }
}
