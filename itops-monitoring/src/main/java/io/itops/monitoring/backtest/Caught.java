package io.itops.monitoring.backtest;

import io.itops.core.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether two versions of rules tell of a known incident.
 *
 * <p>Immutable and thread-safe.
 *
 * @param incident the incident
 * @param before the first alert about it by the old rules; empty if they miss it
 * @param after the first alert about it by the new rules; empty if they miss it
 * @since 0.1
 */
public record Caught(KnownIncident incident, Optional<BacktestAlert> before, Optional<BacktestAlert> after) {
    /** Checks the parts. */
    public Caught {
        Require.present("incident", incident);
        Require.present("alert of the old rules", before);
        Require.present("alert of the new rules", after);
    }

    /**
     * How long after its beginning the old rules tell of the incident.
     *
     * @return negative where they do so before it begins; empty if they miss it
     */
    public Optional<Duration> delayBefore() {
        return before.map(this::delay);
    }

    /**
     * How long after its beginning the new rules tell of the incident.
     *
     * @return negative where they do so before it begins; empty if they miss it
     */
    public Optional<Duration> delayAfter() {
        return after.map(this::delay);
    }

    private Duration delay(BacktestAlert alert) {
        return Duration.between(incident.from(), alert.firedAt());
    }
}
