package io.itops.prometheus.rulefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidDefinitionException;
import io.itops.core.InvalidInputException;
import io.itops.core.Severity;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.promql.Syntax;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.AtLeast;
import io.itops.monitoring.rule.ErrorPolicy;
import io.itops.monitoring.rule.Flapping;
import io.itops.monitoring.rule.NoDataPolicy;
import io.itops.monitoring.rule.RecordingRule;
import io.itops.monitoring.rule.ResolvePolicy;
import io.itops.monitoring.rule.RuleGroup;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileTest {
    static final String EXTENDED = """
            groups:
              - name: a
                itops:
                  severity: SEV2
                  service: shop
                  no_data: keep_last
                  alert_series: false
                rules:
                  - alert: A
                    expr: up == 0
                    itops:
                      severity: SEV4
                      dedup_by: [alertname, instance]
                      resolve: any
                      missed_evaluations: ignore
                      no_data: alert
                      on_error: fire
                      severities: {SEV1: "up < 0"}
                      flapping: {times: 3, within: 1h}
                  - alert: B
                    expr: up == 0
                    itops: {at_least: 3 of 5}
                  - alert: C
                    expr: up > 9
                    itops: {clear_when: up < 5}
            """;

    static final String FULL = """
            groups:
              - name: checkout
                interval: 30s
                limit: 10
                query_offset: 1m
                labels:
                  team: shop
                rules:
                  - record: job:errors:rate5m
                    expr: sum by (job) (rate(errors_total[5m]))
                    labels:
                      tier: "2"
                  - alert: ErrorsHigh
                    expr: |
                      job:errors:rate5m
                        > 0.5
                    for: 5m
                    keep_firing_for: 10m
                    labels:
                      severity: critical
                      empty:
                    annotations:
                      summary: "{{ $labels.job }} fails at {{ $value | humanize }}/s"
            """;

    private static CheckedFile check(String text) {
        return RuleFile.check("test.yml", text, RuleFileOptions.STANDARD);
    }

    @Test
    void oldVersionsTakePlainNamesOnly() {
        String text = """
                groups:
                  - name: g
                    labels: {g.l: a}
                    rules:
                      - {record: a.b, expr: up}
                      - {record: "a:b", expr: up, labels: {x.y: "1"}}
                      - {alert: a b, expr: up, labels: {é: "1", ok_1: "1"}, annotations: {a.b: x, 1a: y}}
                """;

        assertThat(RuleFile.check("r.yml", text, RuleFileOptions.STANDARD).problems())
                .isEmpty();
        assertThat(RuleFile.check(
                                "r.yml",
                                text,
                                RuleFileOptions.builder()
                                        .syntax(Syntax.PROMETHEUS_2_42)
                                        .build())
                        .problems())
                .extracting(FileProblem::what)
                .containsExactly(
                        "label name of group g",
                        "record of a.b",
                        "label name of a:b",
                        "label name of a b",
                        "annotation name of a b",
                        "annotation name of a b");
    }

    @Test
    void aRecordingRuleMayHaveAnnotationsThatAreNone() {
        String text = "groups: [{name: g, rules: [{record: a, expr: up, annotations: %s}]}]";

        assertThat(RuleFile.check("r.yml", text.formatted("{}"), RuleFileOptions.STANDARD)
                        .problems())
                .isEmpty();
        assertThat(RuleFile.check("r.yml", text.formatted("{a: b}"), RuleFileOptions.STANDARD)
                        .problems())
                .singleElement()
                .asString()
                .contains("have no annotations");
    }

    @Test
    void aNameAndATextThatAreMistakenForEachOtherAreRefused() {
        for (String name : List.of(FULL, "groups: []\r", "a\nb")) {
            assertThatThrownBy(() -> RuleFile.parse(name, "test.yml", RuleFileOptions.STANDARD))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(
                            "name of a rule file must have no line breaks (the name comes before the text)");
        }
    }

    @Test
    void whatCannotBeReadIsToldWithItsPath(@TempDir Path folder) {
        Path none = folder.resolve("none.yml");

        assertThatThrownBy(() -> RuleFile.check(none, RuleFileOptions.STANDARD))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(none + ": does not exist");
        assertThatThrownBy(() -> RuleFile.check(folder, RuleFileOptions.STANDARD))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": is a folder, not a file");
    }

    @Test
    void aFileBecomesTheEnginesGroups() {
        RuleFile file = RuleFile.parse("test.yml", FULL, RuleFileOptions.STANDARD);
        assertThat(file.warnings()).isEmpty();
        RuleGroup group = file.ruleGroups().get(0);
        assertThat(group.name()).isEqualTo("checkout");
        assertThat(group.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(group.limit()).isEqualTo(10);
        assertThat(group.queryOffset()).isEqualTo(Duration.ofMinutes(1));
        assertThat(group.rules()).hasSize(2);
        RecordingRule recording = (RecordingRule) group.rules().get(0);
        assertThat(recording.name()).isEqualTo("job:errors:rate5m");
        assertThat(recording.labels()).containsEntry("tier", "2").containsEntry("team", "shop");
        AlertRule alert = (AlertRule) group.rules().get(1);
        assertThat(alert.name()).isEqualTo("ErrorsHigh");
        assertThat(alert.holdFor()).isEqualTo(Duration.ofMinutes(5));
        assertThat(alert.keepFiringFor()).isEqualTo(Duration.ofMinutes(10));
        assertThat(alert.severity()).isEqualTo(Severity.SEV1);
        assertThat(alert.labels()).containsEntry("severity", "critical").containsEntry("empty", "");
        assertThat(alert.annotations()).containsKey("summary");
        assertThat(file.groups().get(0).rules().get(1).position()).isEqualTo(new Position(13, 9));
    }

    @Test
    void aRecordingRuleMayHaveEmptyWhatItMustNotHave() {
        String rule =
                "groups: [{name: a, rules: [{record: a, expr: up, for: 0s, keep_firing_for: 0s, annotations: {}}]}]";
        assertThat(RuleFile.parse("test.yml", rule, RuleFileOptions.STANDARD).ruleGroups())
                .singleElement()
                .satisfies(group -> assertThat(group.rules()).hasSize(1));
    }

    @Test
    void allProblemsOfAFileAreToldAtOnceWithTheirPlaces() {
        CheckedFile checked = check("""
                groups:
                  - name: a
                    interval: soon
                    rules:
                      - alert: X
                        record: y
                        expr: up
                      - alert: Broken
                        expr: "sum(up) by"
                        typo: 1
                        annotations:
                          summary: "Instance {{ $label.foo }} down"
                      - record: r
                        expr: |
                          up
                            + +
                        for: 5m
                        labels:
                          __name__: x
                      - alert: NoExpr
                  - name: a
                    rulez: []
                extra: 1
                """);
        assertThat(checked.file()).isEmpty();
        assertThat(checked.problems())
                .extracting(problem ->
                        problem.position().line() + ":" + problem.position().column() + " " + problem.what())
                .containsExactly(
                        "3:15 interval of group a",
                        "5:9 rule",
                        "9:26 expr of Broken",
                        "10:9 key of rule of group a",
                        "12:33 annotation summary of Broken",
                        "13:9 recording rule r",
                        "14:15 expr of r, line 3, column 1 of it,",
                        "19:11 label name of r",
                        "20:9 expr of NoExpr",
                        "21:11 name of a group",
                        "22:5 key of group a",
                        "23:1 key of the file");
        assertThatThrownBy(checked::orThrow)
                .isInstanceOfSatisfying(
                        InvalidDefinitionException.class,
                        e -> assertThat(e.problems()).hasSize(12))
                .hasMessageContaining("rule file test.yml")
                .hasMessageContaining("interval of group a at line 3, column 15 must be a duration, such as 1h30m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '\0',
            value = {
                "[] => the file must be a mapping",
                "groups: 5 => groups of the file must be a list",
                "groups: [5] => group must be a mapping",
                "groups: [{rules: []}] => name of a group must be given",
                "groups: [{name: a, rules: {}}] => rules of group a must be a list",
                "groups: [{name: a, rules: [{expr: up}]}] => rule must have one of record and alert, but was none of them",
                "groups: [{name: a, rules: [{record: 'a{b}', expr: up}]}] => name of a recording rule must have no braces",
                "groups: [{name: a, rules: [{record: a, expr: up, annotations: {b: c}}]}] => recording rule a must have no annotations",
                "groups: [{name: a, rules: [{record: a, expr: up, keep_firing_for: 1m}]}] => recording rule a must have no keep_firing_for",
                "groups: [{name: a, rules: [{alert: a, expr: up, for: 1x}]}] => for of a must be a duration",
                "groups: [{name: a, rules: [{alert: a, expr: 'up[5m]'}]}] => must be an instant vector or a scalar",
                "groups: [{name: a, rules: [{alert: a, expr: up, labels: [a]}]}] => labels of rule of group a must be a mapping",
                "groups: [{name: a, limit: -1}] => limit of group a must be a whole number",
                "groups: [{name: a, interval: 400d}] => interval of group a must be from 1s to 1d, but was \"400d\"",
                "kind: Service => kind of the resource must be PrometheusRule or List",
                "rule_files: [a.yml] => file must be a rule file, but was a file of unit tests for rules",
                "a: !!str b => file must have no tags",
                "a: !foo b => file must have no tags",
                "{a: 1, a: 2} => file must have each key once",
                "{[a]: 1} => file must have texts as keys",
                "a: *b => file must name an anchor that ends before it",
                "a: &b [*b] => file must name an anchor that ends before it",
                "a: [ => file must be YAML, but was not: ",
                "'\u0001' => file must have printable characters alone",
                "<<: 5 => file must merge mappings alone",
                "groups: [{name: a, itops: {severity: BAD}}] => severity of itops of group a must be one of sev1",
                "groups: [{name: a, itops: {clear_when: up}}] => key of itops of group a must be one of",
                "groups: [{name: a, rules: [{alert: a, expr: up, itops: {at_least: 3}}]}] => must have the form 3 of 5",
                "groups: [{name: a, rules: [{record: a, expr: up, itops: {severity: SEV1}}]}] => recording rule a must have no itops",
            })
    void whatIsWrongIsRefused(String text, String reason) {
        assertThat(check(text.strip()).problems())
                .extracting(FileProblem::toString)
                .anySatisfy(problem -> assertThat(problem).contains(reason.strip()));
    }

    @Test
    void resourcesOfKubernetesAreRead() {
        String rule = FULL.replaceAll("(?m)^", "      ").stripTrailing();
        CheckedFile list = check("""
                apiVersion: v1
                kind: List
                items:
                  - apiVersion: monitoring.coreos.com/v1
                    kind: PrometheusRule
                    metadata: {name: one}
                    spec:
                %s
                  - kind: PrometheusRule
                    metadata: {name: two}
                    spec:
                %s
                """.formatted(rule, rule));
        assertThat(list.problems()).isEmpty();
        assertThat(list.orThrow().ruleGroups())
                .extracting(RuleGroup::name)
                .containsExactly("one/checkout", "two/checkout");
        CheckedFile alone =
                check("kind: PrometheusRule\nmetadata: {name: one}\nspec:\n" + FULL.replaceAll("(?m)^", "  "));
        assertThat(alone.orThrow().ruleGroups()).extracting(RuleGroup::name).containsExactly("checkout");
    }

    @Test
    void groupNamesOfAnyLengthAreToldApart() {
        String name = "long-".repeat(30);
        List<String> names =
                check("groups: [{name: " + name + "a}, {name: " + name + "b}]").orThrow().ruleGroups().stream()
                        .map(RuleGroup::name)
                        .toList();
        assertThat(names)
                .doesNotHaveDuplicates()
                .allSatisfy(given -> assertThat(given).startsWith("long-long-").hasSize(100));
        assertThat(check("groups: [{name: " + name + "a}]")
                        .orThrow()
                        .ruleGroups()
                        .get(0)
                        .name())
                .isEqualTo(names.get(0));
    }

    @Test
    void linesMayEndAsOnWindowsAndTheFileBeginWithAMark() {
        assertThat(check('\ufeff' + FULL.replace("\n", "\r\n")).problems()).isEmpty();
    }

    @Test
    void onlyTheFirstDocumentIsRead() {
        CheckedFile checked = check(FULL + "---\ngroups: 7\n");
        assertThat(checked.problems()).isEmpty();
        assertThat(checked.warnings())
                .extracting(FileWarning::toString)
                .containsExactly("line 24, column 1: only the first document of a rule file is read");
    }

    @Test
    void duplicateRulesAreWarnedOf() {
        CheckedFile checked = check("""
                groups:
                  - name: a
                    rules:
                      - {record: x, expr: up, labels: {a: b}}
                      - {record: x, expr: up, labels: {a: c}}
                      - {record: x, expr: down, labels: {a: b}}
                """);
        assertThat(checked.warnings())
                .singleElement()
                .asString()
                .isEqualTo("line 6, column 9: duplicate rule: x with the labels {a=b} stands at line 4 too");
    }

    @Test
    void anEmptyFileHasNoGroups() {
        for (String text : List.of("", "---\n", "groups:\n", "groups: []\n", "# nothing\n", "~")) {
            assertThat(check(text).orThrow().groups()).isEmpty();
        }
    }

    @Test
    void mergedKeysAndAliasesAreFollowed() {
        CheckedFile checked = check("""
                groups:
                  - name: a
                    rules:
                      - &base
                        alert: A
                        expr: up == 0
                        labels: &l {severity: page}
                      - <<: *base
                        alert: B
                      - {alert: C, expr: up, labels: *l}
                """);
        assertThat(checked.orThrow().ruleGroups().get(0).rules())
                .extracting(rule -> rule.name() + rule.labels())
                .containsExactly("A{severity=page}", "B{severity=page}", "C{severity=page}");
    }

    @Test
    void extensionsAreAppliedToRulesAndFromTheirGroup() {
        RuleFile file = check(EXTENDED).orThrow();
        RuleGroup group = file.ruleGroups().get(0);
        assertThat(group.alertSeries()).isFalse();
        AlertRule a = (AlertRule) group.rules().get(0);
        assertThat(a.severity()).isEqualTo(Severity.SEV4);
        assertThat(a.service()).hasValueSatisfying(id -> assertThat(id.value()).isEqualTo("shop"));
        assertThat(a.dedupBy()).containsExactly("alertname", "instance");
        assertThat(a.resolve()).isEqualTo(ResolvePolicy.ANY);
        assertThat(a.options().countMissed()).isFalse();
        assertThat(a.options().noData()).isEqualTo(NoDataPolicy.ALERT);
        assertThat(a.options().onError()).isEqualTo(ErrorPolicy.FIRE);
        assertThat(a.options().levels())
                .singleElement()
                .satisfies(level -> assertThat(level.severity()).isEqualTo(Severity.SEV1));
        assertThat(a.options().flapping()).contains(new Flapping(3, Duration.ofHours(1)));
        AlertRule b = (AlertRule) group.rules().get(1);
        assertThat(b.severity()).isEqualTo(Severity.SEV2);
        assertThat(b.options().noData()).isEqualTo(NoDataPolicy.KEEP_LAST);
        assertThat(b.options().atLeast()).contains(new AtLeast(3, 5));
        assertThat(((AlertRule) group.rules().get(2)).options().clearWhen()).isPresent();
    }

    @Test
    void optionsSayWhatTheFileDoesNot() {
        TreeMap<String, Severity> severities = new TreeMap<>();
        severities.put("P1", Severity.SEV2);
        RuleFileOptions options = RuleFileOptions.builder()
                .interval(Duration.ofSeconds(15))
                .groupPrefix("shop.yml;")
                .severities("priority", severities, Severity.SEV5)
                .external(Labels.of("cluster", "eu"), "https://prom")
                .build();
        RuleGroup group = RuleFile.parse(
                        "f",
                        "groups: [{name: a, rules: [{alert: A, expr: up, labels: {priority: P1}}, {alert: B, expr: up}]}]",
                        options)
                .ruleGroups()
                .get(0);
        assertThat(group.name()).isEqualTo("shop.yml;a");
        assertThat(group.interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(((AlertRule) group.rules().get(0)).severity()).isEqualTo(Severity.SEV2);
        assertThat(((AlertRule) group.rules().get(1)).severity()).isEqualTo(Severity.SEV5);
    }

    @Test
    void optionsAreChangedOneByOne() {
        RuleFileOptions options = RuleFileOptions.builder()
                .groupPrefix("shop.yml;")
                .dedupBy("alertname", "instance")
                .build();

        assertThat(options.groupPrefix()).isEqualTo("shop.yml;");
        assertThat(options.dedupBy()).containsExactly("alertname", "instance");
        assertThat(options.toBuilder()
                        .groupPrefix("")
                        .dedupBy("alertname", "service")
                        .build())
                .isEqualTo(RuleFileOptions.STANDARD);
        assertThat(RuleFileOptions.builder()
                        .queryOffset(Duration.ofSeconds(5))
                        .build()
                        .queryOffset())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "a:\n "})
    void deepNestingIsRefused(String piece) {
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            deep.append(piece.endsWith("\n ") ? " ".repeat(Math.min(i, 200)) + "a:\n" : piece);
        }
        assertThat(check(deep.toString()).problems()).isNotEmpty();
    }

    @Test
    void bombsOfAliasesAreRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(", *a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThat(check(bomb.toString()).problems())
                .extracting(FileProblem::rule)
                .containsExactly("have at most 20 aliases");
        assertThat(check("a: \"" + "x".repeat(2 << 20) + '"').problems())
                .extracting(FileProblem::rule)
                .containsExactly("be at most 262144 characters (maxCharacters)");
    }

    @Test
    void filesThatAreNoUtf8AreRefused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("rules.yml");
        Files.write(file, new byte[] {'a', ':', (byte) 0xff});
        assertThat(RuleFile.check(file, RuleFileOptions.STANDARD).problems())
                .extracting(FileProblem::rule)
                .containsExactly("be UTF-8");
        Files.writeString(file, FULL);
        assertThat(RuleFile.check(file, RuleFileOptions.STANDARD).problems()).isEmpty();
    }
}
