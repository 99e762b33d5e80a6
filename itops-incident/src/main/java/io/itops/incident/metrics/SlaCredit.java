package io.itops.incident.metrics;

import io.itops.core.Require;
import java.time.Duration;

/**
 * What customers get back for a month with much downtime. Of several, that with the most downtime that was passed holds.
 *
 * <p>Immutable and thread-safe.
 *
 * @param downtimeAbove above how much downtime in a month, at most 31 days
 * @param amount how much in all, 0 to 1,000,000,000,000
 * @since 0.1
 */
public record SlaCredit(Duration downtimeAbove, double amount) {
    /** Checks the parts. */
    public SlaCredit {
        Require.span("downtime of a month", downtimeAbove, Duration.ofDays(31));
        Require.range("credit", amount, 0, 1e12);
    }
}
