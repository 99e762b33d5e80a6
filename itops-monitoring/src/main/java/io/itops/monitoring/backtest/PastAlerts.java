package io.itops.monitoring.backtest;

import io.itops.core.LimitExceededException;
import io.itops.core.SafeText;
import io.itops.core.Severity;
import io.itops.core.explain.Explanation;
import io.itops.monitoring.rule.AlertEvent;
import io.itops.monitoring.rule.AlertIdentity;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.GroupRun;
import io.itops.monitoring.rule.ResolvePolicy;
import io.itops.monitoring.rule.RuleGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Gathers the events of groups into alerts. Not thread-safe; confined to one backtest. */
final class PastAlerts {
    private static final int REASONS = 20;

    private final BacktestLimits limits;
    private final List<BacktestAlert> alerts = new ArrayList<>();
    private final Map<String, Firing> firing = new LinkedHashMap<>();
    private final Set<String> pending = new HashSet<>();
    private final PastPages pages = new PastPages();
    private final Map<String, Map<Integer, Map<String, RuleFailure>>> failures = new LinkedHashMap<>();
    private final Map<String, Map<String, ResolvePolicy>> policies = new HashMap<>();
    private long pendingOnly;

    /** An alert that fires. */
    private record Firing(AlertEvent.Firing begun, Severity worst, Severity now) {
        Firing regraded(Severity other) {
            return new Firing(begun, other.worseThan(worst) ? other : worst, other);
        }

        BacktestAlert ended(Optional<Instant> at, Optional<Explanation> why) {
            return new BacktestAlert(
                    begun.identity(),
                    worst,
                    begun.value(),
                    begun.activeAt(),
                    begun.at(),
                    at,
                    begun.because().orElseThrow(),
                    why);
        }
    }

    PastAlerts(BacktestLimits limits) {
        this.limits = limits;
    }

    /** Takes what one slot of one group brought about. */
    void take(RuleGroup group, Instant slot, GroupRun.Step step) {
        for (AlertEvent event : step.events()) {
            take(group, slot, event);
        }
        pages.flush(slot);
        step.failures().forEach((rule, reason) -> failed(group, rule, slot, reason));
    }

    private void take(RuleGroup group, Instant slot, AlertEvent event) {
        String id = event.identity().id();
        if (event instanceof AlertEvent.Pending) {
            pending.add(id);
        } else if (event instanceof AlertEvent.Cleared) {
            pending.remove(id);
            pendingOnly++;
        } else if (event instanceof AlertEvent.Firing begun) {
            pending.remove(id);
            fired(begun);
        } else if (event instanceof AlertEvent.Resolved || event instanceof AlertEvent.Postponed) {
            Firing alert = firing.remove(id);
            if (alert != null) {
                alerts.add(alert.ended(Optional.of(slot), event.because()));
                pages.resolved(event.identity(), policy(group, event.identity()));
            }
            if (event instanceof AlertEvent.Postponed) {
                pending.add(id);
            }
        } else {
            refreshed(event.identity());
        }
    }

    /** An alert that fires on may have another severity. */
    private void refreshed(AlertIdentity identity) {
        Firing alert = firing.get(identity.id());
        if (alert != null && alert.now() != identity.severity()) {
            firing.put(identity.id(), alert.regraded(identity.severity()));
            pages.regraded(identity);
        }
    }

    private void fired(AlertEvent.Firing begun) {
        long count = alerts.size() + firing.size() + 1L;
        if (count > limits.maxAlerts()) {
            throw new LimitExceededException("alerts of a backtest", limits.maxAlerts(), count);
        }
        Severity severity = begun.identity().severity();
        firing.put(begun.identity().id(), new Firing(begun, severity, severity));
        pages.fired(begun.identity());
    }

    private ResolvePolicy policy(RuleGroup group, AlertIdentity identity) {
        return policies.computeIfAbsent(group.name(), name -> policies(group))
                .getOrDefault(identity.key(), ResolvePolicy.ALL);
    }

    private static Map<String, ResolvePolicy> policies(RuleGroup group) {
        Map<String, ResolvePolicy> byKey = new HashMap<>();
        List<String> keys = group.keys();
        for (int i = 0; i < keys.size(); i++) {
            if (group.rules().get(i) instanceof AlertRule rule) {
                byKey.put(keys.get(i), rule.resolve());
            }
        }
        return byKey;
    }

    private void failed(RuleGroup group, int rule, Instant slot, String why) {
        String reason = SafeText.shorten(SafeText.oneLine(why), RuleFailure.MAX_REASON);
        Map<String, RuleFailure> reasons = failures.computeIfAbsent(group.name(), g -> new TreeMap<>())
                .computeIfAbsent(rule, r -> new LinkedHashMap<>());
        RuleFailure known = reasons.get(reason);
        if (known == null && reasons.size() == REASONS) {
            known = List.copyOf(reasons.values()).get(REASONS - 1);
        }
        RuleFailure next = known == null
                ? new RuleFailure(group.name(), rule, group.rules().get(rule).name(), reason, slot, slot, 1)
                : known.again(slot);
        reasons.put(next.reason(), next);
    }

    /** All of it, at the end. */
    BacktestResult result(Instant from, Instant to, long slots) {
        List<BacktestAlert> all = new ArrayList<>(alerts);
        firing.values().forEach(alert -> all.add(alert.ended(Optional.empty(), Optional.empty())));
        all.sort(Comparator.comparing(BacktestAlert::firedAt)
                .thenComparing(alert -> alert.identity().group())
                .thenComparing(alert -> alert.identity().key())
                .thenComparing(BacktestAlert::labels));
        List<RuleFailure> failed = failures.values().stream()
                .flatMap(rules -> rules.values().stream())
                .flatMap(reasons -> reasons.values().stream())
                .toList();
        return new BacktestResult(from, to, slots, all, pendingOnly + pending.size(), pages.all(), failed);
    }
}
