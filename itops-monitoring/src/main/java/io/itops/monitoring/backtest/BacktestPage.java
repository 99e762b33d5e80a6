package io.itops.monitoring.backtest;

import io.itops.core.Require;
import io.itops.core.ServiceId;
import io.itops.core.Severity;
import java.time.Instant;
import java.util.Optional;

/**
 * An incident that would have been opened, and people paged for it: all alerts of one dedup key from the first that fires until the
 * policies of their rules say that the trouble is over.
 *
 * <p>Immutable and thread-safe.
 *
 * @param dedupKey the key
 * @param service the service in trouble, by the first alert
 * @param worst how bad it was at its worst
 * @param at when it would have been opened
 * @param overAt when the trouble was over; empty if it was not by the end
 * @param alerts how many alerts fired under it, at least one
 * @since 0.1
 */
public record BacktestPage(
        String dedupKey, ServiceId service, Severity worst, Instant at, Optional<Instant> overAt, int alerts) {
    /** Checks the parts. */
    public BacktestPage {
        Require.id("dedup key", dedupKey);
        Require.present("service", service);
        Require.present("severity", worst);
        at = Require.instant("time of the page", at);
        Require.present("end of the page", overAt);
        Require.range("alerts of a page", alerts, 1, BacktestLimits.MOST_ALERTS);
    }
}
