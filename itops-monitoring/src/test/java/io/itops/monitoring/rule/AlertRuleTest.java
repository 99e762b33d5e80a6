package io.itops.monitoring.rule;

import static io.itops.monitoring.expr.Expressions.metric;
import static io.itops.monitoring.expr.Expressions.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.core.SyntaxException;
import io.itops.monitoring.metric.Labels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertRuleTest {
    private static AlertRule.Builder rule() {
        return AlertRule.named("Down").when(metric("up").equalTo(0));
    }

    @Test
    void alertLabelsAreThoseOfTheElementThenOfTheRuleThenTheName() {
        AlertRule rule = rule().label("team", "a").label("host", "").build();

        assertThat(rule.alertLabels(Labels.metric("up", "host", "h", "team", "b", "alertname", "x", "job", "j")))
                .isEqualTo(Labels.of("alertname", "Down", "job", "j", "team", "a"));
    }

    @Test
    void aConditionMayBeText() {
        assertThat(AlertRule.named("Down").when("up == 0").build()).isEqualTo(rule().build());
        assertThatThrownBy(() -> AlertRule.named("Down").when("up =="))
                .isInstanceOf(SyntaxException.class)
                .hasMessageStartingWith("expression at line 1, column 6 must go on with ");
    }

    @Test
    void theDedupKeyIsByDefaultTheNameAndTheService() {
        assertThat(rule().build().identify("g", Labels.of("alertname", "Down", "service", "pay", "host", "h")))
                .satisfies(identity -> {
                    assertThat(identity.dedupKey()).isEqualTo("{alertname=\"Down\", service=\"pay\"}");
                    assertThat(identity.service()).isEqualTo(ServiceId.of("pay"));
                    assertThat(identity.severity()).isEqualTo(Severity.SEV3);
                });
    }

    @Test
    void theServiceOfTheRuleStandsInTheKeyWhereTheAlertNamesNone() {
        AlertRule rule = rule().service("checkout").dedupBy("service").build();

        assertThat(rule.identify("g", Labels.of("alertname", "Down")).dedupKey())
                .isEqualTo("{service=\"checkout\"}");
        assertThat(rule.identify("g", Labels.of("alertname", "Down", "service", "other")))
                .satisfies(identity -> {
                    assertThat(identity.dedupKey()).isEqualTo("{service=\"other\"}");
                    assertThat(identity.service()).isEqualTo(ServiceId.of("checkout"));
                });
    }

    @Test
    void aKeyWithoutAnyOfItsLabelsFallsBackToTheName() {
        AlertRule rule = rule().dedupBy("zone").build();

        assertThat(rule.identify("g", Labels.of("alertname", "Down", "host", "h"))
                        .dedupKey())
                .isEqualTo("{alertname=\"Down\"}");
    }

    @Test
    void longKeysAreShortenedWithoutBecomingEqual() {
        AlertRule rule = rule().dedupBy("host").build();
        String long1 = "h".repeat(500) + "1";
        String long2 = "h".repeat(500) + "2";

        String key1 = rule.identify("g", Labels.of("host", long1)).dedupKey();
        assertThat(key1).hasSizeLessThanOrEqualTo(200);
        assertThat(key1)
                .isNotEqualTo(rule.identify("g", Labels.of("host", long2)).dedupKey());
        assertThat(rule.identify("g", Labels.of("host", "a\nb\u0085")).dedupKey())
                .isEqualTo("{host=\"a\\nb\\u0085\"}");
    }

    @Test
    void aLabelThatCannotBeAServiceIsAnUnknownService() {
        assertThat(rule().build().identify("g", Labels.of("service", " x ")).service())
                .isEqualTo(ServiceId.of("unknown"));
        assertThat(rule().build().identify("g", Labels.empty()).service()).isEqualTo(ServiceId.of("unknown"));
    }

    @Test
    void theIdIsThatOfTheGroupTheRuleAndTheLabels() {
        Labels labels = Labels.of("host", "h");
        String id = rule().build().identify("g", labels).id();

        assertThat(rule().severity(Severity.SEV1).build().identify("g", labels).id())
                .isEqualTo(id);
        assertThat(rule().build().identify("other", labels).id()).isNotEqualTo(id);
        assertThat(rule().build().identify("g", Labels.of("host", "i")).id()).isNotEqualTo(id);
        assertThat(id).startsWith("Down-");
    }

    @Test
    void malformedRulesAreRefused() {
        assertThatThrownBy(() -> AlertRule.named("x").build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("condition of x must be given, but was null");
        assertThatThrownBy(() -> AlertRule.named(" "))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("rule name must not be blank");
        assertThatThrownBy(() -> AlertRule.named("n".repeat(101))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() ->
                        rule().when(metric("up").over(Duration.ofMinutes(1))).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("condition of Down must be an instant vector or a scalar, but was up[1m]");
        assertThatThrownBy(() -> rule().holdFor(Duration.ofSeconds(-1)).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("hold time must not be negative, but was PT-1S");
        assertThatThrownBy(() -> rule().dedupBy().build()).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> rule().label("__name__", "x").build()).isInstanceOf(InvalidInputException.class);
        assertThat(rule().when(number(1)).build().when()).isEqualTo(number(1));
    }

    @Test
    void labelsThatTheRuleSetsItselfAreLeftToIt() {
        assertThatThrownBy(() -> rule().label("alertname", "Up").build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "rule labels of Down must leave alertname to the rule, which sets it to its own name, but was \"Up\"");
        assertThatThrownBy(() ->
                        rule().service("checkout").label("service", "ledger").build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("label service of Down must name the service that the rule is given, checkout, but was"
                        + " \"ledger\"");
        assertThatThrownBy(() -> rule().label("team", "a").label("team", "b"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("label team of Down must be given once, but was \"b\"");
        assertThat(rule().service("checkout")
                        .label("service", "checkout")
                        .build()
                        .labels())
                .containsEntry("service", "checkout");
        AlertRule severe =
                rule().severity(Severity.SEV1).label("severity", "page").build();
        assertThat(severe.severity()).isEqualTo(Severity.SEV1);
        assertThat(severe.alertLabels(Labels.empty()).get("severity")).isEqualTo("page");
        AlertRule ofLedger = rule().label("service", "ledger").build();
        assertThat(ofLedger.identify("g", ofLedger.alertLabels(Labels.of("service", "checkout")))
                        .service())
                .as("a label of the rule replaces that of the element")
                .isEqualTo(ServiceId.of("ledger"));
    }

    @Test
    void groupsTellRulesOfOneNameApartAndHaveAPlausibleInterval() {
        AlertRule rule = rule().build();

        assertThat(RuleGroup.of("g", Duration.ofSeconds(5), rule).rules()).containsExactly(rule);
        AlertRule labelled = rule().label("team", "a").build();
        List<String> keys = RuleGroup.of("g", Duration.ofSeconds(5), rule, labelled, rule, labelled)
                .keys();
        assertThat(keys).doesNotHaveDuplicates().element(0).isEqualTo("Down");
        assertThat(keys).element(2).isEqualTo("Down#2");
        assertThat(RuleGroup.of("g", Duration.ofSeconds(5), labelled, rule).keys())
                .as("whatever their order")
                .containsExactly(keys.get(1), "Down");
        assertThat(RuleGroup.of("g", Duration.ofSeconds(5), RecordingRule.of("Down", rule.when()), rule)
                        .keys())
                .as("whatever is recorded under the name")
                .containsExactly("Down#record", "Down");
        assertThatThrownBy(() -> RuleGroup.of("g", Duration.ofMillis(5)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("interval must be at least a second, but was PT0.005S");
        assertThat(List.of(ResolvePolicy.values())).hasSize(3);
    }

    @Test
    void conditionsMayBeGivenAsText() {
        AlertRule typed = rule().clearWhen(metric("up").equalTo(1))
                .severity(Severity.SEV1, metric("up").below(0))
                .build();

        assertThat(AlertRule.named("Down")
                        .when("up == 0")
                        .clearWhen("up == 1")
                        .severity(Severity.SEV1, "up < 0")
                        .build())
                .isEqualTo(typed);
        assertThat(RecordingRule.of("up:down", "up == 0")).isEqualTo(RecordingRule.of("up:down", typed.when()));
    }
}
