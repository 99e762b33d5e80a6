package io.itops.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Window HUNDRED_DAYS = Window.of(START, Duration.ofDays(100));
    private static final Resampling RESAMPLING = Resampling.seeded(5);

    private static Instant hour(double hour) {
        return START.plusSeconds(Math.round(3_600 * hour));
    }

    private static Spell down(double from, double until) {
        return Spell.of(hour(from), hour(until));
    }

    @Test
    void overlappingOutagesAreOneAndWhatRunsInIsNoFailureOfThisTime() {
        Availability found = Availability.of(
                List.of(down(-5, 1), down(100, 102), down(101, 104), down(104, 105), Spell.open(hour(2_399))),
                HUNDRED_DAYS,
                RESAMPLING);

        assertThat(found.failures()).isEqualTo(2);
        assertThat(found.downtime()).isEqualTo(Duration.ofHours(1 + 5 + 1));
        assertThat(found.share().value()).isCloseTo(1 - 7.0 / 2_400, within(1e-15));
        assertThat(found.share().interval()).isEmpty();
        assertThat(found.meanTimeBetweenFailures().orElseThrow().value() / 3_600)
                .isCloseTo(2_393.0 / 2, within(1e-9));
    }

    @Test
    void anOutageThatBeginsWithTheWindowIsAFailure() {
        assertThat(Availability.of(List.of(down(0, 1)), HUNDRED_DAYS, RESAMPLING)
                        .failures())
                .isEqualTo(1);
        assertThat(Availability.of(List.of(down(0, 1), down(-1, 0)), HUNDRED_DAYS, RESAMPLING)
                        .failures())
                .isZero();
    }

    /** Garwood's limits of 0 and 10 events: 3.6889, and 4.7954 to 18.3904. */
    @Test
    void failuresHaveExactLimits() {
        Availability none = Availability.of(List.of(), HUNDRED_DAYS, RESAMPLING);
        assertThat(none.failuresPerDay()
                        .orElseThrow()
                        .interval()
                        .orElseThrow()
                        .high()
                        .orElseThrow())
                .isCloseTo(0.036889, within(1e-6));
        assertThat(none.meanTimeBetweenFailures()).isEmpty();
        assertThat(none.share().value()).isEqualTo(1);

        List<Spell> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(down(100 + 200 * i, 101 + 200 * i));
        }
        Availability found = Availability.of(ten, HUNDRED_DAYS, RESAMPLING);
        double upDays = 100 - 10.0 / 24;
        Interval rate = found.failuresPerDay().orElseThrow().interval().orElseThrow();
        assertThat(rate.low() * upDays).isCloseTo(4.7954, within(1e-4));
        assertThat(rate.high().orElseThrow() * upDays).isCloseTo(18.3904, within(1e-4));
        Interval between =
                found.meanTimeBetweenFailures().orElseThrow().interval().orElseThrow();
        assertThat(between.low() / 86_400).isCloseTo(upDays / 18.3904, within(1e-4));
        // equal outages: the interval is that of their number
        Interval share = found.share().interval().orElseThrow();
        assertThat((1 - share.high().orElseThrow()) * 2_400).isCloseTo(4, within(1.01));
        assertThat((1 - share.low()) * 2_400).isCloseTo(17, within(1.01));
        assertThat(found.assumption()).contains("alternating renewal process");
    }

    @Test
    void whatWasNeverUpHasNoRateOfFailures() {
        Window day = Window.of(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofDays(1));
        Availability down = Availability.of(List.of(Spell.of(day.start(), day.end())), day, Resampling.seeded(1));

        assertThat(down.failures()).isEqualTo(1);
        assertThat(down.failuresPerDay()).isEmpty();
        assertThat(down.meanTimeBetweenFailures()).isEmpty();
    }
}
