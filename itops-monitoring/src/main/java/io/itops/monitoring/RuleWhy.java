package io.itops.monitoring;

import io.itops.core.ItOps;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Evaluator;
import io.itops.monitoring.eval.Explained;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertOptions;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.AtLeast;
import io.itops.monitoring.rule.Flapping;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Answers why a rule's alerts are as they are. Thread-safe. */
final class RuleWhy {
    private static final int SHOWN = 16;

    /** How many levels fit beneath another one. */
    private static final int BENEATH = 7;

    /** How many levels the steps of a clear condition may have, beneath what an alert is and the answer as a whole. */
    private static final int CLEAR = 4;

    /** The greatest length of a rule's name. */
    private static final int RULE_NAME = 100;

    private final ItOps ops;
    private final MonitoringOptions options;
    private final MetricStore metrics;
    private final MeterRegistry registry;
    private final RuleEngine engine;

    RuleWhy(ItOps ops, MonitoringOptions options, MetricStore metrics, MeterRegistry registry, RuleEngine engine) {
        this.ops = ops;
        this.options = options;
        this.metrics = metrics;
        this.registry = registry;
        this.engine = engine;
    }

    /** A rule and where it stands. */
    private record Found(GroupRuntime group, int place, String key, AlertRule rule, Instant slot, Duration downtime) {}

    Explanation ofRule(String name) {
        return each(name, find(name), this::ofRule);
    }

    Explanation ofAlert(String name, Labels labels) {
        Require.present("labels", labels);
        return each(name, nearest(find(name), labels), found -> ofAlert(found, labels));
    }

    /** What is told of the rule, or of each where several have the name. */
    private static Explanation each(String name, List<Found> all, Function<Found, Explanation> told) {
        if (all.size() == 1) {
            return told.apply(all.get(0));
        }
        List<Found> shown = all.subList(0, Math.min(SHOWN, all.size()));
        Explanation out = Explanation.of(all.size() + " rules are named " + name);
        if (shown.size() < all.size()) {
            out = out.with("of which are told", shown.size());
        }
        for (Found found : shown) {
            out = out.because(told.apply(found)
                    .with("group", found.group().name())
                    .with("place in the group", found.place())
                    .within(BENEATH));
        }
        return out;
    }

    /** The rules that these labels speak of: those with such an alert, or else those with most of the labels among their own. */
    private List<Found> nearest(List<Found> all, Labels labels) {
        if (all.size() == 1) {
            return all;
        }
        List<Found> nearest = new ArrayList<>();
        int most = -1;
        for (Found found : all) {
            int nearness = nearness(found, labels);
            if (nearness > most) {
                nearest.clear();
                most = nearness;
            }
            if (nearness == most) {
                nearest.add(found);
            }
        }
        return nearest;
    }

    private int nearness(Found found, Labels labels) {
        boolean alert =
                alerts(found).stream().anyMatch(a -> a.identity().labels().equals(labels));
        return (alert ? 2 * OwnLabels.NONE_DIFFERS : 0) + OwnLabels.nearness(found.rule(), labels);
    }

    private Explanation ofRule(Found found) {
        List<Alert> active =
                alerts(found).stream().filter(alert -> alert.status().active()).toList();
        Explanation out = health(found, state(active));
        for (Alert alert : active.subList(0, Math.min(SHOWN, active.size()))) {
            out = out.because(standing(found, alert));
        }
        return hinted(found, out.because(explain(found).whole()));
    }

    private Explanation ofAlert(Found found, Labels labels) {
        Labels alertLabels = found.rule().alertLabels(labels);
        Optional<Alert> alert = alerts(found).stream()
                .filter(a -> a.identity().labels().equals(alertLabels)
                        || a.identity().labels().equals(labels))
                .findFirst();
        String state = alert.map(Alert::status).orElse(AlertStatus.INACTIVE).name();
        Explanation out =
                health(found, "alert " + SafeText.shorten(alertLabels.toString(), 400) + " is " + lower(state));
        if (alert.isPresent()) {
            out = out.because(standing(found, alert.get()));
        }
        Explained explained = explain(found);
        Optional<Explanation> element = explained.of(labels.withoutMetricName()).or(() -> explained.of(labels));
        if (element.isPresent()) {
            return out.because(element.get());
        }
        return hinted(found, out.because(explained.missing(found.rule().about(alertLabels))));
    }

    private Explanation hinted(Found found, Explanation told) {
        Explanation out = told;
        boolean metersRegistered = !registry.getMeters().isEmpty();
        for (Explanation hint : RuleHints.of(found.rule(), metrics, metersRegistered, engine.samplingIntervals())) {
            out = out.because(hint);
        }
        return out;
    }

    private List<Found> find(String name) {
        Require.text("rule name", name, RULE_NAME);
        List<Found> all = new ArrayList<>();
        for (GroupRuntime group : engine.groups().values()) {
            GroupRuntime.Rules rules = group.rules();
            for (int i = 0; i < rules.keys().size(); i++) {
                if (rules.group().rules().get(i) instanceof AlertRule rule
                        && rule.name().equals(name)) {
                    all.add(found(group, i + 1, rules.keys().get(i), rule));
                }
            }
        }
        if (all.isEmpty()) {
            throw new NotFoundException(Ref.of("alert-rule", name));
        }
        return all;
    }

    private Found found(GroupRuntime group, int place, String key, AlertRule rule) {
        Instant slot = group.health(key)
                .map(GroupRuntime.Health::slot)
                .orElseGet(() -> SlotTicket.newest(ops.kernel().now(), group.interval()));
        Optional<SlotChain> chain =
                ops.records().find(SlotChain.TYPE, group.chain()).map(Versioned::value);
        return new Found(
                group, place, key, rule, slot, chain.map(SlotChain::downtime).orElse(Duration.ZERO));
    }

    private List<Alert> alerts(Found found) {
        return ops
                .records()
                .all(RecordQuery.of(Alert.TYPE)
                        .where("group", found.group().name())
                        .where("rule", found.rule().name()))
                .stream()
                .map(Versioned::value)
                .filter(alert -> found.group().rules().keyOf(alert.identity()).equals(found.key()))
                .map(found.group()::asSeen)
                .toList();
    }

    private static String state(List<Alert> active) {
        long firing =
                active.stream().filter(a -> a.status() == AlertStatus.FIRING).count();
        return "the rule has " + firing + " firing and " + Words.count(active.size() - firing, "pending alert");
    }

    private Explanation health(Found found, String state) {
        Optional<GroupRuntime.Health> health = found.group().health(found.key());
        RuleTrouble trouble = health.map(GroupRuntime.Health::trouble).orElseGet(() -> trouble(found));
        String evaluated = health.map(RuleWhy::told).orElse("none in this process yet");
        boolean warming = found.group()
                .warming(() -> engine.reach().of(found.rule()), found.slot(), metrics, options.warmAtMost());
        Explanation out = Explanation.of(state)
                .with("rule", found.rule().name())
                .with("condition", SafeText.shorten(found.rule().when().toString(), 1_000))
                .with("hold time", found.rule().holdFor())
                .with("last evaluation", evaluated)
                .with("slot", found.slot())
                .with(
                        "budget exceeded",
                        health.flatMap(GroupRuntime.Health::budget).orElse("none"))
                .with("warming up", warming ? "yes: restored alerts are held" : "no");
        if (trouble.failing().isPresent()) {
            out = out.with("fails since", trouble.failing().get().since());
        }
        return trouble.noDataSince().isEmpty()
                ? out
                : out.with("no data since", trouble.noDataSince().get())
                        .because(withoutData(found, trouble.noDataSince().get()));
    }

    private RuleTrouble trouble(Found found) {
        String group = found.group().name();
        return ops.records()
                .find(RuleTrouble.TYPE, RuleTrouble.id(group, found.key()))
                .map(Versioned::value)
                .orElseGet(() -> RuleTrouble.none(group, found.key()));
    }

    private static String told(GroupRuntime.Health health) {
        return switch (health.kind()) {
            case ERR -> "failed: " + health.failure().orElse("");
            case NO_DATA -> "succeeded, but found no data";
            default -> "succeeded";
        };
    }

    private static Explanation withoutData(Found found, Instant since) {
        return Explanation.of("the rule has no data: no selector of its condition finds a series")
                .with("since", since)
                .with("no-data policy", found.rule().options().noData());
    }

    private Explanation standing(Found found, Alert alert) {
        Explanation out = Explanation.of(SafeText.shorten(
                        alert.identity().labels() + " is "
                                + lower(alert.status().name()),
                        1_000))
                .with("active since", alert.activeAt())
                .with("dedup key", alert.identity().dedupKey());
        if (alert.status() == AlertStatus.PENDING) {
            Duration heldFor = alert.heldFor(found.slot(), found.downtime());
            out = out.with("held for", heldFor).with("fires after", found.rule().holdFor());
        }
        if (alert.firedAt().isPresent()) {
            out = out.with("fired at", alert.firedAt().get());
        }
        if (alert.status() == AlertStatus.FIRING) {
            out = ending(found, alert, out);
        }
        if (options.resendDelay().isPresent() && alert.lastSentAt().isPresent()) {
            out = out.with("last signalled at", alert.lastSentAt().get())
                    .with(
                            "signalled again after more than",
                            options.resendDelay().get());
        }
        return alert.endedAt().isPresent()
                ? out.with("ended at", alert.endedAt().get())
                : out;
    }

    /** By what a firing alert may go on though its condition does not hold. */
    private Explanation ending(Found found, Alert alert, Explanation told) {
        AlertOptions asked = found.rule().options();
        Explanation out = told;
        if (alert.keepFiringSince().isPresent()) {
            out = out.with(
                    "condition has not held since", alert.keepFiringSince().get());
            Duration keep = found.rule().keepFiringFor();
            out = keep.isZero() ? out : out.with("kept firing for", keep);
        }
        if (asked.flapping().isPresent()) {
            Flapping flapping = asked.flapping().get();
            out = out.with(
                    "kept firing if it fires", flapping.times() + " times in " + Words.duration(flapping.within()));
        }
        if (asked.atLeast().isPresent()) {
            AtLeast atLeast = asked.atLeast().get();
            out = out.with("fires while it holds in", atLeast.met() + " of the last " + atLeast.of() + " evaluations");
        }
        if (asked.clearWhen().isPresent()) {
            Expr clear = asked.clearWhen().get();
            out = out.with("ends when", SafeText.shorten(clear.toString(), 400)).because(cleared(found, alert, clear));
        }
        return out;
    }

    /** Whether the clear condition holds, by which an alert need not have ended: it may be kept, or its condition hold as well. */
    private Explanation cleared(Found found, Alert alert, Expr clear) {
        Explained steps = explain(found, clear);
        if (steps.result() instanceof EvalResult.Failure) {
            return Explanation.of("the clear condition does not hold")
                    .because(steps.whole().within(CLEAR));
        }
        Predicate<Labels> about = found.rule().about(alert.identity().labels());
        List<Sample> elements = steps.result() instanceof EvalResult.Vector vector ? vector.samples() : List.of();
        Optional<Explanation> element = elements.stream()
                .filter(sample -> about.test(sample.labels()))
                .findFirst()
                .flatMap(sample -> steps.of(sample.labels()));
        return Explanation.of("the clear condition " + (element.isPresent() ? "holds" : "does not hold"))
                .because(element.orElseGet(() -> steps.missing(about)).within(CLEAR));
    }

    private Explained explain(Found found) {
        return explain(found, found.rule().when());
    }

    private Explained explain(Found found, Expr expr) {
        return Evaluator.explain(
                expr, metrics, found.slot().minus(found.group().group().queryOffset()), engine.evaluation());
    }

    private static String lower(String state) {
        return state.toLowerCase(Locale.ROOT);
    }
}
