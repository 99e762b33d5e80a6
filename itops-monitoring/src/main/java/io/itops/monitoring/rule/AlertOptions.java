package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.monitoring.expr.Expr;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a rule may ask for beyond what Prometheus does.
 *
 * <p>Immutable and thread-safe.
 *
 * @param countMissed whether slots that nobody worked through count toward the hold time
 * @param noData what becomes of alerts whose condition has nothing to evaluate
 * @param onError what becomes of alerts when the evaluation fails
 * @param atLeast how often the condition must hold, where not each time
 * @param clearWhen the condition that a firing alert ends by, where it is not that its own condition has ceased
 * @param levels conditions of other severities, at most 4, each severity once
 * @param flapping when alerts flap, where that is looked for
 * @since 0.1
 */
public record AlertOptions(
        boolean countMissed,
        NoDataPolicy noData,
        ErrorPolicy onError,
        Optional<AtLeast> atLeast,
        Optional<Expr> clearWhen,
        List<SeverityLevel> levels,
        Optional<Flapping> flapping) {
    /** As Prometheus. */
    public static final AlertOptions PROMETHEUS = new AlertOptions(
            true,
            NoDataPolicy.RESOLVE,
            ErrorPolicy.KEEP_LAST,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());

    /** Checks the parts. */
    public AlertOptions {
        Require.present("no-data policy", noData);
        Require.present("error policy", onError);
        Require.present("number of evaluations", atLeast);
        Require.present("clear condition", clearWhen);
        clearWhen.ifPresent(expr -> Conditions.require("clear condition", expr));
        levels = Require.list("severity levels", levels);
        Require.size("severity levels", levels, 0, 4);
        Set<Severity> seen = EnumSet.noneOf(Severity.class);
        for (SeverityLevel level : levels) {
            Require.that(seen.add(level.severity()), "severity of a level", "be given once", level.severity());
        }
        Require.present("flapping", flapping);
        Require.that(
                atLeast.isEmpty() || (clearWhen.isEmpty() && flapping.isEmpty()),
                "number of evaluations",
                "stand without a clear condition and without flap detection",
                atLeast);
    }

    AlertOptions countMissed(boolean given) {
        return new AlertOptions(given, noData, onError, atLeast, clearWhen, levels, flapping);
    }

    AlertOptions noData(NoDataPolicy given) {
        return new AlertOptions(countMissed, given, onError, atLeast, clearWhen, levels, flapping);
    }

    AlertOptions onError(ErrorPolicy given) {
        return new AlertOptions(countMissed, noData, given, atLeast, clearWhen, levels, flapping);
    }

    AlertOptions atLeast(AtLeast given) {
        return new AlertOptions(countMissed, noData, onError, Optional.of(given), clearWhen, levels, flapping);
    }

    AlertOptions clearWhen(Expr given) {
        return new AlertOptions(countMissed, noData, onError, atLeast, Optional.of(given), levels, flapping);
    }

    AlertOptions levels(List<SeverityLevel> given) {
        return new AlertOptions(countMissed, noData, onError, atLeast, clearWhen, given, flapping);
    }

    AlertOptions flapping(Flapping given) {
        return new AlertOptions(countMissed, noData, onError, atLeast, clearWhen, levels, Optional.of(given));
    }
}
