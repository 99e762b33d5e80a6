package io.itops.monitoring;

import static io.itops.monitoring.expr.Expressions.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.explain.Explanation;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RuleGroup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules of one name, as packs have them: one for each severity, or one in each group. */
class RuleNamesakesTest {
    private static final AlertRule WARNING = rule(5, "warning");
    private static final AlertRule CRITICAL = rule(8, "critical");

    private static AlertRule rule(double bound, String severity) {
        return AlertRule.named("High")
                .when(metric("load").above(bound))
                .label("severity", severity)
                .build();
    }

    private final EngineScene scene =
            new EngineScene().start(EngineScene.group(WARNING, CRITICAL)).slots(1, 7);

    private Explanation why(String... labels) {
        return scene.monitoring().explain("High", Labels.of(labels));
    }

    private static List<String> conditions(Explanation explanation) {
        return explanation.because().stream()
                .map(child -> child.evidence().get("condition"))
                .toList();
    }

    @Test
    void anAlertThatDidNotFireIsExplainedByTheRuleWithItsLabels() {
        Explanation critical = why("host", "h0", "severity", "critical");

        assertThat(critical.reason())
                .isEqualTo("alert {alertname=\"High\", host=\"h0\", severity=\"critical\"} is inactive");
        assertThat(critical.evidence()).containsEntry("condition", "load > 8");
        assertThat(why("host", "h0", "severity", "warning").evidence()).containsEntry("condition", "load > 5");
    }

    @Test
    void labelsOfAnElementSpeakOfEveryRuleOfTheName() {
        Explanation both = why("host", "h0");

        assertThat(both.reason()).isEqualTo("2 rules are named High");
        assertThat(conditions(both)).containsExactly("load > 5", "load > 8");
        assertThat(both.because().get(0).reason()).endsWith("is firing");
        assertThat(both.because().get(1).reason()).endsWith("is inactive");
        assertThat(both.because().get(1).evidence())
                .containsEntry("group", "g")
                .containsEntry("place in the group", "2");
    }

    @Test
    void labelsOfNoRuleOfTheNameSpeakOfEachToo() {
        assertThat(conditions(why("host", "h0", "severity", "info"))).containsExactly("load > 5", "load > 8");
    }

    @Test
    void theRuleThatHasTheAlertComesBeforeOneWhoseLabelsAreTheSame() {
        scene.monitoring().add(RuleGroup.of("later", EngineScene.SLOT, rule(6, "warning"), rule(9, "warning")));
        scene.slots(1, 7);

        assertThat(conditions(why("alertname", "High", "host", "h0", "severity", "warning")))
                .containsExactly("load > 5", "load > 6");
    }

    @Test
    void aNameTellsOfEachOfItsRules() {
        Explanation both = scene.monitoring().explain("High");

        assertThat(both.because())
                .extracting(Explanation::reason)
                .containsExactly(
                        "the rule has 1 firing and 0 pending alerts", "the rule has 0 firing and 0 pending alerts");
        assertThat(conditions(both)).containsExactly("load > 5", "load > 8");
    }

    @Test
    void ofVeryManyRulesTheFirstAreTold() {
        List<AlertRule> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(AlertRule.named("Many").when(metric("load").above(i)).build());
        }
        scene.monitoring().add(RuleGroup.of("many", EngineScene.SLOT, many.toArray(AlertRule[]::new)));
        scene.slots(1, 7);

        Explanation many16 = scene.monitoring().explain("Many");

        assertThat(many16.reason()).isEqualTo("20 rules are named Many");
        assertThat(many16.evidence()).containsEntry("of which are told", "16");
        assertThat(many16.because()).hasSize(16);
    }
}
