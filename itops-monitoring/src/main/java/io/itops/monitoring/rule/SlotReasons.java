package io.itops.monitoring.rule;

import io.itops.core.SafeText;
import io.itops.core.Words;
import io.itops.core.explain.Explanation;
import io.itops.monitoring.eval.Explained;
import io.itops.monitoring.expr.NumberLiteral;
import io.itops.monitoring.metric.Labels;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says why the alerts of a rule change in a slot. Not thread-safe; confined to one evaluation. */
final class SlotReasons {
    /** After how many that are missing the elements are gone through once for all that follow. */
    private static final int FEW = 8;

    private final AlertRule rule;
    private final EvaluatedSlot slot;
    private final Explained steps;
    private @Nullable Explanation whole;
    private @Nullable Function<Labels, Explanation> missing;
    private int gone;

    SlotReasons(AlertRule rule, EvaluatedSlot slot, Explained steps) {
        this.rule = rule;
        this.slot = slot;
        this.steps = steps;
    }

    Explanation of(RuleVerdict.Change change, @Nullable Alert alert, RuleVerdict.@Nullable Met met) {
        if (met == null) {
            return missing(change, alert);
        }
        Explanation why = Explanation.of("the condition of " + rule.name() + present(change.action()))
                .with("slot", slot.at());
        if (change.action() == AlertAction.REGRADE || met.severity() != rule.severity()) {
            why = why.with("severity", met.severity());
        }
        return why.because(steps.of(met.element().labels()).orElseGet(this::whole));
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

    /** Names the series that cleared alone: its last value and what that does not meet any more. */
    private Explanation missing(RuleVerdict.Change change, @Nullable Alert alert) {
        Explanation why = Explanation.of(SafeText.shorten(
                        "the condition of " + rule.name() + " no longer holds for " + change.labels(), 400))
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
        return why.because(missing(change.labels()));
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
