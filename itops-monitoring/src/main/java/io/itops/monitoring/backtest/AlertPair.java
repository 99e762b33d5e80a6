package io.itops.monitoring.backtest;

import io.itops.core.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * An alert that both versions of rules raise: of the same rule name and labels, and firing at some instant by both.
 *
 * <p>Immutable and thread-safe.
 *
 * @param before by the old rules
 * @param after by the new rules
 * @since 0.1
 */
public record AlertPair(BacktestAlert before, BacktestAlert after) {
    /** Checks the parts. */
    public AlertPair {
        Require.present("alert of the old rules", before);
        Require.present("alert of the new rules", after);
    }

    /**
     * How much later it fires by the new rules.
     *
     * @return negative where it fires earlier
     */
    public Duration firesLater() {
        return Duration.between(before.firedAt(), after.firedAt());
    }

    /**
     * How much later it resolves by the new rules.
     *
     * @return negative where it resolves earlier; empty where it fires at the end by either
     */
    public Optional<Duration> resolvesLater() {
        return before.resolvedAt().flatMap(was -> after.resolvedAt().map(is -> Duration.between(was, is)));
    }
}
