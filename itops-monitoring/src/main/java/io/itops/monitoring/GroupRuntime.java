package io.itops.monitoring;

import io.itops.core.Require;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.RuleGroup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What this process knows of one rule group besides what the store keeps. Thread-safe. */
final class GroupRuntime {
    /**
     * How the last evaluation of a rule went.
     *
     * @param slot its slot
     * @param failure why it failed, empty if it did not
     */
    record Health(Instant slot, Optional<String> failure) {}

    private static final String CHAIN_PREFIX = "rules.";

    private final String name;
    private final Duration interval;
    private final Map<String, Health> health = new ConcurrentHashMap<>();
    private volatile RuleGroup group;
    private volatile @Nullable AlertBook book;
    private volatile @Nullable Instant restoredAt;

    GroupRuntime(RuleGroup group) {
        this.name = group.name();
        this.interval = group.interval();
        this.group = group;
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
        return new GroupRuntime(RuleGroup.of(chain.substring(CHAIN_PREFIX.length()), Duration.ofSeconds(1)));
    }

    Duration interval() {
        return interval;
    }

    RuleGroup group() {
        return group;
    }

    synchronized void add(AlertRule rule) {
        List<AlertRule> rules = new ArrayList<>(group.rules());
        rules.add(rule);
        group = new RuleGroup(name, interval, rules);
    }

    /** Tells that an earlier process evaluated this group, so that its alerts are restored ones. */
    void restoredAt(Instant instant) {
        restoredAt = Require.present("instant", instant);
    }

    /**
     * Whether the samples may still be too few to tell that a condition has ceased: after a restart, until they reach as far back as
     * the rule looks, or a time is over.
     */
    boolean warming(Duration reach, Instant slot, MetricStore metrics, Duration atMost) {
        Instant restored = restoredAt;
        if (restored == null || !slot.isBefore(restored.plus(atMost))) {
            return false;
        }
        return metrics.since()
                .filter(since -> !since.isAfter(slot.minus(reach)))
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

    void book(@Nullable AlertBook newer) {
        book = newer;
    }

    void health(String rule, Health newer) {
        health.put(rule, newer);
    }

    Optional<Health> health(String rule) {
        return Optional.ofNullable(health.get(rule));
    }
}
