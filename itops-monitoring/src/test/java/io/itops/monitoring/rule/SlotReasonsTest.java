package io.itops.monitoring.rule;

import static io.itops.monitoring.expr.Expressions.metric;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.explain.Explanation;
import io.itops.monitoring.eval.EvalOptions;
import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.expr.Matching;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.metric.StaleMarker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the reasons of changes say of the options by which they come about; slots are 10 s apart. */
class SlotReasonsTest {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
    private static final double GONE = Double.NEGATIVE_INFINITY;
    private static final String A = "{alertname=\"High\", host=\"a\"}";

    private final MetricStore metrics = MetricStore.create();
    private final List<Explanation> reasons = new ArrayList<>();

    private static AlertRule.Builder high() {
        return AlertRule.named("High").when(metric("load").above(5));
    }

    /** Gives host a one load after the other, and tells the reason of each change. */
    private List<String> reasons(AlertRule.Builder rule, double... loads) {
        GroupRun run = new GroupRun(RuleGroup.of("g", ofSeconds(10), rule.build()), metrics, EvalOptions.DEFAULTS);
        for (int i = 0; i < loads.length; i++) {
            Instant at = START.plusSeconds(10L * i);
            metrics.append(Labels.metric("load", "host", "a"), at, loads[i] == GONE ? StaleMarker.VALUE : loads[i]);
            metrics.append(Labels.metric("limit"), at, 5);
            run.at(at).events().forEach(event -> reasons.add(event.because().orElseThrow()));
        }
        return reasons.stream().map(Explanation::reason).toList();
    }

    private Explanation last() {
        return reasons.get(reasons.size() - 1);
    }

    @Test
    void anAlertThatEndsByItsClearConditionSaysSo() {
        assertThat(reasons(high().clearWhen(metric("load").below(3)), 9, 4, 2))
                .containsExactly("the condition of High holds", "the clear condition of High holds for " + A);
        assertThat(last().because().get(0).reason()).isEqualTo("load < 3 holds");
        assertThat(last().because().get(0).evidence()).containsEntry("value", "2");
        assertThat(last().render()).contains("load = 2, which does not meet the condition");
    }

    @Test
    void withoutItsSeriesAnAlertEndsThoughNothingClearsIt() {
        assertThat(reasons(high().clearWhen(metric("load").below(3)), 9, GONE))
                .last()
                .isEqualTo("the condition of High no longer holds for " + A);
    }

    @Test
    void whatIsClearedWhilePendingDidNotWaitForTheClearCondition() {
        assertThat(reasons(
                        high().holdFor(ofSeconds(30)).clearWhen(metric("load").below(3)), 9, 2))
                .last()
                .isEqualTo("the condition of High no longer holds for " + A);
    }

    @Test
    void anAlertThatWasKeptFiringSaysForHowLong() {
        assertThat(reasons(high().keepFiringFor(ofSeconds(20)), 9, 1, 1, 1))
                .containsExactly(
                        "the condition of High holds",
                        "the condition of High no longer holds for " + A,
                        "the condition of High no longer holds for " + A + ", which was kept firing for 20 s");
    }

    @Test
    void anAlertThatHoldsTooRarelySaysHowOftenItMust() {
        assertThat(reasons(high().atLeast(2, 3), 9, 9, 1, 1))
                .last()
                .isEqualTo("the condition of High no longer holds in 2 of the last 3 evaluations for " + A);
    }

    @Test
    void noDataThatCountsAsTheConditionIsNamed() {
        assertThat(reasons(high().noData(NoDataPolicy.FIRE).holdFor(ofSeconds(10)), GONE, GONE))
                .containsExactly(
                        "that there is no data counts as the condition of High, which holds; it must hold for 10 s",
                        "that there is no data counts as the condition of High, which has held for 10 s");
    }

    @Test
    void theAlertOfARuleWithoutDataEndsByThatThereIsSome() {
        assertThat(reasons(high().noData(NoDataPolicy.ALERT), GONE, 1))
                .containsExactly(
                        "that there is no data counts as the condition of High, which holds", "High has data again");
    }

    private static AlertRule.Builder joined() {
        return AlertRule.named("High")
                .when(metric("load").join(BinaryOp.GREATER, Matching.on("zone"), metric("limit")));
    }

    /** Two hosts in one zone fail the join. */
    private void failing(int... slots) {
        for (int slot : slots) {
            metrics.append(Labels.metric("load", "host", "b"), START.plusSeconds(10L * slot), 9);
            metrics.append(Labels.metric("load", "host", "b"), START.plusSeconds(10L * slot + 5), StaleMarker.VALUE);
        }
    }

    @Test
    void aFailureThatCountsAsTheConditionIsNamed() {
        failing(1);

        assertThat(reasons(joined().onError(ErrorPolicy.ALERT), 1, 1, 1))
                .containsExactly(
                        "that the evaluation fails counts as the condition of High, which holds",
                        "the evaluation of High no longer fails");
        assertThat(reasons.get(0).because().get(0).reason()).startsWith("the evaluation failed: ");
    }

    @Test
    void aFailureThatEndsAlertsIsNamed() {
        failing(1);

        assertThat(reasons(joined().onError(ErrorPolicy.RESOLVE), 9, 9))
                .last()
                .isEqualTo("the evaluation of High fails, which ends its alerts: {alertname=\"High\"}");
        assertThat(last().because().get(0).reason()).startsWith("the evaluation failed: ");
    }
}
