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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        YamlNode root = YamlReader.read(yaml).root().orElseThrow();
        return schema.accepts(root);
    }

    @Test
    void whatTheReaderTakesIsAccepted() {
        assertThat(accepts(RuleFileTest.FULL)).isTrue();
        assertThat(accepts("""
                groups:
                  - name: a
                    itops: {severity: SEV2, alert_series: false, no_data: keep_last}
                    rules:
                      - alert: A
                        expr: 1
                        itops: {severities: {SEV1: up}, flapping: {times: 3, within: 1h}, at_least: 3 of 5, clear_when: up}
                """)).isTrue();
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
                "kind: Service",
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
