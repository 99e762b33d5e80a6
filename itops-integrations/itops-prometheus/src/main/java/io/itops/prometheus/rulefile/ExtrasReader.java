package io.itops.prometheus.rulefile;

import io.itops.core.InvalidInputException;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.rule.AtLeast;
import io.itops.monitoring.rule.ErrorPolicy;
import io.itops.monitoring.rule.Flapping;
import io.itops.monitoring.rule.NoDataPolicy;
import io.itops.monitoring.rule.ResolvePolicy;
import io.itops.monitoring.rule.SeverityLevel;
import io.itops.prometheus.internal.MapReader;
import io.itops.prometheus.internal.Problems;
import io.itops.prometheus.internal.YamlNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what stands under the key {@code itops}. */
final class ExtrasReader {
    private static final Pattern N_OF_M = Pattern.compile("(\\d{1,4}) of (\\d{1,4})");

    private final Problems problems;
    private final Expressions expressions;

    ExtrasReader(Problems problems, Expressions expressions) {
        this.problems = problems;
        this.expressions = expressions;
    }

    Extras read(MapReader of, String what, boolean group) {
        return of.mapping("itops").map(given -> extras(given, what, group)).orElse(Extras.NONE);
    }

    private Extras extras(MapReader given, String what, boolean group) {
        Extras extras = new Extras(
                given.constant("severity", Severity.class),
                service(given),
                given.scalars("dedup_by").stream().map(Scalar::text).toList(),
                given.constant("resolve", ResolvePolicy.class),
                given.constant("missed_evaluations", Extras.Missed.class),
                given.constant("no_data", NoDataPolicy.class),
                given.constant("on_error", ErrorPolicy.class),
                atLeast(given, what),
                group ? Optional.empty() : clearWhen(given, what),
                group ? List.of() : levels(given, what),
                flapping(given, what),
                group ? given.truth("alert_series") : Optional.empty());
        given.refuseOthers();
        return extras;
    }

    private Optional<String> service(MapReader given) {
        Optional<Scalar> scalar = given.scalar("service");
        try {
            scalar.map(Scalar::text).ifPresent(ServiceId::of);
            return scalar.map(Scalar::text);
        } catch (InvalidInputException e) {
            problems.add(scalar.orElseThrow().place(), e);
            return Optional.empty();
        }
    }

    private Optional<AtLeast> atLeast(MapReader given, String what) {
        Optional<Scalar> scalar = given.scalar("at_least");
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = N_OF_M.matcher(scalar.get().text());
        if (!matcher.matches()) {
            problems.add(scalar.get(), "at_least of itops of " + what, "have the form 3 of 5");
            return Optional.empty();
        }
        try {
            return Optional.of(new AtLeast(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
        } catch (InvalidInputException e) {
            problems.add(scalar.get().place(), "at_least of itops of " + what + ": " + e.what(), e.rule(), e.value());
            return Optional.empty();
        }
    }

    private Optional<Expr> clearWhen(MapReader given, String what) {
        return given.scalar("clear_when").flatMap(text -> expressions.parse(text, "clear_when of " + what));
    }

    private List<SeverityLevel> levels(MapReader given, String what) {
        List<SeverityLevel> levels = new ArrayList<>();
        given.texts("severities").forEach((key, text) -> {
            Optional<Severity> severity =
                    MapReader.constant(key, "key of severities of " + what, Severity.class, problems);
            Optional<Expr> when = expressions.parse(text, "condition of " + key.text() + " of " + what);
            if (severity.isPresent() && when.isPresent()) {
                try {
                    levels.add(new SeverityLevel(severity.get(), when.get()));
                } catch (InvalidInputException e) {
                    problems.add(text.place(), e);
                }
            }
        });
        return levels;
    }

    private Optional<Flapping> flapping(MapReader given, String what) {
        Optional<MapReader> flapping = given.mapping("flapping");
        if (flapping.isEmpty()) {
            return Optional.empty();
        }
        MapReader reader = flapping.get();
        Optional<Integer> times = reader.whole("times");
        Optional<Duration> within =
                reader.duration("within", "flapping of itops of " + what, Duration.ofMillis(1), Duration.ofDays(7));
        reader.refuseOthers();
        if (!reader.has("times") || !reader.has("within")) {
            problems.add(reader.place(), "flapping of itops of " + what, "have times and within", "less");
        }
        if (times.isEmpty() || within.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Flapping(times.get(), within.get()));
        } catch (InvalidInputException e) {
            problems.add(reader.place(), "flapping of itops of " + what + ": " + e.what(), e.rule(), e.value());
            return Optional.empty();
        }
    }
}
