package io.itops.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Windows MORNING_AND_NOON = Windows.of(minutes(20, 30), minutes(0, 10));

    private static Instant minute(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    private static Window minutes(int from, int to) {
        return new Window(minute(from), minute(to));
    }

    @Test
    void windowsAreSortedAndMergedWhereTheyMeet() {
        Windows windows =
                Windows.of(minutes(30, 40), minutes(0, 10), minutes(10, 20), minutes(12, 15), minutes(35, 50));

        assertThat(windows.asList()).containsExactly(minutes(0, 20), minutes(30, 50));
        assertThat(windows.count()).isEqualTo(2);
        assertThat(windows).isEqualTo(Windows.of(minutes(0, 20), minutes(30, 50)));
        assertThat(windows).hasSameHashCodeAs(Windows.of(minutes(30, 50), minutes(0, 20)));
        assertThat(windows).isNotEqualTo(Windows.of(minutes(0, 20)));
        assertThat(Windows.of()).isEqualTo(Windows.none());
        assertThat(Windows.none().isEmpty()).isTrue();
        assertThat(windows.isEmpty()).isFalse();
        assertThat(Windows.of(minutes(0, 1))).hasToString("[[2026-11-24T12:00:00Z, 2026-11-24T12:01:00Z)]");
    }

    @Test
    void anInstantIsInsideFromAStartUntilJustBeforeItsEnd() {
        assertThat(MORNING_AND_NOON.contains(minute(0))).isTrue();
        assertThat(MORNING_AND_NOON.contains(minute(10).minusNanos(1))).isTrue();
        assertThat(MORNING_AND_NOON.contains(minute(10))).isFalse();
        assertThat(MORNING_AND_NOON.contains(minute(-1))).isFalse();
        assertThat(MORNING_AND_NOON.contains(minute(20))).isTrue();
        assertThat(MORNING_AND_NOON.contains(minute(30))).isFalse();
        assertThat(MORNING_AND_NOON.at(minute(25))).contains(minutes(20, 30));
        assertThat(MORNING_AND_NOON.at(minute(15))).isEmpty();
    }

    @Test
    void theNextInstantIsTheAskedOneIfItIsInside() {
        assertThat(MORNING_AND_NOON.next(minute(-5))).contains(minute(0));
        assertThat(MORNING_AND_NOON.next(minute(5))).contains(minute(5));
        assertThat(MORNING_AND_NOON.next(minute(10))).contains(minute(20));
        assertThat(MORNING_AND_NOON.next(minute(30))).isEmpty();
        assertThat(Windows.none().next(minute(0))).isEmpty();
    }

    @Test
    void theFirstGapOfAWindowIsFound() {
        assertThat(MORNING_AND_NOON.firstGap(minutes(-1, 5))).contains(minute(-1));
        assertThat(MORNING_AND_NOON.firstGap(minutes(0, 10))).isEmpty();
        assertThat(MORNING_AND_NOON.firstGap(minutes(3, 11))).contains(minute(10));
        assertThat(MORNING_AND_NOON.firstGap(minutes(30, 31))).contains(minute(30));
        assertThat(Windows.none().firstGap(minutes(0, 1))).contains(minute(0));
    }

    @Test
    void overlapNeedsMoreThanTouching() {
        assertThat(MORNING_AND_NOON.overlaps(minutes(10, 20))).isFalse();
        assertThat(MORNING_AND_NOON.overlaps(minutes(9, 20))).isTrue();
        assertThat(MORNING_AND_NOON.overlaps(minutes(10, 21))).isTrue();
        assertThat(MORNING_AND_NOON.overlaps(minutes(22, 23))).isTrue();
        assertThat(MORNING_AND_NOON.overlaps(minutes(30, 99))).isFalse();
    }

    @Test
    void theAlgebraKeepsSetsNormalised() {
        assertThat(MORNING_AND_NOON.union(Windows.of(minutes(10, 20))).asList()).containsExactly(minutes(0, 30));
        assertThat(MORNING_AND_NOON.intersect(minutes(5, 25)).asList())
                .containsExactly(minutes(5, 10), minutes(20, 25));
        assertThat(MORNING_AND_NOON
                        .subtract(Windows.of(minutes(2, 3), minutes(9, 25)))
                        .asList())
                .containsExactly(minutes(0, 2), minutes(3, 9), minutes(25, 30));
        assertThat(MORNING_AND_NOON.complement(minutes(-5, 35)).asList())
                .containsExactly(minutes(-5, 0), minutes(10, 20), minutes(30, 35));
        assertThat(MORNING_AND_NOON.total()).isEqualTo(Duration.ofMinutes(20));
        assertThat(MORNING_AND_NOON.shift(Duration.ofMinutes(-20)).asList())
                .containsExactly(minutes(-20, -10), minutes(0, 10));
    }

    @Test
    void adjacentPiecesOfTheWholeTimeAddUp() {
        Window all = new Window(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59Z"));

        assertThat(MORNING_AND_NOON.union(MORNING_AND_NOON.complement(all)).asList())
                .containsExactly(all);
        assertThat(MORNING_AND_NOON
                        .total()
                        .plus(MORNING_AND_NOON.complement(all).total()))
                .isEqualTo(all.duration());
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> Windows.of(Arrays.asList(minutes(0, 1), null)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("window must be given");
        assertThatThrownBy(() -> Windows.of((List<Window>) null)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Windows.of(java.util.Collections.nCopies(1_000_001, minutes(0, 1))))
                .hasMessage("windows must have 0 to 1000000 elements, but was 1000001");
        assertThatThrownBy(() -> MORNING_AND_NOON.shift(Duration.ofDays(365 * 8_500L)))
                .isInstanceOf(InvalidInputException.class);
    }
}
