package io.itops.monitoring;

import static io.itops.monitoring.EngineScene.SLOT;
import static io.itops.monitoring.EngineScene.START;
import static io.itops.monitoring.EngineScene.group;
import static io.itops.monitoring.expr.Expressions.metric;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.Severity;
import io.itops.core.signal.Signal;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.ErrorPolicy;
import io.itops.monitoring.rule.ResolvePolicy;
import io.itops.monitoring.rule.RuleGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signals that are sent again, as an option of the engine: when, until when, and what they say. */
class ResendTest {
    private static final Duration MINUTE = ofMinutes(1);

    private final EngineScene scene = new EngineScene();
    private final List<Signal> signals = scene.signals;
    private final List<String> told = scene.told;

    private static MonitoringOptions.Builder resending(Duration delay) {
        return MonitoringOptions.builder().resendDelay(delay);
    }

    @AfterEach
    void everyStateFollowsFromItsEvents() {
        assertThat(scene.store.violations()).isEmpty();
    }

    /** One dedup key a host. */
    private static AlertRule.Builder high() {
        return AlertRule.named("High").when(metric("load").above(5)).dedupBy("host");
    }

    private static String firing(int host, int seconds) {
        return "FIRING {host=\"h" + host + "\"} +" + seconds;
    }

    private static String resolved(int host, int seconds) {
        return "RESOLVED {host=\"h" + host + "\"} +" + seconds;
    }

    private static String repeat(int seconds) {
        return "FIRING {service=\"unknown\"} +" + seconds;
    }

    private static String[] each(int first, int last, int step, IntFunction<String> told) {
        List<String> all = new ArrayList<>();
        for (int at = first; at <= last; at += step) {
            all.add(told.apply(at));
        }
        return all.toArray(String[]::new);
    }

    @Test
    void aSignalIsSentOnceUnlessTheEngineIsAskedForMore() {
        scene.start(MonitoringOptions.builder(), group(high().build()));
        scene.slots(20, 9);
        scene.slots(80, 1);

        assertThat(told).containsExactly(firing(0, 15), resolved(0, 315));
        assertThat(scene.ops().journal().all())
                .extracting(entry -> entry.event().type())
                .doesNotContain("alert.sent");
    }

    @Test
    void aFiringAlertIsSentAgainOnceStrictlyMoreThanTheDelayHasPassed() {
        scene.start(resending(ofSeconds(30)), group(high().build()));
        scene.slots(10, 9);

        assertThat(told).as("45 s apart, not 30").containsExactly(each(15, 150, 45, at -> firing(0, at)));
        assertThat(scene.own.get("itops.monitoring.signals.repeated").counter().count())
                .isEqualTo(3);
    }

    @Test
    void aPendingAlertIsNeverSent() {
        scene.start(resending(ofSeconds(1)), group(high().holdFor(ofMinutes(2)).build()));
        scene.slots(8, 9);
        assertThat(told).isEmpty();

        scene.slots(2, 9);
        assertThat(told).containsExactly(firing(0, 135), firing(0, 150));
    }

    @Test
    void theEndIsSentAgainUntilFifteenMinutesAreOverAndTheLastOfThemCounts() {
        scene.start(resending(MINUTE), group(high().build()));
        scene.slots(1, 9);
        scene.slots(140, 1);

        assertThat(told.subList(1, told.size()))
                .as("every 75 s, the last one exactly 15 minutes after the end")
                .containsExactly(each(30, 30 + 900, 75, at -> resolved(0, at)));
    }

    @Test
    void theEndIsSentAgainThoughRecordsAreKeptForAShorterTime() {
        scene.start(resending(MINUTE).keepEnded(ofSeconds(20)), group(high().build()));
        scene.slots(1, 9);
        scene.slots(140, 1);

        assertThat(told).hasSize(1 + 13).endsWith(resolved(0, 930));
        assertThat(scene.monitoring().explain("High").evidence()).containsKey("last evaluation");
    }

    @Test
    void whenItWasLastSentIsKnownOverRestarts() {
        RuleGroup group = group(high().build());
        scene.start(resending(ofMinutes(2)), group);
        scene.slots(2, 9);
        scene.start(resending(ofMinutes(2)), group);
        scene.slots(8, 9);
        assertThat(told).as("not again because of the restart").containsExactly(firing(0, 15), firing(0, 150));

        scene.start(resending(ofMinutes(2)), group);
        scene.slots(9, 9);
        assertThat(told).containsExactly(firing(0, 15), firing(0, 150), firing(0, 285));
        scene.slots(23, 1);
        told.clear();
        scene.start(resending(ofMinutes(2)), group);
        scene.slots(100, 1);
        assertThat(told.get(0)).startsWith("RESOLVED");
        assertThat(told).hasSizeBetween(3, 7).allMatch(text -> text.startsWith("RESOLVED"));
    }

    @Test
    void anEndIsSentAgainOverARestartAtTheTimesOfARunWithoutOne() {
        RuleGroup group = group(high().build());
        scene.start(resending(MINUTE), group);
        scene.slots(1, 9);
        scene.slots(7, 1);
        scene.start(resending(MINUTE), group);
        scene.slots(140, 1);

        assertThat(told.subList(1, told.size())).containsExactly(each(30, 930, 75, at -> resolved(0, at)));
    }

    @Test
    void anAlertThatTheEngineBeginsToRepeatAfterARestartIsDueAtOnce() {
        RuleGroup group = group(high().build());
        scene.start(MonitoringOptions.builder(), group);
        scene.slots(10, 9);
        scene.start(resending(MINUTE), group);
        scene.slots(2, 9);

        assertThat(told).containsExactly(firing(0, 15), firing(0, 165));
    }

    @Test
    void troubleThatIsThereAgainEndsTheRepeatingOfItsEnd() {
        scene.start(resending(MINUTE), group(high().build()));
        scene.slots(1, 9);
        scene.slots(6, 1);
        scene.slots(100, 9);

        assertThat(told).startsWith(firing(0, 15), resolved(0, 30), resolved(0, 105), firing(0, 120), firing(0, 195));
        assertThat(told.subList(3, told.size())).allMatch(text -> text.startsWith("FIRING"));
    }

    @Test
    void anAlertThatEndsWhileOthersOfItsKeyFireDoesNotEndTheTroubleByBeingRepeated() {
        scene.start(resending(MINUTE), group(high().dedupBy("alertname").build()));
        scene.slots(1, 9, 9);
        scene.slots(20, 9, 1);
        assertThat(signals).allMatch(signal -> signal.status() == Signal.Status.FIRING);
        assertThat(signals).as("one a key and time, not one an alert").hasSize(1 + 4);

        int before = signals.size();
        scene.slots(80, 1, 1);
        assertThat(signals.subList(before, signals.size()))
                .hasSize(13)
                .allMatch(signal -> signal.status() == Signal.Status.RESOLVED);
    }

    @Test
    void whatAPolicyHasDeclaredOverIsNotRepeatedByTheAlertsThatFireOn() {
        scene.start(
                resending(MINUTE),
                group(high().dedupBy("alertname").resolve(ResolvePolicy.ANY).build()));
        scene.slots(1, 9, 9);
        scene.slots(100, 9, 1);

        assertThat(signals.get(0).status()).isEqualTo(Signal.Status.FIRING);
        assertThat(signals.subList(1, signals.size()))
                .hasSize(13)
                .allMatch(signal -> signal.status() == Signal.Status.RESOLVED);
        assertThat(signals.get(1).summary()).isEqualTo("High has resolved, while 1 other alert of the key still fires");
    }

    @Test
    void whatIsNeverResolvedBySignalIsNotResolvedByARepeatEither() {
        scene.start(resending(MINUTE), group(high().resolve(ResolvePolicy.NEVER).build()));
        scene.slots(1, 9);
        scene.slots(80, 1);

        assertThat(told).containsExactly(firing(0, 15));
    }

    @Test
    void nothingIsSentWhileTheRuleCannotBeEvaluated() {
        AlertRule plain =
                high().when("load > on () group_left () load or load > 5").build();
        scene.start(resending(MINUTE), group(plain));
        scene.slots(2, 9);
        assertThat(told).containsExactly(firing(0, 15));

        scene.slots(10, 9, 9);
        assertThat(scene.monitoring().rules().get(0).rules().get(0).lastError()).isPresent();
        assertThat(told).hasSize(1);
    }

    @Test
    void aRuleWhosePolicyJudgesFailuresIsSentOfMeanwhile() {
        AlertRule judging = high().when("load > on () group_left () load or load > 5")
                .onError(ErrorPolicy.ALERT)
                .build();
        scene.start(resending(MINUTE), group(judging));
        scene.slots(2, 9);
        scene.slots(5, 9, 9);

        assertThat(scene.monitoring().rules().get(0).rules().get(0).lastError()).isPresent();
        assertThat(told).contains(firing(0, 15), firing(0, 90));
    }

    /** One label more, by which the alert of the failure would name the rule, is too many. */
    @Test
    void nothingIsSentWhileAFailureCannotBeJudgedThoughThePolicyAsksForIt() {
        AlertRule.Builder labelled = high().when("sum(load > on () group_left () load or load > 5)")
                .dedupBy("alertname")
                .onError(ErrorPolicy.ALERT);
        for (int i = 1; i < Labels.MAX_LABELS; i++) {
            labelled.label("label_" + i, "x");
        }
        scene.start(resending(MINUTE), group(labelled.build()));
        scene.slots(2, 9);
        scene.slots(10, 9, 9);

        assertThat(scene.rule().lastError()).isPresent();
        assertThat(scene.rule().firing()).isEqualTo(1);
        assertThat(told).hasSize(1);
    }

    @Test
    void alertsThatWarmingHoldsAreSentAgain() {
        RuleGroup group = group(high().build());
        scene.start(resending(MINUTE), group);
        scene.slots(2, 9);
        scene.start(resending(MINUTE), group);
        for (int i = 0; i < 6; i++) {
            scene.clock.advance(SLOT);
            scene.ops().runUntil(scene.clock.instant());
        }

        assertThat(told).containsExactly(firing(0, 15), firing(0, 90));
    }

    @Test
    void moreAlertsThanACommitHoldsAreEachSentAgainOnce() {
        scene.start(resending(MINUTE), group(high().build()));
        double[] loads = new double[300];
        Arrays.fill(loads, 9);
        scene.slots(11, loads);

        assertThat(told).hasSize(3 * 300).doesNotHaveDuplicates();
        assertThat(told.stream().filter(text -> text.endsWith(" +90"))).hasSize(300);
        assertThat(told.stream().filter(text -> text.endsWith(" +165"))).hasSize(300);
        Arrays.fill(loads, 1);
        told.clear();
        scene.slots(1, loads);
        scene.slots(5, loads);
        assertThat(told).hasSize(2 * 300).doesNotHaveDuplicates();
    }

    @Test
    void alertsThatAreDueButWhoseKeyIsOverDoNotKeepTheSlotFromItsEnd() {
        scene.start(
                resending(MINUTE),
                group(high().dedupBy("alertname").resolve(ResolvePolicy.ANY).build()));
        double[] loads = new double[200];
        Arrays.fill(loads, 9);
        scene.slots(1, loads);
        loads[0] = 1;
        scene.slots(20, loads);

        assertThat(scene.ops().records().get(SlotChain.TYPE, "rules.g").value().lastSlot())
                .contains(START.plus(SLOT.multipliedBy(21)));
    }

    @Test
    void theEndOfAnAlertWhoseRuleIsGoneIsSentAgain() {
        scene.start(resending(MINUTE), group(high().build()));
        scene.slots(1, 9);
        scene.monitoring().replace(List.of(group()));
        scene.slots(80, 9);

        assertThat(told.subList(1, told.size())).containsExactly(each(30, 930, 75, at -> resolved(0, at)));
    }

    @Test
    void aRepeatHasTheTextsOfItsSlotAndSaysWhyItIsSent() {
        scene.start(
                resending(MINUTE),
                group(high().annotation("summary", "")
                        .expander((text, data) -> "load is " + data.value())
                        .build()));
        scene.slots(5, 9);
        scene.slots(1, 7);

        assertThat(signals).extracting(Signal::summary).containsExactly("load is 9.0", "load is 7.0");
        assertThat(signals.get(1).explanation().orElseThrow().render())
                .contains("the trouble is still there")
                .contains("the trouble is signalled again: more than 1 min have passed since the last time")
                .contains("last signalled at")
                .contains("2026-11-24T02:00:15Z");
        Alert alert = scene.monitoring().alerts().get(0);
        assertThat(alert.lastSentAt()).contains(START.plusSeconds(90));
        assertThat(scene.monitoring().explain("High").render())
                .contains("signalled again after more than")
                .contains("2026-11-24T02:01:30Z");

        scene.slots(1, 1);
        scene.slots(6, 1);
        Signal over = signals.get(signals.size() - 1);
        assertThat(over.explanation().orElseThrow().render())
                .contains("the trouble is still over")
                .contains("signalled again until");
    }

    @Test
    void aLongerHoldTimeEndsTheTroubleOnceAndTheGroupGoesOn() {
        scene.start(resending(MINUTE), group(high().build()));
        scene.slots(2, 9);
        scene.monitoring().replace(List.of(group(high().holdFor(ofMinutes(5)).build())));
        scene.slots(30, 9);

        assertThat(told).startsWith(firing(0, 15), resolved(0, 45), firing(0, 315), firing(0, 390));
        assertThat(scene.ops().records().get(SlotChain.TYPE, "rules.g").value().lastSlot())
                .contains(START.plus(SLOT.multipliedBy(32)));
    }

    @Test
    void theEndIsRepeatedOnBehalfOfAnAlertThatEndedNotOfOneThatIsPendingAgain() {
        AlertRule longer = AlertRule.named("Late")
                .when(metric("load").above(5))
                .dedupBy("host")
                .build();
        scene.start(resending(MINUTE), group(high().build(), longer));
        scene.slots(2, 9);
        scene.monitoring()
                .replace(List.of(group(
                        high().when(metric("load").above(7)).build(),
                        AlertRule.named("Late")
                                .when(metric("load").above(5))
                                .dedupBy("host")
                                .holdFor(ofMinutes(90))
                                .build())));
        scene.slots(80, 6);

        assertThat(told.subList(1, told.size())).containsExactly(each(45, 45 + 900, 75, at -> resolved(0, at)));
    }

    @Test
    void anEndNamesTheRuleWhosePolicyResolves() {
        AlertRule never = AlertRule.named("Never")
                .when(metric("load").above(5))
                .dedupBy("host")
                .resolve(ResolvePolicy.NEVER)
                .build();
        scene.start(resending(MINUTE), group(high().build(), never));
        scene.slots(1, 9);
        scene.slots(1, 1);

        assertThat(signals.get(1).explanation().orElseThrow().render())
                .contains("the policy of High resolves the trouble: ALL");
    }

    @Test
    void anAlertThatChangesAtTheSlotAtWhichItIsDueIsSentAgain() {
        scene.start(
                resending(ofSeconds(20)),
                group(high().keepFiringFor(ofMinutes(5)).build()));
        for (int i = 0; i < 10; i++) {
            scene.slots(1, 9);
            scene.slots(1, 1);
        }
        assertThat(scene.journal("alert.")).contains("+30 alert.kept", "+45 alert.returned");
        assertThat(told).containsExactly(each(15, 285, 30, at -> firing(0, at)));
    }

    @Test
    void anAlertOfWhichEverySlotIsCountedIsSentAgain() {
        scene.start(resending(ofSeconds(20)), group(high().atLeast(1, 10).build()));
        scene.slots(1, 9);
        scene.slots(9, 1);

        assertThat(told).containsExactly(each(15, 135, 30, at -> firing(0, at)));
    }

    @Test
    void anotherSeverityIsASignalAndTheNextOneComesADelayAfterIt() {
        AlertRule graded = high().severity(Severity.SEV3)
                .severity(Severity.SEV1, metric("load").above(50))
                .build();
        scene.start(resending(MINUTE), group(graded));
        scene.slots(3, 9);
        scene.slots(10, 99);

        assertThat(told).containsExactly(firing(0, 15), firing(0, 60), firing(0, 135));
        assertThat(signals).extracting(Signal::severity).containsExactly(Severity.SEV3, Severity.SEV1, Severity.SEV1);
    }

    @Test
    void repeatsOfAKeyTellTheWorstOfItsAlertsAndComeOnceADelay() {
        AlertRule bad = high().dedupBy("service").severity(Severity.SEV1).build();
        AlertRule late = AlertRule.named("Late")
                .when(metric("load").above(20))
                .severity(Severity.SEV3)
                .dedupBy("service")
                .build();
        scene.start(resending(MINUTE), group(bad, late));
        scene.slots(1, 9);
        scene.slots(16, 99);

        assertThat(told).containsExactly(repeat(15), repeat(30), repeat(105), repeat(180), repeat(255));
        assertThat(signals.subList(2, signals.size()))
                .extracting(Signal::severity)
                .containsOnly(Severity.SEV1);
        assertThat(scene.journal("alert.sent")).hasSize(3);
    }

    @Test
    void theEndOfTheAlertThatSpokeForAKeyDoesNotBringTheNextRepeatForward() {
        AlertRule bad = high().dedupBy("service").severity(Severity.SEV1).build();
        AlertRule mild = AlertRule.named("Mild")
                .when(metric("load").above(2))
                .severity(Severity.SEV3)
                .dedupBy("service")
                .build();
        scene.start(resending(ofMinutes(20)).keepEnded(ofSeconds(1)), group(bad, mild));
        scene.slots(82, 9);
        scene.slots(100, 3);

        assertThat(told).as("every 20 min and a slot").containsExactly(repeat(15), repeat(1230), repeat(2445));
    }

    @Test
    void theAlertThatSpokeForAKeyDoesNotBringTheNextRepeatForwardByPendingAgain() {
        AlertRule bad = high().dedupBy("service")
                .holdFor(ofSeconds(30))
                .severity(Severity.SEV1)
                .build();
        AlertRule mild = AlertRule.named("Mild")
                .when(metric("load").above(2))
                .severity(Severity.SEV3)
                .dedupBy("service")
                .build();
        scene.start(resending(ofMinutes(20)), group(bad, mild));
        scene.slots(3, 9);
        scene.slots(78, 3);
        scene.slots(1, 9);
        scene.slots(10, 3);

        assertThat(scene.journal("alert.")).contains("+1230 alert.pending", "+1245 alert.cleared");
        assertThat(told).as("20 min and a slot after the last").containsExactly(repeat(15), repeat(45), repeat(1260));
    }

    @Test
    void moreAlertsOfOneKeyThanACommitHoldsAreOneRepeat() {
        scene.start(resending(MINUTE), group(high().dedupBy("alertname").build()));
        double[] loads = new double[300];
        Arrays.fill(loads, 9);
        scene.slots(1, loads);
        int begun = signals.size();
        scene.slots(10, loads);

        assertThat(signals).hasSize(begun + 2);
        assertThat(scene.journal("alert.sent")).containsExactly("+90 alert.sent", "+165 alert.sent");
    }

    @Test
    void endsAreSignalledToMoreHandlersThanOne() {
        scene.start(resending(MINUTE), group(high().build()));
        for (int i = 0; i < 7; i++) {
            scene.ops().signals().register("also-" + i, (signal, unit) -> {});
        }
        double[] loads = new double[150];
        Arrays.fill(loads, 9);
        scene.slots(1, loads);
        Arrays.fill(loads, 1);
        scene.slots(1, loads);

        assertThat(told.stream().filter(text -> text.startsWith("RESOLVED"))).hasSize(150);
    }

    @Test
    void theAlertsOfAGroupThatNoProcessHasAreToldToHaveEndedOnce() {
        MonitoringOptions.Builder options =
                resending(MINUTE).keepEnded(ofSeconds(30)).warmAtMost(ofMinutes(2));
        scene.start(options, group(high().build()));
        scene.slots(1, 9);
        scene.attach(options, true);
        for (int i = 0; i < 120; i++) {
            scene.clock.advance(SLOT);
            scene.ops().runUntil(scene.clock.instant());
        }

        assertThat(told).hasSize(2);
        assertThat(told.get(1)).startsWith("RESOLVED");
        assertThat(scene.ops().records().find(SlotChain.TYPE, "rules.g")).isEmpty();
    }

    @Test
    void theDelayIsBounded() {
        assertThatThrownBy(() -> resending(Duration.ofMillis(999)).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("resend delay must be at least a second, but was PT0.999S");
        assertThatThrownBy(() -> resending(Duration.ofDays(2)).build()).isInstanceOf(InvalidInputException.class);
        assertThat(resending(Duration.ofDays(1)).build().resendDelay()).contains(Duration.ofDays(1));
    }
}
