package io.itops.prometheus.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Severity;
import io.itops.monitoring.rule.AlertRule;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeverityLabelsTest {
    private static CheckedFile check(String group) {
        return RuleFile.check("test.yml", "groups: [{name: g, " + group + "}]", RuleFileOptions.STANDARD);
    }

    private static List<AlertRule> alerts(String group) {
        return check(group).orThrow().ruleGroups().get(0).rules().stream()
                .map(AlertRule.class::cast)
                .toList();
    }

    private static AlertRule alert(String group) {
        return alerts(group).get(0);
    }

    private static String warnings(String group) {
        return check(group).warnings().stream().map(FileWarning::message).collect(Collectors.joining("; "));
    }

    @Test
    void aLabelOfTheGroupTellsTheSeverityOfItsRules() {
        assertThat(
                        alerts(
                                "labels: {severity: critical}, rules: [{alert: A, expr: up},"
                                        + " {alert: B, expr: up, labels: {severity: info}}, {alert: C, expr: up, itops: {severity: SEV4}}]"))
                .extracting(AlertRule::severity)
                .containsExactly(Severity.SEV1, Severity.SEV5, Severity.SEV4);
    }

    @ParameterizedTest
    @CsvSource({
        "critical, SEV1",
        "Critical, SEV1",
        "WARNING, SEV3",
        "SEV1, SEV1",
        "sev2, SEV2",
        "Sev5, SEV5",
    })
    void wordsAndNamesAreKnownInAnyCase(String label, Severity severity) {
        String group = "rules: [{alert: A, expr: up, labels: {severity: " + label + "}}]";
        assertThat(alert(group).severity()).isEqualTo(severity);
        assertThat(check(group).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"crit", "P1", "1"})
    void aLabelThatNamesNoSeverityIsWarnedOf(String label) {
        String group = "rules: [{alert: A, expr: up, labels: {severity: " + label + "}}]";
        assertThat(alert(group).severity()).isEqualTo(Severity.SEV3);
        assertThat(check(group).warnings())
                .singleElement()
                .hasToString("line 1, column 68: label severity of A is \"" + label
                        + "\", which names no severity: SEV3 is taken, unless itops says another one");
    }

    @Test
    void aTemplateIsWarnedOf() {
        assertThat(
                        warnings(
                                "itops: {severity: SEV2}, rules: [{alert: A, expr: up, labels: {severity: '{{ $labels.s }}'}}]"))
                .isEqualTo("label severity of A is a template, which does not count: SEV2 is taken, unless itops says"
                        + " another one");
    }

    @Test
    void aLabelOfTheGroupIsWarnedOfOnceAndOnlyWhereItCounts() {
        assertThat(warnings("labels: {severity: crit}, rules: [{alert: A, expr: up}, {alert: B, expr: up}]"))
                .isEqualTo("label severity of group g is \"crit\", which names no severity: SEV3 is taken, unless itops"
                        + " says another one");
        assertThat(warnings("labels: {severity: crit}, rules: [{record: a, expr: up}]"))
                .isEmpty();
        assertThat(warnings("labels: {severity: crit}, itops: {severity: SEV1}, rules: [{alert: A, expr: up}]"))
                .isEmpty();
        assertThat(warnings("rules: [{alert: A, expr: up, labels: {severity: crit}, itops: {severity: SEV1}}]"))
                .isEmpty();
        assertThat(warnings("labels: {severity: crit}, rules: [{alert: A, expr: up, labels: {severity: ''}}]"))
                .isEmpty();
    }

    @Test
    void whatARuleSaysItselfStandsBeforeWhatItsGroupSays() {
        String group =
                "itops: {severity: SEV4, service: shop}, rules: [{alert: A, expr: up, labels: {severity: critical}},"
                        + " {alert: B, expr: up}, {alert: C, expr: up, labels: {service: ledger}},"
                        + " {alert: D, expr: up, labels: {severity: critical}, itops: {severity: SEV2}}]";
        assertThat(alerts(group))
                .extracting(AlertRule::severity)
                .containsExactly(Severity.SEV1, Severity.SEV4, Severity.SEV4, Severity.SEV2);
        assertThat(alerts(group))
                .extracting(rule -> rule.service().map(Object::toString).orElse("by its label"))
                .containsExactly("shop", "shop", "by its label", "shop");
    }
}
