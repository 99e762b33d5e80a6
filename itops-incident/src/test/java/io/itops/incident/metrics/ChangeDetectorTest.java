package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.InvalidInputException;
import io.itops.incident.metrics.ChangeDetector.Alarm;
import io.itops.incident.metrics.ChangeDetector.Direction;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeDetectorTest {
    /** As evenly spread as the distribution itself: what is known of a baseline when it is known well. */
    private static final DurationSample BASELINE = even(10_000);

    private static DurationSample even(int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> 3_600 * Math.exp(1.5 * Normal.quantile((i + 0.5) / count)));
        return Samples.ended(values);
    }

    /** The run lengths that every text on control charts has: 168 and 465 for limits of 4 and 5 with an allowance of a half. */
    @ParameterizedTest
    @CsvSource({"0.5, 4, 335.37, 0.1", "0.5, 5, 930.89, 0.2", "0.25, 8, 736.78, 3", "1, 2.52, 716, 30"})
    void runLengthsOfCusumArePublishedOnes(double allowance, double limit, double length, double error) {
        assertThat(RunLength.ofOneSidedCusum(allowance, limit)).isCloseTo(length, within(error));
    }

    /** Lucas and Saccucci (1990), table 3: the designs with a run length of 500. */
    @ParameterizedTest
    @CsvSource({"0.05, 2.615", "0.1, 2.814", "0.2, 2.962", "0.25, 2.998", "0.4, 3.054", "0.5, 3.071", "1, 3.090"})
    void limitsOfEwmaArePublishedOnes(double weight, double deviations) {
        assertThat(ChangeDetector.ewma(BASELINE, weight, 500).limit()).isCloseTo(deviations, within(0.0011));
    }

    /**
     * The corners of both ranges, by two ways that share nothing with the equation: Siegmund's formula (1985), good for small allowances, and the
     * chain of Brook and Evans (1972) over many states.
     */
    @ParameterizedTest
    @CsvSource({
        "0.2, 20",
        "0.2, 2e4",
        "0.2, 1e6",
        "0.25, 1e5",
        "0.3, 3e5",
        "0.3, 1e6",
        "0.5, 5e4",
        "1, 1e6",
        "2, 1e6",
        "4, 30",
        "4, 1e6"
    })
    void theLimitOfACusumGivesTheRateThatWasAsked(double shift, double every) {
        double allowance = shift / 2;
        double limit = ChangeDetector.cusum(BASELINE, shift, every).limit();
        double length = shift <= 0.5 && every > 1_000 ? siegmund(allowance, limit) : chain(allowance, limit);

        assertThat(length / 2 / every).isCloseTo(1, within(0.02));
    }

    private static double siegmund(double allowance, double limit) {
        double twice = 2 * allowance * (limit + 1.166);
        return (Math.exp(twice) - twice - 1) / (2 * allowance * allowance);
    }

    /** Steps of a chain from state to state until it is absorbed; the error falls with the square of the width of a state. */
    private static double chain(double allowance, double limit) {
        double coarse = chain(allowance, limit, 60);
        return coarse + (chain(allowance, limit, 120) - coarse) * 4 / 3;
    }

    private static double chain(double allowance, double limit, int states) {
        double width = 2 * limit / (2 * states - 1);
        double[][] stay = new double[states][states];
        double[] ones = new double[states];
        for (int i = 0; i < states; i++) {
            ones[i] = 1;
            for (int j = 0; j < states; j++) {
                double to = (j - i) * width + allowance;
                double below = j == 0 ? 0 : Normal.below(to - width / 2);
                stay[i][j] = (i == j ? 1 : 0) - (Normal.below(to + width / 2) - below);
            }
        }
        return new LUDecomposition(new Array2DRowRealMatrix(stay))
                .getSolver()
                .solve(new ArrayRealVector(ones))
                .getEntry(0);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 20", "0.05, 1e6", "0.3, 1e6", "0.8, 1e5", "1, 20"})
    void theLimitOfAnEwmaGivesTheRateThatWasAsked(double weight, double every) {
        double limit =
                RunLength.limitFor(every, at -> RunLength.ofEwma(weight, at)).orElseThrow();
        double bound = limit * Math.sqrt(weight / (2 - weight));
        int states = 201;
        double width = 2 * bound / states;
        double[][] stay = new double[states][states];
        double[] ones = new double[states];
        for (int i = 0; i < states; i++) {
            ones[i] = 1;
            for (int j = 0; j < states; j++) {
                double from = (1 - weight) * (-bound + (i + 0.5) * width);
                double to = -bound + j * width;
                stay[i][j] = (i == j ? 1 : 0)
                        - (Normal.below((to + width - from) / weight) - Normal.below((to - from) / weight));
            }
        }
        double length = new LUDecomposition(new Array2DRowRealMatrix(stay))
                .getSolver()
                .solve(new ArrayRealVector(ones))
                .getEntry(states / 2);
        assertThat(length / every).isCloseTo(1, within(0.03));
    }

    @Test
    void aRateThatNoLimitGivesIsRefused() {
        assertThatThrownBy(() -> ChangeDetector.cusum(BASELINE, 4, 20))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "number of durations between false alarms must be one that a limit of the chart gives, but was 20.0");
    }

    /** No duration has a higher score than longer than all of the baseline: a chart that needs more never alarms. */
    @Test
    void aDetectorThatCannotAlarmIsRefusedWithTheBaselineThatWouldDo() {
        assertThatThrownBy(() -> ChangeDetector.ewma(even(200), 1, 370))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("baseline must have at least 5645 durations for a weight of 1 and false alarms as rare,"
                        + " but was 200 durations that ended and 0 that go on");
        assertThatThrownBy(() -> ChangeDetector.ewma(even(50), 0.4, 1e6)).hasMessageStartingWith("baseline must");
        assertThatThrownBy(() -> ChangeDetector.cusum(even(50), 4, 1_000))
                .hasMessageStartingWith("baseline must have at least 80 durations for a shift of 4");
        assertThatThrownBy(() -> ChangeDetector.ewma(BASELINE, 1, 1e6))
                .hasMessageStartingWith("weight must be smaller for false alarms as rare");
        double[] huge = new double[60];
        Arrays.fill(huge, 3.6e9);
        for (ChangeDetector just : List.of(
                ChangeDetector.ewma(even(5_645), 1, 370),
                ChangeDetector.cusum(even(80), 4, 1_000),
                ChangeDetector.ewma(even(50), 0.1, 1_000),
                ChangeDetector.cusum(even(50), 0.2, 1e6))) {
            assertThat(just.watch(Samples.seconds(huge))).isNotEmpty();
        }
    }

    private static double falseAlarmEvery(ChangeDetector detector, int count) {
        return (double) count
                / detector.watch(Samples.seconds(Samples.skewed(21, count))).size();
    }

    @Test
    void falseAlarmsComeAtTheStatedRate() {
        int count = 150_000;
        assertThat(falseAlarmEvery(ChangeDetector.cusum(BASELINE, 1, 100), count))
                .isCloseTo(100, within(8.0));
        assertThat(falseAlarmEvery(ChangeDetector.ewma(BASELINE, 0.1, 100), count))
                .isCloseTo(100, within(8.0));
    }

    private static double[] changedAfter(int unchanged, int changed, double factor) {
        double[] values = Samples.skewed(22, unchanged + changed);
        for (int i = unchanged; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }

    @Test
    void aChangeIsFoundSoonInBothDirectionsAndDatedBack() {
        for (ChangeDetector detector :
                List.of(ChangeDetector.cusum(BASELINE, 1, 1_000), ChangeDetector.ewma(BASELINE, 0.1, 1_000))) {
            Alarm longer =
                    detector.watch(Samples.seconds(changedAfter(30, 60, 4))).get(0);
            assertThat(longer.direction()).isEqualTo(Direction.LONGER);
            assertThat(longer.index()).isBetween(30, 55);
            assertThat(longer.since()).isBetween(22, 36);
            assertThat(detector.watch(Samples.seconds(changedAfter(30, 60, 0.25)))
                            .get(0)
                            .direction())
                    .isEqualTo(Direction.SHORTER);
        }
    }

    /** One outage of a year is one duration among others: it raises no alarm. */
    @Test
    void oneHugeDurationIsNoChange() {
        double[] values = new double[40];
        Arrays.fill(values, 3_600);
        values[20] = 3e7;
        assertThat(ChangeDetector.cusum(BASELINE, 1, 1_000).watch(Samples.seconds(values)))
                .isEmpty();
    }

    @Test
    void theUnitOfDurationsDoesNotMatter() {
        double[] values = changedAfter(50, 200, 3);
        double[] scaled = Arrays.stream(values).map(x -> x * 1_024).toArray();
        assertThat(ChangeDetector.cusum(BASELINE.scaled(1_024), 1, 200).watch(Samples.seconds(scaled)))
                .isEqualTo(ChangeDetector.cusum(BASELINE, 1, 200).watch(Samples.seconds(values)))
                .isNotEmpty();
    }

    @Test
    void aSmallBaselineIsRefused() {
        assertThatThrownBy(() -> ChangeDetector.cusum(Samples.PLACEBO, 1, 100))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "baseline must have at least 50 durations, but was 21 durations that ended and 0 that go on");
        assertThatThrownBy(() -> ChangeDetector.ewma(Samples.TREATED, 0.1, 100))
                .hasMessageStartingWith("baseline must have no durations that go on");
    }

    /** What the documentation says of small baselines: the rate itself varies from one to the next. */
    @Test
    @Tag("campaign")
    void smallBaselinesGiveOtherRates() {
        double[] every = new double[60];
        for (int i = 0; i < every.length; i++) {
            DurationSample baseline = Samples.ended(Samples.skewed(500 + i, 100));
            every[i] = falseAlarmEvery(ChangeDetector.cusum(baseline, 1, 100), 20_000);
        }
        Arrays.sort(every);
        System.out.printf(
                "false alarms every 100 asked, baselines of 100: %.0f to %.0f in four of five, median %.0f%n",
                every[6], every[53], every[30]);
        assertThat(every[30]).isBetween(85.0, 135.0);
        assertThat(every[6]).isBetween(40.0, 85.0);
        assertThat(every[53]).isBetween(120.0, 240.0);
    }
}
