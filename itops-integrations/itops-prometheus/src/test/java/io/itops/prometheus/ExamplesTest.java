package io.itops.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.ItOps;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.Monitoring;
import io.itops.monitoring.eval.Semantics;
import io.itops.prometheus.promqltest.FileReport;
import io.itops.prometheus.promqltest.PromqlTest;
import io.itops.prometheus.rulefile.RuleFile;
import io.itops.prometheus.rulefile.RuleFileOptions;
import io.itops.prometheus.ruletest.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The examples of the documentation. */
class ExamplesTest {
    @Test
    void theGroupsOfAFileAreAddedToTheEngine() throws IOException {
        String text = Files.readString(Path.of("src/test/rules/checkout.yml"));
        try (ItOps ops = ItOps.builder().store(new InMemoryStore()).build()) {
            Monitoring monitoring = Monitoring.attach(ops);
            RuleFile file = RuleFile.parse("checkout.yml", text, RuleFileOptions.STANDARD);
            file.ruleGroups().forEach(monitoring::add);
            assertThat(file.ruleGroups()).hasSize(1);
        }
    }

    @Test
    void aTestFileIsRun() throws IOException {
        FileReport report = PromqlTest.run(Path.of("src/test/promql/rates.test"), Semantics.PROMETHEUS_3_14);
        report.failures().forEach(System.out::println);
        assertThat(report.failures()).isEmpty();
        assertThat(report.passed()).isEqualTo(1);
    }

    @TestFactory
    Stream<DynamicTest> rules() throws IOException {
        return RuleFiles.tests(Path.of("src/test/rules"));
    }
}
