package io.itops.prometheus.rulefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.itops.core.InvalidInputException;
import io.itops.monitoring.eval.Semantics;
import io.itops.prometheus.internal.PatternWork;
import io.itops.prometheus.ruletest.RuleTestReport;
import io.itops.prometheus.ruletest.RuleTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each limit of a file names itself where it is broken, and a file that is too large for it is read where it is raised. */
class RuleFileLimitsTest {
    /** 42 characters of expressions, 24 of templates, 26 values. */
    private static final String SMALL =
            "groups: [{name: a, rules: [{alert: A, expr: 'up{job=~\"[ab]c\"} == 0', annotations: {s: '{{ $value }}'}},"
                    + " {alert: B, expr: 'up{job=~\"[ab]c\"} == 0', annotations: {s: '{{ $value }}'}}]}]";

    private static final RuleFileLimits LARGE = RuleFileLimits.builder()
            .maxCharacters(16_777_216)
            .maxValues(10_000_000)
            .maxCodeCharacters(16_777_216)
            .maxPatternInstructions(10_000_000)
            .build();

    @TempDir
    private Path folder;

    static Stream<Arguments> limits() {
        return Stream.of(
                limit("maxCharacters", SMALL.length(), RuleFileLimits.Builder::maxCharacters),
                limit("maxValues", 26, RuleFileLimits.Builder::maxValues),
                limit("maxCodeCharacters", 66, RuleFileLimits.Builder::maxCodeCharacters),
                limit(
                        "maxPatternInstructions",
                        (int) (2 * PatternWork.of("[ab]c").compiling()),
                        RuleFileLimits.Builder::maxPatternInstructions));
    }

    private static Arguments limit(
            String name, int needed, BiFunction<RuleFileLimits.Builder, Integer, RuleFileLimits.Builder> set) {
        return arguments(name, needed, set);
    }

    @ParameterizedTest
    @MethodSource("limits")
    void aFileIsReadUpToEachLimitAndRefusedByItsNameAboveIt(
            String name, int needed, BiFunction<RuleFileLimits.Builder, Integer, RuleFileLimits.Builder> set) {
        assertThat(problems(SMALL, set.apply(RuleFileLimits.builder(), needed).build()))
                .isEmpty();
        assertThat(problems(
                        SMALL, set.apply(RuleFileLimits.builder(), needed - 1).build()))
                .singleElement()
                .asString()
                .contains("at most " + (needed - 1) + " ")
                .contains("(" + name + ")");
        assertThatThrownBy(() -> set.apply(RuleFileLimits.builder(), 0).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(name + " must be");
    }

    private static List<FileProblem> problems(String text, RuleFileLimits limits) {
        return RuleFile.check("f", text, options(limits)).problems();
    }

    private static RuleFileOptions options(RuleFileLimits limits) {
        return RuleFileOptions.builder().limits(limits).build();
    }

    /** As a generator writes it: 1,500 rules, more than a megabyte. */
    private static String large() {
        return "groups:\n  - name: generated\n    rules:\n"
                + IntStream.range(0, 1_500)
                        .mapToObj(i -> """
                                      - alert: Errors%d
                                        expr: |
                                          sum by (job) (rate(http_requests_total{code=~"5..", shard="%d"}[5m]))
                                            / sum by (job) (rate(http_requests_total{shard="%d"}[5m])) > 0.05
                                        for: 10m
                                        labels: {severity: page, shard: "%d"}
                                        annotations:
                                          summary: "{{ $labels.job }} fails for {{ $value | humanizePercentage }} of its requests"
                                          description: "%s"
                                """.formatted(i, i, i, i, "What to do. ".repeat(25)))
                        .collect(Collectors.joining());
    }

    @Test
    void aFileOfAMegabyteIsReadWhereTheLimitsAreRaised() throws IOException {
        String text = large();
        Path file = Files.writeString(folder.resolve("rules.yml"), text);

        assertThat(text.length()).isGreaterThan(1 << 20);
        assertThat(problems(text, RuleFileLimits.STANDARD))
                .singleElement()
                .asString()
                .contains("file must be at most 262144 characters (maxCharacters), but was " + text.length());
        assertThat(RuleFile.check(file, RuleFileOptions.STANDARD).problems())
                .singleElement()
                .asString()
                .contains("(maxCharacters)");
        assertThat(RuleFile.parse("f", text, options(LARGE)).groups().get(0).rules())
                .hasSize(1_500);
        assertThat(RuleFile.check(file, options(LARGE)).problems()).isEmpty();
    }

    @Test
    void unitTestsAndIncidentsMayBeLargeToo() throws IOException {
        Files.writeString(folder.resolve("rules.yml"), large());
        Path test = Files.writeString(
                folder.resolve("test.yml"),
                "rule_files: [rules.yml]\ntests: [{input_series: ["
                        + "{series: a, values: 1}, ".repeat(3_000)
                        + "]}]\n");
        String incidents = "incidents: [{name: '" + "a".repeat(400_000) + "', from: 0, to: 1}]";
        Path file = Files.writeString(folder.resolve("incidents.yml"), incidents);

        assertThat(RuleTests.run(test).problems()).singleElement().asString().contains("(maxValues)");
        RuleTestReport report = RuleTests.run(test, Semantics.PROMETHEUS_3_14, LARGE);
        assertThat(report.problems()).isEmpty();
        assertThat(report.groups())
                .singleElement()
                .satisfies(group -> assertThat(group.mismatches()).isEmpty());
        assertThat(IncidentFile.parse(incidents).problems().toString()).contains("(maxCharacters)");
        assertThat(IncidentFile.parse(incidents, LARGE).problems().toString()).doesNotContain("(maxCharacters)");
        assertThat(IncidentFile.read(file, LARGE)).isEqualTo(IncidentFile.parse(incidents, LARGE));
    }

    @Test
    void theExampleOfTheDocumentationReadsWhatItSays() {
        RuleFileLimits large = RuleFileLimits.builder()
                .maxValues(200_000)
                .maxCodeCharacters(4_000_000)
                .build();
        RuleFileOptions options = RuleFileOptions.builder().limits(large).build();

        assertThat(options.limits().maxValues()).isEqualTo(200_000);
        assertThat(options.limits().maxCharacters()).isEqualTo(RuleFileLimits.STANDARD.maxCharacters());
    }
}
