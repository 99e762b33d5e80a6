package io.itops.prometheus.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.itops.prometheus.HardYaml;
import io.itops.prometheus.Inputs;
import io.itops.prometheus.internal.Place;
import io.itops.prometheus.internal.Problems;
import io.itops.prometheus.rulefile.FileProblem;
import io.itops.prometheus.rulefile.HardRuleFiles;
import io.itops.prometheus.rulefile.RuleFileLimits;
import io.itops.testkit.input.Mutants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a test file says, reading it and running it ends in a report. */
class RuleTestMutantsTest {
    private static final String RULES = """
            groups:
              - name: g
                rules:
                  - {record: "job:up", expr: "sum by (job) (up)"}
                  - {alert: Down, expr: "job:up == 0", for: 2m, annotations: {summary: "{{ $value }} {{ $externalLabels.dc }}"}}
            """;

    private static final List<String> SEEDS = List.of(
            """
            rule_files: [rule?.yml]
            evaluation_interval: 1m
            group_eval_order: [g]
            fuzzy_compare: true
            tests:
              - name: down
                interval: 1m
                start_timestamp: 2026-01-31T10:00:00Z
                external_labels: {dc: eu}
                external_url: https://prometheus.example
                input_series:
                  - {series: 'up{job="a", instance="1"}', values: '1 0x9 1 _x2 stale -3+4x5'}
                alert_rule_test:
                  - eval_time: 3m
                    alertname: Down
                    exp_alerts:
                      - exp_labels: {severity: page, job: a}
                        exp_annotations: {summary: "a in eu: 1"}
                promql_expr_test:
                  - {expr: 'job:up', eval_time: 5m, exp_samples: [{labels: 'job:up{job="a"}', value: 0}]}
                  - expr: 'rate(up[5m])'
                    eval_time: 4m
                    exp_samples:
                      - labels: '{job="a", instance="1"}'
                        value: .nan
            """,
            "tests: [{input_series: [{series: a, values: '1+1x9'}], promql_expr_test: [{expr: a*2, eval_time: 2m,"
                    + " exp_samples: [{labels: '{}', histogram: '{{count:1}}'}]}]}]\n");

    /** More than this is meant to take its time. */
    private static final long MAX_STEPS = 500;

    private static final Pattern MANY = Pattern.compile("x\\d{5}");

    @TempDir
    private Path folder;

    @Test
    void mutantsOfTestFilesAreReadIntoTestsOrProblems() {
        readMutants(1);
    }

    @Test
    @Tag("campaign")
    void manyMutantsOfTestFilesAreReadIntoTestsOrProblems() {
        readMutants(3 * Inputs.CAMPAIGN);
    }

    private void readMutants(int times) {
        Inputs.mutants("unit tests of rules", SEEDS, 61, 1_500 * times, RuleTestMutantsTest::read);
        Inputs.byteMutants("unit tests of rules", SEEDS, 62, 300 * times, this::readBytes);
    }

    /** Rule files go through the same cases, and the same reader of YAML, in every run. */
    @Test
    @Tag("campaign")
    void yamlThatIsHardOnPurposeEndsInTimeAsTestFilesToo() {
        Inputs.hard("unit tests of rules", HardYaml.cases(), RuleTestMutantsTest::read);
    }

    @Test
    void testFilesThatAreHardOnPurposeEndInTime() {
        Map<String, String> right = new LinkedHashMap<>();
        right.put("series", tests("input_series: [" + all("{series: a, values: '1x9'}") + "]"));
        right.put("cases", tests("promql_expr_test: [" + all("{expr: a, eval_time: 1m}") + "]"));
        right.put("samples", tests("promql_expr_test: [{exp_samples: [" + all("{labels: a, value: .nan}") + "]}]"));
        right.put("alerts", tests("alert_rule_test: [" + all("{alertname: a, exp_alerts: [{}]}") + "]"));
        right.put(
                "labels of alerts",
                tests("alert_rule_test: ["
                        + all("{alertname: a, exp_alerts: [{exp_labels: {a: b}, exp_annotations: {c: d}}]}") + "]"));
        right.put("groups", "tests: [" + all("{name: a, input_series: []}") + "]");
        right.put("rule files", "tests: [{}]\nrule_files: [" + all("'*?['") + "]");
        assertThat(right)
                .allSatisfy((name, text) -> assertThat(problems(text)).as(name).isEmpty());
        Inputs.hard("unit tests of rules", right, RuleTestMutantsTest::read);

        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("wrong cases", tests("promql_expr_test: [" + all("{exp: a, eval_time: x}") + "]"));
        cases.put("samples without numbers", tests("promql_expr_test: [{exp_samples: [" + all("{value: x}") + "]}]"));
        cases.put(
                "long numbers",
                tests("promql_expr_test: [{exp_samples: [{labels: a, value: " + "9".repeat(320_000) + "}]}]"));
        cases.put("texts as groups", "tests: [" + all("a") + "]");
        Inputs.hard("unit tests of rules", cases, RuleTestMutantsTest::read);
        Inputs.hardBytes("unit tests of rules", Inputs.noUtf8(SEEDS.get(0)), this::readBytes);
    }

    /** One piece again and again, as often as a file may have it. */
    private static String all(String piece) {
        return HardRuleFiles.repeated(piece);
    }

    private static String tests(String group) {
        return "tests: [{" + group + "}]";
    }

    private static boolean read(String text) {
        return problems(text).isEmpty();
    }

    private static List<FileProblem> problems(String text) {
        Problems problems = new Problems();
        Optional<TestFile> read = new RuleTestReader(RuleFileLimits.STANDARD, problems).read(text);
        if (read.isEmpty() && problems.problems().isEmpty()) {
            problems.add(Place.START, "file", "have a document", "none");
        }
        return problems.problems();
    }

    private boolean readBytes(byte[] bytes) {
        Problems problems = new Problems();
        try {
            RuleTests.read(Files.write(folder.resolve("bytes.yml"), bytes), RuleFileLimits.STANDARD, problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return problems.problems().isEmpty();
    }

    @Test
    void mutantsOfTestFilesAreRunToAReport() throws IOException {
        runMutants(300);
    }

    @Test
    @Tag("campaign")
    void manyMutantsOfTestFilesAreRunToAReport() throws IOException {
        runMutants(1_000 * Inputs.CAMPAIGN);
    }

    private void runMutants(int count) throws IOException {
        Files.writeString(folder.resolve("rules.yml"), RULES);
        Path file = folder.resolve("test.yml");
        Mutants.of(SEEDS).texts(Mutants.seed(63), count).forEach(text -> {
            if (isShort(text)) {
                try {
                    // Halves of pairs of surrogates are no text that a file can have.
                    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
                    RuleTestReport report = RuleTests.run(file);
                    assertThat(report.problems().isEmpty() || report.groups().isEmpty())
                            .isTrue();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    private static boolean isShort(String text) {
        return new RuleTestReader(RuleFileLimits.STANDARD, new Problems())
                .read(text)
                .filter(file -> file.groups().stream()
                        .allMatch(group -> group.longest().dividedBy(file.interval()) <= MAX_STEPS
                                && group.series().stream()
                                        .noneMatch(series ->
                                                MANY.matcher(series.text()).find())))
                .isPresent();
    }

    @Test
    void whatWouldTakeTooLongOrTooMuchIsRefusedAtOnce() throws IOException {
        Path steps = Files.writeString(
                folder.resolve("steps.yml"),
                "evaluation_interval: 1ms\ntests: [{promql_expr_test: [{expr: '1', eval_time: 52w}]}]\n");
        Path samples = Files.writeString(
                folder.resolve("samples.yml"),
                "tests: [{input_series: [" + "{series: a, values: 1x999998},".repeat(1_000) + "]}]\n");

        assertThat(RuleTests.run(steps).groups().get(0).mismatches())
                .extracting(Mismatch::what, Mismatch::wanted)
                .containsExactly(tuple("evaluations of the file", "at most 10000000"));
        assertThat(RuleTests.run(samples).groups().get(0).mismatches())
                .extracting(Mismatch::what, Mismatch::wanted)
                .containsExactly(tuple("samples of the input series of the file", "at most 2000000"));
    }

    @Test
    @Tag("campaign")
    void stepsWithoutSamplesAreBoundedToo() throws IOException {
        Path gaps = Files.writeString(
                folder.resolve("gaps.yml"),
                "tests: [{input_series: [" + "{series: a, values: _x999998},".repeat(1_000) + "]}]\n");

        assertThat(RuleTests.run(gaps).groups().get(0).mismatches())
                .extracting(Mismatch::what, Mismatch::wanted)
                .containsExactly(tuple("steps of the input series of the file", "at most 10000000"));
    }

    @Test
    void whatTheGroupsOfAFileCostTogetherIsBounded() throws IOException {
        String group = "{promql_expr_test: [{expr: '1', eval_time: %s, exp_samples: [{labels: '{}', value: 1}]}]}";
        Path file = Files.writeString(
                folder.resolve("steps.yml"),
                "evaluation_interval: 1ms\ntests: ["
                        + String.join(", ", group.formatted("1s"), group.formatted("1y"), group.formatted("1s"))
                        + "]\n");

        List<GroupReport> groups = RuleTests.run(file).groups();
        assertThat(groups).extracting(GroupReport::passed).containsExactly(true, false, false);
        assertThat(groups.get(2).mismatches()).extracting(Mismatch::what).containsExactly("evaluations of the file");
    }

    @Test
    void namesOfRuleFilesThatAreNoPathsAreProblems() throws IOException {
        for (String name : List.of("\"\\0\"", "'[.yml'", "'[a-'")) {
            Path file = Files.writeString(folder.resolve("t.yml"), "rule_files: [" + name + "]\ntests: [{}]\n");

            assertThat(RuleTests.run(file).problems())
                    .as(name)
                    .extracting(Object::toString)
                    .singleElement()
                    .asString()
                    .contains("rule_files of the test file must be paths");
        }
    }
}
