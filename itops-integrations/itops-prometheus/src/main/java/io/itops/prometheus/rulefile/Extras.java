package io.itops.prometheus.rulefile;

import io.itops.core.Severity;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.rule.AlertRule;
import io.itops.monitoring.rule.AtLeast;
import io.itops.monitoring.rule.ErrorPolicy;
import io.itops.monitoring.rule.Flapping;
import io.itops.monitoring.rule.NoDataPolicy;
import io.itops.monitoring.rule.ResolvePolicy;
import io.itops.monitoring.rule.SeverityLevel;
import java.util.List;
import java.util.Optional;

/** What stands under the key {@code itops}: of a rule, or of a group for all its rules. */
record Extras(
        Optional<Severity> severity,
        Optional<String> service,
        List<String> dedupBy,
        Optional<ResolvePolicy> resolve,
        Optional<Missed> missed,
        Optional<NoDataPolicy> noData,
        Optional<ErrorPolicy> onError,
        Optional<AtLeast> atLeast,
        Optional<Expr> clearWhen,
        List<SeverityLevel> levels,
        Optional<Flapping> flapping,
        Optional<Boolean> alertSeries) {
    static final Extras NONE = new Extras(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty());

    /** What becomes of slots that nobody worked through. */
    enum Missed {
        COUNT,
        IGNORE
    }

    /** These, and what another has where these say nothing. */
    Extras over(Extras other) {
        return new Extras(
                severity.or(other::severity),
                service.or(other::service),
                dedupBy.isEmpty() ? other.dedupBy : dedupBy,
                resolve.or(other::resolve),
                missed.or(other::missed),
                noData.or(other::noData),
                onError.or(other::onError),
                atLeast.or(other::atLeast),
                clearWhen.or(other::clearWhen),
                levels.isEmpty() ? other.levels : levels,
                flapping.or(other::flapping),
                alertSeries.or(other::alertSeries));
    }

    /** These without a service, for a rule whose label names one. */
    Extras withoutService() {
        return new Extras(
                severity,
                Optional.empty(),
                dedupBy,
                resolve,
                missed,
                noData,
                onError,
                atLeast,
                clearWhen,
                levels,
                flapping,
                alertSeries);
    }

    /** Tells a rule all but its severity, which hangs on its labels too. */
    void applyTo(AlertRule.Builder rule) {
        service.ifPresent(rule::service);
        if (!dedupBy.isEmpty()) {
            rule.dedupBy(dedupBy.toArray(String[]::new));
        }
        resolve.ifPresent(rule::resolve);
        missed.filter(given -> given == Missed.IGNORE).ifPresent(given -> rule.ignoreMissed());
        noData.ifPresent(rule::noData);
        onError.ifPresent(rule::onError);
        atLeast.ifPresent(given -> rule.atLeast(given.met(), given.of()));
        clearWhen.ifPresent(rule::clearWhen);
        levels.forEach(level -> rule.severity(level.severity(), level.when()));
        flapping.ifPresent(given -> rule.flapping(given.times(), given.within()));
    }
}
