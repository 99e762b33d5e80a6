package io.itops.monitoring;

import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertIdentity;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The alerts of one group, and the troubles of its rules, as the store holds them at a version of the group's chain. Every commit that
 * changes one of them also writes the chain, so a book of the chain's present version is up to date.
 *
 * <p>Immutable once made.
 */
final class AlertBook {
    private final long version;
    private final Map<String, Map<Labels, Alert>> byRule;
    private final Map<String, RuleTrouble> troubles;
    private final Function<AlertIdentity, String> keyOf;

    private AlertBook(
            long version,
            Map<String, Map<Labels, Alert>> byRule,
            Map<String, RuleTrouble> troubles,
            Function<AlertIdentity, String> keyOf) {
        this.version = version;
        this.byRule = byRule;
        this.troubles = troubles;
        this.keyOf = keyOf;
    }

    /** The alerts by the keys of their rules. Of two of the same labels the one that has not ended counts. */
    static AlertBook of(
            long version,
            Iterable<Alert> alerts,
            Iterable<RuleTrouble> troubles,
            Function<AlertIdentity, String> keyOf) {
        Map<String, Map<Labels, Alert>> byRule = new TreeMap<>();
        alerts.forEach(alert -> byRule.computeIfAbsent(keyOf.apply(alert.identity()), r -> new LinkedHashMap<>())
                .merge(
                        alert.identity().labels(),
                        alert,
                        (known, other) -> known.status().active() ? known : other));
        Map<String, RuleTrouble> byKey = new TreeMap<>();
        troubles.forEach(trouble -> byKey.put(trouble.key(), trouble));
        return new AlertBook(version, byRule, byKey, keyOf);
    }

    /** The trouble of a rule, if it has one. */
    Optional<RuleTrouble> trouble(String key) {
        return Optional.ofNullable(troubles.get(key));
    }

    /** The keys of the rules that have a trouble. */
    Set<String> troubled() {
        return troubles.keySet();
    }

    long version() {
        return version;
    }

    boolean isEmpty() {
        return troubles.isEmpty() && byRule.values().stream().allMatch(Map::isEmpty);
    }

    /** How many alerts have not ended. */
    long active() {
        return byRule.values().stream()
                .flatMap(alerts -> alerts.values().stream())
                .filter(alert -> alert.status().active())
                .count();
    }

    Map<Labels, Alert> of(String key) {
        // One look, not two, where there is nothing: most rules have no alerts.
        Map<Labels, Alert> found = byRule.get(key);
        return found == null ? Map.of() : found;
    }

    Iterable<Map.Entry<String, Map<Labels, Alert>>> rules() {
        return byRule.entrySet();
    }

    /** This book at the next version, some alerts replaced and some forgotten, some rules with other troubles or none. */
    AlertBook next(Map<String, Alert> changed, Map<String, Alert> forgotten, Collection<RuleTrouble> others) {
        Map<String, RuleTrouble> now = troubles;
        if (!others.isEmpty()) {
            now = new TreeMap<>(troubles);
            for (RuleTrouble trouble : others) {
                now.remove(trouble.key());
                if (!trouble.isNone()) {
                    now.put(trouble.key(), trouble);
                }
            }
        }
        if (changed.isEmpty() && forgotten.isEmpty()) {
            return new AlertBook(version + 1, byRule, now, keyOf);
        }
        Map<String, Map<Labels, Alert>> next = new TreeMap<>(byRule);
        Set<String> copied = new HashSet<>();
        forgotten
                .values()
                .forEach(alert ->
                        own(next, copied, alert).remove(alert.identity().labels()));
        changed.values()
                .forEach(alert -> own(next, copied, alert).put(alert.identity().labels(), alert));
        return new AlertBook(version + 1, next, now, keyOf);
    }

    /** The alerts of a rule in a map that is not shared with this book. */
    private Map<Labels, Alert> own(Map<String, Map<Labels, Alert>> next, Set<String> copied, Alert alert) {
        String rule = keyOf.apply(alert.identity());
        Map<Labels, Alert> alerts = next.getOrDefault(rule, Map.of());
        if (copied.add(rule)) {
            alerts = new LinkedHashMap<>(alerts);
            next.put(rule, alerts);
        }
        return alerts;
    }
}
