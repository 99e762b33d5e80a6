package io.itops.monitoring;

import io.itops.core.ItOps;
import io.itops.core.Require;
import io.itops.core.explain.Explanation;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.monitoring.internal.StoreMeterRegistry;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.Rule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.monitoring.rule.RuleGroupState;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Monitoring of an SDK instance: keeps metrics, evaluates alert rules, and raises signals.
 *
 * <pre>{@code
 * var monitoring = Monitoring.attach(ops);
 * meters.add(monitoring.meterRegistry()); // the CompositeMeterRegistry of the program
 * monitoring.add(AlertRule.named("CheckoutErrors")
 *         .when(rate(metric("http_server_requests_seconds_count", eq("status", "503")), ofMinutes(1)).sumBy("service").above(5.0))
 *         .holdFor(ofMinutes(2))
 *         .severity(Severity.SEV2)
 *         .service("checkout")
 *         .dedupBy("service")
 *         .build());
 * }</pre>
 *
 * <p>Rules are evaluated at slots: whole multiples of their group's interval. Each slot is a job; whichever process takes it samples
 * its meters and evaluates the group over its own metric store. What changes is committed in one unit: alerts, journal entries with
 * explanations, and one signal for each dedup key. Alerts survive a restart: what was pending or firing is held until the new
 * process has samples as far back as the rule looks, or {@link MonitoringOptions#warmAtMost()} is over; the time in between does not
 * count as time held. A rule that fails leaves its alerts as they are, and the others go on.
 *
 * <p>Alerts of a rule that its group no longer has end at the next slot, after a restart once the group is warm. Alerts of a group
 * that no process has any more end when nobody has evaluated it for {@link MonitoringOptions#warmAtMost()}.
 *
 * <p>Thread-safe if the given Store is.
 *
 * @since 0.1
 */
public final class Monitoring {
    /** The group of rules that were added without one. */
    public static final String DEFAULT_GROUP = "default";

    private final ItOps ops;
    private final MetricStore metrics;
    private final StoreMeterRegistry registry;
    private final RuleEngine engine;
    private final RuleWhy why;

    private Monitoring(ItOps ops, MonitoringOptions options) {
        this.ops = ops;
        this.metrics = MetricStore.builder()
                .retention(options.retention())
                .maxSeries(options.maxSeries())
                .maxSamples(options.maxSamples())
                .meters(ops.kernel().meters())
                .build();
        this.registry =
                new StoreMeterRegistry(metrics, ops.clock(), ops.kernel().meters());
        this.engine = new RuleEngine(ops, options, metrics, registry);
        this.why = new RuleWhy(ops, options, metrics, registry, engine);
    }

    /**
     * Attaches monitoring with the usual options, before {@link ItOps#start}.
     *
     * @param ops the SDK instance
     * @return the monitoring
     * @throws io.itops.core.InvalidInputException if monitoring is attached already, or workers were started
     */
    public static Monitoring attach(ItOps ops) {
        return attach(ops, MonitoringOptions.DEFAULTS);
    }

    /**
     * Attaches monitoring: from now on the meters of the process are sampled while jobs run. Attach before {@link ItOps#start}; rules
     * and groups may be added after it.
     *
     * @param ops the SDK instance
     * @param options how metrics are kept and rules evaluated
     * @return the monitoring
     * @throws io.itops.core.InvalidInputException if monitoring is attached already, or workers were started
     * @throws io.itops.core.StoreException if the store fails; nothing is attached then, and it can be asked for again
     */
    public static Monitoring attach(ItOps ops, MonitoringOptions options) {
        Require.present("options", options);
        return Require.present("ops", ops).attach("monitoring", () -> {
            RuleEngine.beginSampling(ops, options);
            Monitoring monitoring = new Monitoring(ops, options);
            monitoring.engine.start();
            return monitoring;
        });
    }

    /**
     * A registry whose meters reach the metric store, under the names and labels that Micrometer's Prometheus registry gives. Add it
     * to the registry of the application.
     *
     * @return the registry, always the same
     */
    public MeterRegistry meterRegistry() {
        return registry;
    }

    /**
     * The samples that rules are evaluated over. Samples from elsewhere may be appended.
     *
     * @return the store, always the same
     */
    public MetricStore metrics() {
        return metrics;
    }

    /**
     * Samples the meters of this process now. Not needed where jobs run in this process: they do it at each slot.
     *
     * @param slot the timestamp of the samples; one that does not lie after the last does nothing
     * @return the number of samples
     */
    public int sampleAt(Instant slot) {
        return registry.sampleAt(slot);
    }

    /**
     * Adds a rule to the group {@value #DEFAULT_GROUP}; its first slot is the next one. A range that is too short for two samples of
     * this process, which {@code rate} and its like need, is warned of.
     *
     * @param rule the rule
     * @return this
     * @throws io.itops.core.InvalidInputException if the group has an alert rule of that name, or the rule looks back further than
     *     samples are kept
     */
    public Monitoring add(Rule rule) {
        engine.add(DEFAULT_GROUP, Require.present("rule", rule));
        return this;
    }

    /**
     * Adds a group of rules; its first slot is the next one.
     *
     * @param group the group
     * @return this
     * @throws io.itops.core.InvalidInputException if there is a group of that name, a rule looks back further than samples are kept, or
     *     there are 200 groups already
     * @throws io.itops.core.StoreException if the store fails; the group is not added then, and can be added again
     */
    public Monitoring add(RuleGroup group) {
        engine.add(Require.present("group", group));
        return this;
    }

    /**
     * Has these groups, and no others, from now on: all of them or, where one is refused, none. Groups that are as they were go on
     * undisturbed. The alerts of a group's rules are carried over by name and labels of the rule, of rules that are alike in both the
     * n-th to the n-th, so that another condition or hold time does not begin them anew. The series of groups and rules that are gone
     * end by a staleness marker. Alerts of rules that are gone end at the group's next slot, those of groups that are gone once no process
     * has evaluated them for {@link MonitoringOptions#warmAtMost()}.
     *
     * @param groups all groups of this process, rules added without one included
     * @return this
     * @throws io.itops.core.InvalidInputException if two groups have one name, a rule looks back further than samples are kept, or there
     *     are more than 200 groups; the groups are those that they were
     * @throws io.itops.core.StoreException if the store fails; the groups are those that they were
     */
    public Monitoring replace(List<RuleGroup> groups) {
        engine.replace(Require.list("groups", groups));
        return this;
    }

    /**
     * The alerts that are pending or firing. Their values and annotations are those of the last evaluation in this process that saw them;
     * records, and other processes, have those of the last change.
     *
     * @return those that began first, first
     */
    public List<Alert> alerts() {
        return Stream.of(AlertStatus.PENDING, AlertStatus.FIRING)
                .flatMap(
                        status -> ops.records().all(RecordQuery.of(Alert.TYPE).where("status", status.name())).stream())
                .map(Versioned::value)
                .map(engine::asSeen)
                .sorted(Comparator.comparing(Alert::activeAt).thenComparing(Alert::id))
                .toList();
    }

    /**
     * Where the rules of this process stand: how the last evaluation of each went, when it was and how long it took, and how many of
     * its alerts are pending or firing.
     *
     * @return the groups in the order of their names, each with its rules in their order
     */
    public List<RuleGroupState> rules() {
        return RuleStates.of(engine.groups(), alerts());
    }

    /**
     * Why a rule's alerts are as they are, or why it has none: how the last evaluation went, each alert's state, and the condition
     * evaluated for the same slot down to series and samples. It also tells what keeps a rule from ever firing: a range that never holds
     * two samples, metrics that are not there and matchers that no series of their metric meets, with up to three names or values that
     * are there and look like them, and that nothing is registered with {@link #meterRegistry()} while no sample is held. Where several
     * rules have the name, each is told beneath, up to 16 of them, with its group and place.
     *
     * @param rule the rule's name
     * @return the explanation
     * @throws io.itops.core.InvalidInputException if the name is blank or longer than names of rules are
     * @throws io.itops.core.NotFoundException if there is no such rule in this process
     */
    public Explanation explain(String rule) {
        return why.ofRule(rule);
    }

    /**
     * Why an alert is as it is, or why there is none of these labels. Of several rules with the name it is the one that has such an
     * alert, or else whose own labels are among these, most of them and none with another value; those that do equally well are all
     * told.
     *
     * @param rule the rule's name
     * @param labels the alert's labels, or those of an element that its condition might give
     * @return the explanation
     * @throws io.itops.core.InvalidInputException if the name is blank or longer than names of rules are, or the alert's labels would
     *     exceed the limits of label sets
     * @throws io.itops.core.NotFoundException if there is no such rule in this process
     */
    public Explanation explain(String rule, Labels labels) {
        return why.ofAlert(rule, labels);
    }
}
