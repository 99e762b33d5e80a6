package io.itops.prometheus.promqltest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.monitoring.eval.Semantics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prometheus' own conformance corpus: what needs nothing that is not there yet passes. */
@Tag("data")
class CorpusDataTest {
    /** How many evaluations of each file pass at least; the rest need what is not supported yet. */
    private static final Map<String, Integer> FLOOR = Map.ofEntries(
            Map.entry("aggregators.test", 124),
            Map.entry("duration_expression.test", 8),
            Map.entry("extended_vectors.test", 30),
            Map.entry("fill-modifier.test", 1),
            Map.entry("functions.test", 262),
            Map.entry("histograms.test", 83),
            Map.entry("info.test", 0),
            Map.entry("literals.test", 25),
            Map.entry("native_histograms.test", 3),
            Map.entry("operators.test", 142),
            Map.entry("selectors.test", 31),
            Map.entry("start_timestamps.test", 2),
            Map.entry("type_and_unit.test", 43));

    @Test
    void everyEvaluationPassesOrNeedsWhatIsNotThereYet() throws IOException {
        Path folder = Path.of(System.getProperty("itops.data"), "promql");
        assumeTrue(Files.isDirectory(folder), () -> "no real data: " + folder + " is not there");

        Map<String, FileReport> reports = new TreeMap<>();
        try (var files = Files.newDirectoryStream(folder, "*.test")) {
            for (Path file : files) {
                FileReport report = PromqlTest.run(file, Semantics.PROMETHEUS_3_14);
                reports.put(report.file(), report);
            }
        }

        reports.values()
                .forEach(report -> System.out.println(report.file() + ": " + report.passed() + " passed, "
                        + report.failed() + " failed, " + report.notSupported() + " not supported"));
        assertThat(reports.values()).allSatisfy(report -> {
            assertThat(report.unexcused()).as(report.file()).isEmpty();
            assertThat(report.passed()).as(report.file()).isGreaterThanOrEqualTo(FLOOR.getOrDefault(report.file(), 0));
        });
        assertThat(reports.keySet()).containsAll(FLOOR.keySet());
    }
}
