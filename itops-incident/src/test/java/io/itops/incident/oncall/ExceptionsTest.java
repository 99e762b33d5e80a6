package io.itops.incident.oncall;

import static io.itops.incident.oncall.OnCall.onCall;
import static io.itops.incident.oncall.OnCall.shifts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.itops.core.InvalidInputException;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Overrides, swaps, temporary schedules, vacations and shadows. */
class ExceptionsTest {
    private static final Window TUESDAY = day(6);

    /** From 2026-01-05, a Monday, a turn a day from midnight. */
    private static OnCallSchedule.Builder daily() {
        return OnCallSchedule.builder("primary", "UTC")
                .layer(Layer.of(
                        "daily", Rotation.daily(LocalDateTime.of(2026, 1, 5, 0, 0), List.of("ann", "bob", "cat"))));
    }

    private static Window day(int day) {
        Instant start = LocalDateTime.of(2026, 1, day, 0, 0).toInstant(ZoneOffset.UTC);
        return new Window(start, start.plusSeconds(86_400));
    }

    private static Instant noon(int day) {
        return day(day).start().plusSeconds(43_200);
    }

    @Test
    void whatIsMadeLaterIsCarriedOutOnWhatWasMadeBefore() {
        OnCallSchedule added = daily().override(ScheduleOverride.add("o1", TUESDAY, "dan"))
                .override(ScheduleOverride.replace("o2", TUESDAY, "dan", "eve"))
                .build();
        assertThat(onCall(added, noon(6))).containsExactly("bob", "eve");
        OnCallSchedule removed = daily().override(ScheduleOverride.remove("o1", TUESDAY, "bob"))
                .override(ScheduleOverride.replace("o2", TUESDAY, "bob", "eve"))
                .build();
        assertThat(onCall(removed, noon(6))).as("a duty that is free again").containsExactly("eve");
        OnCallSchedule back = daily().override(ScheduleOverride.replace("o1", TUESDAY, "bob", "eve"))
                .override(ScheduleOverride.replace("o2", TUESDAY, "eve", "bob"))
                .build();
        assertThat(onCall(back, noon(6))).as("given and given back").containsExactly("bob");
        OnCallSchedule relieved = daily().override(ScheduleOverride.replace("o1", TUESDAY, "bob", "eve"))
                .override(ScheduleOverride.remove("o2", TUESDAY, "bob"))
                .build();
        assertThat(onCall(relieved, noon(6)))
                .as("whoever is off already takes nobody off")
                .containsExactly("eve");
    }

    @Test
    void everyAnswerSaysWhy() {
        OnCallSchedule schedule = daily().override(ScheduleOverride.replace("o1", TUESDAY, "bob", "eve"))
                .build();
        assertThat(OnCall.duties(schedule, noon(5)).get(0).cause().words())
                .isEqualTo("turn in layer daily since 2026-01-05T00:00:00Z");
        assertThat(OnCall.duties(schedule, noon(6)).get(0).cause().words())
                .isEqualTo("override o1 in place of bob, turn in layer daily since 2026-01-06T00:00:00Z");
        assertThat(OnCall.why(schedule, noon(6)).render())
                .contains("eve on call in schedule primary")
                .contains("layer daily has bob on call")
                .contains("turn=1")
                .contains("override o1, which puts eve in place of bob, changes who is on call");
        assertThat(OnCall.why(schedule, Instant.parse("2025-01-01T00:00:00Z")).render())
                .contains("nobody on call")
                .contains("layer daily has not begun: its anchor is 2026-01-05T00:00");
    }

    @Test
    void anExceptionThatChangesNothingSplitsNoShift() {
        OnCallSchedule schedule = daily().override(
                        ScheduleOverride.replace("o1", new Window(noon(6), noon(6).plusSeconds(3_600)), "cat", "eve"))
                .build();
        assertThat(shifts(schedule, day(6).start(), day(6).end())).hasSize(1);
        assertThat(OnCall.effect(schedule, "o1").isEmpty()).isTrue();
    }

    @Test
    void aSwapHasBothHalves() {
        OnCallSchedule schedule = daily().override(
                        new ScheduleOverride.Swap("s", new Assignment(day(5), "ann"), new Assignment(day(7), "cat")))
                .build();
        assertThat(onCall(schedule, noon(5))).containsExactly("cat");
        assertThat(onCall(schedule, noon(6))).containsExactly("bob");
        assertThat(onCall(schedule, noon(7))).containsExactly("ann");
        assertThat(OnCall.duties(schedule, noon(7)).get(0).cause().kind()).isEqualTo(Cause.Kind.SWAPPED);
        assertThatThrownBy(() ->
                        new ScheduleOverride.Swap("s", new Assignment(day(5), "ann"), new Assignment(day(7), "ann")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("second half must be of another person than the first");
    }

    @Test
    void theNextPersonWhoIsThereStepsInForOneOnVacation() {
        Window window = new Window(day(5).start(), day(6).end());
        OnCallSchedule schedule = daily().vacation(Vacation.of("v1", "ann", window))
                .vacation(Vacation.of("v2", "bob", new Window(noon(5), day(6).end())))
                .build();
        assertThat(shifts(schedule, day(5).start(), day(7).end()))
                .extracting(Shift::person)
                .containsExactly("bob", "cat", "cat", "cat");
        assertThat(OnCall.duties(schedule, noon(6)).get(0).cause().words())
                .isEqualTo("steps into a turn in layer daily in place of bob since 2026-01-06T00:00:00Z");
        OnCallSchedule all =
                schedule.toBuilder().vacation(Vacation.of("v3", "cat", window)).build();
        assertThat(onCall(all, noon(6))).as("nobody is there").isEmpty();
        OnCallSchedule gap = daily().vacation(new Vacation("v1", "bob", TUESDAY, Vacation.Cover.NOBODY))
                .build();
        assertThat(onCall(gap, noon(6))).isEmpty();
        assertThat(onCall(
                        gap.toBuilder()
                                .override(ScheduleOverride.add("o", TUESDAY, "bob"))
                                .build(),
                        noon(6)))
                .as("who is assigned by name is on call all the same")
                .containsExactly("bob");
    }

    @Test
    void ofTwoTemporarySchedulesTheOneMadeLaterCounts() {
        Window two = new Window(day(5).start(), day(6).end());
        OnCallSchedule schedule = daily().temporary(
                        new TemporarySchedule("t1", two, List.of(new Assignment(two, "dan"))))
                .temporary(new TemporarySchedule("t2", TUESDAY, List.of()))
                .build();
        assertThat(onCall(schedule, noon(5))).containsExactly("dan");
        assertThat(onCall(schedule, noon(6)))
                .as("where it assigns nobody, nobody is on call")
                .isEmpty();
        assertThat(onCall(schedule, noon(7))).containsExactly("cat");
        assertThatThrownBy(() -> new TemporarySchedule("t", TUESDAY, List.of(new Assignment(two, "dan"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("assignment must lie inside the temporary schedule's window");
    }

    @Test
    void whoLooksOnIsListedAndNeverOnCall() {
        Window week = new Window(day(5).start(), day(11).end());
        OnCallSchedule schedule = daily().shadow(new Shadow("s1", "new", Optional.of("bob"), week))
                .shadow(new Shadow("s2", "boss", Optional.empty(), day(7)))
                .build();
        assertThat(OnCall.shadowing(schedule, noon(5))).isEmpty();
        assertThat(OnCall.shadowing(schedule, noon(6))).containsExactly("new");
        assertThat(onCall(schedule, noon(6))).containsExactly("bob");
        assertThat(OnCall.shadowShifts(schedule, day(5).start(), day(11).end()))
                .extracting(Shift::person, Shift::window)
                .containsExactly(tuple("new", day(6)), tuple("boss", day(7)), tuple("new", day(9)));
    }

    @Test
    void versionsCountFromTheInstantAtWhichTheyAreEffective() {
        OnCallSchedule schedule = OnCallSchedule.builder("primary", "UTC")
                .version(new ScheduleVersion(
                        noon(6), daily().build().versions().get(0).layers()))
                .version(new ScheduleVersion(
                        noon(7),
                        List.of(Layer.of("x", Rotation.daily(LocalDateTime.of(2026, 1, 5, 0, 0), List.of("zoe"))))))
                .build();
        assertThat(shifts(schedule, day(5).start(), day(8).end()))
                .extracting(Shift::person)
                .containsExactly("bob", "cat", "zoe", "zoe");
        assertThatThrownBy(() -> schedule.toBuilder()
                        .version(new ScheduleVersion(
                                noon(7), schedule.versions().get(0).layers()))
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("effective from must be after that of the version before it");
    }

    @Test
    void everythingIsReadBackAsItWasWritten() {
        OnCallSchedule schedule = daily().override(new ScheduleOverride.Add("o1", TUESDAY, "dan", Optional.of("daily")))
                .override(ScheduleOverride.remove("o2", TUESDAY, "dan"))
                .override(ScheduleOverride.replace("o3", TUESDAY, "dan", "eve"))
                .override(new ScheduleOverride.Swap("o4", new Assignment(day(5), "ann"), new Assignment(day(7), "cat")))
                .temporary(new TemporarySchedule("t", TUESDAY, List.of(new Assignment(TUESDAY, "dan"))))
                .vacation(Vacation.of("v", "ann", TUESDAY))
                .shadow(new Shadow("s", "new", Optional.of("bob"), TUESDAY))
                .acceptedGap(new AcceptedGap("g", TUESDAY, "nobody works"))
                .coverageHours(WeeklyHours.daily(LocalTime.of(8, 0), LocalTime.of(20, 0)))
                .managers(List.of("mia"))
                .build();
        assertThat(OnCallSchedule.TYPE.fromStored(OnCallSchedule.TYPE.toStored(schedule, 1)))
                .isEqualTo(schedule)
                .hasSameHashCodeAs(schedule);
        assertThatThrownBy(() -> schedule.toBuilder()
                        .override(ScheduleOverride.add("o1", TUESDAY, "zoe"))
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(
                        "id of an override, temporary schedule, vacation, shadow or accepted gap must be"
                                + " given once in a schedule");
        assertThatThrownBy(() -> daily().override(new ScheduleOverride.Add("o", TUESDAY, "dan", Optional.of("nightly")))
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("layer of an override must be one of [daily], but was \"nightly\"");
    }
}
