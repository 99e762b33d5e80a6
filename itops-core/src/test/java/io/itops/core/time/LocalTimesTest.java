package io.itops.core.time;

import static io.itops.core.time.DstPolicy.END_LAST;
import static io.itops.core.time.DstPolicy.JAVA_AND_RFC5545;
import static io.itops.core.time.DstPolicy.START_FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTimesTest {
    /** The local time that a policy gives, with its offset, as people would read it off. */
    private static String read(String local, String zone, DstPolicy policy) {
        ZoneId id = ZoneId.of(zone);
        return LocalTimes.toInstant(LocalDateTime.parse(local), id, policy)
                .atZone(id)
                .toOffsetDateTime()
                .toString();
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York,    2026-03-08T02:00, 2026-03-08T03:00-04:00, 2026-03-08T03:00-04:00",
        "America/New_York,    2026-03-08T02:30, 2026-03-08T03:30-04:00, 2026-03-08T03:00-04:00",
        "Australia/Lord_Howe, 2026-10-04T02:15, 2026-10-04T02:45+11:00, 2026-10-04T02:30+11:00",
        "Pacific/Apia,        2011-12-30T10:00, 2011-12-31T10:00+14:00, 2011-12-31T00:00+14:00",
        "America/Havana,      2026-03-08T00:00, 2026-03-08T01:00-04:00, 2026-03-08T01:00-04:00",
        "America/Havana,      2026-03-08T00:30, 2026-03-08T01:30-04:00, 2026-03-08T01:00-04:00",
        "Africa/Cairo,        2024-04-26T00:15, 2024-04-26T01:15+03:00, 2024-04-26T01:00+03:00",
        "Asia/Beirut,         2024-03-31T00:15, 2024-03-31T01:15+03:00, 2024-03-31T01:00+03:00",
        "America/Santiago,    2026-09-06T00:15, 2026-09-06T01:15-03:00, 2026-09-06T01:00-03:00",
        "Africa/Casablanca,   2024-04-14T02:15, 2024-04-14T03:15+01:00, 2024-04-14T03:00+01:00",
    })
    void aTimeThatIsSkippedMovesByTheGapOrToItsEnd(String zone, String local, String moved, String first) {
        assertThat(read(local, zone, JAVA_AND_RFC5545)).isEqualTo(moved);
        assertThat(read(local, zone, START_FIRST)).isEqualTo(first);
        assertThat(read(local, zone, END_LAST)).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York,    2026-11-01T01:30, 2026-11-01T01:30-04:00, 2026-11-01T01:30-05:00",
        "Australia/Lord_Howe, 2026-04-05T01:45, 2026-04-05T01:45+11:00, 2026-04-05T01:45+10:30",
        "America/Havana,      2026-11-01T00:00, 2026-11-01T00:00-04:00, 2026-11-01T00:00-05:00",
        "Africa/Casablanca,   2024-03-10T02:30, 2024-03-10T02:30+01:00, 2024-03-10T02:30Z",
        "Pacific/Kwajalein,   1969-09-30T12:30, 1969-09-30T12:30+11:00, 1969-09-30T12:30-12:00",
    })
    void aTimeThatOccursTwiceIsTheFirstOrTheLast(String zone, String local, String first, String last) {
        assertThat(read(local, zone, JAVA_AND_RFC5545)).isEqualTo(first);
        assertThat(read(local, zone, START_FIRST)).isEqualTo(first);
        assertThat(read(local, zone, END_LAST)).isEqualTo(last);
    }

    @Test
    void theDefaultIsWhatJavaDoes() {
        LocalDateTime local = LocalDateTime.parse("2026-03-08T02:30");
        ZoneId zone = ZoneId.of("America/New_York");

        assertThat(LocalTimes.toInstant(local, zone))
                .isEqualTo(ZonedDateTime.of(local, zone).toInstant());
    }

    @Test
    void insideAGapJavasRuleIsNotMonotone() {
        ZoneId zone = ZoneId.of("America/New_York");
        Instant earlier = LocalTimes.toInstant(LocalDateTime.parse("2026-03-08T02:30"), zone);
        Instant later = LocalTimes.toInstant(LocalDateTime.parse("2026-03-08T03:00"), zone);

        assertThat(earlier).isAfter(later);
    }

    @Test
    void aShiftOfAWeekIsAWeekOfLocalTime() {
        ZoneId zone = ZoneId.of("America/New_York");
        Window spring = new Window(
                LocalTimes.toInstant(LocalDateTime.parse("2026-03-02T09:00"), zone, START_FIRST),
                LocalTimes.toInstant(LocalDateTime.parse("2026-03-09T09:00"), zone, START_FIRST));

        assertThat(spring.duration()).hasHours(7 * 24 - 1);
    }

    @Test
    void fixedOffsetsNeverJump() {
        for (DstPolicy policy : DstPolicy.values()) {
            assertThat(LocalTimes.toInstant(LocalDateTime.parse("2026-03-08T02:30"), ZoneOffset.ofHours(-5), policy))
                    .isEqualTo("2026-03-08T07:30:00Z");
        }
    }

    @Test
    void theResultIsKeptInMicroseconds() {
        assertThat(LocalTimes.toInstant(LocalDateTime.parse("2026-03-08T02:30:00.123456789"), ZoneOffset.UTC))
                .isEqualTo("2026-03-08T02:30:00.123456Z");
    }

    @Test
    void badInputIsRefused() {
        LocalDateTime local = LocalDateTime.parse("2026-03-08T02:30");

        assertThatThrownBy(() -> LocalTimes.toInstant(LocalDateTime.MAX, ZoneOffset.UTC))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("local time must lie in the years 1 to 9999");
        assertThatThrownBy(() -> LocalTimes.toInstant(LocalDateTime.of(1, 1, 1, 0, 0), ZoneOffset.ofHours(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("local time in +01:00 must lie in the years 1 to 9999");
        assertThatThrownBy(() -> LocalTimes.toInstant(null, ZoneOffset.UTC))
                .hasMessageStartingWith("local time must be given");
        assertThatThrownBy(() -> LocalTimes.toInstant(local, null)).hasMessageStartingWith("zone must be given");
        assertThatThrownBy(() -> LocalTimes.toInstant(local, ZoneOffset.UTC, null))
                .hasMessageStartingWith("DST policy must be given");
    }
}
