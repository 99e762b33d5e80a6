package io.itops.prometheus.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of unit-test files, each with a verdict that depends on it: the right text passes, its twin with one thing changed fails. */
class RuleTestFieldsTest {
    private static final String RULES = """
            groups:
              - name: first
                rules:
                  - {record: once, expr: m}
                  - {alert: Year, expr: m > 0, annotations: {said: "{{ (toTime now).Year }} {{ $externalURL }}"}}
                  - {alert: Often, expr: "count_over_time(m[10m:]) > 15"}
              - name: second
                rules:
                  - {record: twice, expr: once + once}
            """;

    @TempDir
    Path folder;

    private RuleTestReport run(String tests) throws IOException {
        Files.writeString(folder.resolve("rules.yml"), RULES);
        Path file = Files.writeString(folder.resolve("some_test.yml"), "rule_files: [rules.yml]\n" + tests);
        return RuleTests.run(file);
    }

    private void holdsUnlessChanged(String tests, String right, String wrong) throws IOException {
        assertThat(tests).as("the text has what is changed").containsOnlyOnce(right);
        RuleTestReport report = run(tests);
        assertThat(report.problems()).isEmpty();
        assertThat(report.groups()).flatExtracting(GroupReport::mismatches).isEmpty();
        RuleTestReport twin = run(tests.replace(right, wrong));
        assertThat(twin.problems()).isEmpty();
        assertThat(twin.groups()).flatExtracting(GroupReport::mismatches).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1767225600, 1735689600", "2026-01-01T00:00:00Z, 2025-01-01T00:00:00Z"})
    void timeBeginsAtTheStartTimestamp(String right, String wrong) throws IOException {
        holdsUnlessChanged("""
                tests:
                  - start_timestamp: %s
                    input_series: [{series: m, values: 1x5}]
                    alert_rule_test:
                      - {eval_time: 2m, alertname: Year, exp_alerts: [{exp_annotations: {said: "2026 "}}]}
                """.formatted(right), right, wrong);
    }

    @Test
    void samplesAndExpressionsStandAtTheStartTimestampToo() throws IOException {
        holdsUnlessChanged("""
                tests:
                  - start_timestamp: 1767225600
                    input_series: [{series: m, values: '1+1x10'}]
                    promql_expr_test:
                      - {expr: m @ 1767225660 + time(), eval_time: 2m, exp_samples: [{value: 1767225722, labels: '{}'}]}
                """, "1767225722", "122");
    }

    @Test
    void templatesKnowTheExternalUrl() throws IOException {
        holdsUnlessChanged("""
                tests:
                  - external_url: https://x.example/p
                    input_series: [{series: m, values: 1x5}]
                    alert_rule_test:
                      - {eval_time: 2m, alertname: Year, exp_alerts: [{exp_annotations: {said: "1970 https://x.example/p"}}]}
                """, "external_url: https://x.example/p", "external_url: https://y.example/p");
    }

    @Test
    void groupsAreEvaluatedInTheOrderGiven() throws IOException {
        // What the second group reads at 0 was written at that slot only if the first came before.
        holdsUnlessChanged("""
                group_eval_order: [first, second]
                tests:
                  - input_series: [{series: m, values: '1+1x10'}]
                    promql_expr_test:
                      - {expr: twice, eval_time: 2m, exp_samples: [{labels: twice, value: 6}]}
                """, "[first, second]", "[second, first]");
    }

    @Test
    void valuesThatAreNextToEachOtherAreEqualIfAsked() throws IOException {
        holdsUnlessChanged("""
                fuzzy_compare: true
                tests:
                  - input_series: [{series: m, values: '0.1'}]
                    promql_expr_test:
                      - {expr: m + 0.2, eval_time: 0, exp_samples: [{labels: '{}', value: 0.3}]}
                """, "fuzzy_compare: true", "fuzzy_compare: false");
    }

    @Test
    void seriesHaveTheEvaluationIntervalUnlessTheGroupHasOne() throws IOException {
        holdsUnlessChanged("""
                evaluation_interval: 30s
                tests:
                  - input_series: [{series: m, values: '1+1x10'}]
                    promql_expr_test:
                      - {expr: m, eval_time: 2m, exp_samples: [{labels: m, value: 5}]}
                """, "evaluation_interval: 30s", "evaluation_interval: 1m");
    }

    @Test
    void subqueriesWithoutAStepHaveTheEvaluationInterval() throws IOException {
        holdsUnlessChanged("""
                evaluation_interval: 30s
                tests:
                  - interval: 1m
                    input_series: [{series: m, values: 1x60}]
                    promql_expr_test:
                      - {expr: 'count_over_time(m[10m:]) > 15', eval_time: 15m, exp_samples: [{labels: '{}', value: 20}]}
                """, "evaluation_interval: 30s", "evaluation_interval: 1m");
    }

    @Test
    void subqueriesOfRulesHaveItToo() throws IOException {
        holdsUnlessChanged("""
                evaluation_interval: 30s
                tests:
                  - interval: 1m
                    input_series: [{series: m, values: 1x60}]
                    alert_rule_test: [{eval_time: 15m, alertname: Often, exp_alerts: [{}]}]
                """, "evaluation_interval: 30s", "evaluation_interval: 1m");
    }

    @Test
    void aGroupTwiceInTheOrderIsRefusedAtItsPlace() throws IOException {
        assertThat(run("group_eval_order: [first, second, first]\ntests: [{}]").problems())
                .singleElement()
                .asString()
                .contains("line 2, column 35", "name each group once", "first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/r.yml",
                "a?/r.yml",
                "a[0-9]/r.yml",
                "a[^x]/r*l",
                "*/*.yml",
                "a1/../*1/r.yml",
                "../*/a1/r.yml",
                "a\\1/[r].y*l"
            })
    void patternsMayStandInAnyPartOfAPath(String pattern) throws IOException {
        Files.createDirectories(folder.resolve("t/a1"));
        Files.writeString(
                folder.resolve("t/a1/r.yml"), "groups: [{name: g, rules: [{record: found, expr: vector(1)}]}]");
        String tests = """
                rule_files: ['%s']
                tests:
                  - promql_expr_test: [{expr: found, eval_time: 0, exp_samples: [{labels: found, value: 1}]}]
                """.formatted(pattern);
        Path file = Files.writeString(folder.resolve("t/some_test.yml"), tests);

        assertThat(RuleTests.run(file).groups())
                .flatExtracting(GroupReport::mismatches)
                .isEmpty();
        Files.move(folder.resolve("t/a1"), folder.resolve("t/b"));
        assertThat(RuleTests.run(file).groups())
                .flatExtracting(GroupReport::mismatches)
                .hasSize(pattern.equals("*/r.yml") || pattern.equals("*/*.yml") ? 0 : 1);
    }

    @Test
    void aPatternThatIsNoneIsAProblem() throws IOException {
        assertThat(run("tests: [{}]").problems()).isEmpty();
        for (String wrong : List.of("a[", "[]", "[a-]/x", "x\\\\")) {
            Path file =
                    Files.writeString(folder.resolve("some_test.yml"), "rule_files: [\"" + wrong + "\"]\ntests: [{}]");
            assertThat(RuleTests.run(file).problems()).as(wrong).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1_000, 1000",
        "0x3e8, 1000",
        "-0x3E8, -1000",
        "0b11, 3",
        "0o17, 15",
        "017, 15",
        "08, 8",
        "1e3, 1000",
        "+.5, 0.5",
        "-.inf, -Inf",
        "0xffffffffffffffff, 18446744073709551615"
    })
    void valuesAreNumbersOfYaml(String written, String meant) throws IOException {
        String tests = """
                tests:
                  - promql_expr_test: [{expr: 'vector(%s)', eval_time: 0, exp_samples: [{labels: '{}', value: %s}]}]
                """;

        assertThat(run(tests.formatted(meant, written)).passed()).isTrue();
        assertThat(run(tests.formatted("7", written)).passed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_1", "0xg", "0x", "1__0x", "0b2", "0xffffffffffffffffff", "1e", "e1"})
    void whatIsNoNumberOfYamlIsRefused(String written) throws IOException {
        assertThat(run("tests: [{promql_expr_test: [{expr: m, eval_time: 0, exp_samples: [{value: " + written
                                + "}]}]}]")
                        .problems())
                .singleElement()
                .asString()
                .contains("must be a number");
    }
}
