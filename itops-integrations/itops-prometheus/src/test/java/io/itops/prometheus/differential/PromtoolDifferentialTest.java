package io.itops.prometheus.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.GroupRun;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.monitoring.rule.RuleSeries;
import io.itops.prometheus.rulefile.CheckedFile;
import io.itops.prometheus.rulefile.RuleFile;
import io.itops.prometheus.rulefile.RuleFileOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each alert rule of the packs, alone, over series that make it pending, firing and resolved: here and in the real promtool 2.42. */
@Tag("data")
class PromtoolDifferentialTest {
    private static final long SEED = 20261124;
    private static final String VERSION = "2.42";

    /** Of the packs at hand 580 are; a few less where the packs change. */
    private static final int MIN_COMPARED = 570;

    @TempDir
    private Path folder;

    private final Map<String, Run> runs = new TreeMap<>();
    private final SortedMap<String, String> underivable = new TreeMap<>();

    /**
     * One rule over its series.
     *
     * @param name file, group and rule
     * @param rule the rule
     * @param scenario the series
     * @param ours the alerts by time in milliseconds, without the times at which there is none
     */
    private record Run(String name, AlertRule rule, Scenario scenario, SortedMap<Long, SortedSet<String>> ours) {
        boolean has(String state) {
            return ours.values().stream()
                    .flatMap(SortedSet::stream)
                    .anyMatch(text -> text.contains("alertstate=\"" + state + "\""));
        }
    }

    private record Named(String name, AlertRule rule) {}

    @Test
    void everyRuleThatSeriesCanBeDerivedForHasTheSameAlertsAtTheSameTimes() throws Exception {
        Path packs = Path.of(System.getProperty("itops.data", "")).resolve("rules");
        assumeTrue(Files.isDirectory(packs), () -> "no real data: " + packs + " is not there");
        String version = Promtool.version().orElse("none");
        assumeTrue(
                version.equals(VERSION),
                () -> "promtool " + VERSION + " is not there (Debian's package prometheus), but " + version);

        derive(packs);
        Map<String, String> different = differences();
        long alerts = runs.values().stream().filter(run -> run.has("firing")).count();
        long pending = runs.values().stream().filter(run -> run.has("pending")).count();
        System.out.println(
                "promtool " + version + ": " + runs.size() + " rules compared, " + alerts + " fired, " + pending
                        + " were pending before, " + different.size() + " differ, for " + underivable.size()
                        + " no series were derived");
        different.forEach((name, why) -> System.out.println("  differs: " + name + ": " + why));
        underivable.forEach((name, why) -> System.out.println("  no series: " + name + ": " + why));
        assertThat(different).isEmpty();
        assertThat(runs.size()).as("rules compared").isGreaterThanOrEqualTo(MIN_COMPARED);
        assertThat(runs.values()).as("all that are compared fire").allMatch(run -> run.has("firing"));
    }

    @Test
    void aHoldTimeThatIsOneStepLongerHereIsSeen() throws Exception {
        assumeTrue(Promtool.version().isPresent(), "promtool is not there (Debian's package prometheus)");
        AlertRule rule = AlertRule.named("High")
                .when("a > 5")
                .holdFor(Duration.ofMinutes(2))
                .build();
        AlertRule other = AlertRule.named("High")
                .when("a > 5")
                .holdFor(Duration.ofMinutes(3))
                .build();
        Scenario scenario = new Scenario(
                Duration.ofMinutes(1), 3, 6, 3, Map.of(Labels.metric("a", "i", "1"), new Scenario.Course(1, 9, false)));
        Run right = run("right", rule, scenario);

        runs.put("right", right);
        runs.put(
                "planted",
                new Run(
                        "planted",
                        rule,
                        scenario,
                        run("planted", other, scenario).ours()));

        assertThat(differences())
                .containsOnlyKeys("planted")
                .hasEntrySatisfying("planted", why -> assertThat(why).startsWith("at PT5M here"));
    }

    /** Why the rules differ that do: promtool's error, or the first time at which other alerts are there. */
    private Map<String, String> differences() throws IOException, InterruptedException {
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, Run> run : runs.entrySet()) {
            files.add(write(run.getKey(), run.getValue()));
        }
        Promtool.Answers answers = Promtool.test(folder, files);
        Map<String, String> different = new TreeMap<>();
        for (Map.Entry<String, Run> entry : runs.entrySet()) {
            String file = entry.getKey() + ".test.json";
            Run run = entry.getValue();
            SortedMap<Long, SortedSet<String>> theirs = new TreeMap<>();
            answers.of(file)
                    .forEach((asked, answer) -> theirs.put(
                            asked.millis(), new TreeSet<>(answer.samples().keySet())));
            String error = answers.errors().getOrDefault(file, "");
            if (!error.isEmpty() || !theirs.equals(run.ours())) {
                different.put(run.name(), error.isEmpty() ? first(run, theirs) : error);
            }
        }
        return different;
    }

    private static String first(Run run, Map<Long, SortedSet<String>> theirs) {
        SortedSet<Long> times = new TreeSet<>(run.ours().keySet());
        times.addAll(theirs.keySet());
        for (long time : times) {
            SortedSet<String> here = run.ours().getOrDefault(time, new TreeSet<>());
            SortedSet<String> there = theirs.getOrDefault(time, new TreeSet<>());
            if (!here.equals(there)) {
                return "at " + Duration.ofMillis(time) + " here " + here + ", promtool " + there + ", of "
                        + run.rule().when();
            }
        }
        return "nothing";
    }

    private void derive(Path packs) throws IOException {
        List<Path> files;
        try (var found = Files.walk(packs)) {
            files = found.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
        List<Named> all = new ArrayList<>();
        for (Path file : files) {
            CheckedFile checked = RuleFile.check(file, RuleFileOptions.STANDARD);
            if (checked.file().isPresent()) {
                for (RuleGroup group : checked.orThrow().ruleGroups()) {
                    for (int i = 0; i < group.rules().size(); i++) {
                        if (group.rules().get(i) instanceof AlertRule rule) {
                            String name =
                                    packs.relativize(file) + ", " + group.name() + ", " + (i + 1) + " " + rule.name();
                            all.add(new Named(name, rule));
                        }
                    }
                }
            }
        }
        for (int i = 0; i < all.size(); i++) {
            String name = all.get(i).name();
            AlertRule rule = all.get(i).rule();
            Search.Found found = new Search(rule, SEED + i).find();
            if (found.scenario().isPresent()) {
                runs.put("%04d".formatted(i), run(name, rule, found.scenario().get()));
            } else {
                underivable.put(name, found.reason());
            }
        }
    }

    private static Run run(String name, AlertRule rule, Scenario scenario) {
        MetricStore store = Search.store(scenario);
        RuleGroup group = RuleGroup.of("g", scenario.step(), rule);
        GroupRun run = new GroupRun(group, store, Search.OPTIONS);
        SortedMap<Long, SortedSet<String>> ours = new TreeMap<>();
        for (int i = 0; i < scenario.steps(); i++) {
            run.at(Instant.EPOCH.plus(scenario.at(i)));
            SortedSet<String> now = RuleSeries.ofAlerts(run.alerts(0)).keySet().stream()
                    .filter(labels -> labels.metricName().equals("ALERTS"))
                    .map(Labels::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!now.isEmpty()) {
                ours.put(scenario.at(i).toMillis(), now);
            }
        }
        return new Run(name, rule, scenario, ours);
    }

    /** Writes the rule and its test as JSON, which is YAML too. */
    private String write(String key, Run run) throws IOException {
        String rules = key + ".rules.json";
        AlertRule rule = run.rule();
        Files.writeString(
                folder.resolve(rules),
                "{\"groups\":[{\"name\":\"g\",\"rules\":[{\"alert\":%s,\"expr\":%s,\"for\":%s,\"keep_firing_for\":%s,\"labels\":{%s}}]}]}"
                        .formatted(
                                Promtool.json(rule.name()),
                                Promtool.json(rule.when().toString()),
                                Promtool.json(Promtool.time(rule.holdFor())),
                                Promtool.json(Promtool.time(rule.keepFiringFor())),
                                rule.labels().entrySet().stream()
                                        .map(label ->
                                                Promtool.json(label.getKey()) + ":" + Promtool.json(label.getValue()))
                                        .collect(Collectors.joining(","))));
        Scenario scenario = run.scenario();
        String series = scenario.series().entrySet().stream()
                .map(entry -> "{\"series\":" + Promtool.json(entry.getKey().toString()) + ",\"values\":"
                        + Promtool.json(String.join(" ", scenario.notation(entry.getValue()))) + "}")
                .collect(Collectors.joining(",\n"));
        String asked = IntStream.range(0, scenario.steps())
                .mapToObj(
                        i -> "{\"expr\":\"ALERTS\",\"eval_time\":" + Promtool.json(Promtool.time(scenario.at(i))) + "}")
                .collect(Collectors.joining(",\n"));
        String test = key + ".test.json";
        Files.writeString(
                folder.resolve(test),
                "{\"rule_files\":[%s],\"evaluation_interval\":%s,\"tests\":[{\"interval\":%s,\"input_series\":[%s],\"promql_expr_test\":[%s]}]}"
                        .formatted(
                                Promtool.json(rules),
                                Promtool.json(Promtool.time(scenario.step())),
                                Promtool.json(Promtool.time(scenario.step())),
                                series,
                                asked));
        return test;
    }
}
