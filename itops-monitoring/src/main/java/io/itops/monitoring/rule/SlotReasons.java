package io.itops.monitoring.rule;

import io.itops.core.SafeText;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.monitoring.eval.Explained;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.NumberLiteral;
import io.itops.monitoring.metric.Labels;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says why the alerts of a rule change in a slot. Not thread-safe; confined to one evaluation. */
final class SlotReasons {
    /** After how many that are missing the elements are gone through once for all that follow. */
    private static final int FEW = 8;

    private static final int SHOWN = 400;

    private final AlertRule rule;
    private final EvaluatedSlot slot;
    private final AlertReading reading;
    private final Explained steps;
    private final Optional<String> failure;
    private @Nullable Explanation whole;
    private @Nullable Function<Labels, Explanation> missing;
    private @Nullable Map<Labels, Sample> cleared;
    private int gone;

    /**
     * Of one evaluation.
     *
     * @param failure why the evaluation failed, if alerts change by that
     */
    SlotReasons(AlertRule rule, EvaluatedSlot slot, AlertReading.WithSteps explained, Optional<String> failure) {
        this.rule = rule;
        this.slot = slot;
        this.reading = explained.reading();
        this.steps = explained.steps();
        this.failure = failure;
    }

    Explanation of(RuleVerdict.Change change, @Nullable Alert alert, RuleVerdict.@Nullable Met met) {
        return met == null ? missing(change, alert) : present(change, met);
    }

    private Explanation present(RuleVerdict.Change change, RuleVerdict.Met met) {
        Explanation why = Explanation.of(condition() + present(change.action())).with("slot", slot.at());
        if (change.action() == AlertAction.REGRADE || met.severity() != rule.severity()) {
            why = why.with("severity", met.severity());
        }
        if (failure.isPresent()) {
            return why.because(failed(failure.get()));
        }
        return why.because(steps.of(met.element().labels()).orElseGet(this::whole));
    }

    /** What holds: the condition, or what one of the rule's policies takes for it. */
    private String condition() {
        if (failure.isPresent()) {
            return "that the evaluation fails counts as the condition of " + rule.name() + ", which";
        }
        boolean noData = rule.options().noData() != NoDataPolicy.RESOLVE && reading.noData();
        return noData
                ? "that there is no data counts as the condition of " + rule.name() + ", which"
                : "the condition of " + rule.name();
    }

    private static Explanation failed(String reason) {
        return Explanation.of(SafeText.shorten("the evaluation failed: " + reason, SHOWN));
    }

    private String present(AlertAction action) {
        return switch (action) {
            case RETURN -> " holds again while the alert is kept firing";
            case POSTPONE -> " has not held for " + Words.duration(rule.holdFor()) + ", which the rule asks for now";
            case REGRADE -> " holds with another severity";
            default ->
                rule.options().atLeast().isPresent()
                        ? " holds; it must in " + often()
                        : rule.holdFor().isZero()
                                ? " holds"
                                : (action == AlertAction.WAIT ? " holds; it must hold for " : " has held for ")
                                        + Words.duration(rule.holdFor());
        };
    }

    private String often() {
        return rule.options()
                .atLeast()
                .map(a -> a.met() + " of the last " + a.of() + " evaluations")
                .orElse("");
    }

    /** Names the series that cleared alone: by what its alert ends or is kept, its last value and what that does not meet any more. */
    private Explanation missing(RuleVerdict.Change change, @Nullable Alert alert) {
        Explanation why = Explanation.of(SafeText.shorten(missing(change.action(), change.labels(), alert), SHOWN))
                .with("slot", slot.at());
        if (change.action() == AlertAction.KEEP) {
            why = why.with("kept firing", rule.keepFiringFor().isZero() ? "it flaps" : rule.keepFiringFor());
        }
        if (change.action() == AlertAction.MISS) {
            why = why.with("must hold in", often());
        }
        if (alert != null) {
            why = why.with("value when it last changed", new NumberLiteral(alert.value()));
        }
        if (failure.isPresent()) {
            return why.because(failed(failure.get()));
        }
        Sample clear = cleared().get(change.labels());
        if (clear != null && fired(alert)) {
            Expr condition = rule.options().clearWhen().orElseThrow();
            why = why.because(Explanation.of(SafeText.shorten(condition + " holds", SHOWN))
                    .with("value", new NumberLiteral(clear.value())));
        }
        return why.because(missing(change.labels()));
    }

    private String missing(AlertAction action, Labels labels, @Nullable Alert alert) {
        String name = rule.name();
        if (failure.isPresent()) {
            return "the evaluation of " + name + " fails, which ends its alerts: " + labels;
        }
        if (labels.get(AlertMachine.RULE_NAME).equals(name)) {
            String kind = labels.get(AlertRule.ALERT_NAME);
            if (kind.equals(AlertMachine.RULE_ERROR)) {
                return "the evaluation of " + name + " no longer fails";
            }
            if (kind.equals(AlertMachine.NO_DATA)) {
                return name + " has data again";
            }
        }
        if (action == AlertAction.CLEAR && fired(alert) && cleared().containsKey(labels)) {
            return "the clear condition of " + name + " holds for " + labels;
        }
        if (action == AlertAction.CLEAR && rule.options().atLeast().isPresent()) {
            return "the condition of " + name + " no longer holds in " + often() + " for " + labels;
        }
        String over = "the condition of " + name + " no longer holds for " + labels;
        if (action == AlertAction.CLEAR
                && alert != null
                && alert.keepFiringSince().isPresent()) {
            Duration kept = Duration.between(alert.keepFiringSince().get(), slot.at());
            return over + ", which was kept firing for " + Words.duration(kept);
        }
        return over;
    }

    /** Alerts that are pending end without their clear condition. */
    private static boolean fired(@Nullable Alert alert) {
        return alert != null && alert.status() == AlertStatus.FIRING;
    }

    /** What the clear condition holds for, by the labels of alerts. */
    private Map<Labels, Sample> cleared() {
        Map<Labels, Sample> known = cleared;
        if (known == null) {
            known = AlertMachine.cleared(rule, reading, slot);
            cleared = known;
        }
        return known;
    }

    /** Looking for one among all elements costs little, making what all of them are asked for by does not: that pays for many. */
    private Explanation missing(Labels alertLabels) {
        if (++gone <= FEW) {
            return steps.missing(rule.about(alertLabels));
        }
        Function<Labels, Explanation> known = missing;
        if (known == null) {
            known = steps.missingBy(rule.elementKey());
            missing = known;
        }
        return known.apply(rule.alertKey(alertLabels));
    }

    private Explanation whole() {
        Explanation known = Optional.ofNullable(whole).orElseGet(steps::whole);
        whole = known;
        return known;
    }
}
