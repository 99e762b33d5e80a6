package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numerics against another library. */
class DistributionsTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 1, 2.5, 10, 14.999, 15, 123.4, 1e5})
    void theGammaFunctionAndItsDistributionAreThoseOfCommonsMath(double shape) {
        assertThat(Gammas.logGamma(shape)).isCloseTo(Gamma.logGamma(shape), within(1e-9 * (1 + shape)));
        for (double times : new double[] {0.01, 0.5, 0.9, 1, 1.1, 2, 5}) {
            double x = shape * times;
            assertThat(Gammas.below(shape, x))
                    .isCloseTo(Gamma.regularizedGammaP(shape, x, 1e-15, 1_000_000), within(1e-9));
            assertThat(Gammas.above(shape, x)).isCloseTo(1 - Gammas.below(shape, x), within(1e-9));
        }
        GammaDistribution theirs = new GammaDistribution(shape, 1);
        for (double share : new double[] {0.025, 0.5, 0.975}) {
            assertThat(Gammas.quantile(shape, share))
                    .isCloseTo(theirs.inverseCumulativeProbability(share), within(1e-6 * (1 + shape)));
        }
    }

    @Test
    void theNormalDistributionIsThatOfCommonsMathAndItsQuantileInvertsItFarOut() {
        NormalDistribution theirs = new NormalDistribution(null, 0, 1);
        for (double z = -8; z <= 8; z += 0.37) {
            assertThat(Normal.below(z)).isCloseTo(theirs.cumulativeProbability(z), within(1e-14));
            assertThat(Normal.density(z)).isCloseTo(theirs.density(z), within(1e-15));
        }
        for (double share : new double[] {1e-300, 1e-20, 1e-6, 0.025, 0.3, 0.5}) {
            double z = Normal.quantile(share);
            assertThat(Normal.below(z) / share).isCloseTo(1, within(1e-10));
            assertThat(Normal.quantile(1 - share))
                    .isCloseTo(-Normal.quantile(share), within(share < 1e-10 ? 40 : 1e-9));
        }
        assertThat(Normal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(Normal.quantile(0.8)).isCloseTo(0.8416212335729143, within(1e-12));
        assertThat(Normal.quantile(0)).isEqualTo(-38);
        assertThat(Normal.quantile(1)).isEqualTo(38);
    }

    @Test
    void drawsHaveTheMomentsOfTheirDistributions() {
        Draws draws = new Draws(7);
        assertMoments(draws::uniform, 0.5, 1.0 / 12);
        assertMoments(draws::gaussian, 0, 1);
        assertMoments(draws::exponential, 1, 1);
        assertMoments(() -> draws.gamma(0.4), 0.4, 0.4);
        assertMoments(() -> draws.gamma(7), 7, 7);
        assertMoments(() -> draws.poisson(0.3), 0.3, 0.3);
        assertMoments(() -> draws.poisson(75), 75, 75);
        assertMoments(() -> draws.index(10), 4.5, 8.25);
        assertThat(draws.poisson(0)).isZero();
    }

    private static void assertMoments(java.util.function.DoubleSupplier drawn, double mean, double variance) {
        int count = 40_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double x = drawn.getAsDouble();
            sum += x - mean;
            squares += (x - mean) * (x - mean);
        }
        assertThat(sum / count).isCloseTo(0, within(5 * Math.sqrt(variance / count)));
        assertThat(squares / count / variance).isCloseTo(1, within(0.08));
    }

    @Test
    void aSeedGivesTheSameNumbersForEver() {
        Draws draws = new Draws(42);
        assertThat(draws.index(1_000_000)).isEqualTo(new Draws(42).index(1_000_000));
        assertThat(new Draws(42).split().uniform())
                .isEqualTo(new Draws(42).split().uniform());
        assertThat(new Draws(42).split().uniform()).isNotEqualTo(new Draws(42).uniform());
    }
}
