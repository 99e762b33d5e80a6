package io.itops.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private static Window minutes(int from, int to) {
        return new Window(NOON.plusSeconds(60L * from), NOON.plusSeconds(60L * to));
    }

    @Test
    void aWindowHoldsItsStartButNotItsEnd() {
        Window window = minutes(0, 10);

        assertThat(window.contains(NOON)).isTrue();
        assertThat(window.contains(NOON.minusNanos(1))).isFalse();
        assertThat(window.contains(NOON.plusSeconds(600).minusNanos(1))).isTrue();
        assertThat(window.contains(NOON.plusSeconds(600))).isFalse();
        assertThat(window.duration()).isEqualTo(Duration.ofMinutes(10));
        assertThat(window).hasToString("[2026-11-24T12:00:00Z, 2026-11-24T12:10:00Z)");
    }

    @Test
    void windowsThatTouchDoNotOverlap() {
        assertThat(minutes(0, 10).overlaps(minutes(10, 20))).isFalse();
        assertThat(minutes(10, 20).overlaps(minutes(0, 10))).isFalse();
        assertThat(minutes(0, 10).intersect(minutes(10, 20))).isEmpty();
        assertThat(minutes(0, 10).intersect(minutes(4, 20))).contains(minutes(4, 10));
        assertThat(minutes(4, 20).intersect(minutes(0, 10))).contains(minutes(4, 10));
        assertThat(minutes(0, 10).intersect(minutes(2, 3))).contains(minutes(2, 3));
    }

    @Test
    void anEmptyOrReversedWindowIsRefused() {
        assertThatThrownBy(() -> minutes(5, 5))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("window end must be after its start 2026-11-24T12:05:00Z, but was 2026-11-24T12:05:00Z");
        assertThatThrownBy(() -> minutes(5, 4)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new Window(NOON, NOON.plusNanos(999)))
                .as("less than the resolution")
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new Window(null, NOON)).hasMessageStartingWith("window start must be given");
        assertThatThrownBy(() -> Window.of(NOON, Duration.ZERO)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Window.of(NOON, Duration.ofMinutes(-1))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void instantsAreKeptInMicroseconds() {
        assertThat(new Window(NOON.plusNanos(1_999), NOON.plusSeconds(1)).start())
                .isEqualTo(NOON.plusNanos(1_000));
        assertThat(Window.of(NOON.plusNanos(1_999), Duration.ofSeconds(1)).duration())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aShiftKeepsTheLength() {
        assertThat(minutes(0, 10).shift(Duration.ofMinutes(5))).isEqualTo(minutes(5, 15));
        assertThat(minutes(0, 10).shift(Duration.ofMinutes(-5))).isEqualTo(minutes(-5, 5));
        assertThat(minutes(0, 10).shift(Duration.ofNanos(-1_000)).duration()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aShiftOutOfRangeOrBelowTheResolutionIsRefused() {
        Window window = minutes(0, 10);

        assertThatThrownBy(() -> window.shift(Duration.ofNanos(1)))
                .hasMessage("shift must be a whole number of microseconds, but was PT0.000000001S");
        assertThatThrownBy(() -> window.shift(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("shift must be at most 10,000 years");
        assertThatThrownBy(() -> window.shift(Duration.ofSeconds(Long.MIN_VALUE)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> window.shift(Duration.ofDays(9_000 * 365L)))
                .hasMessageStartingWith("shifted instant must lie in the years 1 to 9999");
    }
}
