package io.itops.monitoring;

import io.itops.core.Actor;
import io.itops.core.ItOps;
import io.itops.core.Meters;
import io.itops.core.Require;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.RecordQuery;
import io.itops.core.record.Versioned;
import io.itops.core.store.Claim;
import io.itops.core.store.UnitOfWork;
import io.itops.core.work.JobHandler;
import io.itops.core.work.JobOutcome;
import io.itops.monitoring.internal.StoreMeterRegistry;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RuleGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Samples meters and evaluates rule groups, slot by slot. Each chain of slots is a lane of jobs, so that one process works through a
 * slot, and the state that a slot brings about is committed with the end of its job. Thread-safe.
 */
final class RuleEngine implements JobHandler {
    static final String JOB = "monitoring.slot";

    private static final String SAMPLING = "sampling";
    private static final Actor ACTOR = Actor.system("monitoring");

    private final ItOps ops;
    private final MonitoringOptions options;
    private final MetricStore metrics;
    private final StoreMeterRegistry registry;
    private final EngineMeters meters;
    private final Map<String, GroupRuntime> groups = new ConcurrentSkipListMap<>();

    RuleEngine(ItOps ops, MonitoringOptions options, MetricStore metrics, StoreMeterRegistry registry) {
        this.ops = ops;
        this.options = options;
        this.metrics = metrics;
        this.registry = registry;
        this.meters = new EngineMeters(ops.kernel().meters());
        ops.kernel().meters().gauge("itops.monitoring.rules", groups, RuleEngine::rules);
    }

    private static double rules(Map<String, GroupRuntime> groups) {
        return groups.values().stream()
                .mapToDouble(g -> g.group().rules().size())
                .sum();
    }

    /** Begins the chain that samples the meters of this process. */
    void startSampling() {
        begin(SAMPLING, options.sampleEvery());
    }

    /** Adds a group and begins its chain. */
    synchronized void add(RuleGroup group) {
        Require.that(!groups.containsKey(group.name()), "group name", "be unique", group.name());
        group.rules().forEach(this::requireRetained);
        start(new GroupRuntime(group));
    }

    /** Adds a rule to the group of those that have none of their own. */
    synchronized void add(String groupName, AlertRule rule) {
        requireRetained(rule);
        GroupRuntime present = groups.get(groupName);
        if (present == null) {
            start(new GroupRuntime(RuleGroup.of(groupName, options.evaluateEvery(), rule)));
        } else {
            present.add(rule);
        }
    }

    private void start(GroupRuntime group) {
        Optional<Instant> restored = begin(group.chain(), group.interval());
        restored.ifPresent(group::restoredAt);
        groups.put(group.name(), group);
    }

    private void requireRetained(AlertRule rule) {
        Duration reach = rule.when().reach();
        Require.that(
                reach.compareTo(metrics.retention()) <= 0,
                "range of rule " + rule.name(),
                "be at most the retention of samples, " + metrics.retention(),
                reach);
    }

    /**
     * Begins a chain anew: the first slot is the next one.
     *
     * @return the present instant if an earlier process has worked through a slot of the chain
     */
    private Optional<Instant> begin(String name, Duration interval) {
        return ops.transact(ACTOR, unit -> {
            Optional<SlotChain> before = unit.find(SlotChain.TYPE, name).map(Versioned::value);
            String token = unit.newId();
            SlotChain chain = before.map(c -> c.anew(token)).orElseGet(() -> SlotChain.begin(name, token));
            unit.put(SlotChain.TYPE, chain);
            Instant slot = SlotTicket.newest(unit.now(), interval).plus(interval);
            enqueue(unit, SlotTicket.first(name, token, slot));
            return before.flatMap(SlotChain::lastSlot).map(last -> unit.now());
        });
    }

    static void enqueue(UnitOfWork unit, SlotTicket ticket) {
        unit.enqueue(JOB, "monitoring." + ticket.chain(), ticket.slot(), SlotTicket.CODEC.write(ticket));
    }

    @Override
    public JobOutcome handle(Claim claim, UnitOfWork unit) {
        SlotTicket ticket = SlotTicket.CODEC.read(CanonicalJson.read(claim.job().payload()));
        Optional<Versioned<SlotChain>> chain = unit.find(SlotChain.TYPE, ticket.chain());
        if (chain.isEmpty() || !chain.get().value().token().equals(ticket.token())) {
            return JobOutcome.DONE;
        }
        if (ticket.chain().equals(SAMPLING)) {
            sample(ticket, unit);
        } else {
            groups.values().stream()
                    .filter(group -> group.chain().equals(ticket.chain()))
                    .findFirst()
                    .ifPresent(group -> evaluate(group, ticket, chain.get(), unit));
        }
        return JobOutcome.DONE;
    }

    private void sample(SlotTicket ticket, UnitOfWork unit) {
        Instant slot = slot(ticket, options.sampleEvery(), unit);
        registry.sampleAt(slot);
        metrics.expire(unit.now());
        enqueue(unit, ticket.next(slot.plus(options.sampleEvery())));
    }

    private void evaluate(GroupRuntime group, SlotTicket ticket, Versioned<SlotChain> chain, UnitOfWork unit) {
        Instant slot = ticket.isRest() ? ticket.slot() : slot(ticket, group.interval(), unit);
        registry.sampleAt(slot);
        SlotChain resumed = ticket.first() ? chain.value().resumedAt(slot, group.interval()) : chain.value();
        SlotEvaluation evaluation = new SlotEvaluation(
                group, options, metrics, meters, unit, slot, resumed.downtime(), book(group, chain.version()));
        int next = evaluation.run(Math.max(0, ticket.from()));
        evaluation.signal(ops.signals());
        if (next < 0) {
            unit.put(SlotChain.TYPE, resumed.after(slot));
            enqueue(unit, ticket.next(slot.plus(group.interval())));
        } else {
            unit.put(SlotChain.TYPE, resumed);
            enqueue(unit, ticket.rest(slot, next));
        }
        evaluation.afterCommit();
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

    private AlertBook book(GroupRuntime group, long version) {
        AlertBook known = group.book();
        if (known != null && known.version() == version) {
            return known;
        }
        return AlertBook.of(
                version,
                ops.records().all(RecordQuery.of(Alert.TYPE).where("group", group.name())).stream()
                        .map(Versioned::value)
                        .toList());
    }

    /** The groups, by name. */
    Map<String, GroupRuntime> groups() {
        return groups;
    }

    /** Counts what the engine does. */
    static final class EngineMeters {
        private final Meters meters;
        private final Meters.Counter missed;
        private final Meters.Counter evaluated;
        private final Meters.Counter failed;
        private final Meters.Counter held;

        EngineMeters(Meters meters) {
            this.meters = meters;
            this.missed = meters.counter("itops.monitoring.slots.missed");
            this.evaluated = meters.counter("itops.monitoring.rule.evaluations", "outcome", "evaluated");
            this.failed = meters.counter("itops.monitoring.rule.evaluations", "outcome", "failed");
            this.held = meters.counter("itops.monitoring.alerts.held");
        }

        void missed(long slots) {
            missed.add(slots);
        }

        void evaluated(boolean ok) {
            (ok ? evaluated : failed).add();
        }

        void held(int alerts) {
            held.add(alerts);
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
