package io.itops.incident.escalation;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.Severity;
import io.itops.core.TeamId;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import io.itops.core.time.ZonedHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StepConditionTest {
    private static final ZonedHours OFFICE =
            WeeklyHours.weekdays(LocalTime.of(9, 0), LocalTime.of(17, 0)).in(ZoneId.of("Europe/Berlin"));
    private static final ZonedHours NIGHT =
            WeeklyHours.daily(LocalTime.of(22, 0), LocalTime.of(7, 0)).in(ZoneId.of("Europe/Berlin"));

    /** A Tuesday, 03:00 in Berlin. */
    private static final Instant TUESDAY = Instant.parse("2026-11-24T02:00:00Z");

    private static StepSituation at(Instant now) {
        return new StepSituation(Severity.SEV3, 2, TUESDAY, now);
    }

    @Test
    void eachConditionSaysWhyItDoesNotHold() {
        StepSituation now = at(TUESDAY.plus(ofMinutes(10)));
        assertThat(StepCondition.atLeast(Severity.SEV3).unmet(now)).isEmpty();
        assertThat(StepCondition.atLeast(Severity.SEV2).unmet(now))
                .contains("the incident is SEV3 and not SEV2 or worse");
        assertThat(StepCondition.signals(2).unmet(now)).isEmpty();
        assertThat(StepCondition.signals(3).unmet(now)).contains("2 signals came and not 3");
        assertThat(StepCondition.olderThan(ofMinutes(10)).unmet(now)).isEmpty();
        assertThat(StepCondition.olderThan(ofMinutes(11)).unmet(now))
                .contains("the incident is 10 min old and not 11 min");
        assertThat(StepCondition.outside(OFFICE).unmet(now)).isEmpty();
        assertThat(StepCondition.within(OFFICE).unmet(now))
                .contains("it is outside 09:00 to 17:00 Europe/Berlin on Mon, Tue, Wed, Thu, Fri");
        assertThat(at(TUESDAY.minusSeconds(5)).age()).as("the clock went back").isZero();
    }

    @Test
    void aStepSaysWhenItsConditionsHoldTogether() {
        EscalationStep step = EscalationStep.builder(ofMinutes(5))
                .page("ann")
                .when(StepCondition.olderThan(Duration.ofHours(16)))
                .when(StepCondition.within(OFFICE))
                .waiting()
                .build();
        // 16 hours later it is 19:00 in Berlin: the office opens on Wednesday at 09:00
        assertThat(step.next(at(TUESDAY))).contains(Instant.parse("2026-11-25T08:00:00Z"));
        assertThat(step.unmet(at(Instant.parse("2026-11-25T08:00:00Z")))).isEmpty();
        EscalationStep never = EscalationStep.builder(ofMinutes(5))
                .page("ann")
                .when(StepCondition.within(OFFICE))
                .when(StepCondition.within(NIGHT))
                .waiting()
                .build();
        assertThat(never.next(at(TUESDAY))).isEmpty();
        assertThat(step).hasToString("ann for 5 min once older than 16 h and within " + OFFICE);
    }

    @Test
    void aStepCannotWaitForWhatTimeDoesNotDecide() {
        assertThatThrownBy(() -> EscalationStep.builder(ofMinutes(5))
                        .page("ann")
                        .when(StepCondition.signals(3))
                        .waiting()
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ages and hours");
    }

    @Test
    void hoursThatEndOnTheNextDayBelongToTheDayOfTheirStart() {
        ZonedHours friday = WeeklyHours.on(Set.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(6, 0))
                .in(ZoneId.of("UTC"));
        assertThat(friday.contains(Instant.parse("2026-11-28T05:59:59Z")))
                .as("Saturday morning")
                .isTrue();
        assertThat(friday.contains(Instant.parse("2026-11-28T06:00:00Z"))).isFalse();
        assertThat(friday.contains(Instant.parse("2026-11-27T05:00:00Z")))
                .as("Friday morning")
                .isFalse();
        assertThat(friday.next(Instant.parse("2026-11-24T02:00:00Z"))).contains(Instant.parse("2026-11-27T22:00:00Z"));
    }

    @Test
    void hoursThatEndWhenTheyStartLastAWholeDay() {
        ZonedHours always =
                WeeklyHours.daily(LocalTime.of(0, 0), LocalTime.of(0, 0)).in(ZoneId.of("Europe/Berlin"));
        assertThat(always.nextOutside(TUESDAY)).isEmpty();
        ZonedHours monday = WeeklyHours.on(Set.of(DayOfWeek.MONDAY), LocalTime.of(9, 0), LocalTime.of(9, 0))
                .in(ZoneId.of("UTC"));
        Window week = new Window(TUESDAY, TUESDAY.plus(Duration.ofDays(7)));
        assertThat(monday.within(week).total()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void hoursFollowTheClocksOfTheirZone() {
        // Berlin goes back an hour on 2026-10-25 at 03:00: that night is nine and one hours long
        Window night = new Window(Instant.parse("2026-10-24T12:00:00Z"), Instant.parse("2026-10-25T12:00:00Z"));
        assertThat(NIGHT.within(night).total()).isEqualTo(Duration.ofHours(10));
        assertThat(NIGHT.nextOutside(Instant.parse("2026-10-24T21:00:00Z")))
                .contains(Instant.parse("2026-10-25T06:00:00Z"));
        // New York skips 02:00 to 03:00 on 2026-03-08: hours inside the gap do not come that day, or come later
        ZonedHours gap =
                WeeklyHours.daily(LocalTime.of(2, 30), LocalTime.of(3, 0)).in(ZoneId.of("America/New_York"));
        assertThat(gap.next(Instant.parse("2026-03-08T06:00:00Z"))).contains(Instant.parse("2026-03-09T06:30:00Z"));
    }

    /**
     * Bug 2, for escalations: hours of a condition kept in UTC are an hour off after the clocks have changed. Naive variant: the hours of
     * the day on which the condition was written, as UTC has them.
     */
    @Test
    void bug02HoursOfAConditionStayWhereTheyAreWhenTheClocksChange() {
        ZonedHours office =
                WeeklyHours.daily(LocalTime.of(9, 0), LocalTime.of(17, 0)).in(ZoneId.of("Europe/Berlin"));
        ZonedHours naive =
                WeeklyHours.daily(LocalTime.of(7, 0), LocalTime.of(15, 0)).in(ZoneId.of("UTC"));
        for (String summer : List.of("2026-10-23", "2026-10-24")) {
            assertThat(opensAtNine(office, summer)).isTrue();
            assertThat(opensAtNine(naive, summer)).isTrue();
        }
        for (String winter : List.of("2026-10-25", "2026-10-26")) {
            assertThat(opensAtNine(office, winter)).isTrue();
            assertThat(opensAtNine(naive, winter)).as("the naive variant").isFalse();
        }
    }

    /** Whether a step with the condition is taken at nine by Berlin's clocks, and not half an hour before. */
    private static boolean opensAtNine(ZonedHours hours, String date) {
        Instant nine = LocalDate.parse(date)
                .atTime(9, 0)
                .atZone(ZoneId.of("Europe/Berlin"))
                .toInstant();
        StepCondition condition = StepCondition.within(hours);
        return condition.unmet(situation(nine)).isEmpty()
                && condition.unmet(situation(nine.minus(ofMinutes(30)))).isPresent();
    }

    private static StepSituation situation(Instant now) {
        return new StepSituation(Severity.SEV2, 1, now, now);
    }

    @Test
    void stepsAreReadBackAsTheyWereWrittenAndLeaveOutWhatIsUsual() {
        EscalationStep step = EscalationStep.builder(ofMinutes(5))
                .page(EscalationTarget.team("ops"))
                .page(EscalationTarget.group("leads", List.of("ann", "bob")))
                .page(EscalationTarget.roundRobin(
                        "first-line", List.of(EscalationTarget.person("cat"), EscalationTarget.schedule("primary"))))
                .when(StepCondition.atLeast(Severity.SEV2))
                .when(StepCondition.signals(3))
                .when(StepCondition.olderThan(ofMinutes(7)))
                .when(StepCondition.outside(NIGHT))
                .acknowledgements(2)
                .urgency(PageUrgency.LOW)
                .build();
        assertThat(EscalationStep.CODEC.read(EscalationStep.CODEC.write(step))).isEqualTo(step);
        EscalationStep plain = new EscalationStep(List.of(EscalationTarget.person("ann")), ofMinutes(5));
        assertThat(EscalationStep.CODEC.write(plain).toString()).doesNotContain("urgency", "unmet", "conditions");
        assertThat(step)
                .hasToString(
                        "team ops and group leads and round robin first-line for 5 min until 2 acknowledge with low"
                                + " urgency if SEV2 or worse and at least 3 signals and older than 7 min and outside "
                                + NIGHT);
    }

    @Test
    void aRoundRobinPassesOverThoseWhoAreNotThere() {
        EscalationTarget turns = EscalationTarget.roundRobin(
                "r",
                List.of(
                        EscalationTarget.person("ann"),
                        EscalationTarget.schedule("empty"),
                        EscalationTarget.team("ops")));
        Roster roster = new Roster(
                new TreeMap<>(Map.of("empty", List.of())),
                new TreeMap<>(Map.of("ops", List.of("bob", "cat"))),
                new TreeMap<>(Map.of("r", 3L)));
        assertThat(turns.people(roster)).containsExactly("ann");
        assertThat(turns.turn(roster)).contains(new EscalationTarget.Turn("r", 4));
        Roster next = roster.withTurns(new TreeMap<>(Map.of("r", 4L)));
        assertThat(turns.people(next)).containsExactly("bob", "cat");
        assertThat(turns.turn(next)).contains(new EscalationTarget.Turn("r", 6));
        EscalationTarget nobody = EscalationTarget.roundRobin(
                "r", List.of(EscalationTarget.schedule("empty"), new EscalationTarget.Team(TeamId.of("x"))));
        assertThat(nobody.people(roster)).isEmpty();
        assertThat(nobody.turn(roster)).isEmpty();
        assertThat(nobody.gap(roster))
                .isEqualTo("round robin r reaches nobody: nobody is on call in schedule empty, there is no team x");
        assertThatThrownBy(() -> EscalationTarget.roundRobin("a", List.of(turns)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("none itself");
        assertThatThrownBy(() -> EscalationTarget.group("g", List.of("ann", "ann")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("once each");
    }

    @Test
    void anEscalationThatStoodAtAStepThatIsGoneGoesOnWithTheNextCycle() {
        EscalationPolicy one =
                EscalationPolicy.builder().step("ann", ofMinutes(1)).repeat(1).build();
        assertThat(one.placeOf(new StepPosition(1, 1))).isEqualTo(new StepPosition(1, 1));
        assertThat(one.placeOf(new StepPosition(1, 3))).isEqualTo(new StepPosition(2, 1));
        assertThat(one.placeOf(new StepPosition(2, 3))).as("no cycle left").isEqualTo(new StepPosition(2, 1));
    }
}
