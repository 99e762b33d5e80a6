package io.itops.monitoring.backtest;

import io.itops.core.Require;
import io.itops.core.Severity;
import io.itops.core.explain.Explanation;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.rule.AlertIdentity;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An alert that would have fired: one from its firing to its end.
 *
 * <p>Immutable and thread-safe.
 *
 * @param identity what it is about, with the texts that it fired with
 * @param worst how bad it was at its worst
 * @param value the value of the element that it fired with
 * @param pendingSince since when its condition held; the time it fired where the rule has no time to hold for
 * @param firedAt when it fired, not before
 * @param resolvedAt when it ended; empty if it still fires at the end
 * @param why why it fired
 * @param whyResolved why it ended; empty if it still fires at the end
 * @since 0.1
 */
public record BacktestAlert(
        AlertIdentity identity,
        Severity worst,
        double value,
        Instant pendingSince,
        Instant firedAt,
        Optional<Instant> resolvedAt,
        Explanation why,
        Optional<Explanation> whyResolved) {
    /** Checks the parts. */
    public BacktestAlert {
        Require.present("identity", identity);
        Require.present("severity", worst);
        pendingSince = Require.instant("pending since", pendingSince);
        firedAt = Require.instant("fired at", firedAt);
        Require.that(!firedAt.isBefore(pendingSince), "fired at", "not lie before " + pendingSince, firedAt);
        Instant fired = firedAt;
        Require.present("resolved at", resolvedAt)
                .ifPresent(at -> Require.that(at.isAfter(fired), "resolved at", "lie after " + fired, at));
        Require.present("explanation", why);
        Require.present("explanation of the end", whyResolved);
    }

    /**
     * The alert's labels.
     *
     * @return those of its identity
     */
    public Labels labels() {
        return identity.labels();
    }

    /**
     * The texts that it fired with.
     *
     * @return the annotations of its identity
     */
    public SortedMap<String, String> annotations() {
        return identity.annotations();
    }

    /**
     * Whether it fires at the end.
     *
     * @return true if it has not resolved
     */
    public boolean stillFiring() {
        return resolvedAt.isEmpty();
    }

    /** Whether it fires at some instant that another alert fires at. */
    boolean overlaps(BacktestAlert other) {
        return firedBefore(other) && other.firedBefore(this);
    }

    private boolean firedBefore(BacktestAlert other) {
        return other.resolvedAt.map(firedAt::isBefore).orElse(true);
    }
}
