package io.itops.prometheus.rulefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.core.ItOps;
import io.itops.core.store.InMemoryStore;
import io.itops.monitoring.Monitoring;
import io.itops.monitoring.MonitoringOptions;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.monitoring.rule.RuleHealth;
import io.itops.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
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
        int lookingFarBack = 0;
        for (Path file : files) {
            CheckedFile checked = RuleFile.check(file, RuleFileOptions.STANDARD);
            String name = folder.relativize(file).toString();
            if (checked.file().isPresent()) {
                groups += checked.orThrow().groups().size();
                rules += checked.orThrow().ruleGroups().stream()
                        .mapToInt(group -> group.rules().size())
                        .sum();
                lookingFarBack += runs(checked.orThrow()) ? 1 : 0;
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
        // Those need more than the usual retention of 2 hours.
        assertThat(lookingFarBack).isPositive();
    }

    /**
     * Adds the file's groups to an engine that keeps samples as long as they ask for, and evaluates each at least once; whether that is
     * longer than usual.
     */
    private static boolean runs(RuleFile file) {
        Duration usual = MonitoringOptions.builder().build().retention();
        Duration reach = file.ruleGroups().stream()
                .map(RuleGroup::reach)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        boolean far = reach.compareTo(usual) > 0;
        ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
        try (ItOps ops = ItOps.builder().store(new InMemoryStore()).clock(clock).build()) {
            Monitoring monitoring = Monitoring.attach(
                    ops,
                    MonitoringOptions.builder().retention(far ? reach : usual).build());
            file.ruleGroups().forEach(monitoring::add);
            Duration longest = file.ruleGroups().stream()
                    .map(RuleGroup::interval)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
            ops.runUntil(clock.instant().plus(longest));
            assertThat(monitoring.rules())
                    .hasSameSizeAs(file.groups())
                    .allSatisfy(group -> assertThat(group.rules())
                            .allSatisfy(rule -> assertThat(rule.health())
                                    .as("%s of %s", rule, file.name())
                                    .isNotIn(RuleHealth.ERR, RuleHealth.UNKNOWN)));
        }
        return far;
    }
}
