package io.itops.monitoring;

import static io.itops.monitoring.EngineScene.SLOT;
import static io.itops.monitoring.EngineScene.START;
import static io.itops.monitoring.EngineScene.group;
import static io.itops.monitoring.expr.Expressions.metric;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.record.RecordQuery;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.NoDataPolicy;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.monitoring.rule.RuleHealth;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That a rule has no data, or fails, is told when it begins and when it ends, listed, explained, and known over restarts. */
class NoDataTest {
    /** How many slots a series of which nothing comes any more is still found: five minutes, the slot of its last sample left out. */
    private static final int LOOKBACK = 19;

    private final EngineScene scene = new EngineScene();

    @AfterEach
    void everyStateFollowsFromItsEvents() {
        assertThat(scene.store.violations()).isEmpty();
    }

    private static AlertRule.Builder high() {
        return AlertRule.named("High").when(metric("load").above(5));
    }

    private static RuleGroup asking(NoDataPolicy policy) {
        return group(high().noData(policy).build());
    }

    private String summary(String type) {
        return scene.ops().journal().all().stream()
                .map(entry -> entry.event())
                .filter(event -> event.type().equals(type))
                .reduce((a, b) -> b)
                .orElseThrow()
                .summary();
    }

    @Test
    void aRuleThatKeepsItsAlertsTellsThatItHasNoDataAndSinceWhen() {
        scene.start(asking(NoDataPolicy.KEEP_LAST)).slots(1, 9);
        assertThat(scene.rule().health()).isEqualTo(RuleHealth.OK);
        scene.slots(LOOKBACK);
        assertThat(scene.rule().health()).as("the last sample is still found").isEqualTo(RuleHealth.OK);
        scene.slots(40);

        assertThat(scene.rule().health()).isEqualTo(RuleHealth.NO_DATA);
        assertThat(scene.rule().since()).contains(START.plusSeconds(15 + 300));
        assertThat(scene.rule().lastError()).isEmpty();
        assertThat(scene.monitoring().rules().get(0).health()).isEqualTo(RuleHealth.NO_DATA);
        assertThat(scene.status()).isEqualTo(AlertStatus.FIRING);
        assertThat(scene.journal("rule.")).containsExactly("+315 rule.no-data");
        assertThat(summary("rule.no-data"))
                .isEqualTo(
                        "rule High has no data, its alerts stay as they are: no selector of its condition finds a series");
        assertThat(scene.monitoring().explain("High").evidence())
                .containsEntry("last evaluation", "succeeded, but found no data")
                .containsEntry("no data since", "2026-11-24T02:05:15Z");
        assertThat(scene.monitoring().explain("High").render())
                .contains("the rule has no data: no selector of its condition finds a series")
                .contains("KEEP_LAST");

        scene.slots(1, 9);
        assertThat(scene.rule().health()).isEqualTo(RuleHealth.OK);
        assertThat(scene.rule().since()).isEmpty();
        assertThat(scene.journal("rule.")).containsExactly("+315 rule.no-data", "+915 rule.data");
        assertThat(summary("rule.data")).isEqualTo("rule High has data again, after 10 min");
        assertThat(scene.monitoring().explain("High").evidence())
                .containsEntry("last evaluation", "succeeded")
                .doesNotContainKey("no data since");
    }

    @Test
    void aRuleThatDoesNotAskForItIsMerelyInactive() {
        scene.start(group(high().build())).slots(1, 9);
        scene.slots(40);

        assertThat(scene.rule().health()).isEqualTo(RuleHealth.OK);
        assertThat(scene.rule().state()).contains(AlertStatus.INACTIVE);
        assertThat(scene.journal("rule.")).isEmpty();
        assertThat(scene.ops().records().all(RecordQuery.of(RuleTrouble.TYPE))).isEmpty();
        assertThat(scene.monitoring().explain("High").evidence()).doesNotContainKey("no data since");
    }

    @Test
    void anAlertOfItsOwnIsToldOfToo() {
        scene.start(asking(NoDataPolicy.ALERT)).slots(2);

        assertThat(scene.rule().health()).isEqualTo(RuleHealth.NO_DATA);
        assertThat(scene.rule().firing()).isEqualTo(1);
        assertThat(summary("rule.no-data")).contains("its alerts stay as they are, and one fires:");
    }

    @Test
    void aRuleWhosePolicyIsTakenAwayDoesNotClaimToHaveDataAgain() {
        scene.start(asking(NoDataPolicy.KEEP_LAST)).slots(2);
        scene.monitoring().replace(List.of(group(high().build())));
        scene.slots(2);

        assertThat(scene.journal("rule.")).containsExactly("+15 rule.no-data");
        assertThat(scene.rule().since()).isEmpty();
        assertThat(scene.ops().records().all(RecordQuery.of(RuleTrouble.TYPE))).isEmpty();
    }

    @Test
    void aConditionThatAsksForAbsenceHasItsAnswerThoughNothingIsFound() {
        scene.start(group(AlertRule.named("High")
                        .when("absent(load)")
                        .noData(NoDataPolicy.KEEP_LAST)
                        .build()))
                .slots(2);

        assertThat(scene.rule().health()).isEqualTo(RuleHealth.OK);
        assertThat(scene.rule().firing()).isEqualTo(1);
        assertThat(scene.journal("rule.")).isEmpty();
    }

    @Test
    void aRestartNeitherTellsOfItAgainNorForgetsItsEnd() {
        RuleGroup kept = asking(NoDataPolicy.KEEP_LAST);
        scene.start(kept).slots(3);
        scene.start(kept);
        assertThat(scene.rule().health()).isEqualTo(RuleHealth.UNKNOWN);
        assertThat(scene.monitoring().explain("High").evidence())
                .containsEntry("last evaluation", "none in this process yet")
                .containsEntry("no data since", "2026-11-24T02:00:15Z");
        scene.slots(3);
        assertThat(scene.rule().since()).contains(START.plus(SLOT));
        assertThat(scene.journal("rule.")).containsExactly("+15 rule.no-data");

        scene.start(kept).slots(1, 1);
        assertThat(scene.journal("rule.")).containsExactly("+15 rule.no-data", "+105 rule.data");
        assertThat(scene.ops().records().all(RecordQuery.of(RuleTrouble.TYPE))).isEmpty();
    }

    @Test
    void aRestartNeitherTellsOfAFailureAgainNorForgetsItsEnd() {
        RuleGroup failing = group(high().when("load > on () group_left () load").build());
        scene.start(failing).slots(2, 9, 9);
        scene.start(failing).slots(2, 9, 9);

        assertThat(scene.rule().health()).isEqualTo(RuleHealth.ERR);
        assertThat(scene.rule().since()).contains(START.plus(SLOT));
        assertThat(scene.journal("rule.")).containsExactly("+15 rule.failed");
        assertThat(scene.monitoring().explain("High").evidence()).containsEntry("fails since", "2026-11-24T02:00:15Z");

        scene.start(failing).slots(1, 9);
        assertThat(scene.journal("rule.")).containsExactly("+15 rule.failed", "+75 rule.recovered");
    }

    @Test
    void whileARuleFailsWhatWasKnownOfItsDataStays() {
        String broken = "load * on () group_left () load > 5";
        scene.start(group(high().when(broken).noData(NoDataPolicy.KEEP_LAST).build()))
                .slots(1);
        scene.slots(1, 9, 9);
        assertThat(scene.rule().health()).isEqualTo(RuleHealth.ERR);
        assertThat(scene.rule().since()).contains(START.plusSeconds(30));
        scene.slots(LOOKBACK + 1);
        assertThat(scene.rule().health()).isEqualTo(RuleHealth.NO_DATA);
        assertThat(scene.rule().since()).contains(START.plusSeconds(15));

        scene.slots(1, 9);
        assertThat(scene.journal("rule."))
                .containsExactly("+15 rule.no-data", "+30 rule.failed", "+330 rule.recovered", "+345 rule.data");
    }

    @Test
    void aFailureOutranksMissingDataInAGroupAndThatOutranksWhatIsNotKnownYet() {
        AlertRule fails = AlertRule.named("Broken")
                .when("load > on () group_left () load")
                .build();
        scene.start(group(high().noData(NoDataPolicy.KEEP_LAST).build())).slots(1);
        scene.monitoring()
                .replace(List.of(group(high().noData(NoDataPolicy.KEEP_LAST).build(), fails)));
        assertThat(scene.monitoring().rules().get(0).health()).isEqualTo(RuleHealth.NO_DATA);

        scene.slots(1, 9, 9).slots(LOOKBACK - 1);
        assertThat(scene.monitoring().rules().get(0).health()).isEqualTo(RuleHealth.ERR);
    }

    @Test
    void theTroubleOfARuleOrAGroupThatIsGoneIsForgotten() {
        RuleGroup both = group(
                high().noData(NoDataPolicy.KEEP_LAST).build(),
                AlertRule.named("Low")
                        .when(metric("load").below(1))
                        .noData(NoDataPolicy.FIRE)
                        .build());
        scene.start(both).slots(2);
        assertThat(scene.ops().records().all(RecordQuery.of(RuleTrouble.TYPE))).hasSize(2);

        scene.monitoring()
                .replace(List.of(group(both.rules().stream()
                        .filter(rule -> rule.name().equals("High"))
                        .map(AlertRule.class::cast)
                        .toArray(AlertRule[]::new))));
        scene.slots(1);
        assertThat(scene.ops().records().all(RecordQuery.of(RuleTrouble.TYPE)))
                .singleElement()
                .satisfies(left -> assertThat(left.value().key()).isEqualTo("High"));

        scene.start();
        scene.clock.advance(ofMinutes(40));
        scene.ops().runUntil(scene.clock.instant());
        scene.clock.advance(ofMinutes(40));
        scene.ops().runUntil(scene.clock.instant());
        assertThat(scene.ops().records().all(RecordQuery.of(RuleTrouble.TYPE))).isEmpty();
        assertThat(scene.ops().records().find(SlotChain.TYPE, "rules.g")).isEmpty();
    }
}
