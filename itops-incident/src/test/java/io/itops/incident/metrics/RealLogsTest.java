package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is known of two public logs. */
@Tag("data")
class RealLogsTest {
    private static final double HOUR = 3_600;
    private static final Resampling RESAMPLING = Resampling.seeded(1).times(200);

    /** 24,918 incidents, 23,362 of them with a resolution: mean 178.2 h, median 22.1 h. */
    @Test
    void theMeanOfRealDurationsIsEightTimesTheirMedian() {
        MeasuredDurations all = TimeTo.RESOLVE.measure(RealLogs.uci(), Instant.parse("2018-01-01T00:00:00Z"));
        DurationSample resolved = DurationSample.of(Samples.seconds(all.sample().endedSeconds()));

        assertThat(all.sample().size()).isEqualTo(24_918);
        assertThat(resolved.size()).isEqualTo(23_362);
        Estimate mean = resolved.mean(RESAMPLING).estimate().orElseThrow();
        Estimate median = resolved.quantile(0.5, RESAMPLING).orElseThrow();
        assertThat(mean.value() / HOUR).isCloseTo(178.17, within(0.01));
        assertThat(median.value() / HOUR).isCloseTo(22.1, within(1e-9));
        // as skewed as these are, 23,362 are too few for the interval of a mean
        assertThat(mean.interval()).isEmpty();
        assertThat(median.interval().orElseThrow().contains(22.1 * HOUR)).isTrue();
    }

    /** A month after the log began a quarter was still open: 43.6 h is the median of those that had ended. */
    @Test
    void leavingOpenIncidentsOutMakesTheMedianTooShort() {
        Instant early = Instant.parse("2016-04-01T00:00:00Z");
        DurationSample seen = TimeTo.RESOLVE.measure(RealLogs.uci(), early).sample();

        double ended = Quantiles.of(seen.endedSeconds(), 0.5) / HOUR;
        double honest = seen.quantile(0.5, RESAMPLING).orElseThrow().value() / HOUR;
        assertThat(seen.ended()).isEqualTo(6_914);
        assertThat(ended).isCloseTo(43.63, within(0.01));
        assertThat(honest).isGreaterThan(1.5 * ended);
    }

    @Test
    void volvosIncidentsAreMeasuredFromPlainStretches() {
        DurationSample sample = DurationSample.ofSpells(RealLogs.volvo(), Instant.parse("2013-01-01T00:00:00Z"));
        DurationSample resolved = DurationSample.of(Samples.seconds(sample.endedSeconds()));

        assertThat(List.of(sample.ended(), sample.open())).containsExactly(7_546, 8);
        assertThat(resolved.mean(RESAMPLING).estimate().orElseThrow().value() / HOUR)
                .isCloseTo(176.44, within(0.01));
        assertThat(resolved.quantile(0.5, RESAMPLING).orElseThrow().value() / HOUR)
                .isCloseTo(6.027, within(0.001));
    }
}
