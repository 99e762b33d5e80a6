package io.itops.monitoring.rule;

import io.itops.core.Require;
import io.itops.monitoring.metric.AppendOutcome;

/**
 * That a metric store had no room for all samples of a rule.
 *
 * <p>Immutable and thread-safe.
 *
 * @param why the first reason: {@link AppendOutcome#SERIES_LIMIT} or {@link AppendOutcome#SAMPLE_LIMIT}
 * @param limit how many series or samples the store holds at most
 * @since 0.1
 */
public record Unwritten(AppendOutcome why, long limit) {
    /** Checks the parts. */
    public Unwritten {
        Require.that(
                Require.present("reason", why) == AppendOutcome.SERIES_LIMIT || why == AppendOutcome.SAMPLE_LIMIT,
                "reason",
                "be a limit of the store",
                why);
        Require.that(limit >= 0, "limit", "not be negative", limit);
    }

    /**
     * Which limit of the store was exceeded, as it stands in meters.
     *
     * @return {@code series-held} or {@code samples-held}
     */
    public String budget() {
        return why == AppendOutcome.SERIES_LIMIT ? "series-held" : "samples-held";
    }

    /**
     * Why the rule fails by it: the same text whatever the number of samples.
     *
     * @return one sentence
     */
    public String reason() {
        return (why == AppendOutcome.SERIES_LIMIT ? "series" : "samples") + " held must be at most " + limit
                + ", but were more";
    }
}
