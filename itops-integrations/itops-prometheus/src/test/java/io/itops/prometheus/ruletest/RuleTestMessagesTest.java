package io.itops.prometheus.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTestMessagesTest {
    @TempDir
    Path folder;

    private List<Mismatch> mismatches(String test) throws IOException {
        Files.writeString(
                folder.resolve("rules.yml"), "groups: [{name: g, rules: [{alert: QueueDeep, expr: depth > 5}]}]");
        Path file = Files.writeString(folder.resolve("test.yml"), test);
        return RuleTests.run(file).groups().get(0).mismatches();
    }

    @Test
    void timesAreToldAsFilesWriteThem() throws IOException {
        assertThat(mismatches("""
                rule_files: [rules.yml]
                tests:
                  - input_series: [{series: depth, values: '9x90'}]
                    alert_rule_test: [{eval_time: 10m, alertname: QueueDeep}]
                    promql_expr_test: [{eval_time: 1h30m, expr: depth}]
                """))
                .extracting(Mismatch::what)
                .containsExactly("alert QueueDeep at 10m", "expression depth at 1h30m");
    }

    @Test
    void aRuleFileThatIsNotThereIsToldSo() throws IOException {
        assertThat(mismatches("rule_files: [none.yml]\ntests: [{input_series: []}]\n"))
                .singleElement()
                .satisfies(mismatch -> {
                    assertThat(mismatch.what()).isEqualTo("rule file none.yml");
                    assertThat(mismatch.got()).isEqualTo(folder.resolve("none.yml") + ": does not exist");
                });
    }
}
