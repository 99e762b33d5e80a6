package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.InvalidInputException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    @Test
    void quantilesAreOfTypeSeven() {
        double[] values = Samples.skewed(5, 101);
        for (double share : new double[] {0.01, 0.25, 0.5, 0.9, 0.987}) {
            double theirs =
                    new Percentile().withEstimationType(EstimationType.R_7).evaluate(values, 100 * share);
            assertThat(Samples.ended(values)
                            .quantile(share, Resampling.seeded(1))
                            .orElseThrow()
                            .value())
                    .isCloseTo(theirs, within(1e-6 * theirs));
        }
    }

    /** Draws every value of every resample, sorts, and takes the percentiles: what the interval is short for. */
    private static double[] plainly(double[] values, double share, double level) {
        SplittableRandom random = new SplittableRandom(99);
        double[] found = new double[4_000];
        double[] resample = new double[values.length];
        for (int b = 0; b < found.length; b++) {
            for (int i = 0; i < resample.length; i++) {
                resample[i] = values[random.nextInt(values.length)];
            }
            found[b] = new Percentile().withEstimationType(EstimationType.R_7).evaluate(resample, 100 * share);
        }
        Arrays.sort(found);
        return new double[] {
            found[(int) (found.length * (1 - level) / 2)], found[(int) (found.length * (1 + level) / 2)]
        };
    }

    @Test
    void theShortWayToQuantilesOfResamplesLeadsWhereTheLongOneDoes() {
        double[] values = Samples.skewed(6, 80);
        DurationSample sample = Samples.ended(values);
        Resampling percentile = Resampling.seeded(1).times(20_000).at(0.9).by(IntervalMethod.PERCENTILE);
        for (double share : new double[] {0.2, 0.5, 0.9}) {
            double[] plain = plainly(values, share, 0.9);
            Interval interval =
                    sample.quantile(share, percentile).orElseThrow().interval().orElseThrow();
            assertThat(interval.low() / plain[0]).isCloseTo(1, within(0.12));
            assertThat(interval.high().orElseThrow() / plain[1]).isCloseTo(1, within(0.12));
        }
    }

    /** Of many symmetrical values the corrections vanish; of skewed ones BCa reaches farther into the tail, as theory has it. */
    @Test
    void bcaIsThePercentileIntervalWhereNothingIsSkewedAndShiftsWhereSomethingIs() {
        double[] even = new double[400];
        Arrays.setAll(even, i -> 10_000 + 10 * i);
        assertThat(shift(even)).isCloseTo(0, within(0.05));
        assertThat(shift(lessSkewed())).isBetween(0.02, 0.6);
    }

    private static double[] lessSkewed() {
        return Arrays.stream(Samples.skewed(8, 120)).map(Math::sqrt).toArray();
    }

    private static double shift(double[] values) {
        DurationSample sample = Samples.ended(values);
        Resampling bca = Resampling.seeded(4).times(20_000);
        Interval corrected =
                sample.mean(bca).estimate().orElseThrow().interval().orElseThrow();
        Interval plain = sample.mean(bca.by(IntervalMethod.PERCENTILE))
                .estimate()
                .orElseThrow()
                .interval()
                .orElseThrow();
        return (corrected.high().orElseThrow() - plain.high().orElseThrow())
                / (plain.high().orElseThrow() - plain.low());
    }

    @Test
    void intervalsAreLeftOutWhereTheDataDoNotSay() {
        DurationSample few = Samples.ended(Samples.skewed(9, 30));
        assertThat(few.quantile(0.99, Resampling.seeded(1)).orElseThrow().interval())
                .isEmpty();
        assertThat(few.quantile(0.5, Resampling.seeded(1)).orElseThrow().interval())
                .isPresent();
        assertThat(Samples.ended().quantile(0.5, Resampling.seeded(1))).isEmpty();
    }

    @Test
    void equalDurationsHaveAnIntervalOfNoWidth() {
        double[] same = new double[100];
        Arrays.fill(same, 60);
        DurationSample sample = Samples.ended(same);
        assertThat(sample.mean(Resampling.seeded(1)).estimate().orElseThrow().interval())
                .contains(Interval.of(60, 60, 0.95));
        assertThat(sample.quantile(0.5, Resampling.seeded(1)).orElseThrow().interval())
                .contains(Interval.of(60, 60, 0.95));
    }

    @Test
    void badResamplingIsRefused() {
        assertThatThrownBy(() -> Resampling.seeded(1).by(IntervalMethod.WILSON))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("method of resampling must be BCA or PERCENTILE, but was WILSON");
        assertThatThrownBy(() -> Samples.ended(1).quantile(1, Resampling.seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("share must be 0.001 to 0.999, but was 1.0");
        assertThatThrownBy(() -> Samples.ended(-1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("ended duration must not be negative");
    }

    /** How often an interval of 95 % holds the true value, over samples of skewed durations: BCa's promise. */
    @Test
    @Tag("campaign")
    void intervalsHoldTheTrueValueAboutAsOftenAsTheySay() {
        int rounds = 1_500;
        int median = 0;
        int upper = 0;
        int mean = 0;
        int means = 0;
        int plainMean = 0;
        for (int round = 0; round < rounds; round++) {
            Draws draws = new Draws(77_000 + round);
            double[] values = new double[120];
            Arrays.setAll(values, i -> draws.exponential());
            DurationSample sample = Samples.ended(values);
            Resampling resampling = Resampling.seeded(round).times(1_000);
            median += holds(sample.quantile(0.5, resampling).orElseThrow(), Math.log(2));
            upper += holds(sample.quantile(0.9, resampling).orElseThrow(), Math.log(10));
            Estimate found = sample.mean(resampling).estimate().orElseThrow();
            if (found.interval().isPresent()) {
                means++;
                mean += holds(found, 1);
                plainMean += holds(
                        sample.mean(resampling.by(IntervalMethod.PERCENTILE))
                                .estimate()
                                .orElseThrow(),
                        1);
            }
        }
        System.out.printf(
                "coverage of 95 %% intervals, n = 120: median %.3f, p90 %.3f, mean %.3f (percentile %.3f)%n",
                median / (double) rounds, upper / (double) rounds, mean / (double) means, plainMean / (double) means);
        assertThat(median / (double) rounds).isBetween(0.93, 0.975);
        assertThat(upper / (double) rounds).isBetween(0.90, 0.975);
        assertThat(means).isGreaterThan(rounds * 7 / 10);
        assertThat(mean / (double) means).isBetween(0.925, 0.965);
        assertThat(mean).isGreaterThan(plainMean - rounds / 100);
    }

    private static int holds(Estimate estimate, double truth) {
        return estimate.interval().orElseThrow().contains(truth) ? 1 : 0;
    }
}
