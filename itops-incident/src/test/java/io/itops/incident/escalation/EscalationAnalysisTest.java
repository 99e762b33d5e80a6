package io.itops.incident.escalation;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidDefinitionException;
import io.itops.core.Severity;
import io.itops.core.delivery.Destination;
import io.itops.core.time.WeeklyHours;
import io.itops.core.time.Window;
import io.itops.core.time.Windows;
import io.itops.core.time.ZonedHours;
import io.itops.incident.escalation.EscalationFinding.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EscalationAnalysisTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
    private static final Window WEEKS = Window.of(MONDAY, Duration.ofDays(14));
    private static final EscalationScope SCOPE = EscalationScope.of(WEEKS);
    private static final ZonedHours OFFICE =
            WeeklyHours.weekdays(LocalTime.of(9, 0), LocalTime.of(17, 0)).in(ZoneId.of("UTC"));
    private static final Destination PUSH = new Destination("push", "ann");

    private static EscalationStep.Builder step(Duration delay) {
        return EscalationStep.builder(delay);
    }

    private static SortedMap<String, Windows> onCall(String person, Windows when) {
        return new TreeMap<>(Map.of(person, when));
    }

    @Test
    void aPolicyThatTellsSomebodyAtOnceHasNoFindings() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(5))
                .step("bob", ofMinutes(5))
                .build();
        EscalationReport report = EscalationAnalysis.of(policy, SCOPE);
        assertThat(report.findings()).isEmpty();
        assertThat(report.worst().time()).contains(Duration.ZERO);
        assertThat(report.judgedBy(Duration.ZERO)).isEqualTo(report);
    }

    @Test
    void theWorstCaseIsTheStartOfTheGapThatTheNextStepMustFill() {
        Window hole = Window.of(MONDAY.plus(ofHours(50)), ofHours(3));
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(EscalationTarget.schedule("primary"), ofMinutes(10))
                .repeat(30)
                .build();
        EscalationScope scope = SCOPE.withSchedule(
                "primary", onCall("ann", Windows.of(hole).complement(EscalationAnalysis.known(WEEKS))));
        EscalationReport report = EscalationAnalysis.of(policy, scope);
        // opened at the start of the hole, the step is held ten minutes at a time, and finds ann when the hole ends
        assertThat(report.worst().time()).contains(ofHours(3));
        assertThat(report.worst().openedAt()).isEqualTo(hole.start());
        assertThat(report.of(Rule.STEP_HAS_NO_GAP))
                .singleElement()
                .satisfies(finding -> assertThat(finding.why().evidence())
                        .containsEntry("first gap", hole.start().toString())
                        .containsEntry("gaps in all", "3 h"));
        EscalationReport judged = report.judgedBy(ofMinutes(15));
        assertThat(judged.of(Rule.WITHIN_TARGET))
                .singleElement()
                .satisfies(finding -> assertThat(finding.why().reason())
                        .startsWith("it takes 3 h for a SEV1 incident opened at 2026-11-25T02:00:00Z"));
        assertThatThrownBy(() -> judged.require(Rule.WITHIN_TARGET))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("tell somebody within the target");
        judged.require(Rule.REACHES_SOMEBODY);
    }

    @Test
    void aStepThatIsLeftOutByNightMayLeaveNobody() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(step(ofMinutes(10))
                        .page("ann")
                        .when(StepCondition.within(OFFICE))
                        .build())
                .build();
        EscalationReport report = EscalationAnalysis.of(policy, SCOPE);
        assertThat(report.worst().time()).isEmpty();
        assertThat(report.of(Rule.REACHES_SOMEBODY)).hasSize(1);
        EscalationPolicy waits = EscalationPolicy.builder()
                .step(step(ofMinutes(10))
                        .page("ann")
                        .when(StepCondition.within(OFFICE))
                        .waiting()
                        .build())
                .build();
        EscalationReport waiting = EscalationAnalysis.of(waits, SCOPE);
        assertThat(waiting.worst().time()).as("Friday 17:00 to Monday 09:00").contains(ofHours(64));
        assertThat(waiting.worst().openedAt()).isEqualTo(Instant.parse("2026-11-27T17:00:00Z"));
    }

    @Test
    void theWorstSeverityForAPolicyIsFound() {
        EscalationPolicy policy = EscalationPolicy.builder()
                .step(step(ofMinutes(10))
                        .page("ann")
                        .when(StepCondition.atLeast(Severity.SEV2))
                        .build())
                .step(step(ofMinutes(20))
                        .page("bob")
                        .when(StepCondition.olderThan(ofMinutes(15)))
                        .waiting()
                        .build())
                .build();
        EscalationReport report = EscalationAnalysis.of(policy, SCOPE);
        assertThat(report.worst().severity()).isEqualTo(Severity.SEV3);
        assertThat(report.worst().time()).contains(ofMinutes(15));
    }

    @Test
    void personalDelaysAndQuietHoursCount() {
        NotificationPlan plan = NotificationPlan.builder()
                .person(NotificationRules.builder("ann")
                        .after(ofMinutes(3), PUSH)
                        .quiet(QuietHours.of(WeeklyHours.daily(LocalTime.of(22, 0), LocalTime.of(7, 0))
                                .in(ZoneId.of("UTC"))))
                        .build())
                .build();
        EscalationPolicy urgent =
                EscalationPolicy.builder().step("ann", ofMinutes(10)).build();
        EscalationReport report = EscalationAnalysis.of(urgent, SCOPE.withPlan(plan));
        assertThat(report.worst().time()).contains(ofMinutes(3));
        assertThat(report.of(Rule.RULE_AT_ONCE)).hasSize(1);
        EscalationPolicy low = EscalationPolicy.builder()
                .step(step(ofMinutes(10)).page("ann").urgency(PageUrgency.LOW).build())
                .build();
        EscalationReport quiet = EscalationAnalysis.of(low, SCOPE.withPlan(plan));
        assertThat(quiet.worst().time()).contains(ofHours(9).plus(ofMinutes(3)));
        assertThat(quiet.worst().openedAt()).isEqualTo(Instant.parse("2026-11-23T21:57:00Z"));
    }

    @Test
    void stepsAndRulesThatAreNeverReachedAreFound() {
        NotificationPlan plan = NotificationPlan.builder()
                .person(NotificationRules.builder("ann")
                        .atOnce(PUSH)
                        .after(PageUrgency.LOW, ofMinutes(30), PUSH)
                        .build())
                .build();
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ann", ofMinutes(10))
                .step(step(ofMinutes(10))
                        .page("bob")
                        .when(StepCondition.olderThan(ofHours(2)))
                        .build())
                .step(step(ofMinutes(10))
                        .page("bob")
                        .when(StepCondition.within(OFFICE))
                        .when(StepCondition.within(WeeklyHours.daily(LocalTime.of(20, 0), LocalTime.of(21, 0))
                                .in(ZoneId.of("UTC"))))
                        .build())
                .step(EscalationTarget.schedule("nowhere"), ofMinutes(10))
                .step(step(ofMinutes(10)).page("ann").acknowledgements(2).build())
                .build();
        EscalationReport report = EscalationAnalysis.of(policy, SCOPE.withPlan(plan));
        assertThat(report.of(Rule.STEP_REACHABLE))
                .extracting(EscalationFinding::what)
                .containsExactly("step 2 of escalation policy default", "step 3 of escalation policy default");
        assertThat(report.of(Rule.STEP_HAS_PEOPLE))
                .singleElement()
                .satisfies(finding -> assertThat(finding.why().because())
                        .extracting(reason -> reason.reason())
                        .containsExactly("there is no schedule nowhere"));
        assertThat(report.of(Rule.ENOUGH_TO_ACKNOWLEDGE)).hasSize(1);
        assertThat(report.of(Rule.RULE_REACHABLE))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what())
                        .isEqualTo("notification rule push:ann after 30 min for LOW urgency of ann"));
    }

    @Test
    void aFirstStepThatAsksForSeveralSignalsIsFoundUnlessThePolicyIsRepeated() {
        EscalationPolicy.Builder builder = EscalationPolicy.builder()
                .step(step(ofMinutes(5))
                        .page("ann")
                        .when(StepCondition.signals(3))
                        .build())
                .step(step(ofMinutes(5))
                        .page("ann")
                        .when(StepCondition.signals(3))
                        .build());
        assertThat(EscalationAnalysis.of(builder.build(), SCOPE).of(Rule.STEP_REACHABLE))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.what()).isEqualTo("step 1 of escalation policy default");
                    assertThat(finding.why().reason())
                            .isEqualTo(
                                    "its turn comes when the incident opens, with one signal at most, and it is taken"
                                            + " only if at least 3 signals came: later signals alone make up for it");
                });
        assertThat(EscalationAnalysis.of(builder.repeat(1).build(), SCOPE).of(Rule.STEP_REACHABLE))
                .isEmpty();
        EscalationPolicy one = EscalationPolicy.builder()
                .step(step(ofMinutes(5))
                        .page("ann")
                        .when(StepCondition.signals(1))
                        .build())
                .build();
        assertThat(EscalationAnalysis.of(one, SCOPE).of(Rule.STEP_REACHABLE)).isEmpty();
    }

    @Test
    void repeatsInVainAreFound() {
        EscalationPolicy nobody = EscalationPolicy.builder()
                .step(EscalationTarget.schedule("nowhere"), ofMinutes(10))
                .repeat(3)
                .build();
        assertThat(EscalationAnalysis.of(nobody, SCOPE).findings())
                .extracting(EscalationFinding::rule)
                .containsExactly(Rule.REACHES_SOMEBODY, Rule.STEP_HAS_PEOPLE, Rule.LOOP_HAS_PEOPLE);
        NotificationPlan plan = NotificationPlan.builder()
                .person(NotificationRules.builder("ann")
                        .atOnce(PUSH)
                        .after(ofMinutes(30), PUSH)
                        .build())
                .build();
        EscalationPolicy hasty =
                EscalationPolicy.builder().step("ann", ofMinutes(10)).repeat(3).build();
        assertThat(EscalationAnalysis.of(hasty, SCOPE.withPlan(plan)).of(Rule.LOOP_LEAVES_TIME))
                .singleElement()
                .hasToString("escalation policy default must give the rules of those it pages the time to run before a"
                        + " repeat, but was its steps take 10 min and the rules of ann go on for 30 min");
    }

    @Test
    void whoCannotBeReachedCountsForNobodyAndWhoseTurnItIsForTheSlowest() {
        EscalationScope scope = new EscalationScope(
                WEEKS,
                new TreeMap<>(),
                new TreeMap<>(Map.of("ops", List.of())),
                NotificationPlan.builder()
                        .person(NotificationRules.builder("bob")
                                .after(ofMinutes(7), PUSH)
                                .build())
                        .build(),
                new TreeSet<>(List.of("ghost")));
        EscalationPolicy policy = EscalationPolicy.builder()
                .step("ghost", ofMinutes(10))
                .step(EscalationTarget.team("ops"), ofMinutes(10))
                .step(
                        EscalationTarget.roundRobin(
                                "r", List.of(EscalationTarget.person("ann"), EscalationTarget.person("bob"))),
                        ofMinutes(10))
                .build();
        EscalationReport report = EscalationAnalysis.of(policy, scope);
        assertThat(report.worst().time()).contains(ofMinutes(7));
        assertThat(report.of(Rule.STEP_HAS_PEOPLE)).hasSize(2);
        assertThat(report.worst().how().because())
                .extracting(reason -> reason.reason())
                .contains("step 1 in cycle 1 at 2026-11-23T00:00:00Z reaches nobody");
    }
}
