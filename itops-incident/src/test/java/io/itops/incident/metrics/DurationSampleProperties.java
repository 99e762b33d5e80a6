package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class DurationSampleProperties {
    private static final Resampling RESAMPLING = Resampling.seeded(11).times(200);

    private static List<Duration> durations(List<Long> millis) {
        return millis.stream().map(Duration::ofMillis).toList();
    }

    private static DurationSample sample(List<Long> ended, List<Long> open) {
        return DurationSample.of(durations(ended)).withOpen(durations(open));
    }

    @Property(tries = 100)
    void theOrderOfDurationsDoesNotMatter(
            @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0, max = 1_000_000) Long> ended,
            @ForAll @Size(max = 10) List<@LongRange(min = 0, max = 1_000_000) Long> open,
            @ForAll long seed) {
        List<Long> shuffled = new ArrayList<>(ended);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(sample(shuffled, open)).isEqualTo(sample(ended, open)).hasSameHashCodeAs(sample(ended, open));
        assertThat(sample(shuffled, open).mean(RESAMPLING))
                .isEqualTo(sample(ended, open).mean(RESAMPLING));
        assertThat(sample(shuffled, open).quantile(0.5, RESAMPLING))
                .isEqualTo(sample(ended, open).quantile(0.5, RESAMPLING));
    }

    /** By powers of two, which rounding does not see. */
    @Property(tries = 100)
    void twiceAsLongDurationsHaveTwiceTheEstimatesAndIntervals(
            @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 1, max = 1_000_000) Long> ended,
            @ForAll @Size(max = 10) List<@LongRange(min = 0, max = 1_000_000) Long> open,
            @ForAll @IntRange(min = -3, max = 3) int power) {
        double factor = Math.scalb(1.0, power);
        DurationSample plain = sample(ended, open);
        DurationSample scaled = plain.scaled(factor);

        assertThat(scaled.quantile(0.5, RESAMPLING))
                .isEqualTo(plain.quantile(0.5, RESAMPLING).map(e -> times(e, factor)));
        RestrictedMean mean = plain.mean(RESAMPLING);
        assertThat(scaled.mean(RESAMPLING))
                .isEqualTo(new RestrictedMean(
                        mean.upTo().map(seconds -> factor * seconds),
                        mean.estimate().map(e -> times(e, factor)),
                        mean.withheld()));
        if (open.isEmpty()) {
            DurationSample other = Samples.PLACEBO;
            assertThat(Comparison.mannWhitney(scaled, other.scaled(factor), 0.95)
                            .pValue())
                    .isEqualTo(Comparison.mannWhitney(plain, other, 0.95).pValue());
        }
        assertThat(Comparison.logRank(scaled, Samples.TREATED.scaled(factor), 0.95))
                .isEqualTo(Comparison.logRank(plain, Samples.TREATED, 0.95));
    }

    private static Estimate times(Estimate estimate, double factor) {
        return new Estimate(
                factor * estimate.value(),
                estimate.interval()
                        .map(i -> new Interval(factor * i.low(), i.high().map(h -> factor * h), i.level())),
                estimate.method());
    }

    @Property(tries = 100)
    void laterQuantilesAreNotEarlierAndIntervalsHoldTheirValue(
            @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = 1_000) Long> ended,
            @ForAll @Size(max = 20) List<@LongRange(min = 0, max = 1_000) Long> open) {
        double before = 0;
        for (double share : new double[] {0.1, 0.25, 0.5, 0.75, 0.9}) {
            var found = sample(ended, open).quantile(share, RESAMPLING);
            if (found.isEmpty()) {
                break;
            }
            double value = found.get().value();
            assertThat(value).isGreaterThanOrEqualTo(before);
            if (!open.isEmpty()) {
                assertThat(found.get().interval().orElseThrow().contains(value)).isTrue();
            }
            before = value;
        }
    }

    /** What goes on lasts at least so long: counting it never makes things look shorter than dropping it. */
    @Property(tries = 200)
    void droppingWhatGoesOnMakesEverythingLookShorter(
            @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 1, max = 100) Long> ended,
            @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0, max = 100) Long> open) {
        SurvivalCurve all = SurvivalCurve.of(sample(ended, open), 0.95);
        SurvivalCurve dropped = SurvivalCurve.of(sample(ended, List.of()), 0.95);
        for (double at = 0; at < 0.1; at += 0.007) {
            assertThat(all.survival(at)).isGreaterThanOrEqualTo(dropped.survival(at) - 1e-12);
        }
    }

    @Property(tries = 50)
    void aSeedReplaysAndAnotherDiffers(@ForAll long seed) {
        DurationSample sample = Samples.ended(
                Arrays.stream(Samples.skewed(12, 200)).map(Math::sqrt).toArray());
        Resampling resampling = Resampling.seeded(seed).times(300);

        assertThat(sample.mean(resampling)).isEqualTo(sample.mean(resampling));
        assertThat(sample.mean(resampling))
                .isNotEqualTo(sample.mean(Resampling.seeded(seed + 1).times(300)));
    }
}
