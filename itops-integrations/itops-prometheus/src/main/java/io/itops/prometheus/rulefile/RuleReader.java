package io.itops.prometheus.rulefile;

import io.itops.core.InvalidInputException;
import io.itops.core.SafeText;
import io.itops.core.SyntaxException;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.AtLeast;
import io.itops.monitoring.rule.RecordingRule;
import io.itops.monitoring.rule.Rule;
import io.itops.prometheus.internal.MapReader;
import io.itops.prometheus.internal.Problems;
import io.itops.prometheus.internal.YamlNode.Scalar;
import io.itops.prometheus.template.Template;
import io.itops.prometheus.template.TemplateExpander;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads rules, by the checks of Prometheus' {@code rulefmt}, every one of them for every rule. */
final class RuleReader {
    private static final Pattern PLAIN_LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern PLAIN_METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    /** How much of a name stands in messages, which are made for every rule and label even where nothing is wrong. */
    static final int SHOWN_NAME = 200;

    private final RuleFileOptions options;
    private final Problems problems;
    private final Expressions expressions;
    private final ExtrasReader extras;
    private final TemplateExpander templates;
    private final SeverityLabels severities;

    RuleReader(RuleFileOptions options, Problems problems, Expressions expressions) {
        this.options = options;
        this.problems = problems;
        this.expressions = expressions;
        this.extras = new ExtrasReader(problems, expressions);
        this.severities = new SeverityLabels(options, problems);
        this.templates = new TemplateExpander(options.externalLabels(), options.externalUrl());
    }

    Extras extras(MapReader group, String what) {
        return extras.read(group, what, true);
    }

    Optional<FileRule> read(MapReader given, GroupDefaults group) {
        Optional<Scalar> record =
                given.scalar("record").filter(name -> !name.text().isEmpty());
        Optional<Scalar> alert =
                given.scalar("alert").filter(name -> !name.text().isEmpty());
        String name = alert.or(() -> record).map(Scalar::text).orElse("");
        String what = name.isEmpty() ? "a rule without a name" : SafeText.shorten(name, SHOWN_NAME);
        if (record.isPresent() == alert.isPresent()) {
            problems.add(
                    given.place(),
                    "rule",
                    "have one of record and alert",
                    record.isPresent() ? "both" : "none of them");
        }
        Optional<Scalar> text = given.scalar("expr").filter(expr -> !expr.text().isBlank());
        if (text.isEmpty()) {
            problems.add(given.place(), "expr of " + what, "be given", "nothing");
        }
        Optional<Expr> expr = text.flatMap(scalar -> expressions.parse(scalar, "expr of " + what));
        Optional<Duration> holdFor = given.duration("for", what, Duration.ZERO, AlertRule.LONGEST);
        Optional<Duration> keepFiringFor = given.duration("keep_firing_for", what, Duration.ZERO, AlertRule.LONGEST);
        record.filter(plain -> !PLAIN_METRIC.matcher(plain.text()).matches())
                .ifPresent(plain -> refuseInOldSyntax(plain, "record of " + what));
        Map<Scalar, Scalar> labels = labels(given, what, alert.isPresent());
        Map<Scalar, Scalar> annotations = annotations(given, what, alert.isPresent());
        Extras own = extras.read(given, what, false);
        given.refuseOthers();
        if (alert.isEmpty() && record.isPresent()) {
            refuseOnRecord(given, name, annotations, holdFor, keepFiringFor);
        }
        Optional<AtLeast> counted = own.atLeast().or(group.extras()::atLeast);
        boolean twice = counted.isPresent() && (isSet(holdFor) || isSet(keepFiringFor));
        if (alert.isPresent() && twice) {
            problems.add(
                    given.place(),
                    "at_least of itops of " + what,
                    "stand without for and keep_firing_for",
                    "\"" + counted.get().met() + " of " + counted.get().of() + '"');
        }
        if (expr.isEmpty() || record.isPresent() == alert.isPresent() || twice) {
            return Optional.empty();
        }
        try {
            Rule rule = alert.isPresent()
                    ? alert(name, expr.get(), holdFor, keepFiringFor, labels, annotations, own, group)
                    : new RecordingRule(name, expr.get(), map(labels));
            return Optional.of(new FileRule(Problems.position(given.place()), rule));
        } catch (InvalidInputException e) {
            problems.add(given.place(), e);
            return Optional.empty();
        }
    }

    private void refuseOnRecord(
            MapReader given,
            String name,
            Map<Scalar, Scalar> annotations,
            Optional<Duration> holdFor,
            Optional<Duration> keepFiringFor) {
        Map<String, Boolean> present = new LinkedHashMap<>();
        present.put("annotations", !annotations.isEmpty());
        present.put("for", isSet(holdFor));
        present.put("keep_firing_for", isSet(keepFiringFor));
        present.put("itops", given.node("itops").isPresent());
        present.forEach((key, there) -> {
            if (there) {
                problems.add(
                        given.place(),
                        "recording rule " + SafeText.shorten(name, SHOWN_NAME),
                        "have no " + key,
                        "one that has it");
            }
        });
    }

    private static boolean isSet(Optional<Duration> time) {
        return time.filter(length -> !length.isZero()).isPresent();
    }

    private Rule alert(
            String name,
            Expr expr,
            Optional<Duration> holdFor,
            Optional<Duration> keepFiringFor,
            Map<Scalar, Scalar> labels,
            Map<Scalar, Scalar> annotations,
            Extras own,
            GroupDefaults group) {
        boolean serviceTold = labels.entrySet().stream()
                .anyMatch(label -> label.getKey().text().equals(AlertRule.SERVICE)
                        && !label.getValue().text().isEmpty());
        AlertRule.Builder rule = AlertRule.named(name)
                .when(expr)
                .expander(templates)
                .dedupBy(options.dedupBy().toArray(String[]::new))
                .severity(severities.of(SafeText.shorten(name, SHOWN_NAME), own.severity(), labels, group));
        holdFor.ifPresent(rule::holdFor);
        keepFiringFor.ifPresent(rule::keepFiringFor);
        labels.forEach((key, value) -> {
            // the rule's name replaces one given, as in Prometheus
            if (!key.text().equals(AlertRule.ALERT_NAME)) {
                rule.label(key.text(), value.text());
            }
        });
        annotations.forEach((key, value) -> rule.annotation(key.text(), value.text()));
        own.over(serviceTold ? group.extras().withoutService() : group.extras()).applyTo(rule);
        return rule.build();
    }

    private static SortedMap<String, String> map(Map<Scalar, Scalar> texts) {
        SortedMap<String, String> map = new TreeMap<>();
        texts.forEach((key, value) -> map.put(key.text(), value.text()));
        return map;
    }

    /** The labels of a rule or group, those that are wrong left out. */
    Map<Scalar, Scalar> labels(MapReader given, String what, boolean templated) {
        Map<Scalar, Scalar> good = new LinkedHashMap<>();
        given.texts("labels").forEach((key, value) -> {
            boolean right = true;
            if (key.text().isEmpty() || key.text().equals(Labels.METRIC_NAME)) {
                problems.add(key, "label name of " + what, "be a name other than " + Labels.METRIC_NAME);
                right = false;
            } else if (!PLAIN_LABEL.matcher(key.text()).matches()) {
                right = !refuseInOldSyntax(key, "label name of " + what);
            }
            if (right && check(value, "label " + key.text() + " of " + what, templated)) {
                good.put(key, value);
            }
        });
        return good;
    }

    private Map<Scalar, Scalar> annotations(MapReader given, String what, boolean templated) {
        Map<Scalar, Scalar> good = new LinkedHashMap<>();
        given.texts("annotations").forEach((key, value) -> {
            if (key.text().isEmpty()) {
                problems.add(key, "annotation name of " + what, "be given");
            } else if (!PLAIN_LABEL.matcher(key.text()).matches()
                    && refuseInOldSyntax(key, "annotation name of " + what)) {
                return;
            } else if (check(value, "annotation " + key.text() + " of " + what, templated)) {
                good.put(key, value);
            }
        });
        return good;
    }

    /** Whether a name that is not plain is refused, as in versions without UTF-8 names. */
    private boolean refuseInOldSyntax(Scalar name, String what) {
        if (options.syntax().utf8Names()) {
            return false;
        }
        problems.add(
                name, what, "be of letters, digits and _, and not begin with a digit, in this version of Prometheus");
        return true;
    }

    private boolean check(Scalar value, String what, boolean templated) {
        if (!templated || !value.text().contains("{{")) {
            return true;
        }
        if (!expressions.spend(value)) {
            return false;
        }
        try {
            Template.parse(value.text());
            return true;
        } catch (SyntaxException e) {
            expressions.wrong(value, what, e);
            return false;
        } catch (InvalidInputException e) {
            problems.add(value.place(), what, e.rule(), e.value());
            return false;
        }
    }
}
