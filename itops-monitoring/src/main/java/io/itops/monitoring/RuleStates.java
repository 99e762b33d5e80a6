package io.itops.monitoring;

import io.itops.monitoring.rule.Alert;
import io.itops.monitoring.rule.AlertStatus;
import io.itops.monitoring.rule.Rule;
import io.itops.monitoring.rule.RuleGroupState;
import io.itops.monitoring.rule.RuleHealth;
import io.itops.monitoring.rule.RuleState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lists where rules stand. */
final class RuleStates {
    private RuleStates() {}

    /** Of the groups of this process in the order of their names, given all alerts that are active. */
    static List<RuleGroupState> of(Map<String, GroupRuntime> groups, List<Alert> active) {
        Map<String, List<Alert>> byGroup = active.stream()
                .collect(Collectors.groupingBy(alert -> alert.identity().group()));
        return groups.values().stream()
                .map(group -> of(group, byGroup.getOrDefault(group.name(), List.of())))
                .toList();
    }

    private static RuleGroupState of(GroupRuntime group, List<Alert> active) {
        GroupRuntime.Rules rules = group.rules();
        Map<String, List<Alert>> byRule =
                active.stream().collect(Collectors.groupingBy(alert -> rules.keyOf(alert.identity())));
        List<RuleState> states = new ArrayList<>();
        for (int i = 0; i < rules.keys().size(); i++) {
            String key = rules.keys().get(i);
            states.add(of(rules.group().rules().get(i), group.health(key), byRule.getOrDefault(key, List.of())));
        }
        return new RuleGroupState(group.name(), rules.group().interval(), states);
    }

    private static RuleState of(Rule rule, Optional<GroupRuntime.Health> last, List<Alert> alerts) {
        int firing = (int) alerts.stream()
                .filter(alert -> alert.status() == AlertStatus.FIRING)
                .count();
        int pending = alerts.size() - firing;
        boolean known = rule.kind() == Rule.Kind.ALERT && (last.isPresent() || !alerts.isEmpty());
        return new RuleState(
                rule.name(),
                rule.kind(),
                last.map(GroupRuntime.Health::kind).orElse(RuleHealth.UNKNOWN),
                last.flatMap(GroupRuntime.Health::failure),
                last.map(GroupRuntime.Health::trouble).flatMap(RuleTrouble::since),
                last.map(GroupRuntime.Health::slot),
                last.map(GroupRuntime.Health::took).orElse(Duration.ZERO),
                known ? Optional.of(RuleState.worst(pending, firing)) : Optional.empty(),
                pending,
                firing);
    }
}
