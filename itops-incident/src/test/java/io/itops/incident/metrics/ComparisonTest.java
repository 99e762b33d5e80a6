package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.InvalidInputException;
import io.itops.incident.metrics.Comparison.Kind;
import java.util.Arrays;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    /** Observed 9, expected 19.25, variance 6.2570, chi-square 16.79: in every textbook that has these data. */
    @Test
    void thePublishedLogRankTestIsFound() {
        assertThat(new LogRank(Samples.TREATED, Samples.PLACEBO).chiSquare()).isCloseTo(16.793, within(0.001));

        Comparison comparison = Comparison.logRank(Samples.TREATED, Samples.PLACEBO, 0.95);
        assertThat(comparison.kind()).isEqualTo(Kind.FIRST_LONGER);
        assertThat(comparison.pValue()).isCloseTo(4.17e-5, within(1e-7));
        assertThat(comparison.effect().orElseThrow().value()).isCloseTo(Math.exp((9 - 19.2505) / 6.2570), within(1e-4));
        assertThat(Comparison.logRank(Samples.PLACEBO, Samples.TREATED, 0.95).kind())
                .isEqualTo(Kind.SECOND_LONGER);
        assertThat(comparison.sentence())
                .isEqualTo(
                        "The first lasts longer (log-rank, p = 0.00004169): the hazard ratio of the first to the second is 0.194 (0.089 to 0.425).");
    }

    /** Schoenfeld: 2 x 32 ends in equal groups have 80 % power at a ratio of exp(2.8016 / sqrt(64 / 4)) = 2.014. */
    @Test
    void whatCannotBeToldApartNamesTheSmallestDifferenceThatWouldHaveBeenSeen() {
        double[] values = Samples.skewed(3, 64);
        double[] even = new double[32];
        double[] odd = new double[32];
        Arrays.sort(values);
        for (int i = 0; i < 32; i++) {
            even[i] = values[2 * i];
            odd[i] = values[2 * i + 1];
        }
        Comparison comparison = Comparison.logRank(Samples.ended(even), Samples.ended(odd), 0.95);

        assertThat(comparison.kind()).isEqualTo(Kind.CANNOT_DISTINGUISH);
        assertThat(comparison.smallestSeen().orElseThrow()).isCloseTo(2.014, within(0.08));
        assertThat(comparison.sentence())
                .startsWith("Cannot distinguish (log-rank, p = ")
                .contains("only a difference of at least a hazard ratio of 2.0")
                .endsWith("would have been seen with a chance of 80 %.");
    }

    /** Every way to choose which of eight ranks are the first's, counted one by one. */
    @Test
    void exactValuesAreThoseOfCountingEveryOrder() {
        for (int m = 1; m < 8; m++) {
            for (int chosen = 0; chosen < 256; chosen++) {
                if (Integer.bitCount(chosen) == m) {
                    assertThat(test(chosen).pValue())
                            .isCloseTo(counted(m, test(chosen).wins()), within(1e-12));
                }
            }
        }
    }

    private static MannWhitney test(int chosen) {
        double[] first = new double[Integer.bitCount(chosen)];
        double[] second = new double[8 - first.length];
        int i = 0;
        int j = 0;
        for (int rank = 0; rank < 8; rank++) {
            if ((chosen >> rank & 1) == 1) {
                first[i++] = rank + 1;
            } else {
                second[j++] = rank + 1;
            }
        }
        return new MannWhitney(first, second);
    }

    private static double counted(int m, double wins) {
        double centre = m * (8 - m) / 2.0;
        int all = 0;
        int extreme = 0;
        for (int chosen = 0; chosen < 256; chosen++) {
            if (Integer.bitCount(chosen) == m) {
                int rankSum = 0;
                for (int rank = 0; rank < 8; rank++) {
                    rankSum += (chosen >> rank & 1) * (rank + 1);
                }
                all++;
                extreme += Math.abs(rankSum - m * (m + 1) / 2.0 - centre) >= Math.abs(wins - centre) ? 1 : 0;
            }
        }
        return Math.min(1, (double) extreme / all);
    }

    @Test
    void manyDurationsAreJudgedAsCommonsMathDoes() {
        double[] first = Samples.skewed(1, 300);
        double[] second = Samples.skewed(2, 200);
        MannWhitney ours = new MannWhitney(sorted(first), sorted(second));

        // theirs is without the continuity correction, and without ties
        assertThat(ours.pValue()).isCloseTo(new MannWhitneyUTest().mannWhitneyUTest(first, second), within(1e-3));
        double[] longer = Arrays.stream(second).map(x -> 2 * x).toArray();
        assertThat(Comparison.mannWhitney(Samples.ended(longer), Samples.ended(first), 0.95)
                        .kind())
                .isEqualTo(Kind.FIRST_LONGER);
    }

    private static double[] sorted(double[] values) {
        double[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }

    /** The variance with ties by hand: 1 1 2 | 1 2 2 2 has groups of 3 and 4, so 12 / 12 x (8 - (24 + 60) / 42) = 6. */
    @Test
    void tiesMakeTheVarianceSmaller() {
        MannWhitney test = new MannWhitney(new double[] {1, 1, 2}, new double[] {1, 2, 2, 2});

        assertThat(test.wins()).isEqualTo(0.5 + 0.5 + 2.5);
        assertThat(test.pValue()).isCloseTo(Normal.beyond((6 - 3.5 - 0.5) / Math.sqrt(6)), within(1e-12));
    }

    @Test
    void tooLittleDataIsSaidToBeTooLittle() {
        DurationSample none = Samples.ended();
        assertThat(Comparison.logRank(none, Samples.TREATED, 0.95).kind()).isEqualTo(Kind.CANNOT_DISTINGUISH);
        assertThat(Comparison.mannWhitney(none, Samples.PLACEBO, 0.95).sentence())
                .isEqualTo("Cannot distinguish (Mann-Whitney, p = 1): there is too little data to see any difference.");
        assertThat(Comparison.mannWhitney(Samples.ended(1), Samples.ended(9), 0.95)
                        .kind())
                .isEqualTo(Kind.CANNOT_DISTINGUISH);
    }

    /** Over all orders of eight durations, separated ones too, and coarse ones with many ties. */
    @Test
    void theIntervalOfTheShareHoldsAHalfExactlyWhereNothingCanBeToldAndHasAWidth() {
        for (int chosen = 1; chosen < 255; chosen++) {
            for (double level : new double[] {0.5, 0.8, 0.95, 0.9999}) {
                agrees(test(chosen).compare(level));
            }
        }
        Draws draws = new Draws(41);
        for (int round = 0; round < 400; round++) {
            double[] first = new double[1 + draws.index(40)];
            double[] second = new double[1 + draws.index(40)];
            Arrays.setAll(first, i -> draws.index(6));
            int later = round % 5;
            Arrays.setAll(second, i -> draws.index(5) + later);
            agrees(new MannWhitney(sorted(first), sorted(second)).compare(0.95));
        }
        Comparison separated = Comparison.mannWhitney(Samples.ended(1, 2), Samples.ended(3, 4), 0.95);
        assertThat(separated.kind()).isEqualTo(Kind.CANNOT_DISTINGUISH);
        assertThat(separated
                        .effect()
                        .orElseThrow()
                        .interval()
                        .orElseThrow()
                        .high()
                        .orElseThrow())
                .isBetween(0.5, 0.8);
    }

    private static void agrees(Comparison comparison) {
        comparison.effect().ifPresent(effect -> {
            Interval interval = effect.interval().orElseThrow();
            assertThat(interval.high().orElseThrow()).isGreaterThan(interval.low());
            assertThat(interval.contains(effect.value())).isTrue();
            assertThat(interval.contains(0.5)).isEqualTo(comparison.kind() == Kind.CANNOT_DISTINGUISH);
        });
    }

    /** Exponential durations whose share of pairs is known, that of which Hanley and McNeil's variance is exact. */
    @Test
    void theIntervalOfTheShareHoldsTheTrueOne() {
        int held = 0;
        for (int round = 0; round < 1_000; round++) {
            Draws draws = new Draws(90_000 + round);
            double[] first = new double[20];
            double[] second = new double[20];
            Arrays.setAll(first, i -> 3 * draws.exponential());
            Arrays.setAll(second, i -> draws.exponential());
            Estimate effect = new MannWhitney(sorted(first), sorted(second))
                    .compare(0.95)
                    .effect()
                    .orElseThrow();
            held += effect.interval().orElseThrow().contains(0.75) ? 1 : 0;
        }
        assertThat(held).isBetween(930, 975);
    }

    @Test
    void ranksAreOfDurationsThatEnded() {
        assertThatThrownBy(() -> Comparison.mannWhitney(Samples.TREATED, Samples.PLACEBO, 0.95))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("first sample must have no durations that go on, but was"
                        + " 9 durations that ended and 12 that go on");
    }

    /** The factor is that of medians: samples that differ by it are told apart about four times in five. */
    @Test
    void theSmallestFactorIsSeenFourTimesInFive() {
        int seen = 0;
        for (int round = 0; round < 200; round++) {
            double[] first = Samples.skewed(1_000 + round, 60);
            double[] second = Samples.skewed(2_000 + round, 60);
            double factor = 2.21; // what 2 x 60 of this spread can show
            Comparison same = Comparison.mannWhitney(Samples.ended(first), Samples.ended(second), 0.95);
            assertThat(same.smallestFactor().orElseThrow()).isBetween(1.7, 2.9);
            double[] longer = Arrays.stream(second).map(x -> factor * x).toArray();
            seen += Comparison.mannWhitney(Samples.ended(first), Samples.ended(longer), 0.95)
                                    .kind()
                            == Kind.SECOND_LONGER
                    ? 1
                    : 0;
        }
        assertThat(seen).isBetween(140, 180);
    }
}
