package io.itops.incident.oncall;

import static io.itops.incident.oncall.OnCall.onCall;
import static io.itops.incident.oncall.OnCall.shifts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.LimitExceededException;
import io.itops.core.record.Tree;
import io.itops.core.time.DstPolicy;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnCallTest {
    private static final List<String> PEOPLE = List.of("ann", "bob", "cat");

    private static OnCallSchedule berlin(LocalDate anchor) {
        return OnCallSchedule.weekly("primary", "Europe/Berlin", DayOfWeek.MONDAY, LocalTime.of(9, 0), anchor, PEOPLE);
    }

    @Test
    void theFirstTurnBeginsAtTheFirstHandOffOnOrAfterTheAnchor() {
        OnCallSchedule fromWednesday = berlin(LocalDate.of(2026, 11, 18));
        Instant handoff = Instant.parse("2026-11-23T08:00:00Z");
        assertThat(onCall(fromWednesday, handoff.minusNanos(1_000))).isEmpty();
        assertThat(onCall(fromWednesday, handoff)).containsExactly("ann");
        OnCallSchedule fromMonday = berlin(LocalDate.of(2026, 11, 23));
        assertThat(onCall(fromMonday, handoff)).containsExactly("ann");
        assertThat(onCall(fromMonday, Instant.parse("1999-01-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void peopleTakeTurnsByTheWeekAndTheInstantOfTheHandOffBelongsToTheNext() {
        OnCallSchedule schedule = berlin(LocalDate.of(2026, 11, 2));
        Instant first = Instant.parse("2026-11-02T08:00:00Z");
        for (int week = 0; week < 7; week++) {
            Instant handoff = first.plus(Duration.ofDays(7L * week));
            assertThat(onCall(schedule, handoff)).containsExactly(PEOPLE.get(week % 3));
            assertThat(onCall(schedule, handoff.plus(Duration.ofDays(7)).minusNanos(1_000)))
                    .containsExactly(PEOPLE.get(week % 3));
        }
    }

    @Test
    void aWeekThatTheClocksMakeLongerOrShorterIsOneTurn() {
        OnCallSchedule schedule = berlin(LocalDate.of(2026, 3, 2));
        assertThat(shifts(schedule, Instant.parse("2026-03-16T08:00:00Z"), Instant.parse("2026-04-06T07:00:00Z")))
                .extracting(shift -> shift.window().duration())
                .containsExactly(Duration.ofHours(168), Duration.ofHours(167), Duration.ofHours(168));
        assertThat(shifts(schedule, Instant.parse("2026-10-19T07:00:00Z"), Instant.parse("2026-10-26T08:00:00Z")))
                .extracting(shift -> shift.window().duration())
                .containsExactly(Duration.ofHours(169));
    }

    @Test
    void aHandOffThatTheClocksSkipFollowsThePolicy() {
        // clocks in Berlin go from 02:00 to 03:00 on 2026-03-29, a Sunday
        for (DstPolicy policy : DstPolicy.values()) {
            OnCallSchedule schedule = OnCallSchedule.builder("primary", "Europe/Berlin")
                    .policy(policy)
                    .layer(Layer.of("weekly", Rotation.weekly(LocalDateTime.of(2026, 3, 22, 2, 30), PEOPLE)))
                    .build();
            Instant expected = policy == DstPolicy.JAVA_AND_RFC5545
                    ? Instant.parse("2026-03-29T01:30:00Z")
                    : Instant.parse("2026-03-29T01:00:00Z");
            assertThat(onCall(schedule, expected.minusNanos(1_000))).containsExactly("ann");
            assertThat(onCall(schedule, expected)).containsExactly("bob");
        }
    }

    @Test
    void aSkippedDayOfHandOffIsNoSkippedTurn() {
        // Samoa had no 2011-12-30, a Friday
        OnCallSchedule schedule = OnCallSchedule.weekly(
                "primary", "Pacific/Apia", DayOfWeek.FRIDAY, LocalTime.of(9, 0), LocalDate.of(2011, 12, 23), PEOPLE);
        List<Shift> shifts =
                shifts(schedule, Instant.parse("2011-12-23T00:00:00Z"), Instant.parse("2012-01-10T00:00:00Z"));
        assertThat(shifts).extracting(Shift::person).containsExactly("ann", "bob", "cat");
        assertThat(shifts.get(1).window().start()).isEqualTo(Instant.parse("2011-12-30T19:00:00Z"));
    }

    @Test
    void shiftsAreCutAtTheEndsOfTheAskedTime() {
        OnCallSchedule schedule = berlin(LocalDate.of(2026, 11, 2));
        Instant from = Instant.parse("2026-11-04T00:00:00Z");
        Instant until = Instant.parse("2026-11-11T00:00:00Z");
        List<Shift> shifts = shifts(schedule, from, until);
        assertThat(shifts).extracting(Shift::person).containsExactly("ann", "bob");
        assertThat(shifts.get(0).window().start()).isEqualTo(from);
        assertThat(shifts.get(1).window().end()).isEqualTo(until);
        assertThat(shifts(schedule, Instant.parse("2026-11-02T08:00:00Z"), Instant.parse("2026-11-09T08:00:00Z")))
                .as("a shift exactly at the ends")
                .hasSize(1);
        assertThat(shifts(schedule, Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-02T08:00:00Z")))
                .as("before the first turn")
                .isEmpty();
    }

    @Test
    void oneOfOneIsAlwaysOnCallAndNamesMayStandTwice() {
        OnCallSchedule one = OnCallSchedule.weekly(
                "s", "UTC", DayOfWeek.MONDAY, LocalTime.MIDNIGHT, LocalDate.of(2026, 1, 1), List.of("ann"));
        assertThat(onCall(one, Instant.parse("2126-06-01T00:00:00Z"))).containsExactly("ann");
        OnCallSchedule twice = OnCallSchedule.weekly(
                "s",
                "UTC",
                DayOfWeek.MONDAY,
                LocalTime.MIDNIGHT,
                LocalDate.of(2026, 11, 2),
                List.of("ann", "ann", "bob"));
        assertThat(shifts(twice, Instant.parse("2026-11-02T00:00:00Z"), Instant.parse("2026-11-23T00:00:00Z")))
                .extracting(Shift::person)
                .containsExactly("ann", "ann", "bob");
    }

    @Test
    void badSchedulesAreRefusedByNameRuleAndValue() {
        LocalDate day = LocalDate.of(2026, 11, 2);
        LocalTime nine = LocalTime.of(9, 0);
        refused(
                "zone must be one of the tz database, but was \"Mars/Olympus\"",
                () -> OnCallSchedule.weekly("s", "Mars/Olympus", DayOfWeek.MONDAY, nine, day, PEOPLE));
        refused(
                "people of a rotation must have 1 to 1000 elements, but was 0",
                () -> OnCallSchedule.weekly("s", "UTC", DayOfWeek.MONDAY, nine, day, List.of()));
        refused(
                "person must be given",
                () -> OnCallSchedule.weekly(
                        "s", "UTC", DayOfWeek.MONDAY, nine, day, new ArrayList<>(Arrays.asList("ann", null))));
        refused(
                "person must not be blank",
                () -> OnCallSchedule.weekly("s", "UTC", DayOfWeek.MONDAY, nine, day, List.of(" ")));
        refused(
                "schedule id must be at most 100 characters",
                () -> OnCallSchedule.weekly("s".repeat(101), "UTC", DayOfWeek.MONDAY, nine, day, PEOPLE));
        refused(
                "hand-off time must be in whole seconds",
                () -> OnCallSchedule.weekly("s", "UTC", DayOfWeek.MONDAY, nine.plusNanos(1), day, PEOPLE));
        refused(
                "anchor must lie in the years 1900 to 9000",
                () -> OnCallSchedule.weekly("s", "UTC", DayOfWeek.MONDAY, nine, LocalDate.of(9001, 1, 1), PEOPLE));
        refused(
                "window end must be after its start",
                () -> shifts(
                        berlin(day), Instant.parse("2026-11-02T00:00:00Z"), Instant.parse("2026-11-02T00:00:00Z")));
    }

    private static void refused(String message, Runnable making) {
        assertThatThrownBy(making::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void endlessQuestionsAreRefused() {
        assertThatThrownBy(() -> shifts(
                        berlin(LocalDate.of(2026, 1, 1)),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("8000-01-01T00:00:00Z")))
                .isInstanceOf(LimitExceededException.class);
    }

    @Test
    void schedulesAreReadBackAsTheyWereWritten() {
        OnCallSchedule schedule = berlin(LocalDate.of(2026, 11, 2));
        Tree.Obj written = OnCallSchedule.TYPE.shape().write(schedule);
        assertThat(OnCallSchedule.TYPE.shape().read(written)).isEqualTo(schedule);
        assertThat(OnCallSchedule.TYPE.fromStored(OnCallSchedule.TYPE.toStored(schedule, 1)))
                .isEqualTo(schedule);
        var members = new java.util.TreeMap<String, Tree>(written.members());
        members.put("zone", new Tree.Text("Mars/Olympus"));
        assertThatThrownBy(() -> OnCallSchedule.TYPE.shape().read(new Tree.Obj(members)))
                .isInstanceOf(FormatException.class);
    }
}
