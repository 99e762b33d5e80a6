package io.itops.prometheus.ruletest;

import io.itops.core.InvalidInputException;
import io.itops.core.ItOpsException;
import io.itops.monitoring.eval.EvalLimits;
import io.itops.monitoring.eval.EvalOptions;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Evaluator;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.eval.Semantics;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.promql.PromQl;
import io.itops.monitoring.promql.SeriesNotation;
import io.itops.monitoring.promql.Syntax;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.GroupRun;
import io.itops.monitoring.rule.Rule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.prometheus.internal.Place;
import io.itops.prometheus.internal.PromDuration;
import io.itops.prometheus.rulefile.CheckedFile;
import io.itops.prometheus.rulefile.FileProblem;
import io.itops.prometheus.rulefile.Position;
import io.itops.prometheus.rulefile.RuleFile;
import io.itops.prometheus.rulefile.RuleFileLimits;
import io.itops.prometheus.rulefile.RuleFileOptions;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs one group of tests. Not thread-safe. */
final class GroupTester {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration KEPT = Duration.ofDays(366);

    /** A rule, and where it is found. */
    private record At(int group, int index, Rule rule) {}

    private record Input(Labels labels, long at, double value) {}

    private final TestFile file;
    private final TestFile.Group group;
    private final List<Path> ruleFiles;
    private final Syntax syntax;
    private final RuleFileLimits limits;
    private final EvalOptions options;
    private final List<Mismatch> mismatches = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();
    private final List<At> rules = new ArrayList<>();
    private final MetricStore metrics = MetricStore.builder()
            .retention(KEPT)
            .maxSeries(1_000_000)
            .maxSamples(100_000_000)
            .build();
    private final TestBudget budget;
    private int loaded;

    GroupTester(
            TestFile file,
            TestFile.Group group,
            List<Path> ruleFiles,
            Semantics semantics,
            RuleFileLimits limits,
            TestBudget budget) {
        this.limits = limits;
        this.syntax = semantics.syntax();
        this.options = EvalOptions.timeless(EvalLimits.DEFAULTS, semantics)
                .withSubqueryStep(file.interval().compareTo(DAY) > 0 ? DAY : file.interval());
        this.file = file;
        this.group = group;
        this.ruleFiles = ruleFiles;
        this.budget = budget;
    }

    GroupReport run() {
        readInputs();
        if (mismatches.isEmpty()) {
            try {
                List<GroupRun> runs = runs(ruleGroups());
                if (mismatches.isEmpty()) {
                    walk(runs);
                }
            } catch (ItOpsException e) {
                mismatch(group.place(), group.name(), "a run to the end", e.getMessage());
            }
        }
        return new GroupReport(group.name(), position(group.place()), mismatches);
    }

    private void mismatch(Place place, String what, String wanted, @Nullable Object got) {
        mismatches.add(new Mismatch(position(place), what, wanted, String.valueOf(got)));
    }

    private static Position position(Place place) {
        return new Position(place.line(), place.column());
    }

    private void readInputs() {
        // as promtool does, the last of several lines of one series is taken
        Map<Labels, List<Input>> byLabels = new LinkedHashMap<>();
        for (TestFile.Series series : group.series()) {
            try {
                SeriesNotation notation = SeriesNotation.parse(series.text());
                if (!budget.step(notation.points().size())) {
                    mismatch(
                            series.place(),
                            "steps of the input series of the file",
                            "at most " + TestBudget.MAX_STEPS,
                            "more");
                    return;
                }
                List<Input> samples = new ArrayList<>();
                byLabels.put(notation.labels(), samples);
                long at = group.start().toEpochMilli();
                for (OptionalDouble point : notation.points()) {
                    if (point.isPresent() && !budget.input()) {
                        mismatch(
                                series.place(),
                                "samples of the input series of the file",
                                "at most " + TestBudget.MAX_INPUTS,
                                "more");
                        return;
                    }
                    if (point.isPresent()) {
                        samples.add(new Input(notation.labels(), at, point.getAsDouble()));
                    }
                    at = Math.addExact(at, group.interval().toMillis());
                }
            } catch (ItOpsException | ArithmeticException e) {
                mismatch(series.place(), "input series", "a series", e.getMessage());
            }
        }
        byLabels.values().forEach(inputs::addAll);
        inputs.sort(Comparator.comparingLong(Input::at));
    }

    private List<RuleGroup> ruleGroups() {
        Duration interval = group.interval().compareTo(DAY) > 0 ? DAY : group.interval();
        RuleFileOptions given = RuleFileOptions.builder()
                .syntax(syntax)
                .interval(interval.compareTo(SECOND) < 0 ? SECOND : interval)
                .external(group.externalLabels(), group.externalUrl())
                .limits(limits)
                .build();
        List<RuleGroup> groups = new ArrayList<>();
        for (Path path : ruleFiles) {
            try {
                CheckedFile checked = RuleFile.check(path, given);
                for (FileProblem problem : checked.problems()) {
                    mismatch(group.place(), "rule file " + path.getFileName(), "no problem", problem);
                }
                checked.file().ifPresent(read -> groups.addAll(read.ruleGroups()));
            } catch (IOException e) {
                // The messages of these tell the path and what is wrong with it; those of others may tell nothing.
                mismatch(
                        group.place(),
                        "rule file " + path.getFileName(),
                        "a file that can be read",
                        e instanceof FileSystemException ? e.getMessage() : e);
            }
        }
        Map<String, Integer> order = new TreeMap<>();
        file.order().forEach(name -> order.put(name, order.size()));
        groups.sort(Comparator.comparingInt(one -> order.getOrDefault(one.name(), Integer.MAX_VALUE)));
        return groups;
    }

    private List<GroupRun> runs(List<RuleGroup> groups) {
        for (RuleGroup one : groups) {
            for (int i = 0; i < one.rules().size(); i++) {
                rules.add(new At(groups.indexOf(one), i, one.rules().get(i)));
            }
        }
        return groups.stream().map(one -> new GroupRun(one, metrics, options)).toList();
    }

    private void walk(List<GroupRun> runs) {
        Duration step = file.interval();
        Instant start = group.start();
        Instant end = start.plus(group.longest());
        // what the store forgets is asked before, though it then cannot see what lies ahead
        boolean atOnce = group.longest().compareTo(KEPT) > 0;
        Instant last = start;
        if (!budget.evaluate(group.longest().dividedBy(step) + 1)) {
            mismatch(group.place(), "evaluations of the file", "at most " + TestBudget.MAX_STEPS, "more");
            return;
        }
        for (Instant ts = start; !ts.isAfter(end); ts = ts.plus(step)) {
            load(ts);
            if (!evaluate(runs, ts)) {
                return;
            }
            Duration from = Duration.between(start, ts);
            checkAlerts(runs, from, from.plus(step));
            if (atOnce) {
                for (TestFile.QueryCase query : group.queries()) {
                    if (within(query.at(), from, from.plus(step))) {
                        checkQuery(query);
                    }
                }
            }
            last = ts;
        }
        load(last);
        if (!atOnce) {
            group.queries().forEach(this::checkQuery);
        }
    }

    private static boolean within(Duration time, Duration from, Duration to) {
        return time.compareTo(from) >= 0 && time.compareTo(to) < 0;
    }

    private void load(Instant until) {
        long limit = until.toEpochMilli();
        for (; loaded < inputs.size() && inputs.get(loaded).at() <= limit; loaded++) {
            Input input = inputs.get(loaded);
            metrics.append(input.labels(), input.at(), input.value());
        }
    }

    private boolean evaluate(List<GroupRun> runs, Instant ts) {
        boolean good = true;
        for (int i = 0; i < runs.size(); i++) {
            GroupRun.Step step = runs.get(i).at(ts);
            for (Map.Entry<Integer, String> failure : new TreeMap<>(step.failures()).entrySet()) {
                int index = i;
                String name = rules.stream()
                        .filter(at -> at.group() == index && at.index() == failure.getKey())
                        .map(at -> at.rule().name())
                        .findFirst()
                        .orElse("");
                mismatch(group.place(), "rule " + name + " at " + ts, "a value", failure.getValue());
                good = false;
            }
        }
        return good;
    }

    private void checkAlerts(List<GroupRun> runs, Duration from, Duration to) {
        for (TestFile.AlertCase test : group.alerts()) {
            if (within(test.at(), from, to)) {
                List<String> got = new ArrayList<>();
                rules.stream()
                        .filter(at -> at.rule().kind() == Rule.Kind.ALERT
                                && at.rule().name().equals(test.name()))
                        .forEach(at -> runs.get(at.group()).alerts(at.index()).stream()
                                .filter(alert -> alert.status() == AlertStatus.FIRING)
                                .map(GroupTester::shown)
                                .forEach(got::add));
                List<String> wanted = new ArrayList<>();
                test.wanted().forEach(alert -> wanted.add(shown(alert, test.name())));
                got.sort(Comparator.naturalOrder());
                wanted.sort(Comparator.naturalOrder());
                if (!got.equals(wanted)) {
                    mismatch(
                            test.place(),
                            "alert " + test.name() + " at " + PromDuration.text(test.at()),
                            wanted.toString(),
                            got);
                }
            }
        }
    }

    private static String shown(Alert alert) {
        return shown(alert.identity().labels().asMap(), alert.identity().annotations());
    }

    private static String shown(TestFile.Alerting alert, String name) {
        Map<String, String> labels = new TreeMap<>(alert.labels());
        labels.put("alertname", name);
        return shown(labels, alert.annotations());
    }

    private static String shown(Map<String, String> labels, Map<String, String> annotations) {
        return "labels " + present(labels) + " annotations " + present(annotations);
    }

    private static Map<String, String> present(Map<String, String> texts) {
        Map<String, String> present = new TreeMap<>(texts);
        present.values().removeIf(String::isEmpty);
        return present;
    }

    private void checkQuery(TestFile.QueryCase test) {
        String what = "expression " + test.expression() + " at " + PromDuration.text(test.at());
        List<Sample> wanted = new ArrayList<>();
        List<Sample> got;
        try {
            for (TestFile.Element element : test.wanted()) {
                if (element.histogram()) {
                    mismatch(element.place(), what, "a native histogram", "native histograms are not supported yet");
                    return;
                }
                Labels labels =
                        element.labels().isBlank() ? Labels.empty() : SeriesNotation.parseLabels(element.labels());
                wanted.add(new Sample(labels, element.value()));
            }
            got = new ArrayList<>(elements(test));
        } catch (ItOpsException e) {
            mismatch(test.place(), what, wanted.toString(), e.getMessage());
            return;
        }
        wanted.sort(Comparator.comparing(Sample::labels));
        got.sort(Comparator.comparing(Sample::labels));
        boolean same = wanted.size() == got.size();
        for (int i = 0; same && i < got.size(); i++) {
            same = got.get(i).labels().equals(wanted.get(i).labels())
                    && same(wanted.get(i).value(), got.get(i).value());
        }
        if (!same) {
            mismatch(test.place(), what, wanted.toString(), got);
        }
    }

    private boolean same(double wanted, double got) {
        boolean near = file.fuzzy() && (Math.nextUp(wanted) == got || Math.nextDown(wanted) == got);
        return wanted == got || near || (Double.isNaN(wanted) && Double.isNaN(got));
    }

    private List<Sample> elements(TestFile.QueryCase test) {
        EvalResult result = Evaluator.evaluate(
                PromQl.parse(test.expression(), syntax), metrics, group.start().plus(test.at()), options);
        return switch (result.kind()) {
            case VECTOR -> ((EvalResult.Vector) result).samples();
            case SCALAR -> List.of(new Sample(Labels.empty(), ((EvalResult.Scalar) result).value()));
            case FAILURE ->
                throw new InvalidInputException("expression", "be evaluated", ((EvalResult.Failure) result).message());
            default -> throw new InvalidInputException("expression", "give a vector", result.kind());
        };
    }
}
