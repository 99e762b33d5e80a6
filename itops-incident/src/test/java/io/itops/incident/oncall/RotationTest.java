package io.itops.incident.oncall;

import static io.itops.incident.oncall.OnCall.onCall;
import static io.itops.incident.oncall.OnCall.shifts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static OnCallSchedule schedule(String zone, Layer... layers) {
        OnCallSchedule.Builder schedule = OnCallSchedule.builder("s", zone);
        List.of(layers).forEach(schedule::layer);
        return schedule.build();
    }

    private static List<Shift> all(OnCallSchedule schedule, String from, String until) {
        return shifts(schedule, Instant.parse(from), Instant.parse(until));
    }

    private static List<LocalDate> days(OnCallSchedule schedule, String from, String until) {
        return all(schedule, from, until).stream()
                .map(shift -> shift.window().start().atZone(schedule.zone()).toLocalDate())
                .toList();
    }

    @Test
    void aMonthlyAnchorOnThe31stIsTheLastDayOfShorterMonthsAndThe31stAgain() {
        OnCallSchedule schedule = schedule(
                "Europe/Berlin",
                Layer.of("m", Rotation.monthly(LocalDateTime.of(2026, 1, 31, 9, 0), List.of("a", "b", "c"))));
        assertThat(days(schedule, "2026-01-31T08:00:00Z", "2026-08-01T00:00:00Z"))
                .extracting(LocalDate::toString)
                .containsExactly(
                        "2026-01-31",
                        "2026-02-28",
                        "2026-03-31",
                        "2026-04-30",
                        "2026-05-31",
                        "2026-06-30",
                        "2026-07-31");
    }

    @Test
    void anAnchorOnFebruary29thComesBackInLeapYears() {
        OnCallSchedule schedule = schedule(
                "UTC",
                Layer.of(
                        "y",
                        Rotation.builder(TurnUnit.MONTH, LocalDateTime.of(2024, 2, 29, 0, 0))
                                .people("a", "b")
                                .every(12)
                                .build()));
        assertThat(days(schedule, "2024-02-29T00:00:00Z", "2029-01-01T00:00:00Z"))
                .extracting(LocalDate::toString)
                .containsExactly("2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29");
    }

    @Test
    void anHourThatTheClocksSkipIsNobodysAndOneThatTheyRepeatLastsTwice() {
        OnCallSchedule schedule = schedule(
                "Europe/Berlin",
                Layer.of("h", Rotation.hourly(LocalDateTime.of(2026, 1, 1, 0, 0), List.of("a", "b", "c", "d"))));
        // 01:00 to 02:00 ends where 03:00 begins on March 29th: the turn of 02:00 is empty
        List<Shift> spring = all(schedule, "2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z");
        assertThat(spring).extracting(Shift::person).containsExactly("b", "d");
        List<Shift> autumn = all(schedule, "2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z");
        assertThat(autumn).extracting(Shift::person).containsExactly("c");
        assertThat(all(schedule, "2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z"))
                .extracting(shift -> shift.window().duration())
                .containsExactly(Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(1));
    }

    @Test
    void aDayThatAZoneSkipsIsAnEmptyTurn() {
        OnCallSchedule schedule = schedule(
                "Pacific/Apia",
                Layer.of("d", Rotation.daily(LocalDateTime.of(2011, 12, 28, 9, 0), List.of("a", "b", "c", "d"))));
        assertThat(all(schedule, "2011-12-28T19:00:00Z", "2012-01-01T19:00:00Z"))
                .extracting(Shift::person)
                .as("there was no 2011-12-30: c is passed over")
                .containsExactly("a", "b", "d", "a");
    }

    @Test
    void aMidnightThatTheClocksSkipHandsOverAtTheFirstInstantOfTheDay() {
        // in Havana clocks go from 00:00 to 01:00 on 2026-03-08
        OnCallSchedule schedule = schedule(
                "America/Havana", Layer.of("d", Rotation.daily(LocalDateTime.of(2026, 3, 1, 0, 0), List.of("a", "b"))));
        Instant first = LocalDate.of(2026, 3, 8)
                .atStartOfDay(ZoneId.of("America/Havana"))
                .toInstant();
        assertThat(onCall(schedule, first.minusNanos(1_000))).containsExactly("a");
        assertThat(onCall(schedule, first)).containsExactly("b");
    }

    @Test
    void turnsMayBeUnequallyLong() {
        OnCallSchedule schedule = schedule(
                "UTC",
                Layer.of(
                        "d",
                        Rotation.builder(TurnUnit.DAY, LocalDateTime.of(2026, 1, 5, 0, 0))
                                .people("a", "b", "c")
                                .lengths(List.of(4, 3))
                                .build()));
        assertThat(all(schedule, "2026-01-05T00:00:00Z", "2026-01-26T00:00:00Z"))
                .extracting(shift -> shift.person() + shift.window().duration().toDays())
                .containsExactly("a4", "b3", "c4", "a3", "b4", "c3");
    }

    @Test
    void restrictionsCrossMidnightAndBelongToTheDayOnWhichTheyBegin() {
        OnCallSchedule nights = schedule(
                "UTC",
                Layer.of("n", Rotation.weekly(LocalDateTime.of(2026, 1, 1, 0, 0), List.of("a")))
                        .during(WeeklyHours.on(List.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(6, 0))));
        assertThat(all(nights, "2026-01-05T00:00:00Z", "2026-01-12T00:00:00Z"))
                .extracting(shift -> shift.window().toString())
                .containsExactly("[2026-01-09T22:00:00Z, 2026-01-10T06:00:00Z)");
        OnCallSchedule day = schedule(
                "UTC",
                Layer.of("n", Rotation.weekly(LocalDateTime.of(2026, 1, 1, 0, 0), List.of("a")))
                        .during(WeeklyHours.on(List.of(DayOfWeek.FRIDAY), LocalTime.of(9, 0), LocalTime.of(9, 0))));
        assertThat(all(day, "2026-01-05T00:00:00Z", "2026-01-12T00:00:00Z"))
                .extracting(shift -> shift.window().duration())
                .as("24 hours if both ends are the same")
                .containsExactly(Duration.ofHours(24));
        assertThat(WeeklyHours.between(DayOfWeek.FRIDAY, LocalTime.of(17, 0), DayOfWeek.MONDAY, LocalTime.of(9, 0))
                        .stretches()
                        .get(0)
                        .days())
                .isEqualTo(3);
        assertThat(WeeklyHours.between(DayOfWeek.FRIDAY, LocalTime.of(17, 0), DayOfWeek.FRIDAY, LocalTime.of(17, 0))
                        .stretches()
                        .get(0)
                        .days())
                .isEqualTo(7);
    }

    @Test
    void aDeliberateGapIsFilledByALowerLayerIfThereIsOne() {
        Layer top = Layer.of(
                "top",
                Rotation.builder(TurnUnit.DAY, LocalDateTime.of(2026, 1, 5, 0, 0))
                        .people("a")
                        .nobody()
                        .build());
        Layer below = Layer.of("below", Rotation.weekly(LocalDateTime.of(2026, 1, 5, 0, 0), List.of("z")));
        Instant second = Instant.parse("2026-01-06T12:00:00Z");
        assertThat(onCall(schedule("UTC", top), second)).isEmpty();
        assertThat(onCall(schedule("UTC", top, below), second)).containsExactly("z");
        assertThat(onCall(schedule("UTC", top, below), Instant.parse("2026-01-05T12:00:00Z")))
                .containsExactly("a");
    }

    @Test
    void layersInZonesOfTheirOwnFollowTheSunAndFallOutOfStepWithTheClocks() {
        // 08:00 to 16:00 in London, 11:00 to 03:00 in New York: five hours apart they tile the day, which they are not
        // on 28 days of 2026
        Layer london = Layer.of("london", Rotation.weekly(LocalDateTime.of(2026, 1, 5, 8, 0), List.of("lea", "lou")))
                .in(ZoneId.of("Europe/London"))
                .during(WeeklyHours.daily(LocalTime.of(8, 0), LocalTime.of(16, 0)));
        Layer newYork = Layer.of(
                        "new-york", Rotation.weekly(LocalDateTime.of(2026, 1, 5, 11, 0), List.of("nia", "ned")))
                .in(ZoneId.of("America/New_York"))
                .during(WeeklyHours.daily(LocalTime.of(11, 0), LocalTime.of(3, 0)));
        OnCallSchedule pair = schedule("UTC", london, newYork);
        Window year = new Window(Instant.parse("2026-01-06T00:00:00Z"), Instant.parse("2027-01-06T00:00:00Z"));
        Coverage coverage = Coverage.of(List.of(pair), year);
        assertThat(coverage.kind()).isEqualTo(Coverage.Kind.GAPS);
        assertThat(coverage.gapCount()).isEqualTo(28);
        assertThat(coverage.uncovered()).isEqualTo(Duration.ofHours(28));
        assertThat(coverage.firstUncovered()).contains(Instant.parse("2026-03-08T07:00:00Z"));
        assertThat(coverage.explain().render()).contains("the first at 2026-03-08T07:00:00Z");
        OnCallSchedule one = schedule("UTC", london);
        OnCallSchedule other = schedule("UTC", newYork);
        Coverage both = Coverage.of(List.of(one, other), year);
        assertThat(both.uncovered()).isEqualTo(Duration.ofHours(28));
        assertThat(both.doubled())
                .as("as two schedules they overlap on those days too")
                .isEqualTo(Duration.ofHours(28));
        assertThat(Coverage.of(
                                List.of(
                                        pair,
                                        schedule(
                                                "UTC",
                                                Layer.of(
                                                        "net",
                                                        Rotation.weekly(
                                                                LocalDateTime.of(2020, 1, 1, 0, 0), List.of("max"))))),
                                year)
                        .kind())
                .isEqualTo(Coverage.Kind.COVERED);
    }

    @Test
    void emptyRotationsAndWrongNumbersAreRefused() {
        LocalDateTime anchor = LocalDateTime.of(2026, 1, 5, 0, 0);
        refused(
                "people of a rotation must have 1 to 1000 elements, but was 0",
                () -> Rotation.daily(anchor, List.of()));
        refused(
                "turn length must be 1 to 10000, but was 0",
                () -> Rotation.builder(TurnUnit.DAY, anchor).people("a").every(0));
        refused(
                "turn lengths must have 1 to 1000 elements, but was 0",
                () -> Rotation.builder(TurnUnit.DAY, anchor)
                        .people("a")
                        .lengths(List.of())
                        .build());
        refused("hand-off time must be in whole seconds", () -> Rotation.daily(anchor.plusNanos(1), List.of("a")));
        refused(
                "end of weekly hours must be after their start 09:00, but was 08:00",
                () -> new WeeklyHours.Stretch(DayOfWeek.MONDAY, LocalTime.of(9, 0), 0, LocalTime.of(8, 0)));
        refused(
                "weekly hours must last at most a week",
                () -> new WeeklyHours.Stretch(DayOfWeek.MONDAY, LocalTime.of(9, 0), 7, LocalTime.of(10, 0)));
        refused(
                "layer name must be given once, but was \"x\"",
                () -> schedule(
                        "UTC",
                        Layer.of("x", Rotation.daily(anchor, List.of("a"))),
                        Layer.of("x", Rotation.daily(anchor, List.of("b")))));
        refused("zone must be one of the tz database, but was \"Mars/Olympus\"", () -> schedule("Mars/Olympus"));
    }

    private static void refused(String message, Runnable making) {
        assertThatThrownBy(making::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }
}
