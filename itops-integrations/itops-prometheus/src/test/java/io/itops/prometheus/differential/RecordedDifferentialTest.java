package io.itops.prometheus.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Evaluator;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.promql.PromQl;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.GroupRun;
import io.itops.monitoring.rule.RecordingRule;
import io.itops.monitoring.rule.RuleGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each recording rule of the packs, alone, over series that give it values: here and in the real promtool 2.42. */
@Tag("data")
class RecordedDifferentialTest {
    private static final long SEED = 20261130;

    /** An ordinary test run looks at each rule of so many. */
    private static final int SAMPLED = 12;

    /** How far values may be apart, as a share: sums are added in another order. */
    private static final double NEAR = 1e-12;

    private static final String REFUSED = "2.42 refuses the names of its labels, here too";

    @TempDir
    private Path folder;

    private final Map<String, Run> runs = new TreeMap<>();
    private final SortedMap<String, String> underivable = new TreeMap<>();

    private record Named(String name, RecordingRule rule) {}

    /** One rule over its series, and what it recorded by time in milliseconds. */
    private record Run(
            String name, RecordingRule rule, Scenario scenario, SortedMap<Long, SortedMap<String, Double>> ours) {}

    @Test
    void everyTwelfthRuleRecordsTheSame() throws Exception {
        List<Named> all = rules();
        for (int i = 0; i < all.size(); i += SAMPLED) {
            derive(all.get(i), i);
        }

        assertThat(differences()).isEmpty();
        assertThat(runs).as("rules compared").hasSizeGreaterThan(300 / SAMPLED);
    }

    @Test
    @Tag("campaign")
    void everyRuleRecordsTheSame() throws Exception {
        List<Named> all = rules();
        for (int i = 0; i < all.size(); i++) {
            derive(all.get(i), i);
        }

        Map<String, String> different = differences();
        underivable.forEach((name, why) -> System.out.println("  no series: " + name + ": " + why));
        assertThat(different).isEmpty();
        long samples = runs.values().stream()
                .flatMap(run -> run.ours().values().stream())
                .mapToLong(Map::size)
                .sum();
        String table =
                "| of %d recording rules | |\n|---|---|\n| compared | %d, in %,d samples |\n| differ | none |\n| refused by 2.42 for names of labels, here too | %d |\n"
                        .formatted(all.size(), runs.size(), samples, underivable.size());
        System.out.println(table);
        assertThat(underivable.values()).as("rules that are not compared").containsExactly(REFUSED);
        assertThat(Files.readString(Path.of(System.getProperty("itops.root"), "docs", "rules.md")))
                .contains(table);
    }

    @Test
    void anotherRangeHereIsSeen() throws Exception {
        assumeTrue(Promtool.version().isPresent(), "promtool is not there (Debian's package prometheus)");
        RecordingRule rule = new RecordingRule("r", PromQl.parse("sum_over_time(a[2m])"), new TreeMap<>());
        RecordingRule other = new RecordingRule("r", PromQl.parse("sum_over_time(a[3m])"), new TreeMap<>());
        derive(new Named("right", rule), 0);
        Run right = runs.values().iterator().next();
        runs.put("planted", new Run("planted", rule, right.scenario(), recorded(other, right.scenario())));

        assertThat(differences()).containsOnlyKeys("planted");
    }

    private static List<Named> rules() throws Exception {
        List<Named> all = new ArrayList<>();
        PromtoolDifferentialTest.every(PromtoolDifferentialTest.packs(), (name, rule) -> {
            if (rule instanceof RecordingRule recording) {
                all.add(new Named(name, recording));
            }
        });
        return all;
    }

    private void derive(Named named, int index) {
        if (!named.rule().labels().keySet().stream().allMatch(label -> label.matches("[a-zA-Z_][a-zA-Z0-9_]*"))) {
            underivable.put(named.name(), REFUSED);
            return;
        }
        AlertRule asked =
                AlertRule.named("Asked").when(named.rule().expression()).build();
        Search.Found found = new Search(asked, SEED + index).findGiving();
        if (found.scenario().isEmpty()) {
            underivable.put(named.name(), found.reason());
            return;
        }
        Scenario scenario = found.scenario().get();
        runs.put(
                "%04d".formatted(index),
                new Run(named.name(), named.rule(), scenario, recorded(named.rule(), scenario)));
    }

    private static SortedMap<Long, SortedMap<String, Double>> recorded(RecordingRule rule, Scenario scenario) {
        MetricStore store = MetricStore.create();
        GroupRun run = new GroupRun(RuleGroup.of("g", scenario.step(), rule), store, Search.OPTIONS);
        for (int i = 0; i < scenario.steps(); i++) {
            // As in promtool, what lies ahead is not there yet.
            scenario.fill(store, i);
            assertThat(run.at(Instant.EPOCH.plus(scenario.at(i))).failures())
                    .as(rule.name())
                    .isEmpty();
        }
        Expr selector = PromQl.parse(selector(rule));
        SortedMap<Long, SortedMap<String, Double>> all = new TreeMap<>();
        for (int i = 0; i < scenario.steps(); i++) {
            SortedMap<String, Double> now = new TreeMap<>();
            EvalResult result = Evaluator.evaluate(selector, store, Instant.EPOCH.plus(scenario.at(i)), Search.OPTIONS);
            ((EvalResult.Vector) result)
                    .samples()
                    .forEach(sample -> now.put(sample.labels().toString(), sample.value()));
            if (!now.isEmpty()) {
                all.put(scenario.at(i).toMillis(), now);
            }
        }
        return all;
    }

    private static String selector(RecordingRule rule) {
        return "{__name__=\"" + rule.name() + "\"}";
    }

    /** Where the rules differ that do: promtool's error, or the first time at which other samples are there. */
    private Map<String, String> differences() throws IOException, InterruptedException {
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, Run> run : runs.entrySet()) {
            files.add(write(run.getKey(), run.getValue()));
        }
        Promtool.Answers answers = Promtool.test(folder, files);
        Map<String, String> different = new TreeMap<>();
        runs.forEach((key, run) -> {
            String file = key + ".test.json";
            SortedMap<Long, SortedMap<String, Double>> theirs = new TreeMap<>();
            answers.of(file).forEach((asked, answer) -> theirs.put(asked.millis(), answer.samples()));
            String difference = answers.errors().getOrDefault(file, first(run.ours(), theirs));
            if (!difference.isEmpty()) {
                different.put(run.name(), difference + ", of " + run.rule().expression());
            }
        });
        System.out.println("promtool: " + runs.size() + " recording rules compared, " + different.size()
                + " differ, for " + underivable.size() + " no series were derived");
        return different;
    }

    private static String first(
            SortedMap<Long, SortedMap<String, Double>> ours, SortedMap<Long, SortedMap<String, Double>> theirs) {
        SortedMap<Long, SortedMap<String, Double>> times = new TreeMap<>(ours);
        times.putAll(theirs);
        for (long time : times.keySet()) {
            SortedMap<String, Double> here = ours.getOrDefault(time, new TreeMap<>());
            SortedMap<String, Double> there = theirs.getOrDefault(time, new TreeMap<>());
            boolean same = here.keySet().equals(there.keySet())
                    && here.entrySet().stream().allMatch(one -> near(one.getValue(), there.get(one.getKey())));
            if (!same) {
                return "at " + time + " ms here " + here + ", promtool " + there;
            }
        }
        return "";
    }

    private static boolean near(double ours, double theirs) {
        return Double.compare(ours, theirs) == 0 || Math.abs(ours - theirs) <= NEAR * Math.abs(theirs);
    }

    /** Writes the rule and its test as JSON, which is YAML too. */
    private String write(String key, Run run) throws IOException {
        String rules = key + ".rules.json";
        RecordingRule rule = run.rule();
        Files.writeString(
                folder.resolve(rules),
                "{\"groups\":[{\"name\":\"g\",\"rules\":[{\"record\":%s,\"expr\":%s,\"labels\":{%s}}]}]}"
                        .formatted(
                                Promtool.json(rule.name()),
                                Promtool.json(rule.expression().toString()),
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
                .mapToObj(i -> "{\"expr\":" + Promtool.json(selector(rule)) + ",\"eval_time\":"
                        + Promtool.json(Promtool.time(scenario.at(i))) + "}")
                .collect(Collectors.joining(",\n"));
        String test = key + ".test.json";
        String step = Promtool.json(Promtool.time(scenario.step()));
        Files.writeString(
                folder.resolve(test),
                "{\"rule_files\":[%s],\"evaluation_interval\":%s,\"tests\":[{\"interval\":%s,\"input_series\":[%s],\"promql_expr_test\":[%s]}]}"
                        .formatted(Promtool.json(rules), step, step, series, asked));
        return test;
    }
}
