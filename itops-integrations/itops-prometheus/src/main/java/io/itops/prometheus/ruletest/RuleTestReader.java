package io.itops.prometheus.ruletest;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.monitoring.metric.Labels;
import io.itops.prometheus.internal.MapReader;
import io.itops.prometheus.internal.Place;
import io.itops.prometheus.internal.Problems;
import io.itops.prometheus.internal.TooManyProblems;
import io.itops.prometheus.internal.YamlException;
import io.itops.prometheus.internal.YamlNode;
import io.itops.prometheus.internal.YamlNode.Scalar;
import io.itops.prometheus.internal.YamlReader;
import io.itops.prometheus.rulefile.RuleFileLimits;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** Reads test files. Not thread-safe. */
final class RuleTestReader {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RuleFileLimits limits;
    private final Problems problems;

    RuleTestReader(RuleFileLimits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    Optional<TestFile> read(String text) {
        try {
            return YamlReader.read(text, limits)
                    .root()
                    .flatMap(root -> MapReader.of(root, "the test file", problems))
                    .flatMap(this::file);
        } catch (YamlException e) {
            problems.add(e.place(), "test file", e.rule(), e.found());
            return Optional.empty();
        } catch (TooManyProblems e) {
            return Optional.empty();
        }
    }

    private Optional<TestFile> file(MapReader top) {
        boolean tests = top.has("tests") || top.has("rule_files");
        if (!tests && (top.has("groups") || top.has("kind"))) {
            problems.add(top.place(), "file", "be a file of unit tests for rules", "a rule file");
            return Optional.empty();
        }
        return Optional.of(tests(top));
    }

    private TestFile tests(MapReader top) {
        Duration interval = positive(top.duration("evaluation_interval"), MINUTE);
        List<String> ruleFiles = texts(top.scalars("rule_files"));
        List<String> order = order(top.scalars("group_eval_order"));
        boolean fuzzy = top.truth("fuzzy_compare").orElse(false);
        List<TestFile.Group> groups = new ArrayList<>();
        for (YamlNode node : top.list("tests")) {
            int number = groups.size() + 1;
            MapReader.of(node, "test group", problems).ifPresent(group -> groups.add(group(group, interval, number)));
        }
        if (!top.has("tests") && !top.has("rule_files")) {
            problems.add(top.place(), "test file", "have tests", "none");
        }
        top.refuseOthers();
        return new TestFile(ruleFiles, interval, order, fuzzy, groups);
    }

    private List<String> order(List<Scalar> groups) {
        Set<String> names = new LinkedHashSet<>();
        for (Scalar group : groups) {
            if (!names.add(group.text())) {
                problems.add(group, "group_eval_order of the test file", "name each group once");
            }
        }
        return List.copyOf(names);
    }

    private static List<String> texts(List<Scalar> scalars) {
        return scalars.stream().map(Scalar::text).toList();
    }

    private static Duration positive(Optional<Duration> given, Duration otherwise) {
        return given.filter(length -> !length.isZero()).orElse(otherwise);
    }

    private TestFile.Group group(MapReader given, Duration interval, int number) {
        String name = given.text("name").orElse("test " + number);
        Duration own = positive(given.duration("interval"), interval);
        Instant start = given.scalar("start_timestamp").map(this::instant).orElse(Instant.EPOCH);
        List<TestFile.Series> series = new ArrayList<>();
        for (MapReader one : mappings(given, "input_series")) {
            String labels = one.text("series").orElse("");
            String values = one.text("values").orElse("");
            series.add(new TestFile.Series(one.place(), labels + " " + values));
            one.refuseOthers();
        }
        List<TestFile.AlertCase> alerts = new ArrayList<>();
        for (MapReader one : mappings(given, "alert_rule_test")) {
            alerts.add(alertCase(one));
        }
        List<TestFile.QueryCase> queries = new ArrayList<>();
        for (MapReader one : mappings(given, "promql_expr_test")) {
            queries.add(queryCase(one));
        }
        Labels external = labels(given.place(), map(given.texts("external_labels")));
        String url = given.text("external_url").orElse("");
        given.refuseOthers();
        return new TestFile.Group(given.place(), name, own, start, series, alerts, queries, external, url);
    }

    private List<MapReader> mappings(MapReader given, String key) {
        List<MapReader> readers = new ArrayList<>();
        given.list(key)
                .forEach(node -> MapReader.of(node, "item of " + key, problems).ifPresent(readers::add));
        return readers;
    }

    private Labels labels(Place place, Map<String, String> map) {
        try {
            return Labels.of(map);
        } catch (InvalidInputException e) {
            problems.add(place, e);
            return Labels.empty();
        }
    }

    private static Map<String, String> map(Map<Scalar, Scalar> texts) {
        Map<String, String> map = new TreeMap<>();
        texts.forEach((key, value) -> map.put(key.text(), value.text()));
        return map;
    }

    private Instant instant(Scalar scalar) {
        String text = scalar.text();
        try {
            return Require.instant(
                    "start_timestamp",
                    text.matches("-?\\d{1,11}")
                            ? Instant.ofEpochSecond(Long.parseLong(text))
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException | InvalidInputException e) {
            problems.add(scalar, "start_timestamp", "be seconds since 1970 or an instant of RFC 3339");
            return Instant.EPOCH;
        }
    }

    private TestFile.AlertCase alertCase(MapReader given) {
        Duration at = given.duration("eval_time").orElse(Duration.ZERO);
        String name = given.text("alertname").orElse("");
        if (name.isEmpty()) {
            problems.add(given.place(), "alertname of a test", "be given", "nothing");
        }
        List<TestFile.Alerting> wanted = new ArrayList<>();
        for (MapReader one : mappings(given, "exp_alerts")) {
            wanted.add(new TestFile.Alerting(map(one.texts("exp_labels")), map(one.texts("exp_annotations"))));
            one.refuseOthers();
        }
        given.refuseOthers();
        return new TestFile.AlertCase(given.place(), at, name, wanted);
    }

    private TestFile.QueryCase queryCase(MapReader given) {
        Duration at = given.duration("eval_time").orElse(Duration.ZERO);
        String expression = given.text("expr").orElse("");
        List<TestFile.Element> wanted = new ArrayList<>();
        for (MapReader one : mappings(given, "exp_samples")) {
            String labels = one.text("labels").orElse("");
            boolean histogram = one.scalar("histogram").isPresent();
            double value = one.scalar("value").map(this::number).orElse(0.0);
            wanted.add(new TestFile.Element(one.place(), labels, value, histogram));
            one.refuseOthers();
        }
        given.refuseOthers();
        return new TestFile.QueryCase(given.place(), at, expression, wanted);
    }

    private double number(Scalar scalar) {
        OptionalDouble number = YamlNumber.parse(scalar.text().strip());
        if (number.isEmpty()) {
            problems.add(scalar, "value of a sample", "be a number");
        }
        return number.orElse(0);
    }
}
