package io.itops.prometheus.rulefile;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.SyntaxException;
import io.itops.monitoring.backtest.KnownIncident;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.Shift;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.promql.PromQl;
import io.itops.prometheus.internal.MapReader;
import io.itops.prometheus.internal.Place;
import io.itops.prometheus.internal.Problems;
import io.itops.prometheus.internal.PromDuration;
import io.itops.prometheus.internal.TooManyProblems;
import io.itops.prometheus.internal.YamlException;
import io.itops.prometheus.internal.YamlNode;
import io.itops.prometheus.internal.YamlNode.Scalar;
import io.itops.prometheus.internal.YamlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The incidents that there really were, as a file lists them for backtests; all that is wrong with it at once.
 *
 * <pre>{@code
 * IncidentFile file = IncidentFile.parse("incidents: [{name: late, from: 2026-01-31T10:00:00Z, to: 2026-01-31T11:00:00Z}]");
 * file.incidents(); // what a BacktestComparison is given
 * }</pre>
 *
 * <p>{@code from} and {@code to} are seconds since 1970, of RFC 3339, or durations since 1970. {@code matchers} are those of a PromQL
 * selector, which the labels of an alert meet; where nothing is said every alert does. {@code lead} is how long before the incident
 * an alert may fire, an hour where nothing is said. A file has at most 1,000
 * incidents, and what {@link RuleFileLimits} says of characters, values, code, which the matchers are, and patterns.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incidents in the order of the file, empty where something is wrong
 * @param problems what is wrong, in the order of the file
 * @since 0.1
 */
public record IncidentFile(List<KnownIncident> incidents, List<FileProblem> problems) {
    private static final int MAX_INCIDENTS = 1_000;

    /** What matchers are read with, since a selector needs one that is met by some metric alone. */
    private static final String NAME = "incident";

    /** Checks the parts. */
    public IncidentFile {
        incidents = Require.list("incidents", incidents);
        problems = Require.list("problems", problems);
        Require.that(
                incidents.isEmpty() || problems.isEmpty(),
                "incidents",
                "be none where something is wrong",
                incidents.size());
    }

    /**
     * Reads a file from a disk.
     *
     * @param path the file, in UTF-8
     * @return the incidents, or everything that is wrong
     * @throws IOException if it cannot be read
     */
    public static IncidentFile read(Path path) throws IOException {
        return read(path, RuleFileLimits.STANDARD);
    }

    /**
     * Reads a large file from a disk.
     *
     * @param path the file, in UTF-8
     * @param limits how large it may be
     * @return the incidents, or everything that is wrong
     * @throws IOException if it cannot be read
     */
    public static IncidentFile read(Path path, RuleFileLimits limits) throws IOException {
        Require.present("path of the incidents", path);
        Require.present("limits of the file", limits);
        Problems problems = new Problems();
        return FileText.read(path, limits, problems)
                .map(text -> parse(text, limits))
                .orElseGet(() -> new IncidentFile(List.of(), problems.problems()));
    }

    /**
     * Reads the text of a file.
     *
     * @param text any text
     * @return the incidents, or everything that is wrong
     */
    public static IncidentFile parse(String text) {
        return parse(text, RuleFileLimits.STANDARD);
    }

    /**
     * Reads the text of a large file.
     *
     * @param text any text
     * @param limits how large it may be
     * @return the incidents, or everything that is wrong
     */
    public static IncidentFile parse(String text, RuleFileLimits limits) {
        Require.present("text of the incidents", text);
        Require.present("limits of the file", limits);
        Problems problems = new Problems();
        List<KnownIncident> incidents = new ArrayList<>();
        try {
            Optional<YamlNode> root = YamlReader.read(text, limits).root();
            if (root.isEmpty()) {
                problems.add(Place.START, "file", "list incidents", "nothing");
            }
            root.flatMap(node -> MapReader.of(node, "the file of incidents", problems))
                    .ifPresent(top -> incidents.addAll(incidents(top, limits, problems)));
        } catch (YamlException e) {
            problems.add(e.place(), "file of incidents", e.rule(), e.found());
        } catch (TooManyProblems e) {
            // those that were found are told
        }
        List<FileProblem> wrong = problems.problems();
        return new IncidentFile(wrong.isEmpty() ? incidents : List.of(), wrong);
    }

    /** What all matchers of a file may come to. */
    private record MatcherBudget(CodeBudget code, PatternBudget patterns) {
        MatcherBudget(RuleFileLimits limits, Problems problems) {
            this(
                    new CodeBudget("matchers of the file", limits.maxCodeCharacters(), problems),
                    new PatternBudget(limits.maxPatternInstructions(), problems));
        }
    }

    private static List<KnownIncident> incidents(MapReader top, RuleFileLimits limits, Problems problems) {
        List<YamlNode> nodes = top.list("incidents");
        top.refuseOthers();
        if (!top.has("incidents") && !problems.problems().isEmpty()) {
            return List.of(); // a mistyped key is told already
        }
        if (nodes.isEmpty() || nodes.size() > MAX_INCIDENTS) {
            problems.add(
                    top.place(), "incidents", "be 1 to " + MAX_INCIDENTS, nodes.isEmpty() ? "none" : "" + nodes.size());
            return List.of();
        }
        MatcherBudget budget = new MatcherBudget(limits, problems);
        List<KnownIncident> incidents = new ArrayList<>();
        for (YamlNode node : nodes) {
            MapReader.of(node, "incident", problems)
                    .flatMap(given -> incident(given, problems, budget))
                    .ifPresent(incidents::add);
        }
        return incidents;
    }

    private static Optional<KnownIncident> incident(MapReader given, Problems problems, MatcherBudget budget) {
        Optional<String> name = needed(given, "name", problems).map(Scalar::text);
        Optional<Instant> from = needed(given, "from", problems).flatMap(scalar -> instant(scalar, problems));
        Optional<Instant> to = needed(given, "to", problems).flatMap(scalar -> instant(scalar, problems));
        given.ignore("matchers");
        Optional<List<Matcher>> matchers = given.has("matchers")
                ? needed(given, "matchers", problems).flatMap(scalar -> matchers(scalar, problems, budget))
                : Optional.of(List.of());
        Duration lead = given.duration(
                        "lead",
                        "incident " + SafeText.shorten(name.orElse(""), RuleReader.SHOWN_NAME),
                        Duration.ZERO,
                        KnownIncident.LONGEST_LEAD)
                .orElse(KnownIncident.USUAL_LEAD);
        given.refuseOthers();
        if (name.isEmpty() || from.isEmpty() || to.isEmpty() || matchers.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new KnownIncident(name.get(), from.get(), to.get(), matchers.get(), lead));
        } catch (InvalidInputException e) {
            problems.add(given.place(), e);
            return Optional.empty();
        }
    }

    private static Optional<Scalar> needed(MapReader given, String key, Problems problems) {
        if (given.node(key).isEmpty()) {
            problems.add(given.place(), key + " of an incident", "be given", "nothing");
            return Optional.empty();
        }
        return given.scalar(key);
    }

    private static Optional<Instant> instant(Scalar scalar, Problems problems) {
        String text = scalar.text();
        try {
            if (text.matches("\\d{1,12}")) {
                return Optional.of(Require.instant("instant", Instant.ofEpochSecond(Long.parseLong(text))));
            }
            var millis = PromDuration.millis(text);
            return Optional.of(
                    millis.isPresent()
                            ? Require.instant("instant", Instant.ofEpochMilli(millis.getAsLong()))
                            : Require.instant(
                                    "instant", OffsetDateTime.parse(text).toInstant()));
        } catch (DateTimeException | InvalidInputException e) {
            problems.add(scalar, "instant", "be seconds since 1970, an instant of RFC 3339 or a duration since 1970");
            return Optional.empty();
        }
    }

    private static Optional<List<Matcher>> matchers(Scalar scalar, Problems problems, MatcherBudget budget) {
        if (budget.patterns().isSpent() || !budget.code().spend(scalar)) {
            return Optional.empty();
        }
        String text = scalar.text().strip();
        String inside = text.startsWith("{") && text.endsWith("}") ? text.substring(1, text.length() - 1) : text;
        try {
            if (PromQl.parse(NAME + "{" + inside + "}") instanceof Selector selector
                    && selector.shift().equals(Shift.NONE)) {
                if (!budget.patterns().spend(selector, scalar.place())) {
                    return Optional.empty();
                }
                Matcher name = Matcher.eq(Labels.METRIC_NAME, NAME);
                return Optional.of(selector.matchers().stream()
                        .filter(matcher -> !matcher.equals(name))
                        .toList());
            }
            problems.add(scalar, "matchers of an incident", "be those of one selector");
        } catch (SyntaxException e) {
            // The position within the text would count the name that stands before it here.
            problems.add(scalar, "matchers of an incident", "be those of a selector: " + e.rule());
        } catch (InvalidInputException e) {
            problems.add(scalar.place(), e);
        }
        return Optional.empty();
    }
}
