package io.itops.monitoring;

import io.itops.core.ConflictException;
import io.itops.core.Require;
import io.itops.core.lifecycle.Outcome;
import io.itops.core.store.UnitOfWork;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertCommand;
import io.itops.monitoring.rule.AlertIdentity;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.AlertWorkflow;
import io.itops.monitoring.rule.EvaluatedSlot;
import io.itops.monitoring.rule.Rule;
import io.itops.monitoring.rule.RuleGroup;
import io.itops.monitoring.rule.RuleHealth;
import io.itops.monitoring.rule.RuleSeries;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What this process knows of one rule group besides what the store keeps. Thread-safe. */
final class GroupRuntime {
    private static final String CHAIN_PREFIX = "rules.";

    /**
     * How the last evaluation of a rule went.
     *
     * @param slot its slot
     * @param trouble that it failed, or found no data, and since when that is so
     * @param budget which limit of an evaluation was exceeded, if one was
     * @param took how long it took on the clock of the SDK instance
     * @param judged whether its alerts were judged, which they are though their series were not kept
     */
    record Health(Instant slot, RuleTrouble trouble, Optional<String> budget, Duration took, boolean judged) {
        Health within(Optional<String> exceeded, Duration time) {
            return new Health(slot, trouble, exceeded, time, judged);
        }

        /** Why it failed, empty if it did not. */
        Optional<String> failure() {
            return trouble.reason();
        }

        RuleHealth kind() {
            return failure().isPresent()
                    ? RuleHealth.ERR
                    : trouble.noDataSince().isPresent() ? RuleHealth.NO_DATA : RuleHealth.OK;
        }
    }

    /**
     * How an alert was last seen, which its record does not tell until the alert changes.
     *
     * @param value its value
     * @param annotations its texts
     */
    record Seen(double value, SortedMap<String, String> annotations) {}

    /**
     * The rules and what tells them apart.
     *
     * @param group the group
     * @param keys the keys of its rules, in their order
     * @param byKey the same rules by their keys
     */
    record Rules(RuleGroup group, List<String> keys, Map<String, Rule> byKey) {
        static Rules of(RuleGroup group) {
            List<String> keys = group.keys();
            Map<String, Rule> byKey = new HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                byKey.put(keys.get(i), group.rules().get(i));
            }
            return new Rules(group, keys, Map.copyOf(byKey));
        }

        Set<String> known() {
            return byKey.keySet();
        }

        Optional<AlertRule> alertRule(String key) {
            return byKey.get(key) instanceof AlertRule rule ? Optional.of(rule) : Optional.empty();
        }

        /**
         * The key of the rule that an alert is of. A release before these keys kept the name of the rule alone: such an alert is of the
         * first rule of the name.
         */
        String keyOf(AlertIdentity alert) {
            if (alert.key().equals(alert.rule()) && !byKey.containsKey(alert.key())) {
                for (int i = 0; i < keys.size(); i++) {
                    Rule rule = group.rules().get(i);
                    if (rule.kind() == Rule.Kind.ALERT && rule.name().equals(alert.rule())) {
                        return keys.get(i);
                    }
                }
            }
            return alert.key();
        }
    }

    private final String name;
    private final boolean gone;
    private volatile Map<String, Health> health = Map.of();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Map<String, Instant> silent = new ConcurrentHashMap<>();
    private final RuleSeries series = new RuleSeries();
    private volatile Rules rules;
    private volatile @Nullable AlertBook book;
    private volatile @Nullable Instant restoredAt;

    GroupRuntime(RuleGroup group) {
        this(group, false);
    }

    private GroupRuntime(RuleGroup group, boolean gone) {
        this.name = group.name();
        this.gone = gone;
        this.rules = Rules.of(group);
    }

    String name() {
        return name;
    }

    String chain() {
        return CHAIN_PREFIX + name;
    }

    /** The type of the group's jobs: a process that does not have the group never claims them. */
    String jobType() {
        return "monitoring.slot." + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** A group that no process has any more: it has no rules, so that every alert of it is without one. */
    static GroupRuntime gone(String chain) {
        return new GroupRuntime(RuleGroup.of(chain.substring(CHAIN_PREFIX.length()), Duration.ofSeconds(1)), true);
    }

    /** Whether no process has the group any more. */
    boolean isGone() {
        return gone;
    }

    Duration interval() {
        return rules.group().interval();
    }

    RuleGroup group() {
        return rules.group();
    }

    /** The rules as they stand; a slot is worked through with those that it began with. */
    Rules rules() {
        return rules;
    }

    /** Takes over another definition of the group, together with the alerts that its rules have had. */
    synchronized void replace(RuleGroup newer) {
        rules = Rules.of(newer);
        // Its alerts may belong to the rules in another way.
        book = null;
        Map<String, Health> left = new HashMap<>(health);
        left.keySet().retainAll(rules.known());
        health = left;
    }

    synchronized void add(Rule rule) {
        replace(group().with(rule));
    }

    /** The series that the rules have written. */
    RuleSeries series() {
        return series;
    }

    /** Notes how alerts were seen, and forgets those that are no more. */
    void seen(Map<String, Seen> newer, Collection<String> ended) {
        seen.putAll(newer);
        seen.keySet().removeAll(ended);
    }

    /** Notes of which dedup keys there is nothing to signal again up to a slot, and forgets where that is over. */
    void silent(Map<String, Instant> newer, Instant slot) {
        silent.values().removeIf(until -> until.isBefore(slot));
        silent.putAll(newer);
    }

    /** Whether there was nothing to signal again of a dedup key when that was last looked up. */
    boolean isSilent(String dedupKey, Instant slot) {
        Instant until = silent.get(dedupKey);
        return until != null && !slot.isAfter(until);
    }

    /** An alert as it was last seen. */
    Alert asSeen(Alert alert) {
        Seen last = seen.get(alert.id());
        return last == null || !alert.status().active() ? alert : alert.seen(last.value(), last.annotations());
    }

    /** Tells that an earlier process evaluated this group, so that its alerts are restored ones. */
    void restoredAt(Instant instant) {
        restoredAt = Require.present("instant", instant);
    }

    /**
     * Whether the samples may still be too few to tell that a condition has ceased: after a restart, until they reach as far back as
     * the rule looks from the group's query offset on, or a time is over.
     */
    boolean warming(Supplier<Duration> reach, Instant slot, MetricStore metrics, Duration atMost) {
        Instant restored = restoredAt;
        if (restored == null || !slot.isBefore(restored.plus(atMost))) {
            return false;
        }
        return metrics.since()
                .filter(since -> !since.isAfter(slot.minus(reach.get()).minus(group().queryOffset())))
                .isEmpty();
    }

    /** Whether an alert was taken over from an earlier process. */
    boolean restored(Alert alert) {
        Instant restored = restoredAt;
        return restored != null && !alert.activeAt().isAfter(restored);
    }

    @Nullable
    AlertBook book() {
        return book;
    }

    /** Takes over the alerts as a commit leaves them, unless the rules they are sorted by are no more. */
    synchronized void took(Rules by, AlertBook newer) {
        book = rules.equals(by) ? newer : null;
    }

    /**
     * Has an alert change.
     *
     * @return the alert as the commit leaves it
     * @throws ConflictException if the book was of another state than the store: it is forgotten, for the slot to be decided anew
     */
    Alert execute(UnitOfWork unit, AlertCommand command, EvaluatedSlot slot) {
        String id = command.identity().id();
        Outcome<Alert> outcome = AlertWorkflow.WORKFLOW.execute(unit, id, OptionalLong.empty(), command, slot);
        if (outcome instanceof Outcome.Accepted<Alert> accepted) {
            return accepted.state();
        }
        book = null;
        throw new ConflictException(Alert.TYPE.ref(id), 0, 0);
    }

    /** Takes over how evaluations went; the map is this object's from now on. */
    synchronized void evaluated(Map<String, Health> newer) {
        if (!newer.keySet().containsAll(health.keySet())) {
            // A slot that took several commits: each tells of some rules.
            health.forEach(newer::putIfAbsent);
        }
        health = newer;
    }

    Optional<Health> health(String rule) {
        return Optional.ofNullable(health.get(rule));
    }
}
