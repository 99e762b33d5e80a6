package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ServiceId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options whose durations are known up to different times are compared up to the same. */
class CommonCutTest {
    private static final ServiceId CHECKOUT = ServiceId.of("checkout");

    private static ResourcingOption option(String name, DurationModel durations) {
        return new ResourcingOption(
                name,
                0,
                List.of(ServiceCost.builder(CHECKOUT)
                        .frequency(new Frequency.Poisson(20))
                        .duration(durations)
                        .rate(RateCard.flat(1))
                        .build()));
    }

    /** 1, 2, … hours, each of which ended, and of some others those that go on since a number of hours. */
    private static DurationModel hours(int ended, int open, int since) {
        double[] over = new double[ended];
        Arrays.setAll(over, i -> 3_600.0 * (i + 1));
        double[] on = new double[open];
        Arrays.fill(on, 3_600.0 * since);
        return new DurationModel.Empirical(Samples.open(Samples.seconds(over), Samples.seconds(on)));
    }

    private static OptionComparison compared(ResourcingOption... options) {
        return OptionComparison.of(List.of(options), new CostSimulation(5, 1_000), 0.95, 0.95);
    }

    /** What is open since ten hours only looks as if it ended by then: uncut, the option of which less is known would cost least. */
    @Test
    void anOptionOfWhichLessIsKnownDoesNotLookCheaper() {
        ResourcingOption known = option("known", hours(100, 0, 0));
        ResourcingOption young = option("young", hours(10, 90, 10));

        OptionComparison found = compared(known, young);
        assertThat(found.upTo()).isEqualTo(Map.of(CHECKOUT, Duration.ofHours(10)));
        assertThat(found.options())
                .extracting(OptionComparison.Outcome::byExpected)
                .containsExactlyInAnyOrder(OptionComparison.Verdict.LEAST, OptionComparison.Verdict.CANNOT_DISTINGUISH);
        double uncut = new CostSimulation(5, 1_000)
                .run(known.services())
                .expected(0.95)
                .value();
        assertThat(found.options())
                .allSatisfy(outcome -> assertThat(outcome.expected().value()).isLessThan(uncut / 3));
    }

    @Test
    void theSmallestOfTheTimesCounts() {
        assertThat(compared(
                                option("a", hours(100, 1, 100)),
                                option("b", hours(50, 1, 50)),
                                option("c", new DurationModel.LogNormal(Duration.ofHours(3), 1)))
                        .upTo())
                .isEqualTo(Map.of(CHECKOUT, Duration.ofHours(42)));
        assertThat(compared(option("a", hours(3, 2, 5)), option("b", hours(50, 1, 50)))
                        .upTo())
                .as("of five, the longest seen")
                .isEqualTo(Map.of(CHECKOUT, Duration.ofHours(5)));
    }

    @Test
    void nothingIsCutWhereOptionsDoNotDifferByItOrAllEnded() {
        assertThat(compared(option("a", hours(100, 1, 100)), option("b", hours(100, 1, 100)))
                        .upTo())
                .isEmpty();
        assertThat(compared(option("a", hours(100, 0, 0)), option("b", hours(50, 0, 0)))
                        .upTo())
                .isEmpty();
        assertThat(compared(option("a", hours(100, 1, 100))).upTo()).isEmpty();
    }
}
