package io.itops.incident.oncall;

import static io.itops.incident.oncall.OnCall.onCall;
import static io.itops.incident.oncall.OnCall.shifts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleEditsTest {
    private static final Instant NOON = Instant.parse("2026-01-07T12:00:00Z");

    /** From 2026-01-05, a Monday, a turn a day from midnight: on Wednesday it is cat's. */
    private static OnCallSchedule daily(String... people) {
        return OnCallSchedule.builder("primary", "UTC").layer(layer(people)).build();
    }

    private static Layer layer(String... people) {
        return Layer.of("daily", Rotation.daily(LocalDateTime.of(2026, 1, 5, 0, 0), List.of(people)));
    }

    private static List<String> days(OnCallSchedule schedule, int count) {
        Instant from = NOON.minus(Duration.ofHours(12));
        return shifts(schedule, from, from.plus(Duration.ofDays(count))).stream()
                .map(shift -> shift.person() + (shift.window().duration().equals(Duration.ofHours(12)) ? "/2" : ""))
                .toList();
    }

    @Test
    void anEditKeepsWhoeverIsOnCallNowAndThePast() {
        OnCallSchedule before = daily("ann", "bob", "cat");
        OnCallSchedule after = before.edited(List.of(layer("zoe", "cat", "ann", "bob")), NOON, Continuity.KEEP_CURRENT);
        assertThat(days(after, 5)).containsExactly("cat", "ann", "bob", "zoe", "cat");
        assertThat(onCall(after, NOON.minus(Duration.ofDays(1)))).containsExactly("bob");
        OnCallSchedule asGiven = before.edited(List.of(layer("zoe", "cat", "ann", "bob")), NOON, Continuity.AS_GIVEN);
        assertThat(days(asGiven, 3)).containsExactly("cat/2", "ann/2", "bob", "zoe");
        OnCallSchedule gone = before.edited(List.of(layer("zoe", "ann")), NOON, Continuity.KEEP_CURRENT);
        assertThat(onCall(gone, NOON))
                .as("who takes part no more keeps nothing")
                .containsExactly("zoe");
    }

    @Test
    void ofTwoPlacesOfOnePersonTheOneWithTheSameFollowersIsKept() {
        OnCallSchedule before = daily("ann", "bob", "ann", "cat");
        OnCallSchedule after =
                before.edited(List.of(layer("ann", "bob", "ann", "cat", "dan")), NOON, Continuity.KEEP_CURRENT);
        assertThat(days(after, 5)).containsExactly("ann", "cat", "dan", "ann", "bob");
    }

    @Test
    void aVersionIsPutBetweenOthersAndInThePlaceOfOneOfTheSameInstant() {
        Instant later = NOON.plus(Duration.ofDays(2));
        OnCallSchedule planned = daily("ann", "bob").edited(List.of(layer("zoe")), later, Continuity.AS_GIVEN);
        OnCallSchedule between = planned.edited(List.of(layer("max")), NOON, Continuity.AS_GIVEN);
        assertThat(onCall(between, NOON)).containsExactly("max");
        assertThat(onCall(between, later)).containsExactly("zoe");
        assertThat(between.edited(List.of(layer("moe")), NOON, Continuity.AS_GIVEN)
                        .versions())
                .hasSize(3);
    }

    @Test
    void aPersonRemovedInTheMiddleOfATurnHandsOverAtOnceAndTheOthersMoveUp() {
        OnCallSchedule after = daily("ann", "bob", "cat", "dan").withoutPerson("cat", NOON);
        assertThat(days(after, 4)).containsExactly("cat/2", "dan/2", "ann", "bob", "dan");
        OnCallSchedule another = daily("ann", "bob", "cat", "dan").withoutPerson("ann", NOON);
        assertThat(days(another, 4)).as("whoever has the turn keeps it").containsExactly("cat", "dan", "bob", "cat");
        assertThatThrownBy(() -> daily("ann", "ann").withoutPerson("ann", NOON))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("person to remove must not be the only one of layer daily, but was \"ann\"");
        assertThat(daily("ann", "bob").withoutPerson("zoe", NOON)).isEqualTo(daily("ann", "bob"));
    }

    @Test
    void whatExceptionsAssignToARemovedPersonEndsAndTheirPastStays() {
        Window days = new Window(NOON.minus(Duration.ofDays(1)), NOON.plus(Duration.ofDays(1)));
        Window later = new Window(NOON.plus(Duration.ofDays(3)), NOON.plus(Duration.ofDays(4)));
        Window latest = new Window(NOON.plus(Duration.ofDays(5)), NOON.plus(Duration.ofDays(6)));
        OnCallSchedule after = daily("ann", "bob", "cat").toBuilder()
                .override(ScheduleOverride.add("o1", days, "eve"))
                .override(ScheduleOverride.replace("o2", later, "ann", "eve"))
                .override(new ScheduleOverride.Swap("o3", new Assignment(later, "ann"), new Assignment(latest, "eve")))
                .override(new ScheduleOverride.Swap("o4", new Assignment(days, "eve"), new Assignment(latest, "bob")))
                .temporary(new TemporarySchedule("t", latest, List.of(new Assignment(latest, "eve"))))
                .shadow(new Shadow("s", "eve", Optional.empty(), days))
                .build()
                .withoutPerson("eve", NOON);
        assertThat(after.overrides())
                .containsExactly(
                        ScheduleOverride.add("o1", new Window(days.start(), NOON), "eve"),
                        ScheduleOverride.replace("o4", days, "eve", "bob"));
        assertThat(after.temporaries().get(0).assignments()).isEmpty();
        assertThat(after.shadows().get(0).window().end()).isEqualTo(NOON);
        for (Shift shift : shifts(after, NOON, NOON.plus(Duration.ofDays(30)))) {
            assertThat(shift.person()).isNotEqualTo("eve");
        }
    }

    @Test
    void whatIsOverCanBeDroppedWithoutChangingWhatComes() {
        Window past = new Window(NOON.minus(Duration.ofDays(2)), NOON.minus(Duration.ofDays(1)));
        Window now = new Window(NOON.minus(Duration.ofDays(1)), NOON.plus(Duration.ofDays(1)));
        OnCallSchedule full = daily("ann", "bob", "cat")
                .edited(List.of(layer("ann", "bob")), NOON.minus(Duration.ofDays(1)), Continuity.KEEP_CURRENT)
                .toBuilder()
                .override(ScheduleOverride.add("o1", past, "eve"))
                .override(ScheduleOverride.add("o2", now, "dan"))
                .vacation(Vacation.of("v", "ann", past))
                .build();
        OnCallSchedule trimmed = full.trimmed(NOON);
        assertThat(trimmed.versions()).hasSize(1);
        assertThat(trimmed.overrides()).hasSize(1);
        assertThat(trimmed.vacations()).isEmpty();
        assertThat(shifts(trimmed, NOON, NOON.plus(Duration.ofDays(9))))
                .isEqualTo(shifts(full, NOON, NOON.plus(Duration.ofDays(9))));
    }

    /** An override of a layer that goes with its version goes too, since it can change nothing any more. */
    @Test
    void trimmingDropsOverridesOfLayersThatAreGone() {
        Instant june = Instant.parse("2026-06-01T00:00:00Z");
        Rotation daily = Rotation.daily(LocalDateTime.of(2026, 1, 1, 0, 0), List.of("ann", "bob"));
        Window across = new Window(june.minus(Duration.ofDays(2)), june.plus(Duration.ofDays(2)));
        OnCallSchedule schedule = OnCallSchedule.builder("s", "UTC")
                .layer(Layer.of("night", daily))
                .override(new ScheduleOverride.Add("o", across, "eve", Optional.of("night")))
                .override(ScheduleOverride.add("p", across, "fay"))
                .build()
                .edited(List.of(Layer.of("day", daily)), june, Continuity.AS_GIVEN);
        Instant second = june.plus(Duration.ofDays(1));
        OnCallSchedule trimmed = schedule.trimmed(second);
        assertThat(trimmed.overrides()).extracting(ScheduleOverride::id).containsExactly("p");
        Instant end = june.plus(Duration.ofDays(30));
        assertThat(OnCall.shifts(trimmed, second, end)).isEqualTo(OnCall.shifts(schedule, second, end));
    }

    @Test
    void theSecondHalfOfASwapGetsAnIdThatIsFree() {
        Instant june = Instant.parse("2026-06-01T00:00:00Z");
        Window first = new Window(june, june.plus(Duration.ofDays(1)));
        Window second = new Window(first.end(), first.end().plus(Duration.ofDays(1)));
        OnCallSchedule schedule = OnCallSchedule.builder("s", "UTC")
                .layer(Layer.of(
                        "daily", Rotation.daily(LocalDateTime.of(2026, 6, 1, 0, 0), List.of("ann", "bob", "cat"))))
                .override(new ScheduleOverride.Swap("x", new Assignment(first, "ann"), new Assignment(second, "bob")))
                .override(ScheduleOverride.add("x/2", second, "eve"))
                .build();
        OnCallSchedule after = schedule.withoutPerson("bob", june.plus(Duration.ofHours(30)));
        assertThat(after.overrides()).extracting(ScheduleOverride::id).containsExactly("x", "x/3", "x/2");
    }
}
