package io.itops.monitoring;

import static io.itops.monitoring.EngineScene.SLOT;
import static io.itops.monitoring.EngineScene.START;
import static io.itops.monitoring.EngineScene.group;
import static io.itops.monitoring.expr.Expressions.metric;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.monitoring.eval.EvalLimits;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Evaluator;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertMachine;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.ErrorPolicy;
import io.itops.monitoring.rule.NoDataPolicy;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.monitoring.rule.RuleHealth;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What rules and groups may ask for, in the engine and over restarts of it. */
class RuleOptionsOverRestartsTest {
    /** The slots after a restart in which alerts without an element are held: as far as an instant selector looks back. */
    private static final int WARMING = 20;

    /** Fails while two hosts have a load. */
    private static final String AMBIGUOUS = "load > on () group_left () (load > -1) or load > 5";

    private final EngineScene scene = new EngineScene();

    @AfterEach
    void everyStateFollowsFromItsEvents() {
        assertThat(scene.store.violations()).isEmpty();
    }

    private static AlertRule.Builder high() {
        return AlertRule.named("High").when(metric("load").above(5)).dedupBy("host");
    }

    private static String firing(int seconds) {
        return "FIRING {host=\"h0\"} +" + seconds;
    }

    private static String resolved(int seconds) {
        return "RESOLVED {host=\"h0\"} +" + seconds;
    }

    private Alert only() {
        assertThat(scene.alerts()).hasSize(1);
        return scene.alerts().get(0);
    }

    @Test
    void anAlertWithAClearConditionEndsByThatAloneAfterARestartToo() {
        RuleGroup clearing = group(high().clearWhen(metric("load").below(2)).build());
        scene.start(clearing).slots(1, 9).slots(2, 3);
        scene.start(clearing).slots(WARMING + 10, 3);
        assertThat(scene.status())
                .as("neither by its condition nor by the restart")
                .isEqualTo(AlertStatus.FIRING);
        assertThat(only().firedAt()).contains(START.plusSeconds(15));

        scene.start(clearing).slots(1, 1);
        assertThat(scene.status()).as("held while it warms up").isEqualTo(AlertStatus.FIRING);
        scene.slots(WARMING, 1);
        assertThat(scene.status()).isEqualTo(AlertStatus.INACTIVE);
        assertThat(scene.signals).hasSize(2);
    }

    @Test
    void anAlertThatFiresForWantOfDataGoesOnWaitingAfterARestartAndEndsWithData() {
        RuleGroup asking =
                group(high().holdFor(ofMinutes(1)).noData(NoDataPolicy.FIRE).build());
        scene.start(asking).slots(3);
        assertThat(only().status()).isEqualTo(AlertStatus.PENDING);
        Instant activeAt = only().activeAt();
        scene.away(8);
        scene.start(asking).slots(1);
        assertThat(only().status())
                .as("the time between the processes does not count")
                .isEqualTo(AlertStatus.PENDING);
        scene.slots(1);

        assertThat(only().status()).isEqualTo(AlertStatus.FIRING);
        assertThat(only().activeAt()).isEqualTo(activeAt);
        assertThat(only().identity().labels()).hasToString("{alertname=\"High\"}");
        scene.start(asking).slots(WARMING + 1, 1);
        assertThat(scene.status()).isEqualTo(AlertStatus.INACTIVE);
        assertThat(scene.journal("alert."))
                .extracting(entry -> entry.substring(entry.indexOf(' ') + 1))
                .containsExactly("alert.pending", "alert.firing", "alert.resolved");
    }

    @Test
    void anAlertThatTellsOfMissingDataIsOneOverRestartsAndKeepsTheOthers() {
        RuleGroup asking = group(high().noData(NoDataPolicy.ALERT).build());
        scene.start(asking).slots(1, 9);
        scene.start(asking).slots(2);
        assertThat(scene.alerts())
                .extracting(alert -> alert.identity().labels().get(AlertRule.ALERT_NAME))
                .containsExactlyInAnyOrder("High", AlertMachine.NO_DATA);
        scene.start(asking).slots(2);
        assertThat(scene.alerts()).hasSize(2);
        assertThat(scene.signals).hasSize(2);

        scene.start(asking).slots(WARMING + 1, 9);
        assertThat(only().identity().labels().get(AlertRule.ALERT_NAME)).isEqualTo("High");
        assertThat(only().firedAt()).contains(START.plusSeconds(15));
        assertThat(scene.signals).hasSize(3);
    }

    @Test
    void anAlertThatAFailureHasEndedStaysEndedOverARestart() {
        RuleGroup resolving =
                group(high().when(AMBIGUOUS).onError(ErrorPolicy.RESOLVE).build());
        scene.start(resolving).slots(1, 9).slots(1, 9, 9);
        assertThat(scene.status()).isEqualTo(AlertStatus.INACTIVE);
        scene.start(resolving).slots(3, 9, 9);

        assertThat(scene.rule().health()).isEqualTo(RuleHealth.ERR);
        assertThat(scene.status()).isEqualTo(AlertStatus.INACTIVE);
        assertThat(scene.told).containsExactly(firing(15), resolved(30));
    }

    @Test
    void aFailureEndsRestoredAlertsOnceTheProcessIsWarm() {
        RuleGroup resolving =
                group(high().when(AMBIGUOUS).onError(ErrorPolicy.RESOLVE).build());
        scene.start(resolving).slots(1, 9);
        scene.start(resolving).slots(WARMING, 9, 9);
        assertThat(scene.status()).isEqualTo(AlertStatus.FIRING);

        scene.slots(1, 9, 9);
        assertThat(scene.status()).isEqualTo(AlertStatus.INACTIVE);
    }

    @Test
    void anAlertThatFiresForAFailureGoesOnWaitingAfterARestart() {
        RuleGroup failing = group(high().when(AMBIGUOUS)
                .holdFor(ofSeconds(45))
                .onError(ErrorPolicy.FIRE)
                .build());
        scene.start(failing).slots(2, 9, 9);
        assertThat(only().status()).isEqualTo(AlertStatus.PENDING);
        scene.start(failing).slots(1, 9, 9);
        assertThat(only().status()).isEqualTo(AlertStatus.PENDING);
        scene.slots(1, 9, 9);

        assertThat(only().status()).isEqualTo(AlertStatus.FIRING);
        assertThat(only().identity().labels()).hasToString("{alertname=\"High\"}");
        scene.start(failing).slots(WARMING + 1, 1);
        assertThat(scene.status()).isEqualTo(AlertStatus.INACTIVE);
        assertThat(scene.journal("rule.")).hasSize(2);
    }

    @Test
    void anAlertThatTellsOfAFailureIsOneOverRestartsAndKeepsTheOthers() {
        RuleGroup failing =
                group(high().when(AMBIGUOUS).onError(ErrorPolicy.ALERT).build());
        scene.start(failing).slots(1, 9).slots(1, 9, 9);
        scene.start(failing).slots(WARMING + 5, 9, 9);
        assertThat(scene.alerts())
                .extracting(alert -> alert.identity().labels().get(AlertRule.ALERT_NAME))
                .containsExactlyInAnyOrder("High", AlertMachine.RULE_ERROR);
        assertThat(scene.signals).hasSize(2);

        scene.slots(WARMING, 9);
        assertThat(only().identity().labels().get(AlertRule.ALERT_NAME)).isEqualTo("High");
        assertThat(scene.signals).hasSize(3);
    }

    @Test
    void whatFiresGoesOnToWhileTheLimitIsExceededAfterARestartToo() {
        RuleGroup limited = RuleGroup.named("g")
                .interval(SLOT)
                .limit(2)
                .rule(high().build())
                .build();
        scene.start(limited).slots(1, 9, 9).slots(1, 9, 9, 9);
        assertThat(scene.rule().lastError()).contains("exceeded limit of 2 with 3 alerts");
        assertThat(scene.alerts()).hasSize(2);

        scene.start(limited).slots(WARMING + 5, 1, 9, 9);
        assertThat(scene.rule().health()).as("two, once what is held has ended").isEqualTo(RuleHealth.OK);
        assertThat(scene.alerts())
                .extracting(alert -> alert.identity().labels().get("host"))
                .containsExactlyInAnyOrder("h1", "h2");
        scene.start(limited).slots(3, 9, 9, 9);
        assertThat(scene.rule().lastError()).contains("exceeded limit of 2 with 3 alerts");
        assertThat(scene.alerts()).hasSize(2);
    }

    private long alertSeriesAt(Instant at) {
        EvalResult found =
                Evaluator.evaluate(metric("ALERTS"), scene.monitoring().metrics(), at, EvalLimits.DEFAULTS);
        return ((EvalResult.Vector) found).samples().size();
    }

    @Test
    void aGroupThatLooksBackByAnOffsetDoesSoAfterARestart() {
        RuleGroup late = RuleGroup.named("g")
                .interval(SLOT)
                .queryOffset(ofSeconds(30))
                .rule(high().build())
                .build();
        scene.start(late).slots(2, 9);
        assertThat(scene.told).isEmpty();
        scene.slots(1, 9);
        assertThat(scene.told)
                .as("by the sample 30 s before, at the slot itself")
                .containsExactly(firing(45));
        assertThat(only().activeAt()).isEqualTo(START.plusSeconds(45));
        assertThat(alertSeriesAt(START.plusSeconds(15))).isEqualTo(1);
        assertThat(alertSeriesAt(START.plusSeconds(14))).isZero();

        scene.start(late).slots(WARMING + 10, 9);
        assertThat(scene.told).as("held until samples reach back").hasSize(1);
        scene.slots(2, 1);
        assertThat(scene.told).hasSize(1);
        scene.slots(1, 1);
        assertThat(scene.told).containsExactly(firing(45), resolved((int) scene.now()));
    }

    @Test
    void missedSlotsDoNotCountWhereARuleAsksForThatOverRestartsToo() {
        AlertRule.Builder waiting = high().holdFor(ofMinutes(2));
        RuleGroup ignoring = group(waiting.ignoreMissed().build());
        scene.start(ignoring).slots(2, 9);
        scene.away(10).slots(2, 9);
        assertThat(scene.status()).as("the process was stuck for ten slots").isEqualTo(AlertStatus.PENDING);
        scene.away(10);
        scene.start(ignoring).slots(4, 9);
        assertThat(scene.status()).as("nobody lived for ten slots").isEqualTo(AlertStatus.PENDING);
        scene.away(10).slots(1, 9);
        assertThat(scene.status())
                .as("eight intervals: the ninth slot worked through fires")
                .isEqualTo(AlertStatus.FIRING);
        assertThat(own("itops.monitoring.slots.missed"))
                .as("those of the group and those of sampling")
                .isEqualTo(2 * 20);
    }

    @Test
    void missedSlotsCountAsInPrometheusWhereARuleAsksForNothing() {
        scene.start(group(high().holdFor(ofMinutes(2)).build())).slots(2, 9);
        scene.away(10).slots(1, 9);

        assertThat(scene.status()).isEqualTo(AlertStatus.FIRING);
    }

    private double own(String meter) {
        return scene.own.get(meter).counter().count();
    }

    @Test
    void anAlertThatIsKeptFiringEndsItsKeepingAfterARestartByTheReturnOfItsElement() {
        RuleGroup keeping = group(high().keepFiringFor(ofMinutes(10)).build());
        scene.start(keeping).slots(1, 9).slots(2, 1);
        Instant since = only().keepFiringSince().orElseThrow();
        scene.start(keeping).slots(WARMING + 1, 1);
        assertThat(only().keepFiringSince()).contains(since);

        scene.slots(1, 9);
        assertThat(only().keepFiringSince()).isEmpty();
        scene.start(keeping).slots(1, 9).slots(40, 1);
        assertThat(only().keepFiringSince())
                .as("from the first miss once it is warm")
                .isPresent();
        assertThat(scene.told).containsExactly(firing(15));
        scene.slots(40, 1);
        assertThat(scene.status()).isEqualTo(AlertStatus.INACTIVE);
        assertThat(scene.told).hasSize(2);
    }

    /** The receiver is down: what is signalled is committed, and nobody takes it. */
    private void startWithoutReceiver(RuleGroup group) {
        scene.attach(MonitoringOptions.builder(), false);
        scene.ops().signals().register("test", (signal, unit) -> {
            throw new IllegalStateException("the receiver is down");
        });
        scene.monitoring().add(group);
    }

    @Test
    void whatWasResolvedButNotDeliveredSurvivesARestart() {
        RuleGroup plain = group(high().build());
        scene.start(plain).slots(1, 9);
        startWithoutReceiver(plain);
        scene.slots(WARMING + 1, 1);
        assertThat(scene.status()).isEqualTo(AlertStatus.INACTIVE);
        assertThat(scene.told).containsExactly(firing(15));

        scene.start(plain).slots(40, 1);
        assertThat(scene.signals).as("once").hasSize(2);
        assertThat(scene.told.get(1)).startsWith("RESOLVED");
    }

    @Test
    void whatWasResolvedButNotDeliveredIsToldBeforeTheTroubleIsThereAgain() {
        RuleGroup plain = group(high().build());
        scene.start(plain).slots(1, 9);
        startWithoutReceiver(plain);
        scene.slots(WARMING + 1, 1).slots(1, 9);
        assertThat(scene.status()).isEqualTo(AlertStatus.FIRING);
        assertThat(scene.told).hasSize(1);

        scene.start(plain).slots(40, 9);
        assertThat(scene.signals)
                .extracting(signal -> signal.status().name())
                .isEqualTo(List.of("FIRING", "RESOLVED", "FIRING"));
    }
}
