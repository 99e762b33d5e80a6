package io.itops.prometheus.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.GroupRun;
import io.itops.monitoring.rule.Rule;
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
import java.util.function.BiConsumer;
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

    /** Of the packs at hand; a few less where they change. */
    private static final int MIN_COMPARED = 600;

    /** An ordinary test run looks at each rule of so many. */
    private static final int SAMPLED = 12;

    private static final String TOO_FAR = "it looks back a week, further than 10,000 steps reach";
    private static final String LABEL_DROPPED =
            "its condition never holds: `and` asks for the label that `ignoring` has dropped";
    private static final String ZEROS = "its condition never holds: zeros never sum up to more than zero";

    /** Why no series were found that make a rule fire and cease. */
    private static final Map<String, String> WITHOUT_SERIES = Map.of(
            "TempoBlockListRisingQuickly", TOO_FAR,
            "MimirDistributorInflightRequestsHigh", LABEL_DROPPED,
            "MimirIngesterReachingSeriesLimitCritical", LABEL_DROPPED,
            "MimirIngesterReachingSeriesLimitWarning", LABEL_DROPPED,
            "MimirIngesterReachingTenantsLimitCritical", LABEL_DROPPED,
            "MimirIngesterReachingTenantsLimitWarning", LABEL_DROPPED,
            "MimirBadRuntimeConfig", ZEROS,
            "TempoBadOverrides", ZEROS);

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
    void everyTwelfthRuleHasTheSameAlertsAtTheSameTimes() throws Exception {
        Path packs = packs();
        List<Named> all = rules(packs);
        for (int i = 0; i < all.size(); i += SAMPLED) {
            derive(all.get(i), i, false);
        }
        assertThat(compare()).isEmpty();
        assertThat(runs.size()).as("rules compared").isGreaterThanOrEqualTo(570 / SAMPLED);
    }

    @Test
    @Tag("campaign")
    void everyRuleThatSeriesCanBeDerivedForHasTheSameAlertsAtTheSameTimes() throws Exception {
        Path packs = packs();
        List<Named> all = rules(packs);
        for (int i = 0; i < all.size(); i++) {
            derive(all.get(i), i, true);
        }
        assertThat(compare()).isEmpty();
        assertThat(runs.size()).as("rules compared").isGreaterThanOrEqualTo(MIN_COMPARED);
        String table = table(all.size());
        System.out.println(table);
        assertThat(Files.readString(Path.of(System.getProperty("itops.root"), "docs", "rules.md")))
                .contains(table);
    }

    static Path packs() throws Exception {
        Path packs = Path.of(System.getProperty("itops.data", "")).resolve("rules");
        assumeTrue(Files.isDirectory(packs), () -> "no real data: " + packs + " is not there");
        String version = Promtool.version().orElse("none");
        assumeTrue(
                version.equals(VERSION),
                () -> "promtool " + VERSION + " is not there (Debian's package prometheus), but " + version);
        return packs;
    }

    /** Compares what was derived; all of it fires, and of what differs the reason is given. */
    private Map<String, String> compare() throws Exception {
        Map<String, String> different = differences();
        System.out.println("promtool " + VERSION + ": " + runs.size() + " rules compared, " + count("pending")
                + " were pending before they fired, " + different.size() + " differ, for " + underivable.size()
                + " no series were derived");
        different.forEach((name, why) -> System.out.println("  differs: " + name + ": " + why));
        underivable.forEach((name, why) -> System.out.println("  no series: " + name + ": " + why));
        assertThat(runs.values()).as("all that are compared fire").allMatch(run -> run.has("firing"));
        return different;
    }

    private long count(String state) {
        return runs.values().stream().filter(run -> run.has(state)).count();
    }

    /** What the page says of it. */
    private String table(int all) {
        StringBuilder table = new StringBuilder("| of %d alert rules | |\n|---|---|\n".formatted(all));
        table.append("| compared | %d: all of them fire, %d are pending before |\n"
                .formatted(runs.size(), count("pending")));
        table.append("| differ | none |\n");
        SortedMap<String, SortedSet<String>> byReason = new TreeMap<>();
        underivable.keySet().forEach(name -> {
            String rule = name.substring(name.lastIndexOf(' ') + 1);
            byReason.computeIfAbsent(WITHOUT_SERIES.getOrDefault(rule, "no reason is known"), r -> new TreeSet<>())
                    .add(rule);
        });
        byReason.forEach((reason, names) ->
                table.append("| %s | %d: %s |\n".formatted(reason, names.size(), String.join(", ", names))));
        return table.toString();
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

    private static List<Named> rules(Path packs) throws IOException {
        List<Named> all = new ArrayList<>();
        every(packs, (name, rule) -> {
            if (rule instanceof AlertRule alert) {
                all.add(new Named(name, alert));
            }
        });
        return all;
    }

    /** Hands over all rules of the packs, with file, group, place and name. */
    static void every(Path packs, BiConsumer<String, Rule> sink) throws IOException {
        List<Path> files;
        try (var found = Files.walk(packs)) {
            files = found.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            CheckedFile checked = RuleFile.check(file, RuleFileOptions.STANDARD);
            if (checked.file().isPresent()) {
                for (RuleGroup group : checked.orThrow().ruleGroups()) {
                    for (int i = 0; i < group.rules().size(); i++) {
                        Rule rule = group.rules().get(i);
                        sink.accept(
                                packs.relativize(file) + ", " + group.name() + ", " + (i + 1) + " " + rule.name(),
                                rule);
                    }
                }
            }
        }
    }

    private void derive(Named named, int index, boolean amongMany) {
        Search search = new Search(named.rule(), SEED + index);
        Search.Found found = search.find();
        if (found.scenario().isEmpty() && amongMany) {
            found = search.findAmongMany(
                    scenario -> run(named.name(), named.rule(), scenario).has("firing"));
        }
        if (found.scenario().isPresent()) {
            runs.put(
                    "%04d".formatted(index),
                    run(named.name(), named.rule(), found.scenario().get()));
        } else {
            underivable.put(named.name(), found.reason());
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
