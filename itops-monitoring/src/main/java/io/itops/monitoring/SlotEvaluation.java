package io.itops.monitoring;

import io.itops.core.ConflictException;
import io.itops.core.StoreException;
import io.itops.core.explain.Explanation;
import io.itops.core.store.Commit;
import io.itops.core.store.UnitOfWork;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertAction;
import io.itops.monitoring.rule.AlertCommand;
import io.itops.monitoring.rule.AlertRound;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.ErrorPolicy;
import io.itops.monitoring.rule.EvaluatedSlot;
import io.itops.monitoring.rule.Flapping;
import io.itops.monitoring.rule.GroupSlot;
import io.itops.monitoring.rule.RecordingRule;
import io.itops.monitoring.rule.ResolvePolicy;
import io.itops.monitoring.rule.Rule;
import io.itops.monitoring.rule.RuleSeries;
import io.itops.monitoring.rule.RuleVerdict;
import io.itops.monitoring.rule.Unwritten;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One slot of one group inside one unit of work: evaluates the rules, puts what changes into the unit, and stops before the commit
 * would grow too large. Not thread-safe; confined to the handling of one job.
 */
final class SlotEvaluation {
    /** What one more alert takes of a commit besides its signal: its record, its event, the state of its key, and that its end was told. */
    private static final int ALERT = 4;

    /** What a commit holds besides alerts and troubles: the end of the claim, and the chain with its job and its timer. */
    private static final int CHAIN = 10;

    private static final int MAX_FORGOTTEN = 50;

    private final GroupRuntime group;
    private final GroupRuntime.Rules rules;
    private final RuleEngine engine;
    private final UnitOfWork unit;
    private final EvaluatedSlot slot;
    private final GroupSlot shared;
    private final AlertBook book;
    private final SignalBatch batch = new SignalBatch();
    private final Optional<Resending> resending;
    private final Map<String, Alert> changed = new LinkedHashMap<>();
    private final Map<String, Alert> forgotten = new LinkedHashMap<>();
    private final RuleTroubles troubles;
    private final int signal;
    private final Map<String, GroupRuntime.Health> health;
    private GroupRuntime.@Nullable Health standing;
    private final Map<String, GroupRuntime.Seen> seen = new HashMap<>();
    private final Set<String> held = new HashSet<>();
    private @Nullable RuleReach reach;
    private Optional<String> exceeded = Optional.empty();

    SlotEvaluation(
            GroupRuntime group,
            GroupRuntime.Rules rules,
            RuleEngine engine,
            UnitOfWork unit,
            EvaluatedSlot slot,
            AlertBook book) {
        this.group = group;
        this.rules = rules;
        this.engine = engine;
        this.unit = unit;
        this.slot = slot;
        this.shared = new GroupSlot(
                rules.group(),
                engine.metrics(),
                slot,
                engine.evaluation(),
                engine.options().maxAlerts());
        this.book = book;
        this.health = new HashMap<>(2 * rules.keys().size());
        this.signal = engine.signals().operations();
        this.troubles = new RuleTroubles(group.name(), book, unit, slot.at());
        this.resending = engine.options()
                .resendDelay()
                .filter(delay -> !group.isGone())
                .map(delay -> new Resending(group, delay, slot, unit, batch));
    }

    /**
     * Evaluates the rules from one on.
     *
     * @return the first rule that is still to be evaluated, or -1 if all are
     */
    int run(int from) {
        List<Rule> all = rules.group().rules();
        for (int i = from; i < all.size(); i++) {
            if (!evaluateTimed(all.get(i), rules.keys().get(i))) {
                // Asked again about the same slot, a rule only changes what it has not changed yet.
                return i;
            }
        }
        if (!endOrphans() || !sendAgain()) {
            return all.size();
        }
        group.series().endOthers(rules.known(), engine.metrics(), shared.samplesAt());
        forgetEnded();
        return -1;
    }

    /** The alerts of the group as the commit leaves them. */
    AlertBook after() {
        Map<String, Alert> all = new LinkedHashMap<>(changed);
        resending.ifPresent(again -> all.putAll(again.sent()));
        return book.next(all, forgotten, troubles.changed());
    }

    /** How many alerts change with the commit. */
    int changes() {
        return changed.size();
    }

    /** Puts the signals into the unit. */
    void signal() {
        batch.flush(engine.signals(), unit, alert -> resending.ifPresent(again -> again.over(alert)));
    }

    /** Has this process take over what the commit brings about, once it holds. */
    void afterCommit() {
        unit.afterCommit(() -> {
            group.took(rules, after());
            long failures = 0;
            for (GroupRuntime.Health state : health.values()) {
                failures += state.failure().isPresent() ? 1 : 0;
                state.budget().ifPresent(engine.meters()::exceeded);
            }
            engine.meters().evaluated(health.size(), failures);
            group.evaluated(health);
            Set<String> ended = new HashSet<>(forgotten.keySet());
            changed.values().stream()
                    .filter(alert -> !alert.status().active())
                    .map(Alert::id)
                    .forEach(ended::add);
            group.seen(seen, ended);
            resending.ifPresent(again -> group.silent(again.silent(), slot.at()));
            changed.values().forEach(engine.meters()::changed);
            engine.meters().repeated(batch.repeated());
            engine.meters().held(held.size());
        });
    }

    /** Whether the commit has no room left for one more alert, or for one more trouble of a rule, which takes less. */
    private boolean full() {
        return unit.operations() + batch.operations(signal) + ALERT + signal + CHAIN > Commit.MAX_OPERATIONS;
    }

    private boolean evaluateTimed(Rule rule, String key) {
        Instant begun = engine.now();
        exceeded = Optional.empty();
        standing = null;
        boolean whole = evaluateAlone(rule, key);
        Duration took = Duration.between(begun, engine.now());
        if (standing != null) {
            health.put(key, standing.within(exceeded, took.isNegative() ? Duration.ZERO : took));
        }
        return whole;
    }

    /** Which limit the first of the evaluations that failed has exceeded, if it is that by which it failed. */
    private static Optional<String> budget(List<EvalResult> results) {
        for (EvalResult result : results) {
            if (result instanceof EvalResult.Failure failure) {
                return failure.cause().budget();
            }
        }
        return Optional.empty();
    }

    /** One rule that throws must not cost the others their evaluation: it has failed, and its alerts stay as they are. */
    private boolean evaluateAlone(Rule rule, String key) {
        try {
            return unit.tentatively(() ->
                    rule instanceof AlertRule alerting ? evaluate(alerting, key) : record((RecordingRule) rule, key));
        } catch (ConflictException | StoreException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            Predicate<Alert> ofRule = alert -> rules.keyOf(alert.identity()).equals(key);
            changed.values().removeIf(ofRule);
            batch.forget(ofRule);
            troubles.takeBack(key);
            return fail(rule, key, String.valueOf(e), RuleTroubles.STAY);
        }
    }

    /** Gives false if it is to be told that the rule fails or recovers, and the unit is full. */
    private boolean record(RecordingRule rule, String key) {
        EvalResult result = shared.evaluate(rule);
        exceeded = budget(List.of(result));
        RuleVerdict verdict = rule.judge(result, rules.group().limit());
        if (verdict instanceof RuleVerdict.Failed failed) {
            return fail(rule, key, failed.reason(), RuleTroubles.STAY);
        }
        return kept(group.series()
                        .write(key, ((RuleVerdict.Recorded) verdict).samples(), engine.metrics(), shared.samplesAt()))
                .map(reason -> unkept(rule, key, false, reason))
                .orElseGet(() -> evaluated(rule, key, false));
    }

    /** Gives false if the unit is full before all that the rule brings about is in it. */
    private boolean evaluate(AlertRule rule, String key) {
        Map<Labels, Alert> known = book.of(key);
        AlertRound round = shared.alert(rule, key, known, holding(rule));
        exceeded = budget(round.results());
        if (round.verdict() instanceof RuleVerdict.Failed failed) {
            return fail(rule, key, failed.reason(), RuleTroubles.STAY);
        }
        RuleVerdict.Changes changes = (RuleVerdict.Changes) round.verdict();
        for (RuleVerdict.Change change : changes.changes()) {
            if (full()) {
                return false;
            }
            apply(round.command(change), known.get(change.labels()), rule.resolve());
        }
        Optional<String> unkept = kept(see(key, changes, round, known));
        if (changes.failure().isPresent()) {
            String alerts = rule.options().onError() == ErrorPolicy.RESOLVE ? "end" : RuleTroubles.ONE_FIRES;
            return failed(rule, key, changes.failure().get(), "its alerts " + alerts, true);
        }
        return unkept.map(reason -> unkept(rule, key, round.noData(), reason))
                .orElseGet(() -> evaluated(rule, key, round.noData()));
    }

    /** Notes which limit of the metric store was exceeded, and gives the reason. */
    private Optional<String> kept(Optional<Unwritten> unwritten) {
        if (exceeded.isEmpty()) {
            exceeded = unwritten.map(Unwritten::budget);
        }
        return unwritten.map(Unwritten::reason);
    }

    /** While a rule warms up, the alerts that an earlier process left keep their state. */
    private Predicate<Alert> holding(AlertRule rule) {
        if (!group.warming(
                () -> reach(rule), slot.at(), engine.metrics(), engine.options().warmAtMost())) {
            return alert -> false;
        }
        return alert -> {
            if (group.restored(alert)) {
                held.add(alert.id());
            }
            return group.restored(alert);
        };
    }

    private Duration reach(AlertRule rule) {
        RuleReach known = reach == null ? engine.reach() : reach;
        reach = known;
        return known.of(rule);
    }

    private void apply(AlertCommand command, @Nullable Alert known, ResolvePolicy policy) {
        Explanation why = command.because().orElseThrow();
        Alert after = group.execute(unit, command, slot);
        changed.put(after.id(), after);
        boolean fired = known != null && known.status() == AlertStatus.FIRING;
        boolean fires = after.status() == AlertStatus.FIRING;
        if (fires && !fired) {
            batch.fired(after, why);
        } else if (fired && !fires) {
            batch.resolved(after, policy, why);
        } else if (fires
                && known != null
                && known.identity().severity() != after.identity().severity()) {
            batch.regraded(after, why);
        }
    }

    /** Notes the values and texts that alerts are seen with, and writes the series of those that are active. */
    private Optional<Unwritten> see(
            String key, RuleVerdict.Changes changes, AlertRound round, Map<Labels, Alert> known) {
        if (known.isEmpty() && changes.changes().isEmpty()) {
            return group.series().write(key, Map.of(), engine.metrics(), shared.samplesAt());
        }
        Map<Labels, Alert> after = new LinkedHashMap<>(known);
        if (!changed.isEmpty()) {
            changed.values().stream()
                    .filter(alert -> rules.keyOf(alert.identity()).equals(key))
                    .forEach(alert -> after.put(alert.identity().labels(), alert));
        }
        changes.present().forEach((labels, met) -> {
            Alert alert = after.get(labels);
            if (alert != null && alert.status().active()) {
                seen.put(alert.id(), new GroupRuntime.Seen(met.element().value(), round.annotations(met)));
            }
        });
        return rules.group().alertSeries()
                ? group.series().write(key, RuleSeries.ofAlerts(after.values()), engine.metrics(), shared.samplesAt())
                : Optional.empty();
    }

    /** Ends alerts, and forgets troubles, of rules that no longer exist, once it is certain that nobody will add them after a restart. */
    private boolean endOrphans() {
        Duration warmAtMost = engine.options().warmAtMost();
        if (group.warming(() -> warmAtMost, slot.at(), engine.metrics(), warmAtMost)) {
            return true;
        }
        if (!troubles.forgetOthers(rules.known(), this::full)) {
            return false;
        }
        for (Map.Entry<String, Map<Labels, Alert>> rule : book.rules()) {
            if (!rules.known().contains(rule.getKey())) {
                for (Alert alert : rule.getValue().values()) {
                    if (alert.status().active() && full()) {
                        return false;
                    }
                    if (alert.status().active()) {
                        Explanation why = Explanation.of("the rule "
                                + alert.identity().rule() + " of group " + group.name() + " no longer exists");
                        apply(
                                new AlertCommand(AlertAction.CLEAR, alert.identity(), Double.NaN, Optional.of(why)),
                                alert,
                                ResolvePolicy.ALL);
                    }
                }
            }
        }
        return true;
    }

    /** Gives false if the unit is full before all that is due is signalled again. */
    private boolean sendAgain() {
        if (resending.isEmpty()) {
            return true;
        }
        for (Resending.Due due : resending.get().due(after(), this::judged)) {
            if (full()) {
                return false;
            }
            resending.get().speaker(due).ifPresent(alert -> resending.get().again(asSeen(alert)));
        }
        return true;
    }

    private Alert asSeen(Alert alert) {
        GroupRuntime.Seen last = seen.get(alert.id());
        return last == null ? group.asSeen(alert) : alert.seen(last.value(), last.annotations());
    }

    /**
     * Whether a rule's alerts were judged at this slot: not if it failed without a policy that judges failures. Where another process has
     * evaluated it at this slot, only that it fails is known, so nothing is sent until the next.
     */
    private boolean judged(String key) {
        return Optional.ofNullable(health.get(key))
                .or(() -> group.health(key).filter(last -> last.slot().equals(slot.at())))
                .map(GroupRuntime.Health::judged)
                .orElseGet(() -> book.trouble(key).flatMap(RuleTrouble::failing).isEmpty());
    }

    /** How long records of alerts that have ended are kept at least. */
    private Duration keepEnded() {
        Duration keep = engine.options().keepEnded();
        return resending
                .map(Resending::remembers)
                .filter(longer -> longer.compareTo(keep) > 0)
                .orElse(keep);
    }

    /** Removes the records of some alerts that ended long ago; the rest go at later slots. */
    private void forgetEnded() {
        Duration keep = keepEnded();
        Instant unlessAsked = slot.at().minus(keep);
        for (Map.Entry<String, Map<Labels, Alert>> rule : book.rules()) {
            for (Alert alert : rule.getValue().values()) {
                Optional<Instant> ended = alert.endedAt();
                if (ended.isPresent()
                        && ended.get().isBefore(unlessAsked)
                        && ended.get().isBefore(slot.at().minus(remembered(rule.getKey(), keep)))
                        && !changed.containsKey(alert.id())
                        && forgotten.size() < MAX_FORGOTTEN
                        && !full()) {
                    unit.find(Alert.TYPE, alert.id());
                    unit.remove(Alert.TYPE, alert.id());
                    forgotten.put(alert.id(), alert);
                }
            }
        }
    }

    /** How long the rule itself asks for alerts that have ended, or what is usual where that is longer. */
    private Duration remembered(String key, Duration usual) {
        return rules.alertRule(key)
                .flatMap(rule -> rule.options().flapping())
                .map(Flapping::within)
                .filter(within -> within.compareTo(usual) > 0)
                .orElse(usual);
    }

    /** Gives false if it is to be told and the unit is full. */
    private boolean fail(Rule rule, String key, String why, String alerts) {
        String what = rule instanceof AlertRule ? "its alerts " + alerts : "it records nothing";
        return failed(rule, key, why, what, false);
    }

    /** What the rule gives is not kept as a whole. Gives false if it is to be told and the unit is full. */
    private boolean unkept(Rule rule, String key, boolean noData, String why) {
        String what = rule instanceof AlertRule ? "its alerts lack series" : "not all that it records is kept";
        return troubles.unkept(rule, key, noData, why, what, this::full)
                .map(now -> stands(now, true))
                .orElse(false);
    }

    private boolean failed(Rule rule, String key, String why, String what, boolean judged) {
        return troubles.failed(rule, key, why, what, this::full)
                .map(now -> stands(now, judged))
                .orElse(false);
    }

    /** Gives false if it is to be told and the unit is full. */
    private boolean evaluated(Rule rule, String key, boolean noData) {
        return troubles.evaluated(rule, key, noData, this::full)
                .map(now -> stands(now, true))
                .orElse(false);
    }

    private boolean stands(RuleTrouble trouble, boolean judged) {
        standing = new GroupRuntime.Health(slot.at(), trouble, Optional.empty(), Duration.ZERO, judged);
        return true;
    }
}
