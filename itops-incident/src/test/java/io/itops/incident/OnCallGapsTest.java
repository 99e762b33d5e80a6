package io.itops.incident;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.journal.JournalEntry;
import io.itops.core.time.Window;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.oncall.AcceptedGap;
import io.itops.incident.oncall.Coverage;
import io.itops.incident.oncall.GapPolicy;
import io.itops.incident.oncall.Layer;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.oncall.OnCallSchedules;
import io.itops.incident.oncall.Rotation;
import io.itops.incident.oncall.ScheduleOverride;
import io.itops.incident.oncall.Vacation;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody is on call: told ahead and when it begins, and never of the past. */
class OnCallGapsTest {
    private static final Actor ANN = Actor.user("ann");

    private static Scene scene(GapPolicy gaps) {
        return Scene.of(IncidentOptions.builder()
                .policy(EscalationPolicy.builder()
                        .step(EscalationTarget.schedule("primary"), ofMinutes(5))
                        .step("max", ofMinutes(5))
                        .build())
                .gaps(gaps)
                .build());
    }

    private static OnCallSchedule.Builder primary() {
        return OnCallSchedule.builder("primary", "UTC")
                .layer(Layer.of("daily", Rotation.daily(LocalDateTime.of(2026, 11, 23, 0, 0), List.of("ann", "bob"))));
    }

    private static Window hours(Scene scene, int from, int until) {
        return new Window(scene.minute(60L * from), scene.minute(60L * until));
    }

    private static Vacation away(String id, String person, Window window) {
        return new Vacation(id, person, window, Vacation.Cover.NOBODY);
    }

    private static List<String> told(Scene scene) {
        return scene.ops.journal().about(OnCallSchedule.TYPE.ref("primary")).stream()
                .map(JournalEntry::event)
                .filter(event -> event.type().startsWith("on-call-schedule.gap"))
                .map(event -> event.type().substring("on-call-schedule.".length()) + "@"
                        + ofMinutes(0)
                                .plus(java.time.Duration.between(scene.minute(0), event.at()))
                                .toHours())
                .toList();
    }

    @Test
    void aGapIsToldAWeekAndADayAheadAndAtItsBegin() {
        try (Scene scene = scene(GapPolicy.DEFAULT)) {
            OnCallSchedules schedules = scene.incidents.schedules();
            schedules.put(primary().managers(List.of("mia")).build(), ANN);
            // 2026-12-05 from 02:00 on, eleven days from now: the turn of ann
            schedules.vacation("primary", away("v", "ann", hours(scene, 264, 270)), ANN);
            assertThat(told(scene)).isEmpty();
            scene.pass(ofDays(20));
            assertThat(told(scene)).containsExactly("gap-ahead@96", "gap-ahead@240", "gap@264");
            assertThat(scene.sent())
                    .containsExactly("on-call-gap-ahead:mia", "on-call-gap-ahead:mia", "on-call-gap:mia");
            assertThat(scene.pager.deliveries().get(0).notification().title())
                    .isEqualTo("on-call schedule primary: nobody will be on call in 7 d, from 2026-12-05T02:00:00Z to "
                            + "2026-12-05T08:00:00Z");
            assertThat(scene.meters.get("itops.oncall.gaps.announced").counter().count())
                    .isEqualTo(2);
            assertThat(scene.meters.get("itops.oncall.gaps.begun").counter().count())
                    .isEqualTo(1);
        }
    }

    /** The change that makes a gap tells it in the same commit, if it comes so soon; what fills it takes the notice back. */
    @Test
    void aChangeTellsOfTheGapThatItMakesAndTakesBackTheOneThatItFills() {
        try (Scene scene = scene(GapPolicy.DEFAULT)) {
            OnCallSchedules schedules = scene.incidents.schedules();
            schedules.put(primary().build(), ANN);
            schedules.vacation("primary", away("v", "bob", hours(scene, 5, 8)), ANN);
            long committed = scene.ops.journal().about(OnCallSchedule.TYPE.ref("primary")).stream()
                    .filter(entry -> entry.event().type().equals("on-call-schedule.gap-ahead")
                            || entry.event().type().equals("on-call-schedule.vacation-added"))
                    .map(entry -> entry.event().at())
                    .distinct()
                    .count();
            assertThat(committed).as("one unit of work").isEqualTo(1);
            assertThat(told(scene)).containsExactly("gap-ahead@0");
            schedules.override("primary", ScheduleOverride.add("o", hours(scene, 5, 8), "eve"), ANN);
            assertThat(told(scene)).containsExactly("gap-ahead@0", "gap-closed@0");
            scene.pass(ofDays(3));
            assertThat(scene.sent()).as("filled before it was sent").isEmpty();
            assertThat(told(scene)).hasSize(2);
        }
    }

    @Test
    void aGapThatHasBegunAndNowLastsLongerIsToldAgain() {
        try (Scene scene = scene(new GapPolicy(List.of(ofHours(3)), List.of()))) {
            OnCallSchedules schedules = scene.incidents.schedules();
            schedules.put(primary().build(), ANN);
            schedules.vacation("primary", away("v", "bob", hours(scene, 5, 8)), ANN);
            scene.pass(ofHours(6));
            assertThat(told(scene)).containsExactly("gap-ahead@2", "gap@5");
            schedules.vacation("primary", away("w", "bob", hours(scene, 7, 10)), ANN);
            scene.pass(ofDays(1));
            assertThat(told(scene)).containsExactly("gap-ahead@2", "gap@5", "gap@6");
            assertThat(scene.sent()).containsExactly("on-call-gap-ahead:max", "on-call-gap:max", "on-call-gap:max");
        }
    }

    @Test
    void aPartThatIsLeftOpenIsToldAndThePeopleOfThePolicyAreThereToHearIt() {
        try (Scene scene = scene(new GapPolicy(List.of(ofHours(3)), List.of()))) {
            OnCallSchedules schedules = scene.incidents.schedules();
            schedules.put(primary().build(), ANN);
            schedules.vacation("primary", away("v", "bob", hours(scene, 5, 8)), ANN);
            schedules.override("primary", ScheduleOverride.add("o", hours(scene, 5, 7), "eve"), ANN);
            scene.pass(ofDays(1));
            assertThat(told(scene)).containsExactly("gap-ahead@4", "gap@7");
            assertThat(scene.sent()).containsExactly("on-call-gap-ahead:max", "on-call-gap:max");
        }
    }

    /** Bug 10: an engine that was away tells of a gap that lasts, and of none that is over. */
    @Test
    void aGapOfThePastIsNeverTold() {
        for (int back : List.of(6, 9)) {
            try (Scene scene = scene(new GapPolicy(List.of(), List.of("mia")))) {
                OnCallSchedules schedules = scene.incidents.schedules();
                schedules.put(primary().build(), ANN);
                schedules.vacation("primary", away("v", "bob", hours(scene, 5, 8)), ANN);
                scene.clock.advance(ofHours(back));
                scene.settle();
                scene.pass(ofDays(2));
                assertThat(told(scene)).isEqualTo(back == 6 ? List.of("gap@6") : List.of());
                assertThat(scene.sent()).hasSize(back == 6 ? 1 : 0);
            }
        }
    }

    @Test
    void anAcceptedGapIsNotTold() {
        try (Scene scene = scene(GapPolicy.DEFAULT)) {
            OnCallSchedules schedules = scene.incidents.schedules();
            schedules.put(primary().build(), ANN);
            schedules.acceptGap("primary", new AcceptedGap("a", hours(scene, 5, 8), "a day off for all"), ANN);
            schedules.vacation("primary", away("v", "bob", hours(scene, 5, 8)), ANN);
            scene.passMinutes(60);
            assertThat(told(scene)).containsExactly("gap-accepted@0");
            assertThat(schedules.gaps("primary", ofDays(1)).wanted()).containsExactly(hours(scene, 5, 8));
            Coverage coverage = schedules.coverage("primary", ofDays(1));
            assertThat(coverage.gaps()).containsExactly(hours(scene, 5, 8));
            assertThat(coverage.horizon()).isEqualTo(hours(scene, 1, 25));
            schedules.cancel("primary", "a", ANN);
            assertThat(told(scene)).containsExactly("gap-accepted@0", "gap-ahead@1");
            schedules.remove("primary", ANN);
            scene.pass(ofDays(1));
            assertThat(told(scene)).as("a schedule that is gone has no gaps").hasSize(2);
        }
    }

    /** Nobody is on call from the moment at which such a schedule is put: its first turn begins in two months. */
    @Test
    void aScheduleWithoutAnybodyIsToldAtOnceAndOnlyOnce() {
        try (Scene scene = scene(GapPolicy.DEFAULT)) {
            OnCallSchedules plain = new OnCallSchedules(scene.ops);
            Rotation later = Rotation.daily(LocalDateTime.of(2027, 2, 1, 0, 0), List.of("ann", "bob"));
            plain.put(
                    OnCallSchedule.builder("primary", "UTC")
                            .layer(Layer.of("daily", later))
                            .build(),
                    ANN);
            scene.settle();
            assertThat(told(scene)).containsExactly("gap@0");
            scene.pass(ofDays(40));
            assertThat(told(scene)).hasSize(1);
            plain.put(primary().build(), ANN);
            scene.settle();
            assertThat(told(scene)).containsExactly("gap@0", "gap-closed@960");
        }
    }
}
