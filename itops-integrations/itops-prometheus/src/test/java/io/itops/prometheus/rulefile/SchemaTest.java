package io.itops.prometheus.rulefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Tree;
import io.itops.prometheus.internal.YamlNode;
import io.itops.prometheus.internal.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    private final SmallSchema schema = new SmallSchema(read());

    private static Tree read() {
        try (InputStream in = SchemaTest.class.getResourceAsStream("/META-INF/itops/rules.schema.json")) {
            return CanonicalJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean accepts(String yaml) {
        YamlNode root = YamlReader.read(yaml, RuleFileLimits.STANDARD).root().orElseThrow();
        return schema.accepts(root);
    }

    @Test
    void whatTheReaderTakesIsAccepted() {
        String groups = "groups: [{name: a, limit: 0, rules: [{record: a, expr: up, annotations: {}}]}]";
        for (String yaml : List.of(
                RuleFileTest.FULL,
                RuleFileTest.EXTENDED,
                groups,
                "{kind: PrometheusRule, apiVersion: x, metadata: {name: a}, status: {}, spec: {" + groups + "}}",
                "{kind: List, apiVersion: x, metadata: {}, items: [{kind: PrometheusRule, metadata: {name: a}, spec: {"
                        + groups + "}}]}",
                "{kind: PrometheusRuleList, items: []}")) {
            assertThat(accepts(yaml)).as(yaml).isTrue();
            assertThat(RuleFile.check("f", yaml, RuleFileOptions.STANDARD).problems())
                    .as(yaml)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "typo: 1 | file",
                "{kind: PrometheusRule, typo: 1, spec: {}} | resource",
                "{kind: List, items: [{kind: PrometheusRule, typo: 1}]} | resource",
                "{kind: PrometheusRule, spec: {typo: 1}} | file",
                "{kind: List, items: [], typo: 1} | list",
                "groups: [{name: a, typo: 1}] | group",
                "groups: [{name: a, rules: [{alert: a, expr: up, typo: 1}]}] | alert record",
                "groups: [{name: a, rules: [{record: a, expr: up, typo: 1}]}] | alert record",
                "groups: [{name: a, itops: {typo: 1}}] | groupExtensions",
                "groups: [{name: a, rules: [{alert: a, expr: up, itops: {typo: 1}}]}] | extensions",
                "groups: [{name: a, itops: {flapping: {times: 2, within: 1h, typo: 1}}}] | flapping",
            })
    void theSchemaHasTheKeysOfTheReaderAndNoOthers(String yaml, String definitions) {
        String rule = RuleFile.check("f", yaml, RuleFileOptions.STANDARD).problems().stream()
                .map(FileProblem::rule)
                .filter(said -> said.startsWith("be one of "))
                .findFirst()
                .orElseThrow();

        assertThat(Set.of(rule.substring("be one of ".length()).split(", ")))
                .isEqualTo(schema.keys(definitions.split(" ")));
        assertThat(accepts(yaml)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "groups: 5",
                "group: []",
                "groups: [{rules: []}]",
                "groups: [{name: a, interval: 5x}]",
                "groups: [{name: a, rules: [{alert: a}]}]",
                "groups: [{name: a, rules: [{record: a, expr: up, for: 1m}]}]",
                "groups: [{name: a, rules: [{alert: a, expr: up, labels: {a: []}}]}]",
                "groups: [{name: a, rules: [{alert: a, expr: up, itops: {severity: bad}}]}]",
                "groups: [{name: a, rules: [{alert: a, expr: up, itops: {no_data: maybe}}]}]",
                "groups: [{name: a, limit: -1}]",
                "groups: [{name: a, rules: [{record: a, expr: up, annotations: {a: b}}]}]",
                "groups: [{name: a, rules: [{record: a, expr: up, itops: {severity: SEV1}}]}]",
                "groups: [{name: a, rules: [{alert: a, expr: up, itops: {severities: {BAD: up}}}]}]",
                "groups: [{name: a, rules: [{alert: a, expr: up, itops: {service: [a]}}]}]",
                "groups: [{name: a, rules: [{alert: a, expr: up, itops: {dedup_by: a}}]}]",
                "groups: [{name: a, rules: [{alert: a, expr: up, itops: {resolve: some}}]}]",
                "groups: [{name: a, rules: [{alert: a, expr: up, itops: {missed_evaluations: keep}}]}]",
                "groups: [{name: a, rules: [{alert: a, expr: up, itops: {on_error: maybe}}]}]",
                "groups: [{name: a, rules: [{alert: a, expr: up, itops: {at_least: most}}]}]",
                "groups: [{name: a, rules: [{alert: a, expr: up, itops: {flapping: {times: 3}}}]}]",
                "groups: [{name: a, itops: {alert_series: often}}]",
                "kind: Service",
                "{kind: PrometheusRule, spec: {groups: [{rules: []}]}}",
                "{kind: List, items: [{kind: Service}]}",
            })
    void whatTheReaderRefusesIsRefused(String yaml) {
        assertThat(accepts(yaml)).isFalse();
        assertThat(RuleFile.check("f", yaml, RuleFileOptions.STANDARD).problems())
                .isNotEmpty();
    }

    @Test
    @Tag("data")
    void publishedPacksAreAccepted() throws IOException {
        Path folder = Path.of(System.getProperty("itops.data")).resolve("rules");
        assumeTrue(Files.isDirectory(folder), () -> "no real data: " + folder + " is not there");
        List<Path> files;
        try (var found = Files.walk(folder)) {
            files = found.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .filter(file -> !file.toString().contains("promtool"))
                    .sorted()
                    .toList();
        }
        assertThat(files)
                .hasSizeGreaterThan(50)
                .allSatisfy(file -> assertThat(accepts(Files.readString(file))).isTrue());
    }
}
