package io.itops.prometheus.rulefile;

import io.itops.core.InvalidInputException;
import io.itops.core.SafeText;
import io.itops.monitoring.rule.Rule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.prometheus.internal.MapReader;
import io.itops.prometheus.internal.Place;
import io.itops.prometheus.internal.Problems;
import io.itops.prometheus.internal.TooManyProblems;
import io.itops.prometheus.internal.YamlException;
import io.itops.prometheus.internal.YamlNode;
import io.itops.prometheus.internal.YamlNode.Scalar;
import io.itops.prometheus.internal.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one file: its kinds of top levels, and its groups. Not thread-safe. */
final class RuleFileReader {
    /** That of Kubernetes. */
    private static final int MAX_RESOURCE_NAME = 253;

    private static final Duration LEAST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final String name;
    private final String text;
    private final RuleFileOptions options;
    private final Problems problems = new Problems();
    private final List<FileGroup> groups = new ArrayList<>();
    private final Set<String> groupNames = new HashSet<>();
    private final Map<String, Place> ruleNames = new HashMap<>();
    private final RuleReader rules;

    RuleFileReader(String name, String text, RuleFileOptions options) {
        this.name = name;
        this.text = text;
        this.options = options;
        this.rules = new RuleReader(options, problems, new Expressions(text, options, problems));
    }

    CheckedFile check() {
        try {
            YamlReader.Document document = YamlReader.read(text, options.limits());
            document.next().ifPresent(place -> problems.warn(place, "only the first document of a rule file is read"));
            document.root()
                    .filter(root -> !(root instanceof Scalar scalar && scalar.isNull()))
                    .flatMap(root -> MapReader.of(root, "the file", problems))
                    .ifPresent(this::top);
        } catch (YamlException e) {
            problems.add(e.place(), "file", e.rule(), e.found());
        } catch (TooManyProblems e) {
            // those that were found are told
        }
        List<FileProblem> found = problems.problems();
        Optional<RuleFile> file =
                found.isEmpty() ? Optional.of(new RuleFile(name, groups, problems.warnings())) : Optional.empty();
        return new CheckedFile(name, found, problems.warnings(), file);
    }

    private void top(MapReader top) {
        if (top.has("tests") || top.has("rule_files")) {
            problems.add(top.place(), "file", "be a rule file", "a file of unit tests for rules");
            return;
        }
        if (top.has("kind") || top.has("apiVersion")) {
            resource(top, "");
            return;
        }
        groups(top, "");
        top.refuseOthers();
    }

    private void resource(MapReader top, String prefix) {
        String kind = top.text("kind").orElse("");
        top.ignore("apiVersion", "metadata", "status");
        if (kind.equals("PrometheusRule")) {
            top.mapping("spec").ifPresent(spec -> {
                groups(spec, prefix);
                spec.refuseOthers();
            });
        } else if (kind.equals("List") || kind.equals("PrometheusRuleList")) {
            List<YamlNode> items = top.list("items");
            for (YamlNode item : items) {
                MapReader.of(item, "item of the list", problems)
                        .ifPresent(resource -> resourceName(resource)
                                .ifPresent(own -> resource(resource, items.size() > 1 ? own : "")));
            }
        } else {
            top.ignore("spec", "items");
            problems.add(top.place(), "kind of the resource", "be PrometheusRule or List", '"' + kind + '"');
        }
        top.refuseOthers();
    }

    /** What the names of a resource's groups begin with; empty where its name is too long, which is a problem. */
    private Optional<String> resourceName(MapReader resource) {
        Optional<Scalar> name = resource.mapping("metadata").flatMap(metadata -> metadata.scalar("name"));
        if (name.isPresent() && name.get().text().length() > MAX_RESOURCE_NAME) {
            problems.add(name.get(), "name of a resource", "be at most " + MAX_RESOURCE_NAME + " characters");
            return Optional.empty();
        }
        return Optional.of(name.map(found -> found.text() + "/").orElse(""));
    }

    private void groups(MapReader of, String prefix) {
        for (YamlNode node : of.list("groups")) {
            MapReader.of(node, "group" + named(node), problems).ifPresent(group -> group(group, prefix));
        }
    }

    private static String named(YamlNode group) {
        return group instanceof YamlNode.Mapping mapping
                        && mapping.get("name").orElse(null) instanceof Scalar name
                        && !name.text().isEmpty()
                ? " " + SafeText.shorten(name.text(), RuleReader.SHOWN_NAME)
                : "";
    }

    private void group(MapReader given, String prefix) {
        Optional<Scalar> named = given.scalar("name");
        String bare = named.map(Scalar::text).orElse("");
        if (bare.isEmpty()) {
            problems.add(given.place(), "name of a group", "be given", "nothing");
        } else if (!groupNames.add(GroupNames.fit(prefix + bare))) {
            problems.add(named.get(), "name of a group", "stand once in the file");
        }
        String what =
                bare.isEmpty() ? "a group without a name" : "group " + SafeText.shorten(bare, RuleReader.SHOWN_NAME);
        Optional<Duration> interval = given.duration("interval", what, LEAST_INTERVAL, DAY);
        Optional<Duration> offset = given.duration("query_offset", what, Duration.ZERO, DAY);
        int limit = given.whole("limit", RuleGroup.MAX_LIMIT).orElse(0);
        Map<Scalar, Scalar> labels = rules.labels(given, what, false);
        given.ignore("partial_response_strategy");
        if (given.has("partial_response_strategy")) {
            problems.warn(given.place(), "partial_response_strategy of a group is Thanos' and without effect here");
        }
        Extras extras = rules.extras(given, what);
        GroupDefaults defaults = new GroupDefaults(what, labels, extras);
        List<FileRule> read = new ArrayList<>();
        for (YamlNode node : given.list("rules")) {
            MapReader.of(node, "rule of " + what, problems)
                    .flatMap(rule -> rules.read(rule, defaults))
                    .ifPresent(read::add);
        }
        given.refuseOthers();
        read.forEach(this::warnOfDuplicates);
        if (bare.isEmpty()) {
            return;
        }
        try {
            RuleGroup.Builder group = RuleGroup.named(GroupNames.fit(options.groupPrefix() + prefix + bare))
                    .interval(interval.filter(length -> !length.isZero()).orElse(options.interval()))
                    .queryOffset(offset.orElse(options.queryOffset()))
                    .limit(limit)
                    .alertSeries(extras.alertSeries().orElse(true))
                    .rules(read.stream().map(FileRule::rule).toList());
            labels.forEach((key, value) -> group.label(key.text(), value.text()));
            groups.add(new FileGroup(Problems.position(given.place()), group.build(), read));
        } catch (InvalidInputException e) {
            problems.add(given.place(), e);
        }
    }

    private void warnOfDuplicates(FileRule read) {
        Rule rule = read.rule();
        Place place = new Place(read.position().line(), read.position().column());
        Place first = ruleNames.putIfAbsent(rule.name() + '\n' + rule.labels(), place);
        if (first != null) {
            problems.warn(
                    place,
                    "duplicate rule: " + rule.name() + " with the labels " + rule.labels() + " stands at line "
                            + first.line() + " too");
        }
    }
}
