package io.itops.monitoring;

import static io.itops.monitoring.EngineScene.SLOT;
import static io.itops.monitoring.EngineScene.group;
import static io.itops.monitoring.expr.Expressions.metric;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.NoDataPolicy;
import io.itops.monitoring.rule.RecordingRule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.monitoring.rule.RuleHealth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A metric store without room for what rules give: they fail by it, and recover once there is room. */
class FullStoreTest {
    private final EngineScene scene = new EngineScene();

    @AfterEach
    void everyStateFollowsFromItsEvents() {
        assertThat(scene.store.violations()).isEmpty();
    }

    private static AlertRule.Builder high() {
        return AlertRule.named("High").when(metric("load").above(5)).dedupBy("host");
    }

    private double exceeded(String budget) {
        return scene.own
                .get("itops.monitoring.rule.budgets.exceeded")
                .tag("budget", budget)
                .counter()
                .count();
    }

    private String summary(String type) {
        return scene.ops().journal().all().stream()
                .map(entry -> entry.event())
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElseThrow()
                .summary();
    }

    @Test
    void aRuleWhoseSeriesFindNoRoomFailsAndRecovers() {
        RuleGroup recording = RuleGroup.of("g", SLOT, RecordingRule.of("load:copy", metric("load")));
        scene.start(MonitoringOptions.builder().maxSeries(5).retention(ofMinutes(5)), recording)
                .slots(1, 1, 2);
        assertThat(scene.rule().health()).isEqualTo(RuleHealth.OK);

        scene.slots(2, 1, 2, 3);
        assertThat(scene.monitoring().metrics().seriesCount()).isEqualTo(5);
        assertThat(scene.rule().health()).isEqualTo(RuleHealth.ERR);
        assertThat(scene.rule().lastError()).contains("series held must be at most 5, but were more");
        assertThat(scene.journal("rule.")).as("once").containsExactly("+30 rule.failed");
        assertThat(summary("rule.failed"))
                .isEqualTo("rule load:copy failed, not all that it records is kept:"
                        + " series held must be at most 5, but were more");
        assertThat(exceeded("series-held")).as("at every slot").isEqualTo(2);

        scene.slots(24, 1, 2);
        assertThat(scene.rule().health())
                .as("the third host is no longer found")
                .isEqualTo(RuleHealth.OK);
        assertThat(scene.journal("rule.")).hasSize(2).last().asString().endsWith("rule.recovered");
    }

    @Test
    void anAlertFiresThoughThereIsNoRoomForItsSeries() {
        scene.start(MonitoringOptions.builder().maxSeries(2).resendDelay(ofMinutes(1)), group(high().build()))
                .slots(6, 9);

        assertThat(scene.told).as("signalled, and again").hasSize(2);
        assertThat(scene.rule().health()).isEqualTo(RuleHealth.ERR);
        assertThat(scene.rule().firing()).isEqualTo(1);
        assertThat(scene.rule().lastError()).contains("series held must be at most 2, but were more");
        assertThat(summary("rule.failed"))
                .isEqualTo("rule High failed, its alerts lack series: series held must be at most 2, but were more");
        assertThat(scene.monitoring().explain("High").evidence())
                .containsEntry("last evaluation", "failed: series held must be at most 2, but were more")
                .containsEntry("budget exceeded", "series-held");
        scene.slots(1, 1);
        assertThat(scene.told).hasSize(3).last().asString().startsWith("RESOLVED");
    }

    @Test
    void whetherThereIsDataIsToldThoughThereIsNoRoom() {
        AlertRule absent = AlertRule.named("Absent")
                .when("load > 5")
                .noData(NoDataPolicy.ALERT)
                .build();
        scene.start(MonitoringOptions.builder().maxSeries(1), group(absent)).slots(1, 1);
        assertThat(scene.rule().health()).isEqualTo(RuleHealth.OK);

        scene.slots(40);
        String failed = "+315 rule.failed";
        assertThat(scene.rule().lastError()).contains("series held must be at most 1, but were more");
        assertThat(scene.monitoring().explain("Absent").evidence()).containsKeys("fails since", "no data since");
        assertThat(scene.journal("rule.")).containsExactly(failed, "+315 rule.no-data");

        scene.slots(1, 1);
        assertThat(scene.journal("rule."))
                .startsWith(failed, "+315 rule.no-data")
                .contains("+630 rule.data");
        assertThat(summary("rule.data")).isEqualTo("rule Absent has data again, after 5 min 15 s");
    }

    @Test
    void aRuleWhoseSamplesFindNoRoomFails() {
        RuleGroup recording = RuleGroup.of("g", SLOT, RecordingRule.of("load:copy", metric("load")));
        scene.start(MonitoringOptions.builder().maxSamples(3), recording).slots(1, 1);
        assertThat(scene.rule().health()).isEqualTo(RuleHealth.OK);
        scene.slots(1, 1);

        assertThat(scene.rule().lastError()).contains("samples held must be at most 3, but were more");
        assertThat(exceeded("samples-held")).isEqualTo(1);
    }
}
