package io.itops.monitoring;

import static io.itops.monitoring.EngineScene.group;
import static io.itops.monitoring.expr.Expressions.metric;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.explain.Explanation;
import io.itops.monitoring.expr.BinaryOp;
import io.itops.monitoring.expr.Matching;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.AlertRule;
import org.junit.jupiter.api.Test;

/** What an alert is explained by that fires on though its condition does not hold. */
class FiringOnTest {
    private static final Labels H0 = Labels.of("host", "h0");

    private static AlertRule.Builder high() {
        return AlertRule.named("High").when(metric("load").above(5));
    }

    private static Explanation standing(AlertRule.Builder rule, double... loads) {
        EngineScene scene = new EngineScene().start(group(rule.build()));
        for (double load : loads) {
            scene.slots(1, load);
        }
        Explanation told = scene.monitoring().explain("High", H0);
        assertThat(told.reason()).endsWith("is firing");
        return told.because().get(0);
    }

    @Test
    void theClearConditionIsNamedWithWhatItWaitsFor() {
        Explanation standing = standing(high().clearWhen(metric("load").below(3)), 9, 4);

        assertThat(standing.evidence()).containsEntry("ends when", "load < 3").containsKey("active since");
        assertThat(standing.because()).singleElement().satisfies(clear -> {
            assertThat(clear.reason()).isEqualTo("the clear condition does not hold");
            assertThat(clear.render()).contains("load = 4, which does not meet the condition {value=4, threshold=< 3}");
        });
    }

    @Test
    void aClearConditionThatHoldsWhileTheAlertIsKeptIsToldSo() {
        Explanation standing =
                standing(high().clearWhen(metric("load").below(3)).keepFiringFor(ofMinutes(10)), 9, 1);

        assertThat(standing.because()).singleElement().satisfies(clear -> {
            assertThat(clear.reason()).isEqualTo("the clear condition holds");
            assertThat(clear.render()).contains("load < 3 = 1");
        });
    }

    @Test
    void anAlertThatIsKeptSaysSinceWhenAndForHowLong() {
        assertThat(standing(high().keepFiringFor(ofMinutes(10)), 9, 1).evidence())
                .containsEntry("condition has not held since", "2026-11-24T02:00:30Z")
                .containsEntry("kept firing for", "10 min");
        assertThat(standing(high().keepFiringFor(ofMinutes(10)), 9, 9).evidence())
                .doesNotContainKeys("condition has not held since", "kept firing for");
    }

    @Test
    void anAlertThatFlapsSaysWhenItDoes() {
        assertThat(standing(high().flapping(2, ofMinutes(10)), 9, 1, 9, 1).evidence())
                .containsEntry("kept firing if it fires", "2 times in 10 min")
                .containsEntry("condition has not held since", "2026-11-24T02:01:00Z");
    }

    @Test
    void anAlertOfSomeOfTheLastEvaluationsSaysOfHowMany() {
        assertThat(standing(high().atLeast(1, 3), 9, 1).evidence())
                .containsEntry("fires while it holds in", "1 of the last 3 evaluations");
    }

    @Test
    void aClearConditionThatFailsSaysSo() {
        AlertRule.Builder rule =
                high().clearWhen(metric("load").join(BinaryOp.LESS, Matching.on("zone"), metric("load")));
        EngineScene scene =
                new EngineScene().start(group(rule.holdFor(ofSeconds(0)).build()));
        scene.slots(1, 9).slots(1, 9, 4);

        assertThat(scene.monitoring().explain("High", H0).render())
                .contains("the clear condition does not hold")
                .contains("evaluation failed: ");
    }
}
