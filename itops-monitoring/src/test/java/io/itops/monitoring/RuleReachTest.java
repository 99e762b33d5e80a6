package io.itops.monitoring;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Severity;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.promql.PromQl;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RecordingRule;
import io.itops.monitoring.rule.Rule;
import io.itops.monitoring.rule.RuleGroup;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How far back samples must reach where rules rest on recorded metrics. */
class RuleReachTest {
    /** How far back a selector looks by itself. */
    private static final Duration LOOKBACK = expr("load").reach();

    private static Expr expr(String text) {
        return PromQl.parse(text);
    }

    private static RuleReach over(Rule... rules) {
        return RuleReach.over(List.of(new GroupRuntime(RuleGroup.of("g", ofMinutes(1), rules))));
    }

    @Test
    void whatIsMeasuredReachesAsFarAsItIsSelected() {
        assertThat(over().of(expr("rate(load[10m])"))).isEqualTo(ofMinutes(10));
        assertThat(over(RecordingRule.of("a", expr("rate(load[1h])"))).of(expr("load")))
                .isEqualTo(LOOKBACK);
    }

    @Test
    void aMetricThatTwoBranchesRestOnCountsOnBoth() {
        RuleReach reach = over(
                RecordingRule.of("c", expr("rate(load[2h])")),
                RecordingRule.of("a", expr("c")),
                RecordingRule.of("b", expr("c offset 1h")));

        Duration longer = LOOKBACK.plus(ofHours(1)).plus(LOOKBACK).plus(ofHours(2));
        assertThat(reach.of(expr("b"))).isEqualTo(longer);
        assertThat(reach.of(expr("a + b"))).isEqualTo(longer);
        assertThat(reach.of(expr("b + a"))).isEqualTo(longer);
    }

    @Test
    void aMetricThatRestsOnItselfIsFollowedOnce() {
        assertThat(over(RecordingRule.of("a", expr("a offset 1h + load"))).of(expr("a")))
                .isEqualTo(LOOKBACK.plus(ofHours(1)).plus(LOOKBACK));
    }

    @Test
    void ofARuleTheConditionCountsThatReachesFarthest() {
        AlertRule rule = AlertRule.named("High")
                .when(expr("load > 5"))
                .severity(Severity.SEV1, expr("rate(load[20m]) > 9"))
                .clearWhen(expr("avg_over_time(load[1h]) < 3"))
                .build();

        assertThat(over(rule).of(rule)).isEqualTo(ofHours(1));
        assertThat(RuleGroup.of("g", ofMinutes(1), rule).reach()).isEqualTo(ofHours(1));
        assertThat(over().of(AlertRule.named("High").when(expr("load > 5")).build()))
                .isEqualTo(LOOKBACK);
    }

    @Test
    void everyRecordedMetricThatASelectorMayFindCounts() {
        RuleReach reach = over(
                RecordingRule.of("job:load:2h", expr("rate(load[2h])")),
                RecordingRule.of("job:load:1h", expr("rate(load[1h])")),
                RecordingRule.of("day", expr("rate(load[1d])")));

        assertThat(reach.of(expr("{__name__=~\"job:.*\"}"))).isEqualTo(LOOKBACK.plus(ofHours(2)));
        assertThat(reach.of(expr("{__name__=~\"job:.*\", __name__!=\"job:load:2h\"}")))
                .isEqualTo(LOOKBACK.plus(ofHours(1)));
        assertThat(reach.of(expr("{host=\"a\"}"))).as("whatever its name").isEqualTo(LOOKBACK.plus(ofHours(24)));
        assertThat(reach.of(expr("{__name__=~\"load.*\"}"))).isEqualTo(LOOKBACK);
    }

    /** A walk over all ways through them would never end. */
    @Test
    void metricsThatRestOnEachOtherTwiceAreLookedAtOnce() {
        Rule[] rules = IntStream.range(0, 60)
                .mapToObj(i -> RecordingRule.of("m" + (i + 1), expr("m" + i + " + m" + i + " offset 1m")))
                .toArray(Rule[]::new);

        assertThat(over(rules).of(expr("m60")))
                .isEqualTo(LOOKBACK.multipliedBy(61).plus(ofMinutes(60)));
    }
}
