package io.itops.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");

    @Test
    void standsStillUntilItIsMoved() {
        assertThat(clock.instant()).isEqualTo("2026-11-24T02:00:00Z");
        assertThat(clock.instant()).isEqualTo("2026-11-24T02:00:00Z");
    }

    @Test
    void movesForwardAndBack() {
        assertThat(clock.advance(Duration.ofMinutes(6))).isEqualTo("2026-11-24T02:06:00Z");
        assertThat(clock.advance(Duration.ofMinutes(-7))).isEqualTo("2026-11-24T01:59:00Z");
        clock.set(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(clock.instant()).isEqualTo("2027-01-01T00:00:00Z");
    }

    @Test
    void keepsWholeMicroseconds() {
        clock.set(Instant.parse("2026-11-24T02:00:00.123456789Z"));
        assertThat(clock.instant()).isEqualTo("2026-11-24T02:00:00.123456Z");
    }

    @Test
    void refusesWhatIsNoInstant() {
        assertThatThrownBy(() -> ManualClock.at("two o'clock"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("clock must be an instant such as 2026-11-24T02:00:00Z, but was \"two o'clock\"");
        assertThatThrownBy(() -> clock.set(Instant.MAX)).isInstanceOf(InvalidInputException.class);
        assertThat(clock.instant()).isEqualTo("2026-11-24T02:00:00Z");
    }
}
