package io.itops.monitoring.rule;

import static io.itops.monitoring.expr.Expressions.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.lifecycle.Decision;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.metric.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertMachineTest {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    private static final Labels A = Labels.of("host", "a");
    private static final Labels B = Labels.of("host", "b");

    private final Map<Labels, Alert> alerts = new LinkedHashMap<>();
    private AlertRule rule = rule(Duration.ofSeconds(30));
    private Duration downtime = Duration.ZERO;
    private boolean held;

    private static AlertRule rule(Duration holdFor) {
        return AlertRule.named("Down")
                .when(metric("up").equalTo(0))
                .holdFor(holdFor)
                .build();
    }

    /** Judges a result and carries the changes out; gives what happened. */
    private List<String> at(int second, Labels... elements) {
        List<Sample> samples = new ArrayList<>();
        for (Labels element : elements) {
            samples.add(new Sample(element, second));
        }
        EvaluatedSlot slot = new EvaluatedSlot(START.plusSeconds(second), downtime);
        RuleVerdict.Changes verdict = (RuleVerdict.Changes) AlertMachine.judge(
                rule, AlertReading.of(new EvalResult.Vector(samples, List.of())), alerts, slot, alert -> held, 0, 100);
        List<String> happened = new ArrayList<>();
        for (RuleVerdict.Change change : verdict.changes()) {
            Alert before = alerts.get(change.labels());
            AlertCommand command = new AlertCommand(
                    change.action(), rule.identify("g", change.labels()), change.value(), Optional.empty());
            Decision.Accept<AlertEvent> decision =
                    (Decision.Accept<AlertEvent>) command.decide(before, slot, slot.at());
            Alert after = AlertWorkflow.WORKFLOW.fold(before, decision.events());
            alerts.put(change.labels(), after);
            happened.add(change.labels().get("host") + " " + after.status());
        }
        return happened;
    }

    @Test
    void anAlertFiresOnceItsConditionHasHeldLongEnoughAndNotBefore() {
        assertThat(at(0, A)).containsExactly("a PENDING");
        assertThat(at(15, A)).isEmpty();
        assertThat(at(30, A)).containsExactly("a FIRING");
        assertThat(at(45, A)).isEmpty();
        assertThat(at(60)).containsExactly("a RESOLVED");
        assertThat(at(75)).isEmpty();
    }

    @Test
    void aPendingAlertStaysTheSameAndTakesOverTheTextsThatTheRuleHasNow() {
        at(0, A);
        AlertIdentity begun = alerts.values().iterator().next().identity();
        rule = AlertRule.named("Down")
                .when(metric("up").equalTo(0))
                .holdFor(Duration.ofSeconds(30))
                .annotation("summary", "added since")
                .build();

        assertThat(at(30, A)).containsExactly("a FIRING");
        assertThat(alerts.values()).singleElement().satisfies(alert -> {
            assertThat(alert.identity().id()).isEqualTo(begun.id());
            assertThat(alert.identity().annotations()).containsExactly(Map.entry("summary", "added since"));
        });
    }

    @Test
    void withoutAHoldTimeItFiresAtOnce() {
        rule = rule(Duration.ZERO);

        assertThat(at(0, A)).containsExactly("a FIRING");
        assertThat(alerts.values()).singleElement().satisfies(alert -> {
            assertThat(alert.activeAt()).isEqualTo(START);
            assertThat(alert.firedAt()).contains(START);
        });
    }

    @Test
    void aHoldTimeBelowTheIntervalFiresAtTheSecondEvaluation() {
        rule = rule(Duration.ofSeconds(7));

        assertThat(at(0, A)).containsExactly("a PENDING");
        assertThat(at(5, A)).isEmpty();
        assertThat(at(10, A)).containsExactly("a FIRING");
    }

    @Test
    void aGapStartsTheHoldTimeAnew() {
        at(0, A);
        assertThat(at(15)).containsExactly("a INACTIVE");
        assertThat(at(30, A)).containsExactly("a PENDING");
        assertThat(at(45, A)).isEmpty();
        assertThat(at(60, A)).containsExactly("a FIRING");
    }

    @Test
    void aResolvedAlertBeginsAfresh() {
        at(0, A);
        at(30, A);
        at(45);

        assertThat(at(60, A)).containsExactly("a PENDING");
        assertThat(alerts.values()).singleElement().satisfies(alert -> {
            assertThat(alert.firedAt()).isEmpty();
            assertThat(alert.endedAt()).isEmpty();
        });
    }

    @Test
    void alertsOfARuleAreIndependent() {
        assertThat(at(0, A)).containsExactly("a PENDING");
        assertThat(at(15, A, B)).containsExactly("b PENDING");
        assertThat(at(30, B, A)).containsExactly("a FIRING");
        assertThat(at(45, B)).containsExactlyInAnyOrder("b FIRING", "a RESOLVED");
    }

    @Test
    void heldAlertsOutliveTheirElementsAndStillFireWhenSeen() {
        at(0, A);
        at(15, A, B);
        held = true;

        assertThat(at(30)).isEmpty();
        assertThat(at(45, A)).containsExactly("a FIRING");
        held = false;
        assertThat(at(60)).containsExactlyInAnyOrder("a RESOLVED", "b INACTIVE");
    }

    @Test
    void downtimeDoesNotCountAsTimeHeld() {
        at(0, A);
        downtime = Duration.ofSeconds(600);

        assertThat(at(615, A)).isEmpty();
        assertThat(at(630, A)).containsExactly("a FIRING");
    }

    @Test
    void askedAgainAboutTheSameSlotNothingChanges() {
        assertThat(at(0, A)).containsExactly("a PENDING");
        assertThat(at(0, A)).isEmpty();
        at(30, A);
        assertThat(at(30, A)).isEmpty();
        at(45);
        assertThat(at(45)).isEmpty();
    }

    @Test
    void twoElementsOfTheSameAlertLabelsFailTheRule() {
        AlertRule merging = AlertRule.named("Down")
                .when(metric("up").equalTo(0))
                .label("host", "all")
                .build();

        assertThat(judge(merging, new Sample(A, 1), new Sample(B, 1)))
                .isEqualTo(new RuleVerdict.Failed(
                        "two elements of the result have the alert labels {alertname=\"Down\", host=\"all\"}"));
    }

    @Test
    void aMetricNameDoesNotTellAlertsApart() {
        assertThat(judge(rule, new Sample(Labels.metric("x"), 1), new Sample(Labels.metric("y"), 1)))
                .isInstanceOf(RuleVerdict.Failed.class);
    }

    @Test
    void failuresTextsAndTooManyElementsFailTheRule() {
        EvaluatedSlot slot = new EvaluatedSlot(START, Duration.ZERO);

        assertThat(AlertMachine.judge(
                        rule,
                        AlertReading.of(new EvalResult.Failure(EvalResult.Cause.MANY_TO_MANY, "why")),
                        Map.of(),
                        slot,
                        a -> false,
                        0,
                        100))
                .isEqualTo(new RuleVerdict.Failed("why"));
        assertThat(AlertMachine.judge(
                        rule, AlertReading.of(new EvalResult.Text("x")), Map.of(), slot, a -> false, 0, 100))
                .isEqualTo(new RuleVerdict.Failed("rule result must be a vector or a scalar, but was TEXT"));
        assertThat(AlertMachine.judge(
                        rule,
                        AlertReading.of(new EvalResult.Vector(List.of(new Sample(A, 1), new Sample(B, 1)), List.of())),
                        Map.of(),
                        slot,
                        a -> false,
                        0,
                        1))
                .isEqualTo(new RuleVerdict.Failed("alerts of a rule must be at most 1, but were 2"));
        assertThat(judge(rule, new Sample(hugeLabels(), 1))).isInstanceOf(RuleVerdict.Failed.class);
    }

    private static Labels hugeLabels() {
        Labels.Builder labels = Labels.builder();
        for (int i = 0; i < Labels.MAX_LABELS; i++) {
            labels.put("l" + i, "v");
        }
        return labels.build();
    }

    @Test
    void aScalarIsOneElementWithoutLabels() {
        RuleVerdict verdict = AlertMachine.judge(
                rule,
                AlertReading.of(new EvalResult.Scalar(0, List.of())),
                Map.of(),
                new EvaluatedSlot(START, Duration.ZERO),
                a -> false,
                0,
                100);

        assertThat(((RuleVerdict.Changes) verdict).changes())
                .containsExactly(new RuleVerdict.Change(AlertAction.WAIT, Labels.of("alertname", "Down"), 0));
    }

    private static RuleVerdict judge(AlertRule rule, Sample... samples) {
        return AlertMachine.judge(
                rule,
                AlertReading.of(new EvalResult.Vector(List.of(samples), List.of())),
                Map.of(),
                new EvaluatedSlot(START, Duration.ZERO),
                a -> false,
                0,
                100);
    }

    @Test
    void alertsAreReadBackAsTheyWereWritten() {
        at(0, A);
        at(30, A);
        Alert alert = alerts.values().iterator().next();
        Alert odd = new Alert(
                alert.identity(),
                AlertStatus.RESOLVED,
                Double.NEGATIVE_INFINITY,
                alert.activeAt(),
                Duration.ofSeconds(3),
                alert.firedAt(),
                Optional.of(START.plusSeconds(99)),
                Optional.of(START.plusSeconds(66)),
                new AlertPast(
                        Duration.ofSeconds(4),
                        5,
                        Optional.of(START),
                        List.of(START, START.plusSeconds(30)),
                        Optional.of(START.plusSeconds(45))));

        assertThat(Alert.TYPE.fromStored(Alert.TYPE.toStored(alert, 1))).isEqualTo(alert);
        assertThat(Alert.TYPE.fromStored(Alert.TYPE.toStored(odd, 1))).isEqualTo(odd);
    }
}
