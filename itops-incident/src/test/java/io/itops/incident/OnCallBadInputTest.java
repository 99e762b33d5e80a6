package io.itops.incident;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.record.Tree;
import io.itops.core.time.Window;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.oncall.Continuity;
import io.itops.incident.oncall.Coverage;
import io.itops.incident.oncall.Layer;
import io.itops.incident.oncall.OnCall;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.oncall.OnCallSchedules;
import io.itops.incident.oncall.Rotation;
import io.itops.incident.oncall.ScheduleOverride;
import io.itops.incident.oncall.ScheduleVersion;
import io.itops.incident.oncall.Shift;
import io.itops.incident.oncall.Vacation;
import io.itops.incident.workflow.Incident;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What schedules are given that is wrong, or that the calendar makes odd: each has one defined answer. */
class OnCallBadInputTest {
    private static final Actor ANN = Actor.user("ann");

    /** A turn a day from midnight; on 2026-11-24, when scenes begin, the second person's. */
    private static Layer layer(String... people) {
        return Layer.of("daily", Rotation.daily(LocalDateTime.of(2026, 11, 23, 0, 0), List.of(people)));
    }

    private static OnCallSchedule primary(String... people) {
        return OnCallSchedule.builder("primary", "UTC").layer(layer(people)).build();
    }

    private static Scene scene() {
        Scene scene = Scene.of(EscalationPolicy.builder()
                .step(EscalationTarget.schedule("primary"), ofMinutes(5))
                .step("max", ofMinutes(5))
                .build());
        scene.incidents.schedules().put(primary("ann", "bob", "cat"), ANN);
        return scene;
    }

    private static Window hours(Scene scene, int from, int until) {
        return new Window(scene.minute(60L * from), scene.minute(60L * until));
    }

    private static void refused(String message, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(InvalidInputException.class).hasMessage(message);
    }

    @Test
    void anEmptyRotationIsRefused() {
        refused(
                "people of a rotation must have 1 to 1000 elements, but was 0",
                () -> Rotation.weekly(LocalDateTime.of(2026, 1, 5, 9, 0), List.of()));
    }

    @Test
    void aScheduleWithoutALayerIsRefusedHoweverItIsMade() {
        refused(
                "schedule empty must have a layer, but was \"none\"",
                () -> OnCallSchedule.builder("empty", "UTC").build());
        refused(
                "layers must have 1 to 50 elements, but was 0",
                () -> new ScheduleVersion(Instant.parse("2026-01-01T00:00:00Z"), List.of()));
        try (Scene scene = scene()) {
            OnCallSchedules schedules = scene.incidents.schedules();
            OnCallSchedule before = schedules.get("primary");
            refused(
                    "layers must have 1 to 50 elements, but was 0",
                    () -> schedules.edit("primary", List.of(), Continuity.KEEP_CURRENT, ANN));
            assertThat(schedules.get("primary")).isEqualTo(before);
        }
        SortedMap<String, Tree> members =
                new TreeMap<>(OnCallSchedule.TYPE.shape().write(primary("ann")).members());
        members.put("versions", new Tree.Arr(List.of()));
        assertThatThrownBy(() -> OnCallSchedule.TYPE.shape().read(new Tree.Obj(members)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("schedule primary must have a layer");
    }

    @Test
    void aVacationOfWhoTakesNoTurnsIsRefusedAndNamesThoseWhoDo() {
        try (Scene scene = scene()) {
            OnCallSchedules schedules = scene.incidents.schedules();
            OnCallSchedule before = schedules.get("primary");
            String message = "person on vacation must be one of ann, bob, cat, who take turns in schedule primary in "
                    + hours(scene, 1, 2) + ", but was \"anne\"";
            Vacation strangers = Vacation.of("v", "anne", hours(scene, 1, 2));
            refused(message, () -> schedules.vacation("primary", strangers, ANN));
            refused(
                    message,
                    () -> schedules.put(before.toBuilder().vacation(strangers).build(), ANN));
            assertThat(schedules.get("primary")).isEqualTo(before);
            assertThat(scene.ops.journal().about(before.ref())).hasSize(1);
            schedules.vacation("primary", Vacation.of("v", "ann", hours(scene, 1, 2)), ANN);
            assertThat(schedules.get("primary").vacations()).hasSize(1);
        }
    }

    @Test
    void aVacationCountsThePeopleOfTheVersionsThatAreEffectiveInIt() {
        try (Scene scene = scene()) {
            OnCallSchedules schedules = scene.incidents.schedules();
            schedules.edit("primary", List.of(layer("zoe", "bob")), scene.minute(600), Continuity.AS_GIVEN, ANN);
            schedules.vacation("primary", Vacation.of("v1", "zoe", hours(scene, 9, 12)), ANN);
            schedules.vacation("primary", Vacation.of("v2", "ann", hours(scene, 9, 12)), ANN);
            refused(
                    "person on vacation must be one of ann, bob, cat, who take turns in schedule primary in "
                            + hours(scene, 1, 10) + ", but was \"zoe\"",
                    () -> schedules.vacation("primary", Vacation.of("v3", "zoe", hours(scene, 1, 10)), ANN));
            refused(
                    "person on vacation must be one of bob, zoe, who take turns in schedule primary in "
                            + hours(scene, 10, 12) + ", but was \"ann\"",
                    () -> schedules.vacation("primary", Vacation.of("v3", "ann", hours(scene, 10, 12)), ANN));
        }
    }

    /** Vacations stay when a person leaves: a schedule that was read can be put back all the same. */
    @Test
    void aVacationThatTheScheduleHadBeforeIsNotJudgedAgain() {
        try (Scene scene = scene()) {
            OnCallSchedules schedules = scene.incidents.schedules();
            schedules.vacation("primary", Vacation.of("v", "cat", hours(scene, 1, 99)), ANN);
            schedules.removePerson("primary", "cat", ANN);
            OnCallSchedule read = schedules.get("primary");
            assertThat(read.vacations()).hasSize(1);
            OnCallSchedule managed = read.toBuilder().managers(List.of("mia")).build();
            schedules.put(managed, ANN);
            assertThat(schedules.get("primary")).isEqualTo(managed);
        }
    }

    @Test
    void aPersonRemovedInTheMiddleOfAShiftHandsOverAtOnce() {
        try (Scene scene = scene()) {
            assertThat(OnCall.onCall(scene.incidents.schedules().get("primary"), scene.minute(0)))
                    .containsExactly("bob");
            scene.incidents.schedules().removePerson("primary", "bob", ANN);
            OnCallSchedule after = scene.incidents.schedules().get("primary");
            assertThat(OnCall.onCall(after, scene.minute(0))).containsExactly("cat");
            assertThat(OnCall.onCall(after, scene.minute(-1))).containsExactly("bob");
        }
    }

    @Test
    void aScheduleDeletedUnderARunningEscalationIsStepped() {
        try (Scene scene = scene()) {
            Incident incident = scene.fire();
            assertThat(scene.sent()).containsExactly("page:bob");
            scene.incidents.schedules().remove("primary", ANN);
            scene.passMinutes(5);
            assertThat(scene.sent()).containsExactly("page:bob", "page:max");
            assertThat(scene.ops.agenda().parked()).isEmpty();
            assertThat(scene.incidents.get(incident.id()).escalation().paged()).containsOnlyKeys("bob", "max");
        }
    }

    @Test
    void aZoneThatDoesNotExistIsRefused() {
        refused(
                "zone must be one of the tz database, but was \"Mars/Olympus\"",
                () -> OnCallSchedule.builder("s", "Mars/Olympus"));
        SortedMap<String, Tree> members =
                new TreeMap<>(OnCallSchedule.TYPE.shape().write(primary("ann")).members());
        members.put("zone", new Tree.Text("Mars/Olympus"));
        assertThatThrownBy(() -> OnCallSchedule.TYPE.shape().read(new Tree.Obj(members)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("zone must be one of the tz database");
    }

    private static OnCallSchedule everyDay(String zone, LocalDateTime anchor) {
        return OnCallSchedule.builder("s", zone)
                .layer(Layer.of("daily", Rotation.daily(anchor, List.of("ann", "bob", "cat", "dan"))))
                .build();
    }

    /** Clocks in Havana went from 00:00 to 01:00 on 2026-03-08: the shift of that day lasts 23 hours and leaves no gap. */
    @Test
    void aShiftFromASkippedMidnightBeginsAtTheFirstInstantOfTheDay() {
        ZoneId havana = ZoneId.of("America/Havana");
        OnCallSchedule schedule = everyDay("America/Havana", LocalDateTime.of(2026, 3, 6, 0, 0));
        Instant from = LocalDate.of(2026, 3, 6).atStartOfDay(havana).toInstant();
        Instant until = LocalDate.of(2026, 3, 10).atStartOfDay(havana).toInstant();
        assertThat(OnCall.shifts(schedule, from, until))
                .extracting(shift ->
                        shift.person() + " " + shift.window().duration().toHours())
                .containsExactly("ann 24", "bob 24", "cat 23", "dan 24");
        assertThat(Coverage.of(List.of(schedule), new Window(from, until)).kind())
                .isEqualTo(Coverage.Kind.COVERED);
    }

    /** There was no 2011-12-30 in Samoa: the turn of that day is empty, and nobody is on call in its stead. */
    @Test
    void aShiftOfASkippedDayIsEmptyAndLeavesNoGap() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        OnCallSchedule schedule = everyDay("Pacific/Apia", LocalDateTime.of(2011, 12, 28, 0, 0));
        Instant from = LocalDate.of(2011, 12, 28).atStartOfDay(apia).toInstant();
        Instant until = LocalDate.of(2012, 1, 2).atStartOfDay(apia).toInstant();
        assertThat(OnCall.shifts(schedule, from, until))
                .extracting(Shift::person)
                .containsExactly("ann", "bob", "dan", "ann");
        assertThat(Coverage.of(List.of(schedule), new Window(from, until)).kind())
                .isEqualTo(Coverage.Kind.COVERED);
    }

    @Test
    void anAnchorOnThe31stHandsOverOnTheLastDayOfShorterMonths() {
        OnCallSchedule schedule = OnCallSchedule.builder("s", "UTC")
                .layer(Layer.of(
                        "monthly", Rotation.monthly(LocalDateTime.of(2026, 1, 31, 9, 0), List.of("ann", "bob"))))
                .build();
        assertThat(OnCall.shifts(
                        schedule, Instant.parse("2026-01-31T09:00:00Z"), Instant.parse("2026-06-01T00:00:00Z")))
                .extracting(shift -> shift.window().start().toString())
                .containsExactly(
                        "2026-01-31T09:00:00Z",
                        "2026-02-28T09:00:00Z",
                        "2026-03-31T09:00:00Z",
                        "2026-04-30T09:00:00Z",
                        "2026-05-31T09:00:00Z");
    }

    @Test
    void ofOverlappingOverridesTheOneMadeLaterCountsWhereTheyOverlap() {
        try (Scene scene = scene()) {
            OnCallSchedules schedules = scene.incidents.schedules();
            schedules.override("primary", ScheduleOverride.replace("o1", hours(scene, 1, 3), "bob", "dan"), ANN);
            schedules.override("primary", ScheduleOverride.replace("o2", hours(scene, 2, 4), "bob", "eve"), ANN);
            Instant now = scene.minute(0);
            assertThat(OnCall.shifts(schedules.get("primary"), now, now.plus(ofHours(5))))
                    .extracting(Shift::person)
                    .containsExactly("bob", "dan", "eve", "bob");
        }
    }
}
