package io.itops.monitoring;

import io.itops.core.Actor;
import io.itops.core.ConflictException;
import io.itops.core.ItOps;
import io.itops.core.Meters;
import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.StoreException;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.core.signal.Signals;
import io.itops.core.store.Claim;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobOutcome;
import io.itops.monitoring.eval.EvalOptions;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.internal.StoreMeterRegistry;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.EvaluatedSlot;
import io.itops.monitoring.rule.Rule;
import io.itops.monitoring.rule.RuleGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples meters and evaluates rule groups, slot by slot. Each chain of slots is a lane of jobs, so that one process works through a
 * slot, and the state that a slot brings about is committed with the end of its job.
 *
 * <p>Each group has a job type of its own, so that a process without the group never claims its slots: where each passed on what it
 * cannot do, a process without it could be the first to come again and again. Thread-safe.
 */
final class RuleEngine {
    private static final Actor ACTOR = Actor.system("monitoring");

    private static final Logger LOG = LoggerFactory.getLogger(RuleEngine.class);
    private static final String SAMPLING = "sampling";
    private static final String SAMPLING_JOB = "monitoring.sample";

    /** Each group has a job type, and a store is asked for at most 256 types. */
    private static final int MAX_GROUPS = 200;

    /** Into how many parts the retention is divided between one look at what is too old and the next. */
    private static final int EXPIRIES = 8;

    private final ItOps ops;
    private final MonitoringOptions options;
    private final EvalOptions evaluation;
    private final MetricStore metrics;
    private final StoreMeterRegistry registry;
    private final EngineMeters meters;
    private final GoneGroups goneGroups;
    private volatile Instant nextExpiry = Instant.MIN;
    private final Map<String, GroupRuntime> groups = new ConcurrentSkipListMap<>();

    RuleEngine(ItOps ops, MonitoringOptions options, MetricStore metrics, StoreMeterRegistry registry) {
        this.ops = ops;
        this.options = options;
        this.evaluation = options.evaluation(ops.clock());
        this.metrics = metrics;
        this.registry = registry;
        this.meters = new EngineMeters(ops.kernel().meters());
        this.goneGroups = new GoneGroups(ops, options, this);
        ops.kernel().meters().gauge("itops.monitoring.rules", groups, RuleEngine::rules);
    }

    private static double rules(Map<String, GroupRuntime> groups) {
        return groups.values().stream()
                .mapToDouble(g -> g.group().rules().size())
                .sum();
    }

    /** Begins the chain that samples meters: before an engine registers anything, so that a failure leaves nothing behind. */
    static void beginSampling(ItOps ops, MonitoringOptions options) {
        begin(ops, SAMPLING, SAMPLING_JOB, options.sampleEvery());
    }

    /** Samples the meters of this process from now on, and looks after groups that no process has any more. */
    void start() {
        ops.agenda()
                .register(
                        SAMPLING_JOB,
                        (claim, unit) -> handle(claim, unit, (ticket, chain) -> sample(ticket, chain.value(), unit)));
        ops.agenda().register(GoneGroups.JOB, goneGroups);
    }

    /** Adds a group and begins its chain. */
    synchronized void add(RuleGroup group) {
        Require.that(!groups.containsKey(group.name()), "group name", "be unique", group.name());
        requireRetained(group, group.rules());
        start(new GroupRuntime(group));
        warnOfShortRanges(group);
    }

    /** Adds a rule to the group of those that have none of their own. */
    synchronized void add(String groupName, Rule rule) {
        GroupRuntime present = groups.get(groupName);
        if (present == null) {
            RuleGroup first = RuleGroup.of(groupName, options.evaluateEvery(), rule);
            requireRetained(first, first.rules());
            start(new GroupRuntime(first));
        } else {
            requireRetained(present.group(), List.of(rule));
            boolean taken = rule instanceof AlertRule
                    && present.group().rules().stream()
                            .anyMatch(r -> r instanceof AlertRule && r.name().equals(rule.name()));
            Require.that(!taken, "rule name in group " + groupName, "be unique", rule.name());
            present.add(rule);
        }
        warnOfShortRanges(groupName, rule);
    }

    /** Has these groups and no others from now on; where it throws, the groups are those that they were. */
    synchronized void replace(List<RuleGroup> given) {
        Map<String, RuleGroup> newer = new TreeMap<>();
        for (RuleGroup group : given) {
            Require.that(newer.put(group.name(), group) == null, "group name", "be unique", group.name());
            requireRetained(group, group.rules());
        }
        requireFew(newer.size());
        List<RuleGroup> begun = newer.values().stream()
                .filter(group -> !groups.containsKey(group.name()))
                .toList();
        List<RuleGroup> moved = newer.values().stream()
                .filter(group -> groups.containsKey(group.name())
                        && !groups.get(group.name()).interval().equals(group.interval()))
                .toList();
        Map<String, Instant> restored = beginAll(begun, moved);
        groups.values().stream()
                .filter(group -> !newer.containsKey(group.name()))
                .toList()
                .forEach(this::stop);
        for (RuleGroup group : newer.values()) {
            GroupRuntime present = groups.get(group.name());
            if (present == null) {
                GroupRuntime runtime = new GroupRuntime(group);
                Optional.ofNullable(restored.get(group.name())).ifPresent(runtime::restoredAt);
                serve(runtime);
            } else if (!present.group().equals(group)) {
                present.replace(group);
            }
        }
        newer.values().forEach(this::warnOfShortRanges);
    }

    private Map<String, Instant> beginAll(List<RuleGroup> begun, List<RuleGroup> moved) {
        if (begun.isEmpty() && moved.isEmpty()) {
            return Map.of();
        }
        return ops.transact(ACTOR, unit -> {
            Map<String, Instant> restored = new TreeMap<>();
            for (RuleGroup group : begun) {
                GroupRuntime runtime = new GroupRuntime(group);
                begin(unit, runtime.chain(), runtime.jobType(), group.interval(), true)
                        .flatMap(SlotChain::lastSlot)
                        .ifPresent(last -> restored.put(group.name(), unit.now()));
                GoneGroups.watch(unit, runtime.chain());
            }
            for (RuleGroup group : moved) {
                GroupRuntime runtime = new GroupRuntime(group);
                begin(unit, runtime.chain(), runtime.jobType(), group.interval(), false);
            }
            return restored;
        });
    }

    /** Leaves a group to the processes that still have it; if there are none, its alerts end in time. */
    private void stop(GroupRuntime group) {
        groups.remove(group.name());
        ops.agenda().unregister(group.jobType());
        group.series().endOthers(Set.of(), metrics, ops.kernel().now());
    }

    private void warnOfShortRanges(RuleGroup group) {
        group.rules().forEach(rule -> warnOfShortRanges(group.name(), rule));
    }

    /** A warning and no refusal: samples from elsewhere may lie closer together than those of this process. */
    private void warnOfShortRanges(String group, Rule rule) {
        for (RuleHints.ShortRange range : RuleHints.shortRanges(rule, samplingIntervals())) {
            LOG.atWarn()
                    .addKeyValue("rule", rule.name())
                    .addKeyValue("group", group)
                    .addKeyValue("expression", SafeText.shorten(range.call().toString(), 400))
                    .addKeyValue("range", range.range())
                    .addKeyValue("sampledEvery", range.spacing())
                    .log("by the groups there are now, a range holds fewer than two samples of this process");
        }
    }

    private void start(GroupRuntime group) {
        requireFew(groups.size() + 1);
        Optional<Instant> restored = begin(ops, group.chain(), group.jobType(), group.interval());
        restored.ifPresent(group::restoredAt);
        serve(group);
    }

    private static void requireFew(int number) {
        Require.that(number <= MAX_GROUPS, "rule groups", "be at most " + MAX_GROUPS, number);
    }

    private void serve(GroupRuntime group) {
        groups.put(group.name(), group);
        // Last: from here on workers claim the group's slots, and the metric store is still empty. A chain that could
        // not be begun leaves no handler behind.
        ops.agenda()
                .register(
                        group.jobType(),
                        (claim, unit) -> handle(claim, unit, (ticket, chain) -> evaluate(group, ticket, chain, unit)));
    }

    private void requireRetained(RuleGroup group, List<Rule> rules) {
        for (Rule rule : rules) {
            for (Expr expr : rule.expressions()) {
                Duration reach = expr.reach().plus(group.queryOffset());
                Require.that(
                        reach.compareTo(metrics.retention()) <= 0,
                        "range of rule " + rule.name(),
                        "be at most the retention of samples, " + metrics.retention(),
                        reach);
            }
        }
    }

    /** How far back the samples reach that rules rest on, those of recorded metrics included. */
    RuleReach reach() {
        return RuleReach.over(groups.values());
    }

    /**
     * Begins a chain anew: the first slot is the next one.
     *
     * @return the present instant if an earlier process has worked through a slot of the chain
     */
    private static Optional<Instant> begin(ItOps ops, String name, String jobType, Duration interval) {
        return ops.transact(ACTOR, unit -> {
            Optional<SlotChain> before = begin(unit, name, jobType, interval, true);
            if (!name.equals(SAMPLING)) {
                GoneGroups.watch(unit, name);
            }
            return before.flatMap(SlotChain::lastSlot).map(last -> unit.now());
        });
    }

    /** What lies between the last slot and the first is downtime if the chain was left by an earlier process. */
    private static Optional<SlotChain> begin(
            UnitOfWork unit, String name, String jobType, Duration interval, boolean interrupted) {
        Optional<SlotChain> before = unit.find(SlotChain.TYPE, name).map(Versioned::value);
        before.ifPresent(chain -> unit.cancelJob(chain.job()));
        Instant slot = SlotTicket.newest(unit.now(), interval).plus(interval);
        SlotTicket first = SlotTicket.first(name, unit.newId(), slot, interrupted);
        String job = enqueue(unit, jobType, first);
        unit.put(
                SlotChain.TYPE,
                before.map(chain -> chain.waiting(job, first))
                        .orElseGet(() -> new SlotChain(
                                name,
                                first.token(),
                                Optional.empty(),
                                Duration.ZERO,
                                Duration.ZERO,
                                job,
                                first.slot())));
        return before;
    }

    /** Begins the chain of a group of this process anew, whose job was lost. */
    static void beginAnew(GroupRuntime group, UnitOfWork unit) {
        begin(unit, group.chain(), group.jobType(), group.interval(), true);
    }

    private static String enqueue(UnitOfWork unit, String jobType, SlotTicket ticket) {
        return unit.enqueue(jobType, "monitoring." + ticket.chain(), ticket.slot(), SlotTicket.CODEC.write(ticket));
    }

    /** Queues the next job of a chain, and keeps the chain. */
    private static void goOn(UnitOfWork unit, SlotChain chain, String jobType, SlotTicket ticket) {
        unit.put(SlotChain.TYPE, chain.waiting(enqueue(unit, jobType, ticket), ticket));
    }

    /** The job of a slot, unless the chain has been begun anew since. */
    private static JobOutcome handle(Claim claim, UnitOfWork unit, BiConsumer<SlotTicket, Versioned<SlotChain>> slot) {
        SlotTicket ticket = SlotTicket.CODEC.read(CanonicalJson.read(claim.job().payload()));
        unit.find(SlotChain.TYPE, ticket.chain())
                .filter(chain -> chain.value().token().equals(ticket.token()))
                .ifPresent(chain -> slot.accept(ticket, chain));
        return JobOutcome.DONE;
    }

    private void sample(SlotTicket ticket, SlotChain chain, UnitOfWork unit) {
        Instant slot = slot(ticket, options.sampleEvery(), unit);
        registry.sampleAt(slot);
        expire(unit.now());
        goOn(unit, chain, SAMPLING_JOB, ticket.next(slot.plus(options.sampleEvery())));
    }

    /**
     * Goes through all series now and then: those that samples are appended to drop their old ones by themselves, so that this is for series
     * that are no more, and for what lies a little beyond the retention.
     */
    private void expire(Instant now) {
        if (!now.isBefore(nextExpiry)) {
            nextExpiry = now.plus(options.retention().dividedBy(EXPIRIES));
            metrics.expire(now);
        }
    }

    private void evaluate(GroupRuntime group, SlotTicket ticket, Versioned<SlotChain> chain, UnitOfWork unit) {
        Instant slot = ticket.isRest() ? ticket.slot() : slot(ticket, group.interval(), unit);
        registry.sampleAt(slot);
        SlotChain resumed = resumed(chain.value(), ticket, slot, group.interval());
        int next;
        try {
            next = unit.tentatively(() -> {
                SlotEvaluation evaluation = evaluation(group, chain.version(), slot, resumed, unit);
                int rest = evaluation.run(Math.max(0, ticket.from()));
                evaluation.signal();
                evaluation.afterCommit();
                return rest;
            });
        } catch (ConflictException | StoreException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // The next slot is queued whatever happens to this one, or the group would be left without a word.
            next = -1;
            fail(group, slot, e, unit);
        }
        if (next < 0) {
            goOn(unit, resumed.after(slot), group.jobType(), ticket.next(slot.plus(group.interval())));
        } else {
            goOn(unit, resumed, group.jobType(), ticket.rest(slot, next));
        }
    }

    private static SlotChain resumed(SlotChain chain, SlotTicket ticket, Instant slot, Duration interval) {
        if (ticket.isRest()) {
            return chain;
        }
        return ticket.first() ? chain.resumedAt(slot, interval) : chain.missedUntil(slot, interval);
    }

    SlotEvaluation evaluation(GroupRuntime group, long version, Instant slot, SlotChain chain, UnitOfWork unit) {
        GroupRuntime.Rules rules = group.rules();
        EvaluatedSlot evaluated = new EvaluatedSlot(slot, chain.downtime(), chain.missed());
        return new SlotEvaluation(group, rules, this, unit, evaluated, book(group, rules, version));
    }

    MonitoringOptions options() {
        return options;
    }

    /** By which rules, within which limits, and by which clock conditions are evaluated. */
    EvalOptions evaluation() {
        return evaluation;
    }

    Instant now() {
        return ops.clock().instant();
    }

    Signals signals() {
        return ops.signals();
    }

    MetricStore metrics() {
        return metrics;
    }

    EngineMeters meters() {
        return meters;
    }

    private void fail(GroupRuntime group, Instant slot, Throwable cause, UnitOfWork unit) {
        LOG.atError()
                .setCause(cause)
                .addKeyValue("group", group.name())
                .addKeyValue("slot", slot)
                .log("a slot of a rule group failed as a whole; its alerts stay as they are until the next");
        unit.afterCommit(meters::slotFailed);
    }

    /** The slot to work through: the newest one; those that were missed in between are counted, never made up for. */
    private Instant slot(SlotTicket ticket, Duration interval, UnitOfWork unit) {
        Instant newest = SlotTicket.newest(unit.now(), interval);
        if (!newest.isAfter(ticket.slot())) {
            return ticket.slot();
        }
        long missed = Duration.between(ticket.slot(), newest).dividedBy(interval);
        unit.afterCommit(() -> meters.missed(missed));
        return newest;
    }

    /** How often meters are sampled: at intervals of their own, and at the slots of every group. */
    SortedSet<Duration> samplingIntervals() {
        SortedSet<Duration> all = new TreeSet<>(Set.of(options.sampleEvery()));
        groups.values().forEach(group -> all.add(group.interval()));
        return all;
    }

    /** The groups of this process, by name. */
    Map<String, GroupRuntime> groups() {
        return groups;
    }

    /** An alert with the value and the texts that this process has last seen it with. */
    Alert asSeen(Alert alert) {
        GroupRuntime group = groups.get(alert.identity().group());
        return group == null ? alert : group.asSeen(alert);
    }

    private AlertBook book(GroupRuntime group, GroupRuntime.Rules rules, long version) {
        AlertBook known = group.book();
        if (known != null && known.version() == version) {
            return known;
        }
        return AlertBook.of(
                version,
                ops.records().all(RecordQuery.of(Alert.TYPE).where("group", group.name())).stream()
                        .map(Versioned::value)
                        .toList(),
                ops.records().all(RecordQuery.of(RuleTrouble.TYPE).where("group", group.name())).stream()
                        .map(Versioned::value)
                        .toList(),
                rules::keyOf);
    }

    /** Counts what the engine does. */
    static final class EngineMeters {
        private final Meters meters;
        private final Meters.Counter missed;
        private final Meters.Counter slotsFailed;
        private final Meters.Counter evaluated;
        private final Meters.Counter failed;
        private final Meters.Counter held;
        private final Meters.Counter repeated;

        EngineMeters(Meters meters) {
            this.meters = meters;
            this.missed = meters.counter("itops.monitoring.slots.missed");
            this.slotsFailed = meters.counter("itops.monitoring.slots.failed");
            this.evaluated = meters.counter("itops.monitoring.rule.evaluations", "outcome", "evaluated");
            this.failed = meters.counter("itops.monitoring.rule.evaluations", "outcome", "failed");
            this.held = meters.counter("itops.monitoring.alerts.held");
            this.repeated = meters.counter("itops.monitoring.signals.repeated");
        }

        void missed(long slots) {
            missed.add(slots);
        }

        void slotFailed() {
            slotsFailed.add();
        }

        void evaluated(long rules, long failures) {
            evaluated.add(rules - failures);
            failed.add(failures);
        }

        void exceeded(String budget) {
            meters.counter("itops.monitoring.rule.budgets.exceeded", "budget", budget)
                    .add();
        }

        void held(int alerts) {
            held.add(alerts);
        }

        void repeated(int signals) {
            repeated.add(signals);
        }

        void changed(Alert alert) {
            meters.counter(
                            "itops.monitoring.alert.changes",
                            "to",
                            alert.status().name().toLowerCase(Locale.ROOT))
                    .add();
        }
    }
}
