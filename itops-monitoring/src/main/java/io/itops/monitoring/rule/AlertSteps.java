package io.itops.monitoring.rule;

import io.itops.monitoring.metric.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The step of each alert of a rule from one evaluation to the next.
 *
 * @param rule the rule
 * @param slot the slot of the evaluation
 * @param keeps whether an alert without an element stays as it is
 * @param unclear whether a firing alert of a rule with a clear condition is still to end by that
 */
record AlertSteps(AlertRule rule, EvaluatedSlot slot, Predicate<Alert> keeps, Predicate<Alert> unclear) {

    private static final Comparator<RuleVerdict.Change> ENDED_LAST = Comparator.<RuleVerdict.Change, Boolean>comparing(
                    change -> change.action() == AlertAction.CLEAR)
            .thenComparing(RuleVerdict.Change::labels);

    RuleVerdict.Changes changes(
            Map<Labels, RuleVerdict.Met> present, Map<Labels, Alert> known, Optional<String> failure) {
        List<RuleVerdict.Change> changes = new ArrayList<>(0);
        present.forEach((labels, met) -> {
            AlertAction action = met(known.get(labels), met);
            if (action != null) {
                changes.add(new RuleVerdict.Change(action, labels, met.element().value()));
            }
        });
        known.forEach((labels, alert) -> {
            if (alert.status().active() && !present.containsKey(labels) && !keeps.test(alert)) {
                AlertAction action = missing(alert);
                if (action != null) {
                    changes.add(new RuleVerdict.Change(action, labels, Double.NaN));
                }
            }
        });
        // By labels, so that the journal does not depend on the order in which series were born or records read.
        changes.sort(ENDED_LAST);
        return new RuleVerdict.Changes(changes, present, failure);
    }

    private @Nullable AlertAction met(@Nullable Alert alert, RuleVerdict.Met met) {
        Optional<AtLeast> atLeast = rule.options().atLeast();
        if (alert == null || !alert.status().active()) {
            boolean atOnce =
                    atLeast.map(a -> a.reached(1)).orElse(rule.holdFor().isZero());
            return atOnce ? AlertAction.FIRE : AlertAction.WAIT;
        }
        AlertAction action = atLeast.isPresent() ? counted(alert, atLeast.get()) : held(alert);
        boolean regraded = alert.identity().severity() != met.severity();
        return action == null && regraded ? AlertAction.REGRADE : action;
    }

    private @Nullable AlertAction counted(Alert alert, AtLeast atLeast) {
        if (alreadyCounted(alert)) {
            return null;
        }
        long next = alert.past().next(true);
        if (alert.status() == AlertStatus.PENDING && atLeast.reached(next)) {
            return AlertAction.FIRE;
        }
        return atLeast.seen(next) == atLeast.seen(alert.past().history()) ? null : AlertAction.HIT;
    }

    private @Nullable AlertAction held(Alert alert) {
        Duration held = alert.heldFor(slot.at(), slot.downtime());
        if (alert.status() == AlertStatus.PENDING) {
            Duration counted = rule.options().countMissed()
                    ? held
                    : held.minus(slot.missed().minus(alert.past().missedBefore()));
            return counted.compareTo(rule.holdFor()) >= 0 ? AlertAction.FIRE : null;
        }
        if (held.compareTo(rule.holdFor()) < 0) {
            return AlertAction.POSTPONE;
        }
        return alert.keepFiringSince().isPresent() ? AlertAction.RETURN : null;
    }

    private @Nullable AlertAction missing(Alert alert) {
        Optional<AtLeast> atLeast = rule.options().atLeast();
        if (atLeast.isPresent()) {
            return missed(alert, atLeast.get());
        }
        if (alert.status() == AlertStatus.PENDING) {
            return AlertAction.CLEAR;
        }
        if (rule.options().clearWhen().isPresent() && unclear.test(alert)) {
            return null;
        }
        Duration keep = keepFor(alert);
        if (keep.isZero()) {
            return AlertAction.CLEAR;
        }
        if (alert.keepFiringSince().isEmpty()) {
            return AlertAction.KEEP;
        }
        Duration kept = Duration.between(alert.keepFiringSince().get(), slot.at());
        return kept.compareTo(keep) < 0 ? null : AlertAction.CLEAR;
    }

    private @Nullable AlertAction missed(Alert alert, AtLeast atLeast) {
        if (alreadyCounted(alert)) {
            return null;
        }
        long next = alert.past().next(false);
        boolean over = alert.status() == AlertStatus.FIRING ? !atLeast.reached(next) : atLeast.seen(next) == 0;
        return over ? AlertAction.CLEAR : AlertAction.MISS;
    }

    /** Whether this slot was counted by a commit before: one slot may take several. */
    private boolean alreadyCounted(Alert alert) {
        return alert.past().countedAt().filter(slot.at()::equals).isPresent();
    }

    /** How long a firing alert is kept: an alert that flaps until it is calm. */
    private Duration keepFor(Alert alert) {
        Duration keep = rule.keepFiringFor();
        Optional<Flapping> flapping = rule.options()
                .flapping()
                .filter(f ->
                        f.flaps(alert.past().firings(), alert.keepFiringSince().orElse(slot.at())));
        return flapping.isPresent() && flapping.get().within().compareTo(keep) > 0
                ? flapping.get().within()
                : keep;
    }
}
