package io.itops.prometheus.rulefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("data")
class RulePacksTest {
    /** The files that do not load, with their first problems: three are bad on purpose, one uses a function of MetricsQL. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("promtool/bad-rules-syntax.yml", "line 7, column 22: expr of x must go on"),
            Map.entry(
                    "promtool/rules-bad.yml",
                    "line 12, column 33: annotation summary of InstanceDown must use only variables"),
            Map.entry("promtool/rules_extrafields.yml", "line 7, column 5: key of group alerts must be one of"),
            Map.entry("sloth/victoria-metrics.yml", "line 11, column 12: expr of slo:sli_error:ratio_rate5m"));

    @Test
    void everyRuleFileLoadsButThoseOfTheTable() throws IOException {
        Path folder = Path.of(System.getProperty("itops.data")).resolve("rules");
        assumeTrue(Files.isDirectory(folder), () -> "no real data: " + folder + " is not there");
        List<Path> files;
        try (var found = Files.walk(folder)) {
            files = found.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
        Map<String, String> refused = new TreeMap<>();
        int groups = 0;
        int rules = 0;
        int tests = 0;
        for (Path file : files) {
            CheckedFile checked = RuleFile.check(file, RuleFileOptions.STANDARD);
            String name = folder.relativize(file).toString();
            if (checked.file().isPresent()) {
                groups += checked.orThrow().groups().size();
                rules += checked.orThrow().ruleGroups().stream()
                        .mapToInt(group -> group.rules().size())
                        .sum();
            } else if (checked.problems().get(0).found().startsWith("a file of unit tests")) {
                tests++;
            } else {
                refused.put(name, checked.problems().get(0).toString());
            }
        }
        System.out.println(files.size() + " files: " + groups + " groups, " + rules + " rules, " + tests
                + " files of unit tests, refused " + refused);
        assertThat(refused.keySet()).containsExactlyInAnyOrderElementsOf(REFUSED.keySet());
        REFUSED.forEach((name, reason) -> assertThat(refused.get(name)).contains(reason));
        assertThat(rules).isEqualTo(950);
    }
}
