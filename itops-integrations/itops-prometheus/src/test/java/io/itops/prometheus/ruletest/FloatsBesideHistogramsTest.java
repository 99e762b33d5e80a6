package io.itops.prometheus.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What promtool's own example tests of floats, in the group that has native histograms beside them, is tested without those. */
@Tag("data")
class FloatsBesideHistogramsTest {
    @TempDir
    Path folder;

    @Test
    @SuppressWarnings("unchecked")
    void floatsOfAGroupThatHasHistogramsGetPromtoolsVerdicts() throws IOException {
        Path data = Path.of(System.getProperty("itops.data")).resolve("rules/promtool");
        assumeTrue(Files.isDirectory(data), () -> "no real data: " + data + " is not there");
        Map<String, Object> file = (Map<String, Object>)
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(data.resolve("unittest.yml")));
        Map<String, Object> group = ((List<Map<String, Object>>) file.get("tests")).get(0);
        List<?> series = without((List<?>) group.get("input_series"), "{{");
        List<?> tests = without((List<?>) group.get("promql_expr_test"), "{{");
        file.put(
                "tests",
                List.of(Map.of("interval", group.get("interval"), "input_series", series, "promql_expr_test", tests)));
        Files.copy(data.resolve("rules.yml"), folder.resolve("rules.yml"));

        assertThat(series).hasSizeLessThan(((List<?>) group.get("input_series")).size());
        assertThat(tests).hasSizeGreaterThanOrEqualTo(9);
        assertThat(run(file).mismatches()).isEmpty();

        // The same, asked for another value, is found to be wrong.
        Map<String, Object> first = (Map<String, Object>) tests.get(0);
        first.put("exp_samples", List.of(Map.of("value", 1)));
        assertThat(run(file).mismatches()).hasSize(1);
    }

    private GroupReport run(Map<String, Object> file) throws IOException {
        String yaml = new Dump(DumpSettings.builder().build()).dumpToString(file);
        return RuleTests.run(Files.writeString(folder.resolve("floats.yml"), yaml))
                .groups()
                .get(0);
    }

    private static List<?> without(List<?> all, String text) {
        return all.stream().filter(one -> !one.toString().contains(text)).toList();
    }
}
