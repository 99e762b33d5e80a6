package io.itops.incident;

import static io.itops.incident.Scene.ANN;
import static io.itops.incident.Scene.CHECKOUT;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidDefinitionException;
import io.itops.core.ServiceId;
import io.itops.core.TeamId;
import io.itops.core.catalog.Service;
import io.itops.core.catalog.Team;
import io.itops.core.catalog.Tier;
import io.itops.core.delivery.Destination;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import io.itops.incident.escalation.EscalationFinding;
import io.itops.incident.escalation.EscalationPolicy;
import io.itops.incident.escalation.EscalationReport;
import io.itops.incident.escalation.EscalationStep;
import io.itops.incident.escalation.EscalationTarget;
import io.itops.incident.escalation.NotificationPlan;
import io.itops.incident.escalation.NotificationRules;
import io.itops.incident.escalation.ReachTarget;
import io.itops.incident.escalation.StepCondition;
import io.itops.incident.oncall.Layer;
import io.itops.incident.oncall.OnCallSchedule;
import io.itops.incident.oncall.Rotation;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policies that are too slow for a service: refused or warned of when attached, and judged again when a schedule changes. */
class ReachTargetTest {
    private static final Window NIGHT = new Window(
            java.time.Instant.parse("2026-11-24T02:00:00Z"), java.time.Instant.parse("2026-11-25T02:00:00Z"));

    private static EscalationPolicy byDay() {
        return EscalationPolicy.builder()
                .name("by day")
                .step(EscalationStep.builder(ofMinutes(5))
                        .page("ann")
                        .when(StepCondition.within(WeeklyHours.daily(LocalTime.of(9, 0), LocalTime.of(17, 0))
                                .in(ZoneId.of("UTC"))))
                        .waiting()
                        .build())
                .build();
    }

    private static EscalationPolicy bySchedule() {
        return EscalationPolicy.builder()
                .name("by schedule")
                .step(EscalationTarget.schedule("primary"), ofMinutes(5))
                .step("bob", ofMinutes(5))
                .build();
    }

    private static IncidentOptions.Builder options(EscalationPolicy policy) {
        return IncidentOptions.builder().policy(policy);
    }

    private static OnCallSchedule schedule(String from, String until) {
        return OnCallSchedule.builder("primary", "UTC")
                .layer(Layer.of("daily", Rotation.daily(LocalDateTime.of(2026, 11, 1, 0, 0), List.of("cat", "dan")))
                        .during(WeeklyHours.daily(LocalTime.parse(from), LocalTime.parse(until))))
                .build();
    }

    @Test
    void aPolicyThatIsTooSlowIsRefusedWhenIncidentsAreAttached() {
        IncidentOptions refusing = options(byDay())
                .reach(CHECKOUT, ReachTarget.refusing(Duration.ofHours(1)))
                .build();
        assertThatThrownBy(() -> Scene.of(refusing))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("by day")
                .hasMessageContaining("it takes 16 h");
        Scene.of(options(byDay())
                        .reach(CHECKOUT, ReachTarget.refusing(Duration.ofHours(16)))
                        .build())
                .close();
        Scene.of(options(byDay())
                        .policy(CHECKOUT, Scene.annThenBob())
                        .reach(CHECKOUT, ReachTarget.refusing(ofMinutes(1)))
                        .build())
                .close();
    }

    @Test
    void aPolicyThatIsTooSlowIsOnlyWarnedOfIfTheOptionsSaySo() {
        try (Scene scene = Scene.of(
                options(byDay()).reach(ReachTarget.warning(ofMinutes(10))).build())) {
            EscalationReport report = scene.incidents.analyses().escalation(CHECKOUT, NIGHT);
            assertThat(report.of(EscalationFinding.Rule.WITHIN_TARGET)).hasSize(1);
            assertThat(report.worst().time()).contains(Duration.ofHours(16));
        }
    }

    @Test
    void personalRulesThatTellLaterCount() {
        NotificationPlan plan = NotificationPlan.builder()
                .person(NotificationRules.builder("ann")
                        .after(ofMinutes(20), new Destination("pager", "ann"))
                        .build())
                .build();
        EscalationPolicy ann =
                EscalationPolicy.builder().step("ann", Duration.ofHours(1)).build();
        assertThatThrownBy(() -> Scene.of(options(ann)
                        .notifications(plan)
                        .reach(ReachTarget.refusing(ofMinutes(15)))
                        .build()))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("it takes 20 min");
    }

    @Test
    void schedulesAreJudgedAsTheyAreStored() {
        IncidentOptions options = options(bySchedule())
                .reach(CHECKOUT, ReachTarget.refusing(ofMinutes(1)))
                .build();
        try (Scene scene = Scene.of(options)) {
            assertThat(scene.incidents
                            .analyses()
                            .escalation(CHECKOUT, NIGHT)
                            .worst()
                            .time())
                    .as("without a schedule bob is paged at once")
                    .contains(Duration.ZERO);
            scene.incidents.schedules().put(schedule("00:00", "00:00"), ANN);
            scene.settle();
            assertThat(scene.incidents.analyses().escalation(CHECKOUT, NIGHT).of(EscalationFinding.Rule.WITHIN_TARGET))
                    .isEmpty();
            assertThat(tooSlow(scene)).isZero();
        }
    }

    @Test
    void aScheduleThatMakesAPolicyTooSlowIsToldInTheJournalAndCounted() {
        EscalationPolicy alone = EscalationPolicy.builder()
                .name("alone")
                .step(EscalationTarget.schedule("primary"), ofMinutes(5))
                .repeat(100)
                .build();
        IncidentOptions options = options(alone)
                .reach(CHECKOUT, ReachTarget.refusing(ofMinutes(10)))
                .build();
        try (Scene scene = Scene.of(options)) {
            scene.incidents.schedules().put(schedule("00:00", "00:00"), ANN);
            scene.settle();
            assertThat(tooSlow(scene)).isZero();
            scene.incidents.schedules().put(schedule("08:00", "20:00"), ANN);
            scene.settle();
            assertThat(tooSlow(scene)).isEqualTo(1);
            assertThat(scene.ops.journal().about(OnCallSchedule.TYPE.ref("primary")))
                    .extracting(entry -> entry.event().summary())
                    .anyMatch(line ->
                            line.startsWith("with on-call schedule primary as it is now, escalation policy alone"
                                    + " of checkout tells nobody at worst, and not within 10 min"));
            assertThat(scene.incidents
                            .analyses()
                            .escalation(ServiceId.of("ledger"), NIGHT)
                            .of(EscalationFinding.Rule.WITHIN_TARGET))
                    .as("no target of its own")
                    .isEmpty();
        }
    }

    @Test
    void aTierHasATargetForServicesWithoutOneOfTheirOwn() {
        assertThatThrownBy(() -> Scene.of(options(byDay())
                        .reach(Tier.TIER1, ReachTarget.refusing(Duration.ofHours(1)))
                        .build()))
                .as("a service of that tier would go by it")
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("it takes 16 h");
        ServiceId own = ServiceId.of("own");
        try (Scene scene = Scene.of(options(byDay())
                .reach(Tier.TIER1, ReachTarget.warning(Duration.ofHours(1)))
                .reach(own, ReachTarget.warning(Duration.ofHours(20)))
                .reach(ReachTarget.warning(Duration.ofHours(18)))
                .build())) {
            scene.ops.catalog().define(Service.builder("pay").tier(Tier.TIER1).build(), ANN);
            scene.ops.catalog().define(Service.builder("own").tier(Tier.TIER1).build(), ANN);
            scene.ops.catalog().define(Service.builder("wiki").tier(Tier.TIER4).build(), ANN);
            assertThat(slow(scene, "pay")).isEqualTo(1);
            assertThat(slow(scene, "own")).as("its own target comes first").isZero();
            assertThat(slow(scene, "wiki")).as("that of all others").isZero();
            assertThat(slow(scene, "unknown")).isZero();
        }
    }

    private static int slow(Scene scene, String service) {
        return scene.incidents
                .analyses()
                .escalation(ServiceId.of(service), NIGHT)
                .of(EscalationFinding.Rule.WITHIN_TARGET)
                .size();
    }

    @Test
    void aScheduleIsJudgedForTheTiersThatGoByIt() {
        EscalationPolicy alone = EscalationPolicy.builder()
                .name("alone")
                .step(EscalationTarget.schedule("primary"), ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(options(alone)
                .reach(Tier.TIER2, ReachTarget.warning(ofMinutes(10)))
                .build())) {
            scene.incidents.schedules().put(schedule("08:00", "20:00"), ANN);
            scene.settle();
            assertThat(tooSlow(scene)).isEqualTo(1);
            assertThat(scene.ops.journal().about(OnCallSchedule.TYPE.ref("primary")))
                    .extracting(entry -> entry.event().summary())
                    .anyMatch(line -> line.contains("escalation policy alone of tier2-services tells nobody"));
        }
    }

    private static Service service(String id, Tier tier) {
        return Service.builder(id).tier(tier).build();
    }

    private static List<String> slowLines(Scene scene, String service) {
        return scene.ops.journal().about(ServiceId.of(service).ref()).stream()
                .map(entry -> entry.event())
                .filter(event -> event.type().endsWith(".too-slow"))
                .map(event -> event.summary())
                .toList();
    }

    @Test
    void aTierThatIsRaisedIsJudgedAnew() {
        EscalationPolicy alone = EscalationPolicy.builder()
                .name("alone")
                .step(EscalationTarget.schedule("primary"), ofMinutes(5))
                .build();
        try (Scene scene = Scene.of(options(alone)
                .reach(Tier.TIER1, ReachTarget.warning(ofMinutes(10)))
                .build())) {
            scene.ops.catalog().define(service("pay", Tier.TIER3), ANN);
            scene.ops.catalog().define(service("wiki", Tier.TIER3), ANN);
            scene.settle();
            assertThat(slowLines(scene, "pay")).as("no target").isEmpty();
            scene.ops.catalog().define(service("pay", Tier.TIER1), ANN);
            scene.settle();
            assertThat(slowLines(scene, "pay"))
                    .containsExactly("with service pay as it is now, escalation policy alone of pay tells nobody at"
                            + " worst, and not within 10 min");
            assertThat(slowLines(scene, "wiki")).isEmpty();
            assertThat(tooSlow(scene)).isEqualTo(1);
            scene.ops.catalog().remove(ServiceId.of("pay"), ANN);
            scene.settle();
            assertThat(tooSlow(scene)).as("what is removed wants nothing").isEqualTo(1);
        }
    }

    @Test
    void aTeamThatLosesItsMembersIsJudgedForTheServicesThatPageIt() {
        EscalationPolicy team = EscalationPolicy.builder()
                .name("by team")
                .step(EscalationTarget.team("payments"), ofMinutes(5))
                .build();
        TeamId payments = TeamId.of("payments");
        try (Scene scene = Scene.of(options(Scene.annThenBob())
                .policy(CHECKOUT, team)
                .reach(CHECKOUT, ReachTarget.refusing(ofMinutes(10)))
                .build())) {
            scene.ops.catalog().define(new Team(payments, "Payments", List.of(ANN)), ANN);
            scene.settle();
            assertThat(slowLines(scene, "checkout")).isEmpty();
            scene.ops.catalog().define(new Team(payments, "Payments", List.of()), ANN);
            scene.settle();
            assertThat(slowLines(scene, "checkout"))
                    .containsExactly(
                            "with team payments as it is now, escalation policy by team of checkout tells nobody"
                                    + " at worst, and not within 10 min");
        }
    }

    @Test
    void aResponseIsAskedOfAllWhomARoundTells() {
        ReachTarget target = ReachTarget.refusing(ofMinutes(1)).responding(ofMinutes(4));
        assertThatThrownBy(() -> Scene.of(
                        options(Scene.annThenBob()).reach(CHECKOUT, target).build()))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("it takes 5 min until all of a round are told");
        Scene.of(options(Scene.annThenBob())
                        .reach(CHECKOUT, ReachTarget.refusing(ofMinutes(1)).responding(ofMinutes(5)))
                        .build())
                .close();
        assertThatThrownBy(() -> ReachTarget.refusing(ofMinutes(5)).responding(ofMinutes(4)))
                .hasMessageContaining("time for a response must be at least that until somebody is told");
    }

    /** The same store, attached anew with other options: what its policies and targets are now is judged, and by what is stored. */
    @Test
    void aTargetThatIsShortenedAndAPolicyThatIsReplacedAreJudgedWhenAttached() {
        EscalationPolicy second = EscalationPolicy.builder()
                .name("by schedule")
                .step(EscalationTarget.schedule("primary"), ofMinutes(5))
                .step("bob", ofMinutes(20))
                .step("cat", ofMinutes(5))
                .build();
        ReachTarget generous = ReachTarget.refusing(ofMinutes(30)).responding(ofMinutes(30));
        try (Scene first =
                Scene.of(options(bySchedule()).reach(CHECKOUT, generous).build())) {
            first.incidents.schedules().put(schedule("08:00", "20:00"), ANN);
            first.settle();
            first.restarted(options(second).reach(CHECKOUT, generous).build(), 2)
                    .close();
            assertThatThrownBy(() -> first.restarted(
                            options(second)
                                    .reach(
                                            CHECKOUT,
                                            ReachTarget.refusing(ofMinutes(1)).responding(ofMinutes(24)))
                                    .build(),
                            3))
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining("it takes 25 min until all of a round are told");
            assertThatThrownBy(() -> first.restarted(
                            options(byDay()).reach(CHECKOUT, generous).build(), 4))
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining("by day");
        }
    }

    private static double tooSlow(Scene scene) {
        return scene.meters.counter("itops.incident.reach.exceeded").count();
    }
}
