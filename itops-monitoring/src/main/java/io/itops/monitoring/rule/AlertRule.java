package io.itops.monitoring.rule;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.promql.PromQl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition to watch: each element that its expression gives is an alert, which fires once the condition has held long enough.
 *
 * <pre>{@code
 * AlertRule.named("CheckoutErrors")
 *         .when(rate(metric("http_server_requests_seconds_count", eq("status", "503")), ofMinutes(1)).sumBy("service").above(5.0))
 *         .holdFor(ofMinutes(2))
 *         .severity(Severity.SEV2)
 *         .service("checkout")
 *         .dedupBy("service")
 *         .build()
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param name at most 100 characters
 * @param when gives an instant vector, or a scalar, which counts as one element without labels; at most 500 levels deep and of 10,000
 *     parts
 * @param holdFor how long the condition must hold, at most 366 days; zero to fire at once
 * @param keepFiringFor how long an alert fires on once its condition has ceased, at most 366 days
 * @param severity how bad the trouble is
 * @param service the service in trouble; empty: the one that the alert's label {@code service} names, or {@code unknown} where the
 *     alert has no such label or its value cannot be the id of a service
 * @param dedupBy the labels that form the dedup key, 1 to 16 and each once; {@code service} stands for the service in trouble even where the alert has no such
 *     label
 * @param resolve when the trouble is over
 * @param labels what the alert's labels are completed by, at most 63; they replace those of the element, and an empty one takes it away. {@code
 *     alertname} is none of them: it is always the rule's name, as in Prometheus, where one given is overwritten. {@code service} names
 *     no other service than the rule's own, where it has one. {@code severity} is a label like any other, which says nothing about how
 *     bad the trouble is
 * @param annotations texts for people, at most 64: names at most 128 characters and texts at most 4,000
 * @param expander what turns the texts of labels and annotations into those of an alert
 * @param options what is asked for beyond what Prometheus does
 * @since 0.1
 */
public record AlertRule(
        String name,
        Expr when,
        Duration holdFor,
        Duration keepFiringFor,
        Severity severity,
        Optional<ServiceId> service,
        List<String> dedupBy,
        ResolvePolicy resolve,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        TextExpander expander,
        AlertOptions options)
        implements Rule {
    /** The label that holds the rule's name. */
    public static final String ALERT_NAME = "alertname";

    /** The label that names the service in trouble. */
    public static final String SERVICE = "service";

    /** The longest time that a condition may have to hold, or that an alert may fire on. */
    public static final Duration LONGEST = Duration.ofDays(366);

    /** Checks the parts. */
    public AlertRule {
        RuleNames.require("rule name", name);
        Conditions.require("condition of " + name, when);
        holdTime(holdFor);
        Require.span("time that firing is kept", keepFiringFor, LONGEST);
        Require.present("severity", severity);
        Require.present("service", service);
        dedupBy = dedupLabels(dedupBy);
        Require.present("resolve policy", resolve);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(Require.present("rule labels", labels)));
        Require.size("rule labels", labels.keySet(), 0, Labels.MAX_LABELS - 1);
        Labels.of(labels);
        Require.that(!labels.containsKey(Labels.METRIC_NAME), "rule labels", "not name a metric", labels);
        Require.that(
                !labels.containsKey(ALERT_NAME),
                "rule labels of " + name,
                "leave " + ALERT_NAME + " to the rule, which sets it to its own name",
                labels.getOrDefault(ALERT_NAME, ""));
        String labelled = labels.getOrDefault(SERVICE, "");
        Require.that(
                labelled.isEmpty() || service.isEmpty() || service.get().value().equals(labelled),
                "label " + SERVICE + " of " + name,
                "name the service that the rule is given, "
                        + service.map(ServiceId::value).orElse(""),
                labelled);
        annotations = AlertIdentity.annotations(annotations);
        Require.present("expander", expander);
        Require.present("options", options);
        Require.that(
                options.atLeast().isEmpty() || (holdFor.isZero() && keepFiringFor.isZero()),
                "number of evaluations of " + name,
                "stand without a hold time and a time that firing is kept",
                options.atLeast().map(kept -> kept.met() + " of " + kept.of()).orElse(""));
    }

    @Override
    public Kind kind() {
        return Kind.ALERT;
    }

    @Override
    public Expr expression() {
        return when;
    }

    @Override
    public List<Expr> expressions() {
        List<Expr> all = new ArrayList<>(List.of(when));
        options.levels().forEach(level -> all.add(level.when()));
        options.clearWhen().ifPresent(all::add);
        return List.copyOf(all);
    }

    AlertRule withLabels(SortedMap<String, String> all) {
        return new AlertRule(
                name,
                when,
                holdFor,
                keepFiringFor,
                severity,
                service,
                dedupBy,
                resolve,
                all,
                annotations,
                expander,
                options);
    }

    private static Duration holdTime(Duration given) {
        Require.present("hold time", given);
        Require.that(!given.isNegative(), "hold time", "not be negative", given);
        return Require.that(given.compareTo(LONGEST) <= 0, "hold time", "be at most 366 days", given);
    }

    private static List<String> dedupLabels(List<String> given) {
        List<String> names = Require.list("labels of the dedup key", given);
        Require.size("labels of the dedup key", names, 1, 16);
        Set<String> seen = new HashSet<>();
        for (String label : names) {
            Require.text("label of the dedup key", label, Labels.MAX_NAME);
            Require.that(seen.add(label), "label of the dedup key", "be given once", label);
        }
        return names;
    }

    /**
     * Starts a rule that fires at once, of {@link Severity#SEV3}, whose alerts join one trouble a service: that of their label {@code
     * service}, or {@code unknown} where they have none.
     *
     * @param name the name of its alerts
     * @return a builder
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * The labels of the alert that an element of the result stands for, the texts of the rule's labels taken as they are written.
     *
     * @param element the labels of the element
     * @return the alert's labels
     * @throws io.itops.core.InvalidInputException if they exceed the limits of label sets
     */
    public Labels alertLabels(Labels element) {
        return element.toBuilder()
                .remove(Labels.METRIC_NAME)
                .putAll(labels)
                .put(ALERT_NAME, name)
                .build();
    }

    /**
     * The labels of the alert that an element of the result stands for.
     *
     * @param data the element
     * @return the alert's labels
     * @throws io.itops.core.InvalidInputException if there are more of them than label sets have
     */
    public Labels alertLabels(TextData data) {
        Labels element = Require.present("data", data).labels();
        if (expander == TextExpander.PLAIN) {
            return alertLabels(element);
        }
        Labels.Builder all = element.toBuilder().remove(Labels.METRIC_NAME);
        labels.forEach((label, text) -> all.put(label, Texts.label(expander, text, data)));
        return all.put(ALERT_NAME, name).build();
    }

    /**
     * The annotations of the alert that an element of the result stands for.
     *
     * @param data the element
     * @return the texts by name
     */
    public SortedMap<String, String> annotations(TextData data) {
        Require.present("data", data);
        if (expander == TextExpander.PLAIN || annotations.isEmpty()) {
            return annotations;
        }
        SortedMap<String, String> all = new TreeMap<>();
        annotations.forEach((annotation, text) -> all.put(annotation, Texts.annotation(expander, text, data)));
        return Collections.unmodifiableSortedMap(all);
    }

    /**
     * Tells elements that an alert stands for, as far as their labels say: texts that are expanded are not compared.
     *
     * @param alertLabels the alert's labels
     * @return true for the labels of an element whose alert has these labels
     */
    public Predicate<Labels> about(Labels alertLabels) {
        SortedMap<String, String> fromElement = new TreeMap<>(alertLabels.asMap());
        fromElement.keySet().removeAll(labels.keySet());
        fromElement.remove(ALERT_NAME);
        Optional<Labels> key = Optional.of(alertKey(alertLabels));
        Function<Labels, Optional<Labels>> elementKey = elementKey();
        // The labels that must come from the element are compared first: they tell nearly all others, and cost nothing.
        return element -> fromElement.entrySet().stream()
                        .allMatch(label -> element.get(label.getKey()).equals(label.getValue()))
                && elementKey.apply(element).equals(key);
    }

    /** Gives for the labels of an element what {@link #alertKey} gives for those of its alert; empty if no alert can have them. */
    Function<Labels, Optional<Labels>> elementKey() {
        if (expander != TextExpander.PLAIN) {
            Set<String> others = new HashSet<>(labels.keySet());
            others.add(ALERT_NAME);
            others.add(Labels.METRIC_NAME);
            return element -> Optional.of(element.without(others));
        }
        return element -> {
            try {
                return Optional.of(alertLabels(element));
            } catch (InvalidInputException e) {
                // Too many labels for an alert are those of another one.
                return Optional.empty();
            }
        };
    }

    /** What tells the element behind an alert from others, as far as labels say: texts that are expanded are not compared. */
    Labels alertKey(Labels alertLabels) {
        return expander == TextExpander.PLAIN
                ? alertLabels
                : elementKey().apply(alertLabels).orElseThrow();
    }

    /**
     * What an alert of this rule is about, its texts taken as they are written.
     *
     * @param group the group of the rule
     * @param alertLabels the alert's labels
     * @return the identity
     */
    public AlertIdentity identify(String group, Labels alertLabels) {
        return identify(group, name, alertLabels, severity, annotations);
    }

    /**
     * What an alert of this rule is about.
     *
     * @param group the group of the rule
     * @param key the rule's key in the group
     * @param alertLabels the alert's labels
     * @param level how bad the trouble is
     * @param texts the alert's annotations
     * @return the identity
     */
    public AlertIdentity identify(
            String group, String key, Labels alertLabels, Severity level, SortedMap<String, String> texts) {
        return Identities.of(group, key, this, alertLabels, level, texts);
    }

    /**
     * Collects the parts of a rule.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final String name;
        private final SortedMap<String, String> annotations = new TreeMap<>();
        private final SortedMap<String, String> labels = new TreeMap<>();
        private @Nullable Expr when;
        private Duration holdFor = Duration.ZERO;
        private Duration keepFiringFor = Duration.ZERO;
        private TextExpander expander = TextExpander.PLAIN;
        private AlertOptions options = AlertOptions.PROMETHEUS;
        private Severity severity = Severity.SEV3;
        private Optional<ServiceId> service = Optional.empty();
        private List<String> dedupBy = List.of(ALERT_NAME, SERVICE);
        private ResolvePolicy resolve = ResolvePolicy.ALL;

        private Builder(String name) {
            this.name = RuleNames.require("rule name", name);
        }

        /**
         * The condition.
         *
         * @param expr gives an instant vector or a scalar
         * @return this
         */
        public Builder when(Expr expr) {
            this.when = Require.present("condition", expr);
            return this;
        }

        /**
         * The condition as text.
         *
         * @param promQl gives an instant vector or a scalar: {@code rate(errors_total[5m]) > 1}
         * @return this
         * @throws io.itops.core.SyntaxException if the text is no expression, or is not supported yet
         */
        public Builder when(String promQl) {
            return when(PromQl.parse(promQl));
        }

        /**
         * How long the condition must hold; at once unless given.
         *
         * @param duration at most 366 days
         * @return this
         */
        public Builder holdFor(Duration duration) {
            this.holdFor = holdTime(duration);
            return this;
        }

        /**
         * How long an alert fires on once its condition has ceased; not at all unless given. Its value and texts stay as they were;
         * if the condition holds again meanwhile, the alert fires on without holding anew.
         *
         * @param duration at most 366 days
         * @return this
         */
        public Builder keepFiringFor(Duration duration) {
            this.keepFiringFor = Require.span("time that firing is kept", duration, LONGEST);
            return this;
        }

        /**
         * What turns the texts of labels and annotations into those of an alert; they are taken as they are written unless given.
         *
         * @param given the expander
         * @return this
         */
        public Builder expander(TextExpander given) {
            this.expander = Require.present("expander", given);
            return this;
        }

        /**
         * Has slots that nobody worked through, in a process that lives, not count toward the hold time; in Prometheus they do.
         *
         * @return this
         */
        public Builder ignoreMissed() {
            this.options = options.countMissed(false);
            return this;
        }

        /**
         * What becomes of alerts whose condition has nothing to evaluate; they end unless given.
         *
         * @param policy the policy
         * @return this
         */
        public Builder noData(NoDataPolicy policy) {
            this.options = options.noData(policy);
            return this;
        }

        /**
         * What becomes of alerts when the evaluation fails; they stay as they are unless given.
         *
         * @param policy the policy
         * @return this
         */
        public Builder onError(ErrorPolicy policy) {
            this.options = options.onError(policy);
            return this;
        }

        /**
         * How often the condition must hold instead of all the time: an alert fires, and goes on to fire, while its condition held in
         * so many of the rule's last evaluations. Stands without hold time, clear condition and the like.
         *
         * @param met the number of evaluations in which the condition holds, from 1
         * @param of the number of the last evaluations that are looked at, 2 to 50
         * @return this
         */
        public Builder atLeast(int met, int of) {
            this.options = options.atLeast(new AtLeast(met, of));
            return this;
        }

        /**
         * The condition by which a firing alert ends: once it gives an element of the same alert labels. That the alert's own condition
         * has ceased does not end it then, but that there is nothing to evaluate any more does, unless {@link #noData} says otherwise.
         *
         * @param expr gives an instant vector or a scalar
         * @return this
         */
        public Builder clearWhen(Expr expr) {
            this.options = options.clearWhen(Require.present("clear condition", expr));
            return this;
        }

        /**
         * The condition by which a firing alert ends, as text.
         *
         * @param promQl gives an instant vector or a scalar
         * @return this
         * @throws io.itops.core.SyntaxException if the text is no expression, or is not supported yet
         */
        public Builder clearWhen(String promQl) {
            return clearWhen(PromQl.parse(promQl));
        }

        /**
         * Adds a condition, as text, under which alerts are of another severity.
         *
         * @param level the severity, given once
         * @param promQl gives an instant vector or a scalar
         * @return this
         * @throws io.itops.core.SyntaxException if the text is no expression, or is not supported yet
         */
        public Builder severity(Severity level, String promQl) {
            return severity(level, PromQl.parse(promQl));
        }

        /**
         * Adds a condition under which alerts are of another severity: those for which it gives an element of the same alert labels,
         * its own value and texts left aside. Where several hold, the worst counts.
         *
         * @param level the severity, given once
         * @param expr gives an instant vector or a scalar
         * @return this
         */
        public Builder severity(Severity level, Expr expr) {
            List<SeverityLevel> more = new ArrayList<>(options.levels());
            more.add(new SeverityLevel(level, expr));
            this.options = options.levels(more);
            return this;
        }

        /**
         * Has alerts that flap fire on until their condition has not held for some time.
         *
         * @param times how often an alert that flaps has fired within that time, 2 to 10
         * @param within the time, above zero, at most 7 days
         * @return this
         */
        public Builder flapping(int times, Duration within) {
            this.options = options.flapping(new Flapping(times, within));
            return this;
        }

        /**
         * How bad the trouble is; {@link Severity#SEV3} unless given.
         *
         * @param given the severity
         * @return this
         */
        public Builder severity(Severity given) {
            this.severity = Require.present("severity", given);
            return this;
        }

        /**
         * The service in trouble. Unless given, it is the one that the alert's label {@code service} names, and {@code unknown} where the
         * alert has no such label or its value cannot be the id of a service.
         *
         * @param id the service's id
         * @return this
         */
        public Builder service(String id) {
            this.service = Optional.of(ServiceId.of(id));
            return this;
        }

        /**
         * The labels that form the dedup key; {@code alertname} and {@code service} unless given.
         *
         * @param names the labels' names, 1 to 16 and each once
         * @return this
         */
        public Builder dedupBy(String... names) {
            this.dedupBy = dedupLabels(Require.listOf("labels of the dedup key", names));
            return this;
        }

        /**
         * When the trouble is over; once all alerts of the key have resolved unless given.
         *
         * @param policy the policy
         * @return this
         */
        public Builder resolve(ResolvePolicy policy) {
            this.resolve = Require.present("resolve policy", policy);
            return this;
        }

        /**
         * Adds a label to every alert; it replaces one of the element.
         *
         * @param label the label's name, given once, at most 128 characters; not {@code alertname}
         * @param value its value, at most 1,024 characters; empty takes the element's label away
         * @return this
         */
        public Builder label(String label, String value) {
            Labels.builder().put(label, value);
            Require.that(
                    labels.putIfAbsent(label, value) == null, "label " + label + " of " + name, "be given once", value);
            return this;
        }

        /**
         * Adds a text for people; {@code summary} becomes the summary of the signal.
         *
         * @param annotation its name, given once, at most 128 characters
         * @param text the text, at most 4,000 characters
         * @return this
         */
        public Builder annotation(String annotation, String text) {
            AlertIdentity.checkAnnotation(annotation, text);
            Require.that(
                    annotations.putIfAbsent(annotation, text) == null,
                    "annotation " + annotation + " of " + name,
                    "be given once",
                    text);
            return this;
        }

        /**
         * The rule.
         *
         * @return the rule
         * @throws io.itops.core.InvalidInputException if there is no condition, or a part breaks its rule
         */
        public AlertRule build() {
            return new AlertRule(
                    name,
                    Require.present("condition of " + name, when),
                    holdFor,
                    keepFiringFor,
                    severity,
                    service,
                    dedupBy,
                    resolve,
                    labels,
                    annotations,
                    expander,
                    options);
        }
    }
}
