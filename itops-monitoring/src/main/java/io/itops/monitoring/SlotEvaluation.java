package io.itops.monitoring;

import io.itops.core.ConflictException;
import io.itops.core.Ref;
import io.itops.core.SafeText;
import io.itops.core.StoreException;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.record.Tree;
import io.itops.core.signal.Signals;
import io.itops.core.store.UnitOfWork;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Evaluator;
import io.itops.monitoring.eval.Explained;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.expr.NumberLiteral;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertAction;
import io.itops.monitoring.rule.AlertCommand;
import io.itops.monitoring.rule.AlertIdentity;
import io.itops.monitoring.rule.AlertMachine;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.AlertWorkflow;
import io.itops.monitoring.rule.EvaluatedSlot;
import io.itops.monitoring.rule.ResolvePolicy;
import io.itops.monitoring.rule.RuleVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One slot of one group inside one unit of work: evaluates the rules, puts what changes into the unit, and stops before the commit
 * would grow too large. Not thread-safe; confined to the handling of one job.
 */
final class SlotEvaluation {
    private static final Logger LOG = LoggerFactory.getLogger(SlotEvaluation.class);

    /**
     * How many alerts change and rules begin to fail or recover in one commit. An alert takes a record, an event, the state of its key,
     * and a signal's event and jobs, a rule one event; a commit holds 1,000 operations.
     */
    private static final int MAX_CHANGES = 80;

    private static final int MAX_FORGOTTEN = 50;

    private final GroupRuntime group;
    private final MonitoringOptions options;
    private final MetricStore metrics;
    private final RuleEngine.EngineMeters meters;
    private final UnitOfWork unit;
    private final EvaluatedSlot slot;
    private final AlertBook book;
    private final SignalBatch batch = new SignalBatch();
    private final Map<String, Alert> changed = new LinkedHashMap<>();
    private final Map<String, Alert> forgotten = new LinkedHashMap<>();
    private final Map<String, GroupRuntime.Health> health = new LinkedHashMap<>();
    private final Set<String> held = new HashSet<>();
    private int told;

    SlotEvaluation(
            GroupRuntime group,
            MonitoringOptions options,
            MetricStore metrics,
            RuleEngine.EngineMeters meters,
            UnitOfWork unit,
            Instant slot,
            Duration downtime,
            AlertBook book) {
        this.group = group;
        this.options = options;
        this.metrics = metrics;
        this.meters = meters;
        this.unit = unit;
        this.slot = new EvaluatedSlot(slot, downtime);
        this.book = book;
    }

    /**
     * Evaluates the rules from one on.
     *
     * @return the first rule that is still to be evaluated, or -1 if all are
     */
    int run(int from) {
        List<AlertRule> rules = group.group().rules();
        for (int i = from; i < rules.size(); i++) {
            if (!evaluateAlone(rules.get(i))) {
                // Asked again about the same slot, a rule only changes what it has not changed yet.
                return i;
            }
        }
        if (!endOrphans(rules)) {
            return rules.size();
        }
        forgetEnded();
        return -1;
    }

    /** The alerts of the group as the commit leaves them. */
    AlertBook after() {
        return book.next(changed, forgotten);
    }

    /** How many alerts change with the commit. */
    int changes() {
        return changed.size();
    }

    void signal(Signals signals) {
        batch.flush(signals, unit);
    }

    /** Has this process take over what the commit brings about, once it holds. */
    void afterCommit() {
        unit.afterCommit(() -> {
            group.book(after());
            health.forEach((rule, state) -> {
                group.health(rule, state);
                meters.evaluated(state.failure().isEmpty());
            });
            changed.values().forEach(meters::changed);
            meters.held(held.size());
        });
    }

    private boolean full() {
        return changed.size() + told >= MAX_CHANGES;
    }

    /** One rule that throws must not cost the others their evaluation: it has failed, and its alerts stay as they are. */
    private boolean evaluateAlone(AlertRule rule) {
        try {
            return unit.tentatively(() -> evaluate(rule));
        } catch (ConflictException | StoreException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            changed.values().removeIf(alert -> alert.identity().rule().equals(rule.name()));
            batch.forget(rule.name());
            return fail(rule, new RuleVerdict.Failed(String.valueOf(e)));
        }
    }

    /** Gives false if the unit is full before all that the rule brings about is in it. */
    private boolean evaluate(AlertRule rule) {
        Map<Labels, Alert> known = book.of(rule.name());
        Predicate<Alert> holding = holding(rule);
        RuleVerdict verdict = judge(rule, plainly(rule), known, holding);
        if (verdict instanceof RuleVerdict.Failed failed) {
            return fail(rule, failed);
        }
        if (((RuleVerdict.Changes) verdict).changes().isEmpty()) {
            return recover(rule);
        }
        // Evaluated again with its steps kept, so that the explanations are of the very values that decide.
        Explained explained = Evaluator.explain(rule.when(), metrics, slot.at(), options.limits());
        verdict = judge(rule, explained.result(), known, holding);
        if (verdict instanceof RuleVerdict.Failed failed) {
            return fail(rule, failed);
        }
        RuleVerdict.Changes changes = (RuleVerdict.Changes) verdict;
        Explanation whole = explained.whole();
        for (RuleVerdict.Change change : changes.changes()) {
            if (full()) {
                return false;
            }
            Alert alert = known.get(change.labels());
            Explanation why = change.action() == AlertAction.CLEAR
                    ? whyCleared(rule, change, alert, explained)
                    : why(rule, change, changes.present(), explained, whole);
            apply(rule, change, alert, why);
        }
        return recover(rule);
    }

    private EvalResult plainly(AlertRule rule) {
        return Evaluator.evaluate(rule.when(), metrics, slot.at(), options.limits());
    }

    private RuleVerdict judge(AlertRule rule, EvalResult result, Map<Labels, Alert> known, Predicate<Alert> holding) {
        return AlertMachine.judge(rule, result, known, slot, holding, options.maxAlerts());
    }

    /** While a rule warms up, the alerts that an earlier process left keep their state. */
    private Predicate<Alert> holding(AlertRule rule) {
        if (!group.warming(rule.when().reach(), slot.at(), metrics, options.warmAtMost())) {
            return alert -> false;
        }
        return alert -> {
            if (group.restored(alert)) {
                held.add(alert.id());
            }
            return group.restored(alert);
        };
    }

    /** Names the series that cleared alone: its last value and what that does not meet any more. */
    private Explanation whyCleared(
            AlertRule rule, RuleVerdict.Change change, @Nullable Alert alert, Explained explained) {
        Explanation why = Explanation.of(SafeText.shorten(
                        "the condition of " + rule.name() + " no longer holds for " + change.labels(), 400))
                .with("slot", slot.at());
        if (alert != null) {
            why = why.with("value when it last changed", new NumberLiteral(alert.value()));
        }
        return why.because(explained.missing(rule.about(change.labels())));
    }

    private Explanation why(
            AlertRule rule,
            RuleVerdict.Change change,
            Map<Labels, Sample> present,
            Explained explained,
            Explanation whole) {
        Explanation why = Explanation.of("the condition of " + rule.name() + held(rule, change.action()))
                .with("slot", slot.at());
        Sample element = present.get(change.labels());
        Optional<Explanation> inside = element == null ? Optional.empty() : explained.of(element.labels());
        return why.because(inside.orElse(whole));
    }

    private static String held(AlertRule rule, AlertAction action) {
        if (rule.holdFor().isZero()) {
            return " holds";
        }
        return (action == AlertAction.WAIT ? " holds; it must hold for " : " has held for ")
                + Words.duration(rule.holdFor());
    }

    private void apply(AlertRule rule, RuleVerdict.Change change, @Nullable Alert known, Explanation why) {
        AlertIdentity identity = known == null || !known.status().active()
                ? rule.identify(group.name(), change.labels())
                : known.identity();
        apply(identity, change.action(), change.value(), rule.resolve(), why);
    }

    private void apply(
            AlertIdentity identity, AlertAction action, double value, ResolvePolicy policy, Explanation why) {
        Outcome<Alert> outcome = AlertWorkflow.WORKFLOW.execute(
                unit,
                identity.id(),
                OptionalLong.empty(),
                new AlertCommand(action, identity, value, Optional.of(why)),
                slot);
        if (!(outcome instanceof Outcome.Accepted<Alert> accepted)) {
            // The book was of another state than the store: forget it and decide anew.
            group.book(null);
            throw new ConflictException(Alert.TYPE.ref(identity.id()), 0, 0);
        }
        Alert after = accepted.state();
        changed.put(after.id(), after);
        if (after.status() == AlertStatus.FIRING) {
            batch.fired(after, why);
        } else if (after.status() == AlertStatus.RESOLVED) {
            batch.resolved(after, policy, why);
        }
    }

    /** Ends alerts of rules that no longer exist, once it is certain that nobody will add them after a restart. */
    private boolean endOrphans(List<AlertRule> rules) {
        Set<String> names = rules.stream().map(AlertRule::name).collect(Collectors.toCollection(HashSet::new));
        if (group.warming(options.warmAtMost(), slot.at(), metrics, options.warmAtMost())) {
            return true;
        }
        for (Map.Entry<String, Map<Labels, Alert>> rule : book.rules()) {
            if (!names.contains(rule.getKey())) {
                for (Alert alert : rule.getValue().values()) {
                    if (alert.status().active() && full()) {
                        return false;
                    }
                    if (alert.status().active()) {
                        Explanation why = Explanation.of(
                                "the rule " + rule.getKey() + " of group " + group.name() + " no longer exists");
                        apply(alert.identity(), AlertAction.CLEAR, Double.NaN, ResolvePolicy.ALL, why);
                    }
                }
            }
        }
        return true;
    }

    /** Removes the records of some alerts that ended long ago; the rest go at later slots. */
    private void forgetEnded() {
        Instant until = slot.at().minus(options.keepEnded());
        for (Map.Entry<String, Map<Labels, Alert>> rule : book.rules()) {
            for (Alert alert : rule.getValue().values()) {
                boolean old =
                        alert.endedAt().filter(ended -> ended.isBefore(until)).isPresent();
                if (old && !changed.containsKey(alert.id()) && forgotten.size() < MAX_FORGOTTEN) {
                    unit.find(Alert.TYPE, alert.id());
                    unit.remove(Alert.TYPE, alert.id());
                    forgotten.put(alert.id(), alert);
                }
            }
        }
    }

    /** Gives false if it is to be told and the unit is full. */
    private boolean fail(AlertRule rule, RuleVerdict.Failed failed) {
        String reason = SafeText.shorten(SafeText.oneLine(failed.reason()), 300);
        boolean known = group.health(rule.name())
                .flatMap(GroupRuntime.Health::failure)
                .filter(reason::equals)
                .isPresent();
        if (!known && full()) {
            return false;
        }
        if (!known) {
            LOG.atWarn()
                    .addKeyValue("rule", rule.name())
                    .addKeyValue("reason", reason)
                    .log("a rule failed");
            event("rule.failed", rule, "rule " + rule.name() + " failed, its alerts stay as they are: " + reason);
        }
        health.put(rule.name(), new GroupRuntime.Health(slot.at(), Optional.of(reason)));
        return true;
    }

    /** Gives false if it is to be told and the unit is full. */
    private boolean recover(AlertRule rule) {
        boolean failing =
                group.health(rule.name()).flatMap(GroupRuntime.Health::failure).isPresent();
        if (failing && full()) {
            return false;
        }
        if (failing) {
            event("rule.recovered", rule, "rule " + rule.name() + " is evaluated again");
        }
        health.put(rule.name(), new GroupRuntime.Health(slot.at(), Optional.empty()));
        return true;
    }

    private void event(String type, AlertRule rule, String summary) {
        unit.event(
                type,
                List.of(Ref.of("alert-rule", rule.name())),
                summary,
                Tree.Obj.of(Map.of(
                        "group", new Tree.Text(group.name()),
                        "slot", new Tree.Text(slot.at().toString()))));
        told++;
    }
}
