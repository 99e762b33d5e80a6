package io.itops.incident;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.InvalidInputException;
import io.itops.core.NotFoundException;
import io.itops.core.record.Versioned;
import io.itops.core.time.CalendarEvent;
import io.itops.core.time.Window;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.oncall.Assignment;
import io.itops.incident.oncall.BurdenWeights;
import io.itops.incident.oncall.Continuity;
import io.itops.incident.oncall.Fairness;
import io.itops.incident.oncall.Layer;
import io.itops.incident.oncall.OnCall;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.oncall.OnCallSchedules;
import io.itops.incident.oncall.PersonCalendar;
import io.itops.incident.oncall.Rotation;
import io.itops.incident.oncall.ScheduleOverride;
import io.itops.incident.oncall.Shadow;
import io.itops.incident.oncall.ShiftExport;
import io.itops.incident.oncall.TemporarySchedule;
import io.itops.incident.oncall.Vacation;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OnCallSchedulesTest {
    private static final Actor ANN = Actor.user("ann");

    private static Scene scene() {
        Scene scene = Scene.of(EscalationPolicy.builder()
                .step(EscalationTarget.schedule("primary"), ofMinutes(5))
                .step("max", ofMinutes(5))
                .build());
        scene.incidents
                .schedules()
                .put(
                        OnCallSchedule.builder("primary", "UTC")
                                .layer(layer("ann", "bob", "cat"))
                                .build(),
                        ANN);
        return scene;
    }

    /** A turn a day from midnight; on 2026-11-24, when scenes begin, the second person's. */
    private static Layer layer(String... people) {
        return Layer.of("daily", Rotation.daily(LocalDateTime.of(2026, 11, 23, 0, 0), List.of(people)));
    }

    private static Window window(Scene scene, int fromHours, int untilHours) {
        Instant now = scene.minute(0);
        return new Window(now.plus(ofHours(fromHours)), now.plus(ofHours(untilHours)));
    }

    @Test
    void anOverrideCountsFromNowOnAndIsPaged() {
        try (Scene scene = scene()) {
            OnCallSchedules schedules = scene.incidents.schedules();
            OnCallSchedule after = schedules.override(
                    "primary", ScheduleOverride.replace("o", window(scene, -5, 5), "bob", "eve"), ANN);
            assertThat(after.overrides().get(0).window().start())
                    .as("the past stays as it was")
                    .isEqualTo(scene.minute(0));
            assertThat(schedules.get("primary")).isEqualTo(after);
            scene.fire();
            scene.passMinutes(1);
            assertThat(scene.sent()).containsExactly("page:eve");
            refused(
                    "override window must end after",
                    () -> schedules.override("primary", ScheduleOverride.add("p", window(scene, -5, -4), "eve"), ANN));
            refused(
                    "id of an override, temporary schedule, vacation, shadow or accepted gap must be given once",
                    () -> schedules.override("primary", ScheduleOverride.add("o", window(scene, 5, 6), "eve"), ANN));
        }
    }

    @Test
    void aSwapOfTimeThatThePersonDoesNotHaveIsRefusedAsAWhole() {
        try (Scene scene = scene()) {
            OnCallSchedules schedules = scene.incidents.schedules();
            Instant midnight = Instant.parse("2026-11-25T00:00:00Z");
            Window cats = new Window(midnight, midnight.plus(ofDays(1)));
            Window anns = new Window(midnight.plus(ofDays(1)), midnight.plus(ofDays(2)));
            refused(
                    "half of a swap must be a time throughout which bob is on call",
                    () -> schedules.override(
                            "primary",
                            new ScheduleOverride.Swap("s", new Assignment(cats, "cat"), new Assignment(anns, "bob")),
                            ANN));
            assertThat(schedules.get("primary").overrides()).isEmpty();
            schedules.override(
                    "primary",
                    new ScheduleOverride.Swap("s", new Assignment(cats, "cat"), new Assignment(anns, "ann")),
                    ANN);
            assertThat(OnCall.onCall(schedules.get("primary"), cats.start())).containsExactly("ann");
            assertThat(OnCall.onCall(schedules.get("primary"), anns.start())).containsExactly("cat");
            scene.passMinutes(24 * 60);
            refused("swap to cancel must not have begun", () -> schedules.cancel("primary", "s", ANN));
        }
    }

    @Test
    void whatIsCancelledWhileItLastsEndsNowAndWhatHasNotBegunIsGone() {
        try (Scene scene = scene()) {
            OnCallSchedules schedules = scene.incidents.schedules();
            Window now = window(scene, 0, 10);
            schedules.override("primary", ScheduleOverride.add("o1", now, "eve"), ANN);
            schedules.override("primary", ScheduleOverride.add("o2", window(scene, 5, 10), "eve"), ANN);
            schedules.temporary("primary", new TemporarySchedule("t", now, List.of(new Assignment(now, "dan"))), ANN);
            schedules.vacation("primary", Vacation.of("v", "bob", now), ANN);
            schedules.shadow("primary", new Shadow("s", "new", Optional.empty(), now), ANN);
            scene.passMinutes(60);
            for (String id : List.of("o1", "o2", "t", "v", "s")) {
                schedules.cancel("primary", id, ANN);
            }
            OnCallSchedule after = schedules.get("primary");
            assertThat(after.overrides()).hasSize(1);
            for (Window window : List.of(
                    after.overrides().get(0).window(),
                    after.temporaries().get(0).window(),
                    after.vacations().get(0).window(),
                    after.shadows().get(0).window())) {
                assertThat(window).isEqualTo(window(scene, 0, 1));
            }
            refused(
                    "exception to cancel must be one of schedule primary that is not over, but was \"o1\"",
                    () -> schedules.cancel("primary", "o1", ANN));
            schedules.trim("primary", scene.minute(60), ANN);
            assertThat(schedules.get("primary").overrides()).isEmpty();
            refused("instant must be at or before now", () -> schedules.trim("primary", scene.minute(61), ANN));
        }
    }

    @Test
    void aPersonWhoIsRemovedInTheMiddleOfAShiftIsPagedNoMore() {
        try (Scene scene = scene()) {
            OnCallSchedules schedules = scene.incidents.schedules();
            schedules.removePerson("primary", "bob", ANN);
            scene.fire();
            scene.passMinutes(1);
            assertThat(scene.sent()).containsExactly("page:cat");
            schedules.removePerson("primary", "ann", ANN);
            refused(
                    "person to remove must not be the only one of layer daily, but was \"cat\"",
                    () -> schedules.removePerson("primary", "cat", ANN));
            refused(
                    "person to remove must be on call some time in schedule primary, but was \"zoe\"",
                    () -> schedules.removePerson("primary", "zoe", ANN));
        }
    }

    @Test
    void anEditKeepsWhoIsOnCallAndTheJournalTellsEveryChange() {
        try (Scene scene = scene()) {
            OnCallSchedules schedules = scene.incidents.schedules();
            schedules.edit("primary", List.of(layer("zoe", "ann", "bob")), Continuity.KEEP_CURRENT, ANN);
            assertThat(OnCall.onCall(schedules.get("primary"), scene.minute(0))).containsExactly("bob");
            schedules.override("primary", ScheduleOverride.remove("o", window(scene, 1, 2), "moe"), ANN);
            assertThat(scene.ops.journal().about(OnCallSchedule.TYPE.ref("primary")))
                    .extracting(entry -> entry.event().summary())
                    .containsExactly(
                            "on-call schedule primary was added",
                            "on-call schedule primary was edited",
                            "on-call schedule primary got override o, which as things stand changes nothing");
            assertThatThrownBy(() -> schedules.edit("nowhere", List.of(), Continuity.AS_GIVEN, ANN))
                    .isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void layersCanBeGivenForALaterInstantAndThePastIsRefused() {
        try (Scene scene = scene()) {
            OnCallSchedules schedules = scene.incidents.schedules();
            Instant later = scene.minute(60 * 24 * 7);
            OnCallSchedule after = schedules.edit("primary", List.of(layer("zoe")), later, Continuity.AS_GIVEN, ANN);
            assertThat(after.versions()).hasSize(2);
            assertThat(OnCall.onCall(after, later.minusSeconds(1))).doesNotContain("zoe");
            assertThat(OnCall.onCall(after, later)).containsExactly("zoe");
            refused(
                    "effective from must be at or after",
                    () -> schedules.edit("primary", List.of(layer("zoe")), scene.minute(-1), Continuity.AS_GIVEN, ANN));
        }
    }

    @Test
    void whatOthersChangedMeanwhileIsNotOverwritten() {
        try (Scene scene = scene()) {
            OnCallSchedules schedules = scene.incidents.schedules();
            Versioned<OnCallSchedule> seen = schedules.current("primary");
            schedules.override("primary", ScheduleOverride.add("o", window(scene, 1, 2), "eve"), ANN);
            OnCallSchedule edited =
                    seen.value().edited(List.of(layer("zoe")), scene.minute(9_000), Continuity.AS_GIVEN);
            assertThatThrownBy(() -> schedules.put(edited, seen.version(), ANN)).isInstanceOf(ConflictException.class);
            assertThatThrownBy(() -> schedules.put(edited, 0, ANN)).isInstanceOf(ConflictException.class);
            assertThat(schedules.get("primary").overrides()).hasSize(1);
            Versioned<OnCallSchedule> present = schedules.current("primary");
            OnCallSchedule again =
                    present.value().edited(List.of(layer("zoe")), scene.minute(9_000), Continuity.AS_GIVEN);
            schedules.put(again, present.version(), ANN);
            assertThat(schedules.get("primary")).isEqualTo(again);
            schedules.put(
                    OnCallSchedule.builder("new", "UTC").layer(layer("ann")).build(), 0, ANN);
            assertThat(schedules.list()).hasSize(2);
        }
    }

    @Test
    void aFeedGoesOnWhereItsLastExportEnded() {
        try (Scene scene = scene()) {
            OnCallSchedules schedules = scene.incidents.schedules();
            Window week = window(scene, 0, 24 * 7);
            ShiftExport first = schedules.export("primary", "all", Optional.empty(), week, ANN);
            assertThat(schedules.export("primary", "all", Optional.empty(), week, ANN))
                    .isEqualTo(first);
            schedules.removePerson("primary", "cat", ANN);
            ShiftExport next = schedules.export("primary", "all", Optional.empty(), week, ANN);
            assertThat(next).isEqualTo(first.updated(schedules.get("primary"), week));
            assertThat(next.events())
                    .filteredOn(event -> event.summary().startsWith("cat"))
                    .isNotEmpty()
                    .allMatch(event -> event.status() == CalendarEvent.Status.CANCELLED && event.sequence() == 1);
            try (Scene other = scene.restarted(
                    IncidentOptions.of(
                            EscalationPolicy.builder().step("max", ofMinutes(5)).build()),
                    7)) {
                assertThat(other.incidents.schedules().export("primary", "all", Optional.empty(), week, ANN))
                        .as("another process goes on, too")
                        .isEqualTo(next);
            }
            refused(
                    "person of feed all must be",
                    () -> schedules.export("primary", "all", Optional.of("ann"), week, ANN));
        }
    }

    /** Pages that were delivered count: not those that were decided and overtaken before they were sent. */
    @Test
    void theLoadOfKeptSchedulesCountsThePagesThatWereDelivered() {
        try (Scene scene = scene()) {
            scene.fire();
            scene.passMinutes(6);
            scene.incidents.acknowledge(
                    scene.incidents.open(Scene.KEY).orElseThrow().id(), ANN);
            scene.passMinutes(60);
            PersonCalendar utc = PersonCalendar.in(ZoneId.of("UTC"));
            Map<String, PersonCalendar> people = Map.of("ann", utc, "bob", utc, "cat", utc, "max", utc);
            Fairness fairness = scene.incidents
                    .schedules()
                    .fairness(List.of("primary"), window(scene, -1, 48), people, BurdenWeights.STANDARD);
            assertThat(scene.sent()).containsExactly("page:bob", "page:max");
            assertThat(fairness.loads().get("bob").pages()).isEqualTo(1);
            assertThat(fairness.loads().get("bob").sleepInterruptions()).isEqualTo(1);
            assertThat(fairness.loads().get("max").pages()).isEqualTo(1);
            assertThat(fairness.loads().get("ann").pages()).isZero();
            assertThat(scene.incidents
                            .schedules()
                            .fairness(List.of("primary"), window(scene, 2, 48), people, BurdenWeights.STANDARD)
                            .loads()
                            .get("bob")
                            .pages())
                    .as("before the window")
                    .isZero();
        }
    }

    private static void refused(String message, Runnable command) {
        assertThatThrownBy(command::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }
}
