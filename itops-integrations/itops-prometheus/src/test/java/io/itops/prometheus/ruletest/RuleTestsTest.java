package io.itops.prometheus.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.monitoring.eval.Semantics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTestsTest {
    private static final String RULES = """
            groups:
              - name: first
                rules:
                  - {record: "job:up", expr: "sum by (job) (up)"}
              - name: second
                rules:
                  - alert: Down
                    expr: job:up == 0
                    for: 2m
                    labels: {severity: page}
                    annotations:
                      summary: "{{ $labels.job }} in {{ $externalLabels.dc }}: {{ with query \\"up\\" }}{{ len . }}{{ end }}"
            """;

    private static final String TESTS = """
            rule_files: [rule?.yml]
            evaluation_interval: 1m
            tests:
              - name: down
                interval: 1m
                external_labels: {dc: eu}
                input_series:
                  - {series: 'up{job="a", instance="1"}', values: '1 0x9 1'}
                alert_rule_test:
                  - {eval_time: 2m, alertname: Down}
                  - eval_time: 3m
                    alertname: Down
                    exp_alerts:
                      - exp_labels: {severity: page, job: a}
                        exp_annotations: {summary: "a in eu: 1"}
                  - {eval_time: 11m, alertname: Down, exp_alerts: []}
                promql_expr_test:
                  - {expr: 'job:up', eval_time: 5m, exp_samples: [{labels: 'job:up{job="a"}', value: 0}]}
                  - {expr: 'ALERTS{alertstate="firing"}', eval_time: 4m, exp_samples: [{labels: 'ALERTS{alertname="Down",alertstate="firing",job="a",severity="page"}', value: 1}]}
            """;

    @TempDir
    Path folder;

    private RuleTestReport run(String tests) throws IOException {
        Files.writeString(folder.resolve("rules.yml"), RULES);
        Path file = folder.resolve("rules_test.yml");
        Files.writeString(file, tests);
        return RuleTests.run(file);
    }

    @TestFactory
    Stream<DynamicTest> groupsAreTestsOfJUnit() throws IOException {
        run(TESTS);
        return RuleFiles.tests(folder);
    }

    @Test
    void whatIsExpectedPasses() throws IOException {
        RuleTestReport report = run(TESTS);
        assertThat(report.groups()).flatExtracting(GroupReport::mismatches).isEmpty();
        assertThat(report.problems()).isEmpty();
        assertThat(report.passed()).isTrue();
    }

    @Test
    void everyWrongExpectationFailsWithItsPlace() throws IOException {
        Map<String, String> wrong = new TreeMap<>(Map.of(
                "{eval_time: 2m, alertname: Down}", "{eval_time: 2m, alertname: Down, exp_alerts: [{}]}",
                "severity: page, job: a}", "severity: page, job: b}",
                "a in eu: 1", "a in us: 1",
                "exp_alerts: []", "exp_alerts: [{}]",
                "value: 0}", "value: 1e-9}",
                "'job:up{job=\"a\"}'", "'job:up{job=\"b\"}'",
                "alertstate=\"firing\",job", "alertstate=\"pending\",job"));
        wrong.forEach((right, instead) -> {
            try {
                RuleTestReport report = run(TESTS.replace(right, instead));
                assertThat(report.problems()).as(instead).isEmpty();
                assertThat(report.groups().get(0).mismatches())
                        .as(instead)
                        .singleElement()
                        .satisfies(mismatch ->
                                assertThat(mismatch.position().line()).isBetween(9, 19));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void aWrongGroupIsAFailingTestOfJUnit() throws IOException {
        run(TESTS.replace("value: 0}", "value: 7}"));
        List<DynamicTest> tests = RuleFiles.tests(folder).toList();
        assertThat(tests).singleElement().satisfies(test -> {
            assertThat(test.getDisplayName()).isEqualTo("rules_test.yml: down");
            assertThatThrownBy(() -> test.getExecutable().execute())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("wanted [job:up{job=\"a\"} 7.0], got [job:up{job=\"a\"} 0.0]");
        });
    }

    @Test
    void whatIsWrongWithATestFileIsTold() throws IOException {
        assertThat(run("tests: [{typo: 1, alert_rule_test: [{eval_time: x}]}]").problems())
                .extracting(problem -> problem.what())
                .contains("key of test group", "alertname of a test");
        assertThat(run("nothing: 1").passed()).isFalse();
        assertThat(run("[").passed()).isFalse();
        assertThat(run("rule_files: [gone.yml]\ntests: [{}]").groups().get(0).mismatches())
                .hasSize(1);
        assertThat(run("tests: [{input_series: [{series: a, values: '{{schema:1}}'}]}]")
                        .groups()
                        .get(0)
                        .mismatches())
                .singleElement()
                .asString()
                .contains("not supported yet");
    }

    @Test
    void theLastLineOfASeriesIsTaken() throws IOException {
        String line = "- {series: 'up{job=\"a\", instance=\"1\"}', values: '1 0x9 1'}";
        String another = "- {series: 'up{instance=\"1\", job=\"a\"}', values: '7x20'}";
        assertThat(run(TESTS.replace(line, another + "\n      " + line)).passed())
                .isTrue();
        assertThat(run(TESTS.replace(line, line + "\n      " + another)).passed())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "yes", "On"})
    void yamlsOlderWordsForTrueAreRead(String word) throws IOException {
        String close = TESTS.replace("value: 0}", "value: 5e-324}").replace("value: 1}", "value: 1.0000000000000002}");
        assertThat(run(close).passed()).isFalse();
        assertThat(run("fuzzy_compare: " + word + "\n" + close).passed()).isTrue();
        assertThat(run("fuzzy_compare: sure\n" + TESTS).problems()).hasSize(1);
    }

    @Test
    void expectedLabelsMayHaveBlanksBetweenTheirParts() throws IOException {
        assertThat(run(TESTS.replace("'job:up{job=\"a\"}'", "' job:up { job = \"a\" } '"))
                        .passed())
                .isTrue();
    }

    @Test
    void aFileThatIsTooLargeIsNotReadToItsEnd() throws IOException {
        Path large = Files.writeString(folder.resolve("large_test.yml"), "#".repeat(3 * 262_144 + 1));

        assertThat(RuleTests.run(large).problems())
                .singleElement()
                .asString()
                .contains("test file must be at most 262144 characters (maxCharacters), but was more");
    }

    @Test
    @Tag("data")
    void promtoolsOwnExamplesGetItsVerdicts() throws IOException {
        Path data = Path.of(System.getProperty("itops.data")).resolve("rules/promtool");
        assumeTrue(Files.isDirectory(data), () -> "no real data: " + data + " is not there");
        Map<String, String> verdicts = new TreeMap<>();
        List<Path> files;
        try (var found = Files.list(data)) {
            files = found.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            if (Files.readString(file).contains("tests:")) {
                RuleTestReport report = RuleTests.run(file);
                List<String> groups = new ArrayList<>();
                report.groups().forEach(group -> groups.add(group.passed() ? "+" : "-"));
                report.groups().forEach(group -> System.out.println(file.getFileName() + " " + group));
                verdicts.put(String.valueOf(file.getFileName()), String.join("", groups));
            }
        }
        assertThat(verdicts)
                .containsEntry("at-modifier-test.yml", "+")
                .containsEntry("bad-input-series.yml", "-")
                .containsEntry("bad-promql.yml", "-")
                .containsEntry("bad-rules-error-test.yml", "-")
                .containsEntry("bad-rules-syntax-test.yml", "-")
                .containsEntry("failing.yml", "--")
                .containsEntry("long-period.yml", "+")
                .containsEntry("negative-offset-test.yml", "+")
                .containsEntry("no-test-group-interval.yml", "+")
                .containsEntry("rules_run.yml", "+-")
                .containsEntry("rules_run_fuzzy.yml", "+-")
                .containsEntry("rules_run_no_fuzzy.yml", "-")
                // the first group needs native histograms
                .containsEntry("unittest.yml", "-++++")
                .hasSize(13);
    }

    @Test
    void aVersionReadsAndEvaluatesRulesAsItDid() throws IOException {
        Files.writeString(folder.resolve("rules.yml"), """
                groups:
                  - name: smooth
                    rules:
                      - {record: smooth, expr: "holt_winters(m[5m], 0.5, 0.5)"}
                      - {record: seen, expr: "count_over_time(m[1m])"}
                """);
        Path file = Files.writeString(folder.resolve("rules_test.yml"), """
                rule_files: [rules.yml]
                tests:
                  - input_series: [{series: m, values: 1 2 4 8}]
                    promql_expr_test:
                      - {expr: smooth, eval_time: 3m, exp_samples: [{labels: smooth, value: 6.375}]}
                      - {expr: seen, eval_time: 3m, exp_samples: [{labels: seen, value: 2}]}
                """);

        assertThat(RuleTests.run(file, Semantics.PROMETHEUS_2_42).groups())
                .flatExtracting(GroupReport::mismatches)
                .isEmpty();
        assertThat(RuleTests.run(file).groups().get(0).mismatches().get(0).got())
                .contains("experimental functions are not supported yet");
    }
}
