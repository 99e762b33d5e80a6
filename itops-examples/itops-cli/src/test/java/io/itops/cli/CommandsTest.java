package io.itops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private static final String GOOD_RULES = """
            groups:
              - name: g
                rules:
                  - {record: a, expr: sum(b)}
                  - {record: a, expr: sum(c)}
            """;

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void testFilesAreRunInTheOrderGivenAndFailuresToldByPlaceWantedAndGot() throws IOException {
        Path good = file("good.test", "load 1m\n  m 1 2\n\neval instant at 1m m\n  m 2\n");
        Path bad = file("bad.test", "load 1m\n  m 1 2\n\neval instant at 1m m\n  m 3\n\neval instant at 0 info(m)\n");

        CliRun run = CliRun.of("promql", "test", bad, good, bad);

        String failures = bad + ":4: m\n  wanted: m 3.0\n  got:    m 2.0\n" + bad + ":7: info(m)\n  wanted: nothing\n"
                + "  got:    nothing, as it was not evaluated with all that it needs\n"
                + "  reason: experimental functions are not supported yet\n";
        assertThat(run.out()).isEqualTo(failures + failures + "1 passed, 4 failed\n");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(CliRun.of("promql", "test", good)).isEqualTo(new CliRun(0, "1 passed, 0 failed\n", ""));
    }

    @Test
    void theVersionDecidesWhatPasses() throws IOException {
        Path old = file(
                "old.test",
                "load 1m\n  m 1 2 4 8\n\neval instant at 3m holt_winters(m[5m], 0.5, 0.5)\n  {} 6.375\n\n"
                        + "eval instant at 3m count_over_time(m[3m])\n  {} 4\n");

        assertThat(CliRun.of("promql", "test", "--semantics", "2.42", old).out())
                .isEqualTo("2 passed, 0 failed\n");
        assertThat(CliRun.of("promql", "test", "--semantics", "3.5", old).lastLine())
                .isEqualTo("0 passed, 2 failed");
        assertThat(CliRun.of("promql", "test", old).lastLine()).isEqualTo("0 passed, 2 failed");
    }

    @Test
    void theTableHasARowAFileAndASum() throws IOException {
        Path one = file("one.test", "eval instant at 0 1\n  1\n");
        Path two = file("two.test", "eval instant at 0 1\n  2\n\neval instant at 0 limitk(1, m)\n");

        assertThat(CliRun.of("promql", "test", "--table", one, two).out()).isEqualTo("""
                        | file | evals | passed | failed | of these not supported yet |
                        |---|---|---|---|---|
                        | one.test | 1 | 1 | 0 | 0 |
                        | two.test | 2 | 0 | 2 | 1 |
                        | all | 3 | 1 | 2 | 1 |
                        1 passed, 2 failed
                        """);
    }

    @Test
    void ruleFilesAreOneCheckEachWithAllTheirProblems() throws IOException {
        Path good = file("good.yml", GOOD_RULES);
        Path bad = file(
                "bad.yml",
                "groups:\n  - name: g\n    rules:\n      - {record: a, expr: 'ratee(b[5m])'}\n"
                        + "      - {alert: B, expr: 'b >', fo: 1m}\n");
        Path tests = file("tests.yml", "rule_files: [good.yml]\ntests: []\n");

        CliRun run = CliRun.of("rules", "check", good, bad, tests);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.lines())
                .contains(
                        good + ":5:9: warning: duplicate rule: a with the labels {} stands at line 4 too",
                        good + ": 1 group, 2 rules",
                        bad + ":4:28: expr of a: function",
                        "  wanted: to be one of PromQL's (did you mean rate()?)",
                        "  got:    \"ratee\"",
                        "  got:    \"fo\"",
                        tests + ":1:1: file",
                        "  wanted: to be a rule file",
                        "  got:    a file of unit tests for rules")
                .anyMatch(line -> line.startsWith(bad + ":5:") && line.endsWith(": expr of B"))
                .anyMatch(line -> line.startsWith("  wanted: to go on with"));
        assertThat(run.lastLine()).isEqualTo("1 passed, 2 failed");
        assertThat(CliRun.of("rules", "check", good).exit()).isZero();
        assertThat(CliRun.of("rules", "check", "--lint-free", good).lastLine()).isEqualTo("0 passed, 1 failed");
    }

    @Test
    void theTableOfRulesSumsUpByTheFirstFolderThatDiffers() throws IOException {
        Path one = file("a/deep/one.yml", GOOD_RULES);
        Path two = file("b/two.yml", GOOD_RULES);
        Path bad = file("b/bad.yml", "rules: []\n");

        CliRun run = CliRun.of("rules", "check", "--table", one, two, bad);

        assertThat(run.lines())
                .startsWith(
                        "| pack | files | passed | failed | groups | rules | warnings |",
                        "|---|---|---|---|---|---|---|",
                        "| a | 1 | 1 | 0 | 1 | 2 | 1 |",
                        "| b | 2 | 1 | 1 | 1 | 2 | 1 |",
                        "| all | 3 | 2 | 1 | 2 | 4 | 2 |",
                        "",
                        "| failed file | first problem |")
                .anyMatch(line -> line.startsWith("| b/bad.yml | line 1, column 1: "))
                .endsWith("2 passed, 1 failed");
    }

    @Test
    void theTableOfRuleTestsCountsFilesThatAreRefusedAsTheClosingLineDoes() throws IOException {
        // Pairs of surrogates stand at odd places, so that a cut by characters would halve one.
        Path bad = file("bad.yml", "tests: [{\uD83D\uDE00: a}, {x" + "\uD83D\uDE00".repeat(200) + ": a}]\n");
        Path refused = file("refused.yml", "x" + "\uD83D\uDE00".repeat(200) + ": 1\ntests: []\n");
        Path missing = folder.resolve("missing.yml");

        CliRun run = CliRun.of("rules", "test", "--table", bad, refused, missing);

        assertThat(run.lines())
                .startsWith("| test file | groups | passed | failed | first failure |", "|---|---|---|---|---|")
                .contains("| missing.yml | 0 | 0 | 1 | could not be read |", "| all | 0 | 0 | 3 |  |")
                .anyMatch(line -> line.startsWith("| refused.yml | 0 | 0 | 1 | line 1, column 1: key of")
                        && line.endsWith("\uD83D\uDE00… |"))
                .noneMatch(line -> line.contains("\\ud83d"))
                .endsWith("0 passed, 3 failed");
    }

    @Test
    void groupsOfRuleTestsAreCounted() throws IOException {
        file("rules.yml", GOOD_RULES);
        Path tests = file("tests.yml", """
                rule_files: [rules.yml]
                tests:
                  - name: right
                    promql_expr_test: [{expr: 1 + 1, exp_samples: [{value: 2}]}]
                  - name: wrong
                    promql_expr_test:
                      - {expr: 1 + 1, exp_samples: [{value: 3}]}
                      - {expr: 1 + 2, exp_samples: [{value: 4}]}
                """);

        CliRun run = CliRun.of("rules", "test", tests, folder.resolve("rules.yml"));

        assertThat(run.lines())
                .startsWith(
                        tests + ":7:9: wrong: expression 1 + 1 at 0s",
                        "  wanted: [{} 3.0]",
                        "  got:    [{} 2.0]",
                        tests + ":8:9: wrong: expression 1 + 2 at 0s");
        assertThat(run.lastLine()).isEqualTo("1 passed, 2 failed");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void aRuleFileIsNoTestFile() throws IOException {
        Path rules = file("rules.yml", GOOD_RULES);
        Path resource = file("resource.yml", "kind: PrometheusRule\nspec: {groups: []}\n");

        assertThat(CliRun.of("rules", "test", rules).out()).isEqualTo(rules + """
                :1:1: file
                  wanted: to be a file of unit tests for rules
                  got:    a rule file
                  reason: rules check reads rule files
                0 passed, 1 failed
                """);
        assertThat(CliRun.of("rules", "test", resource).lines()).hasSize(5);
    }

    @Test
    void whatFilesSayIsPrintedAsOneBoundedLine() throws IOException {
        Path file = file("x.test", "eval instant at 0 \"" + "é\u202e".repeat(5_000) + "\"\n  expect string \"b\"\n");

        CliRun run = CliRun.of("promql", "test", file);

        assertThat(run.out()).contains("é").doesNotContain("\u202e").contains("\\u202e");
        assertThat(run.lines()).hasSize(4).allSatisfy(line -> assertThat(line).hasSizeLessThan(8_000));
    }

    @Test
    void limitsOfFilesAreSetByTheNamesThatProblemsTell() throws IOException {
        Path many = file("many.yml", "groups: [{name: a, rules: [" + "{record: a, expr: b}, ".repeat(3_000) + "]}]\n");
        Path tests = file("tests.yml", "rule_files: [many.yml]\ntests: [{}]\n");

        CliRun refused = CliRun.of("rules", "check", "--limit", "maxValues=10000", many);
        assertThat(refused.out()).contains("(maxValues)");
        assertThat(refused.lastLine()).isEqualTo("0 passed, 1 failed");
        assertThat(CliRun.of("rules", "check", "--limit", "maxValues=20000", many)
                        .lastLine())
                .isEqualTo("1 passed, 0 failed");
        assertThat(CliRun.of("rules", "test", "--limit", "maxValues=10000", tests)
                        .out())
                .contains("(maxValues)");
        assertThat(CliRun.of("rules", "test", "--limit", "maxValues=20000", "--limit", "maxCharacters=400000", tests)
                        .lastLine())
                .isEqualTo("1 passed, 0 failed");
    }

    /** What the program is given is the user's own, and may be larger than what a library takes from anybody. */
    @Test
    void filesOfMoreThanAMegabyteAreRead() throws IOException {
        String rule =
                "      - {alert: A, expr: 'sum by (job) (rate(errors_total{job=~\"a|b\"}[5m])) > 5', annotations: {summary: '"
                        + "{{ $labels.job }} fails. ".repeat(10) + "'}}\n";
        String text = "groups:\n  - name: large\n    rules:\n" + rule.repeat(3_000);
        assertThat(text.length()).isGreaterThan(1 << 20);

        assertThat(CliRun.of("rules", "check", file("large.yml", text)).lastLine())
                .isEqualTo("1 passed, 0 failed");
        assertThat(CliRun.of("rules", "check", "--limit", "maxCharacters=1000000", file("large.yml", text))
                        .lastLine())
                .isEqualTo("0 passed, 1 failed");
    }

    /** A path is a name that is checked as input, which no problem of a file tells. */
    @Test
    void whatIsRefusedAsInputIsToldAsEveryFailureIs() throws IOException {
        Path deep = folder;
        for (int i = 0; i < 5; i++) {
            deep = deep.resolve("d".repeat(70));
        }
        Path file = Files.writeString(Files.createDirectories(deep).resolve("rules.yml"), "groups: []\n");

        CliRun run = CliRun.of("rules", "check", file);
        assertThat(run.lines()).anyMatch(line -> line.endsWith(": name of a rule file"));
        assertThat(run.lines()).anyMatch(line -> line.startsWith("  wanted: to "));
        assertThat(run.lines()).anyMatch(line -> line.startsWith("  got: "));
        assertThat(run.lastLine()).isEqualTo("0 passed, 1 failed");
    }
}
