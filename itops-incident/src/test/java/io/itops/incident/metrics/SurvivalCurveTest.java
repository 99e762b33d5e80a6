package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurvivalCurveTest {
    /** Time, at risk, ended, share, standard error and bounds as published for these data (Kalbfleisch and Prentice; log-log bounds). */
    private static final double[][] PUBLISHED = {
        {6, 21, 3, 0.8571, 0.0764, 0.6197, 0.9516},
        {7, 17, 1, 0.8067, 0.0869, 0.5631, 0.9228},
        {10, 15, 1, 0.7529, 0.0963, 0.5032, 0.8894},
        {13, 12, 1, 0.6902, 0.1068, 0.4316, 0.8491},
        {16, 11, 1, 0.6275, 0.1141, 0.3675, 0.8049},
        {22, 7, 1, 0.5378, 0.1282, 0.2678, 0.7468},
        {23, 6, 1, 0.4482, 0.1346, 0.1881, 0.6801}
    };

    @Test
    void aPublishedCurveIsFoundWithItsErrorsAndBounds() {
        SurvivalCurve curve = SurvivalCurve.of(Samples.TREATED, 0.95);

        assertThat(curve.steps()).hasSize(PUBLISHED.length);
        for (int i = 0; i < PUBLISHED.length; i++) {
            SurvivalCurve.Step step = curve.steps().get(i);
            double[] row = PUBLISHED[i];
            assertThat(step.seconds()).isEqualTo(row[0]);
            assertThat(step.atRisk()).isEqualTo((int) row[1]);
            assertThat(step.ended()).isEqualTo((int) row[2]);
            assertThat(step.survival()).isCloseTo(row[3], within(6e-5));
            assertThat(Math.sqrt(step.variance())).isCloseTo(row[4], within(6e-5));
            assertThat(step.low()).isCloseTo(row[5], within(6e-5));
            assertThat(step.high()).isCloseTo(row[6], within(6e-5));
        }
        assertThat(curve.survival(5.9)).isEqualTo(1);
        assertThat(curve.survival(6)).isCloseTo(18.0 / 21, within(1e-15));
        assertThat(curve.survival(1_000)).isCloseTo(0.4482, within(6e-5));
    }

    /** By hand: five durations of 1, 2+, 3, 4+, 5 leave 4/5, 4/5 x 2/3 = 8/15, and 0. */
    @Test
    void aSmallCurveIsFoundByHand() {
        SurvivalCurve curve = SurvivalCurve.of(Samples.open(Samples.seconds(1, 3, 5), Samples.seconds(2, 4)), 0.95);

        assertThat(curve.steps())
                .extracting(SurvivalCurve.Step::survival)
                .satisfiesExactly(
                        s -> assertThat(s).isCloseTo(0.8, within(1e-15)),
                        s -> assertThat(s).isCloseTo(8.0 / 15, within(1e-15)),
                        s -> assertThat(s).isZero());
        // Greenwood: (4/5)^2 x 1/(5 x 4), then (8/15)^2 x (1/20 + 1/(3 x 2))
        assertThat(curve.steps().get(0).variance()).isCloseTo(0.032, within(1e-15));
        assertThat(curve.steps().get(1).variance()).isCloseTo(64.0 / 225 * 13 / 60, within(1e-15));
        // the area: 1 + 2 x 4/5 + 2 x 8/15
        assertThat(curve.area(5).value()).isCloseTo(1 + 1.6 + 16.0 / 15, within(1e-14));
        assertThat(curve.area(4).value()).isCloseTo(1 + 1.6 + 8.0 / 15, within(1e-14));
        assertThat(curve.area(0.5).value()).isEqualTo(0.5);
        assertThat(curve.area(4).ended()).isEqualTo(2);
        // areas right of each end: 2 x 4/5 + 2 x 8/15 = 8/3, and 16/15
        assertThat(curve.area(5).variance()).isCloseTo(64.0 / 9 / 20 + 256.0 / 225 / 6, within(1e-14));
        // as many times over, each step is as high and its part of the variance so much smaller
        assertThat(SurvivalCurve.of(repeated(20), 0.95).area(5).variance())
                .isCloseTo((64.0 / 9 / 20 + 256.0 / 225 / 6) / 20, within(1e-12));
    }

    private static DurationSample repeated(int times) {
        return Samples.open(
                Collections.nCopies(times, Samples.seconds(1, 3, 5)).stream()
                        .flatMap(List::stream)
                        .toList(),
                Collections.nCopies(times, Samples.seconds(2, 4)).stream()
                        .flatMap(List::stream)
                        .toList());
    }

    /** With nothing that goes on, the share that has ended is a plain share of all, and its variance the binomial one. */
    @Test
    void whatLeftNeverEnds() {
        DurationSample sample = Samples.left(new double[] {1, 3, 5, 6, 8}, new double[0], new double[] {2, 4, 7});
        SurvivalCurve curve = SurvivalCurve.of(sample, 0.95);

        double[] ended = {1 / 8.0, 2 / 8.0, 3 / 8.0, 4 / 8.0, 5 / 8.0};
        assertThat(curve.steps()).hasSize(ended.length);
        for (int i = 0; i < ended.length; i++) {
            SurvivalCurve.Step step = curve.steps().get(i);
            assertThat(step.survival()).isCloseTo(1 - ended[i], within(1e-14));
            assertThat(step.variance()).isCloseTo(ended[i] * (1 - ended[i]) / 8, within(1e-14));
        }
        assertThat(curve.quantile(0.5).orElseThrow().value()).isEqualTo(6);
        assertThat(curve.quantile(0.7)).isEmpty();
    }

    /**
     * Half end by themselves after 8 h on average, half are mitigated after one: as the window closes on some of them, the share that is
     * mitigated still comes out, where taking the rest to go on says too much.
     */
    @Test
    void theShareThatEndsIsFoundBesideWhatLeavesAndWhatGoesOn() {
        Draws draws = new Draws(17);
        int count = 20_000;
        double[][] found = new double[3][count];
        int[] sizes = new int[3];
        for (int i = 0; i < count; i++) {
            boolean ends = draws.uniform() < 0.5;
            double at = (ends ? 1 : 8) * draws.exponential();
            double seen = 6 * draws.uniform();
            int fate = at > seen ? 1 : ends ? 0 : 2;
            found[fate][sizes[fate]++] = Math.min(at, seen);
        }
        DurationSample sample = Samples.left(
                Arrays.copyOf(found[0], sizes[0]),
                Arrays.copyOf(found[1], sizes[1]),
                Arrays.copyOf(found[2], sizes[2]));
        SurvivalCurve curve = SurvivalCurve.of(sample, 0.95);

        for (double at : new double[] {0.5, 1, 2, 4}) {
            assertThat(1 - curve.survival(at)).isCloseTo(0.5 * (1 - Math.exp(-at)), within(0.012));
        }
        assertThat(1 - SurvivalCurve.of(sample.leftUnseen(), 0.95).survival(4)).isGreaterThan(0.53);
    }

    @Test
    void theMedianIsTheFirstTimeByWhichHalfHaveEnded() {
        assertThat(SurvivalCurve.of(Samples.TREATED, 0.95).quantile(0.5)).hasValueSatisfying(median -> {
            assertThat(median.value()).isEqualTo(23);
            assertThat(median.interval().orElseThrow().low()).isEqualTo(13);
            assertThat(median.interval().orElseThrow().high()).isEmpty();
        });
        assertThat(SurvivalCurve.of(Samples.PLACEBO, 0.95).quantile(0.5)).hasValueSatisfying(median -> {
            assertThat(median.value()).isEqualTo(8);
            assertThat(median.interval().orElseThrow()).isEqualTo(Interval.of(4, 11, 0.95));
        });
        assertThat(SurvivalCurve.of(Samples.TREATED, 0.95).quantile(0.6)).isEmpty();
    }

    @Test
    void withoutAnEndThereIsNoStepAndNoQuantile() {
        SurvivalCurve curve = SurvivalCurve.of(Samples.open(Samples.seconds(), Samples.seconds(5, 7)), 0.95);

        assertThat(curve.steps()).isEmpty();
        assertThat(curve.survival(6)).isEqualTo(1);
        assertThat(curve.quantile(0.5)).isEmpty();
        assertThat(curve.area(7).value()).isEqualTo(7);
    }
}
