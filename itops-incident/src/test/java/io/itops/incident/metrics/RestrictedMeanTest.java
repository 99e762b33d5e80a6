package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestrictedMeanTest {
    private static final Resampling RESAMPLING = Resampling.seeded(1).times(200);

    /** 1, 2, …, each of which ended. */
    private static double[] steps(int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> i + 1.0);
        return values;
    }

    private static DurationSample open(double[] ended, double... open) {
        return Samples.open(Samples.seconds(ended), Samples.seconds(open));
    }

    private static RestrictedMean mean(DurationSample sample) {
        return sample.mean(RESAMPLING);
    }

    @Test
    void whereAllEndedItIsThePlainMean() {
        RestrictedMean mean = mean(Samples.ended(steps(200)));

        assertThat(mean.upTo()).isEmpty();
        assertThat(mean.withheld()).isEmpty();
        assertThat(mean.estimate()).hasValueSatisfying(found -> {
            assertThat(found.value()).isEqualTo(100.5);
            assertThat(found.method()).isEqualTo(IntervalMethod.BCA);
        });
    }

    /** Of 1, …, 200 and one that goes on at 200, ten are at risk at 192: each counts up to that, by hand 19,292 / 201 or so. */
    @Test
    void whereSomeGoOnItIsRestrictedToTheLastTimeAtWhichTenAreAtRisk() {
        RestrictedMean mean = mean(open(steps(200), 200));

        assertThat(mean.upTo()).contains(192.0);
        assertThat(mean.withheld()).isEmpty();
        double byHand = (192 * 193 / 2.0 + 9 * 192) / 201;
        assertThat(mean.estimate()).hasValueSatisfying(found -> {
            assertThat(found.value()).isCloseTo(byHand, within(1e-9));
            assertThat(found.method()).isEqualTo(IntervalMethod.RESTRICTED_MEAN);
        });
    }

    @Test
    void aReasonSaysWhatIsWithheld() {
        assertThat(mean(Samples.ended())).isEqualTo(withheld(MeanWithheld.NONE_ENDED));
        assertThat(mean(open(new double[0], 5, 7))).isEqualTo(withheld(MeanWithheld.NONE_ENDED));
        assertThat(mean(Samples.left(steps(300), new double[] {4}, new double[] {9})))
                .isEqualTo(withheld(MeanWithheld.SOME_LEFT));
        assertThat(mean(open(steps(8), 3))).isEqualTo(withheld(MeanWithheld.TOO_FEW_AT_RISK));
        assertThat(mean(open(steps(9), 3)).withheld()).contains(MeanWithheld.MOST_GO_ON);
        assertThat(mean(Samples.left(steps(100), new double[0], steps(101))).withheld())
                .contains(MeanWithheld.MOST_GO_ON);
        assertThat(mean(Samples.ended(steps(99))).withheld()).contains(MeanWithheld.TOO_FEW);
        assertThat(mean(Samples.ended(steps(100))).withheld()).isEmpty();
        assertThat(mean(open(steps(107), 107)).withheld())
                .as("99 ended by the time at which ten are at risk")
                .isEqualTo(Optional.of(MeanWithheld.TOO_FEW));
        assertThat(mean(open(steps(108), 108)).withheld()).isEmpty();
        assertThat(mean(Samples.ended(Samples.skewed(3, 400))).withheld()).contains(MeanWithheld.TOO_SKEWED);
    }

    private static RestrictedMean withheld(MeanWithheld why) {
        return new RestrictedMean(Optional.empty(), Optional.empty(), Optional.of(why));
    }

    @Test
    void whatLeftIsNotInTheMeanOfWhatCameToTheEnd() {
        RestrictedMean mean = mean(Samples.left(steps(200), new double[0], steps(50)));

        assertThat(mean.estimate().orElseThrow().value()).isEqualTo(100.5);
    }

    /** So skewed that the plain mean has no interval, and cut where the curve is known, they have one. */
    @Test
    void aLimitMakesSkewedMeansTell() {
        DurationSample skewed = Samples.ended(Samples.skewed(3, 400));

        RestrictedMean cut = skewed.mean(4 * 3_600, RESAMPLING);
        assertThat(cut.upTo()).contains(4 * 3_600.0);
        assertThat(cut.withheld()).isEmpty();
        double plain = Arrays.stream(skewed.endedSeconds())
                .map(seconds -> Math.min(seconds, 4 * 3_600))
                .average()
                .orElseThrow();
        assertThat(cut.estimate().orElseThrow().value()).isCloseTo(plain, within(1e-6));
    }

    @Test
    void groupsGoUpToTheSmallestOfTheirTimes() {
        DurationSample shorter = open(steps(150), 150);
        DurationSample longer = open(steps(300), 300);
        DurationSample done = Samples.ended(steps(400));
        DurationSample unfit = open(steps(12), 1, 1, 1, 1, 1, 1, 1, 1);

        List<RestrictedMean> means = RestrictedMean.ofGroups(List.of(longer, shorter, done, unfit), RESAMPLING);
        assertThat(means)
                .extracting(RestrictedMean::upTo)
                .startsWith(Optional.of(142.0), Optional.of(142.0), Optional.of(142.0));
        assertThat(means.get(0)).isEqualTo(longer.mean(142, RESAMPLING)).isNotEqualTo(mean(longer));
        assertThat(means.get(1)).isEqualTo(mean(shorter));
        assertThat(means.get(2).withheld()).as("most of it lasts longer").contains(MeanWithheld.MOST_GO_ON);
        assertThat(means.get(3).withheld()).as("it has no mean alone").contains(MeanWithheld.MOST_GO_ON);
        assertThat(RestrictedMean.ofGroups(List.of(done, Samples.PLACEBO), RESAMPLING))
                .extracting(RestrictedMean::upTo)
                .containsOnly(Optional.empty());
    }

    @Test
    void twoMeansDifferUpToTheSameTime() {
        DurationSample one = open(steps(300), 300);
        DurationSample slower = one.scaled(1.5);

        MeanDifference difference = MeanDifference.of(slower, one, RESAMPLING);
        assertThat(difference.upTo()).contains(292.0);
        assertThat(difference.kind()).isEqualTo(Comparison.Kind.FIRST_LONGER);
        assertThat(MeanDifference.of(one, slower, RESAMPLING).kind()).isEqualTo(Comparison.Kind.SECOND_LONGER);
        assertThat(difference.difference().orElseThrow().value())
                .isCloseTo(
                        difference.first().estimate().orElseThrow().value()
                                - difference.second().estimate().orElseThrow().value(),
                        within(1e-9));
        assertThat(MeanDifference.of(one, one, RESAMPLING).kind()).isEqualTo(Comparison.Kind.CANNOT_DISTINGUISH);
        MeanDifference few = MeanDifference.of(one, Samples.PLACEBO, RESAMPLING);
        assertThat(few.difference()).isEmpty();
        assertThat(few.kind()).isEqualTo(Comparison.Kind.CANNOT_DISTINGUISH);
    }

    @Test
    void aMeanBesideAReasonThatWithholdsItIsRefused() {
        RestrictedMean told = mean(Samples.ended(steps(200)));
        assertThatThrownBy(() ->
                        new RestrictedMean(Optional.empty(), told.estimate(), Optional.of(MeanWithheld.NONE_ENDED)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("mean must be there unless the reason withholds it");
        assertThatThrownBy(
                        () -> new RestrictedMean(Optional.empty(), told.estimate(), Optional.of(MeanWithheld.TOO_FEW)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("interval of a mean must be there unless a reason withholds it");
    }
}
