package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.InvalidInputException;
import io.itops.core.ServiceId;
import io.itops.incident.metrics.DurationModel.Empirical;
import io.itops.incident.metrics.DurationModel.LogNormal;
import io.itops.incident.metrics.Frequency.NegativeBinomial;
import io.itops.incident.metrics.Frequency.Poisson;
import io.itops.incident.metrics.Frequency.Uncertain;
import io.itops.incident.metrics.LossDistribution.Parts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CostSimulationTest {
    /** An hour of downtime costs 1, so that losses are whole hours. */
    private static final RateCard ONE = RateCard.flat(1);

    private static final double[] SEVERITY = {0, 0.4, 0.3, 0.1, 0.1, 0, 0, 0, 0, 0.1};
    private static final Empirical HOURS = new Empirical(DurationSample.of(IntStream.of(1, 1, 1, 1, 2, 2, 2, 3, 4, 9)
            .mapToObj(Duration::ofHours)
            .toList()));

    private static ServiceCost.Builder checkout() {
        return ServiceCost.builder(ServiceId.of("checkout")).rate(ONE);
    }

    private static void assertAgrees(LossDistribution simulated, Panjer exact) {
        assertThat(exact.total()).isCloseTo(1, within(1e-9));
        double sure = 0.9999; // a simulation that is right fails one comparison of ten thousand
        assertThat(simulated.expected(sure).interval().orElseThrow().contains(exact.mean()))
                .isTrue();
        for (double share : new double[] {0.5, 0.9, 0.95, 0.99}) {
            // losses are sums of costs of minutes, which carry rounding
            Interval quantile = simulated.valueAtRisk(share, sure).interval().orElseThrow();
            assertThat((double) exact.valueAtRisk(share))
                    .isBetween(quantile.low() - 1e-6, quantile.high().orElseThrow() + 1e-6);
            Interval tail =
                    simulated.conditionalValueAtRisk(share, sure).interval().orElseThrow();
            assertThat(exact.conditionalValueAtRisk(share))
                    .isBetween(tail.low(), tail.high().orElseThrow());
        }
        for (int loss : new int[] {0, 3, 10, 20, 40}) {
            Interval chance = simulated.exceedance(loss + 0.1, sure).interval().orElseThrow();
            assertThat(exact.exceedance(loss))
                    .isBetween(chance.low(), chance.high().orElseThrow());
        }
    }

    @Test
    void compoundPoissonLossesAreThoseOfPanjersRecursion() {
        LossDistribution simulated = new CostSimulation(1, 60_000)
                .run(List.of(
                        checkout().frequency(new Poisson(4)).duration(HOURS).build()));

        assertAgrees(simulated, Panjer.poisson(4, SEVERITY, 400));
    }

    @Test
    void lossesOfBurstsAreThoseOfPanjersRecursion() {
        LossDistribution simulated = new CostSimulation(2, 60_000)
                .run(List.of(checkout()
                        .frequency(NegativeBinomial.ofDispersion(4, 3))
                        .duration(HOURS)
                        .build()));

        assertAgrees(simulated, Panjer.negativeBinomial(4, 2, SEVERITY, 900));
        assertThat(simulated.conditionalValueAtRisk(0.95, 0.95).value())
                .isGreaterThan(1.3 * Panjer.poisson(4, SEVERITY, 400).conditionalValueAtRisk(0.95));
    }

    /** A Poisson number at a gamma rate is a negative binomial one. */
    @Test
    void anUncertainRateMakesLossesOfBursts() {
        LossDistribution simulated = new CostSimulation(3, 60_000)
                .run(List.of(checkout()
                        .frequency(new Uncertain(new RatePosterior(2, 365.25 / 2)))
                        .duration(HOURS)
                        .build()));

        assertAgrees(simulated, Panjer.negativeBinomial(4, 2, SEVERITY, 900));
    }

    /** Of an exponential loss of mean 1: VaR = -ln(1 - p), CVaR = VaR + 1, the chance of more than x is exp(-x). */
    @Test
    void riskMeasuresOfAnExponentialLossAreKnown() {
        Draws draws = new Draws(4);
        double[] losses = new double[100_000];
        Arrays.setAll(losses, i -> draws.exponential());
        LossDistribution found = LossDistribution.of(losses, new Parts(1, 0, 0), 0);

        for (double share : new double[] {0.5, 0.9, 0.99}) {
            double var = -Math.log(1 - share);
            assertThat(found.valueAtRisk(share, 0.999).interval().orElseThrow().contains(var))
                    .isTrue();
            Estimate cvar = found.conditionalValueAtRisk(share, 0.999);
            assertThat(cvar.interval().orElseThrow().contains(var + 1)).isTrue();
            // the error of the tail mean: variance (1 + p) / (1 - p) over n
            double error = Math.sqrt((1 + share) / (1 - share) / losses.length);
            Interval interval = cvar.interval().orElseThrow();
            assertThat((interval.high().orElseThrow() - interval.low()) / 2 / 3.2905)
                    .isCloseTo(error, within(0.1 * error));
        }
        assertThat(found.exceedance(2, 0.999).interval().orElseThrow().contains(Math.exp(-2)))
                .isTrue();
        var curve = found.exceedanceCurve(50);
        assertThat(curve).hasSize(50);
        assertThat(curve.get(49).chance()).isZero();
        for (int i = 1; i < 50; i++) {
            assertThat(curve.get(i).chance())
                    .isLessThanOrEqualTo(curve.get(i - 1).chance());
            assertThat(curve.get(i).loss()).isGreaterThan(curve.get(i - 1).loss());
        }
    }

    @Test
    void peopleAndCreditsArePaidToo() {
        LossDistribution found = new CostSimulation(5, 20_000)
                .run(List.of(checkout()
                        .frequency(new Poisson(12))
                        .duration(new Empirical(DurationSample.of(List.of(Duration.ofHours(1)))))
                        .people(new PeopleCost(3, 50, 10))
                        .credits(
                                new SlaCredit(Duration.ofMinutes(150), 500), new SlaCredit(Duration.ofMinutes(30), 100))
                        .build()));

        // a month has a Poisson(1) number of hours: 100 for one or two, 500 for three or more
        double more = 1 - Math.exp(-1) * 2.5;
        double credits = 12 * (500 * more + 100 * (1 - Math.exp(-1) - more));
        assertThat(found.parts().downtime()).isCloseTo(12, within(0.15));
        assertThat(found.parts().people()).isCloseTo(12 * 160, within(25.0));
        assertThat(found.parts().credits()).isCloseTo(credits, within(0.03 * credits));
        assertThat(found.expected(0.95).value())
                .isCloseTo(
                        found.parts().downtime()
                                + found.parts().people()
                                + found.parts().credits(),
                        within(1e-6));
    }

    @Test
    void aSeedReplaysAndTheOrderOfServicesDoesNotMatter() {
        ServiceCost a = checkout().frequency(new Poisson(2)).duration(HOURS).build();
        ServiceCost b = ServiceCost.builder(ServiceId.of("ledger"))
                .rate(ONE)
                .frequency(new Poisson(3))
                .duration(new LogNormal(Duration.ofHours(1), 1.5))
                .build();
        CostSimulation simulation = new CostSimulation(6, 1_000);

        assertThat(simulation.run(List.of(b, a))).isEqualTo(simulation.run(List.of(a, b)));
        assertThat(simulation.run(List.of(a))).isNotEqualTo(new CostSimulation(7, 1_000).run(List.of(a)));
        assertThat(simulation.run(List.of()).expected(0.95).value()).isZero();
        // twice the rate is twice the loss, to the last bit
        ServiceCost dearer =
                new ServiceCost(a.service(), a.frequency(), a.duration(), RateCard.flat(2), a.people(), a.credits());
        assertThat(simulation.run(List.of(dearer)).valueAtRisk(0.9, 0.95).value())
                .isEqualTo(2 * simulation.run(List.of(a)).valueAtRisk(0.9, 0.95).value());
    }

    /** By so heavy a tail a fifth of the years hold an outage of more than a year: none charges more than the year. */
    @Test
    void noYearChargesAServiceMoreThanAYearOfDowntimeAndWhatWasCutIsTold() {
        LossDistribution heavy = new CostSimulation(9, 2_000)
                .run(List.of(checkout()
                        .frequency(new Poisson(50))
                        .duration(new LogNormal(Duration.ofHours(4), 3))
                        .rate(RateCard.flat(1))
                        .build()));

        assertThat(heavy.exceedance(Frequency.YEAR * 24 * (1 + 1e-9), 0.95).value())
                .isZero();
        assertThat(heavy.cutYears()).isBetween(200, 1_000);
        LossDistribution light = new CostSimulation(9, 2_000)
                .run(List.of(
                        checkout().frequency(new Poisson(50)).duration(HOURS).build()));
        assertThat(light.cutYears()).isZero();
    }

    @Test
    void whatGoesOnCountsByTheSurvivalCurve() {
        Empirical open =
                new Empirical(DurationSample.of(List.of(Duration.ofHours(1), Duration.ofHours(3), Duration.ofHours(5)))
                        .withOpen(List.of(Duration.ofHours(2)))
                        .withLeft(List.of(Duration.ofHours(4))));
        LossDistribution found = new CostSimulation(8, 50_000)
                .run(List.of(checkout().frequency(new Poisson(1)).duration(open).build()));

        // the area below the curve of SurvivalCurveTest: 11 / 3 hours
        assertThat(found.expected(0.9999).interval().orElseThrow().contains(11.0 / 3))
                .isTrue();
    }

    @Test
    void aFitOfLogNormalDurationsFindsThem() {
        LogNormal fitted = LogNormal.fit(Samples.ended(Samples.skewed(9, 5_000)));

        assertThat(fitted.sigma()).isCloseTo(1.5, within(0.06));
        assertThat(fitted.median().toMinutes()).isBetween(56L, 64L);
    }

    @Test
    void nothingIsAssumedThatWasNotGiven() {
        assertThatThrownBy(() -> ServiceCost.builder(ServiceId.of("checkout"))
                        .frequency(new Poisson(1))
                        .duration(HOURS)
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("downtime rate of checkout must be given, but was null");
        ServiceCost one = checkout().frequency(new Poisson(1)).duration(HOURS).build();
        assertThatThrownBy(() -> CostSimulation.seeded(1).run(List.of(one, one)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("each service must come once, but was checkout");
        ServiceCost busy =
                checkout().frequency(new Poisson(1e6)).duration(HOURS).build();
        assertThatThrownBy(() -> CostSimulation.seeded(1).run(List.of(busy)))
                .hasMessage("number of years must give at most 2000000000 incidents, but was 100000000000");
        assertThatThrownBy(() -> new Empirical(Samples.ended()))
                .hasMessage("sample must have a duration that ended, but was 0 durations that ended and 0 that go on");
    }

    private static ResourcingOption option(String name, double cost, DurationSample durations, Frequency frequency) {
        return new ResourcingOption(
                name,
                cost,
                List.of(checkout()
                        .frequency(frequency)
                        .duration(new Empirical(durations))
                        .build()));
    }

    @Test
    void optionsThatFewDataCannotTellApartAreNotRanked() {
        Frequency few = new Uncertain(RatePosterior.ofCount(8, Duration.ofDays(365)));
        DurationSample seen = Samples.ended(Samples.skewed(10, 12));
        OptionComparison found = OptionComparison.of(
                List.of(
                        option("night shift", 5, seen.scaled(0.8), few),
                        option("as it is", 0, seen, few),
                        option("second site", 5_000, seen.scaled(0.5), few)),
                new CostSimulation(11, 1_000),
                0.95,
                0.95);

        assertThat(found.options()).extracting(OptionComparison.Outcome::name).endsWith("second site");
        assertThat(found.options())
                .extracting(OptionComparison.Outcome::byExpected)
                .containsExactly(
                        OptionComparison.Verdict.LEAST,
                        OptionComparison.Verdict.CANNOT_DISTINGUISH,
                        OptionComparison.Verdict.MORE);
        assertThat(found.options().get(2).byWorst()).isEqualTo(OptionComparison.Verdict.MORE);
        assertThat(found.options())
                .allSatisfy(outcome -> assertThat(outcome.worst().value())
                        .isGreaterThan(outcome.expected().value()));
    }

    @Test
    void optionsAreNamedOnce() {
        ResourcingOption one = new ResourcingOption("one", 1, List.of());
        assertThatThrownBy(() -> OptionComparison.of(List.of(one, one), CostSimulation.seeded(1), 0.95, 0.95))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("name of each option must come once, but was \"one\"");
        assertThat(OptionComparison.of(List.of(), CostSimulation.seeded(1), 0.95, 0.95)
                        .options())
                .isEmpty();
    }

    /** The intervals of the simulation hold the exact values as often as they say. */
    @Test
    @Tag("campaign")
    void intervalsOfTheSimulationHoldTheExactValuesAsOftenAsTheySay() {
        Panjer exact = Panjer.negativeBinomial(4, 2, SEVERITY, 900);
        int mean = 0;
        int tail = 0;
        int rounds = 400;
        for (int seed = 0; seed < rounds; seed++) {
            LossDistribution found = new CostSimulation(seed, 4_000)
                    .run(List.of(checkout()
                            .frequency(new NegativeBinomial(4, 2))
                            .duration(HOURS)
                            .build()));
            mean += found.expected(0.95).interval().orElseThrow().contains(exact.mean()) ? 1 : 0;
            tail += found.conditionalValueAtRisk(0.95, 0.95)
                            .interval()
                            .orElseThrow()
                            .contains(exact.conditionalValueAtRisk(0.95))
                    ? 1
                    : 0;
        }
        System.out.printf(
                "coverage of simulated 95 %% intervals: mean %.3f, CVaR %.3f%n",
                mean / (double) rounds, tail / (double) rounds);
        assertThat(mean / (double) rounds).isBetween(0.915, 0.98);
        assertThat(tail / (double) rounds).isBetween(0.915, 0.98);
    }
}
