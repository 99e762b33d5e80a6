package io.itops.prometheus.scrape;

import io.itops.core.Require;
import io.itops.monitoring.metric.AppendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How one scrape went.
 *
 * <p>Immutable and thread-safe.
 *
 * @param at its instant
 * @param outcome what became of it
 * @param detail why it failed; empty if it did not
 * @param duration how long it took, at most 366 days
 * @param samples how many samples the target gave, at most 10,000,000 as the two counts below; 0 where it failed
 * @param appended how many of them had which outcome in the metric store
 * @param ahead how many of them were dropped because their timestamp lies more than 10 minutes after the instant of the scrape
 * @param ended how many series were ended by a staleness marker, since the target gives them no more
 * @since 0.1
 */
public record ScrapeResult(
        Instant at,
        ScrapeOutcome outcome,
        String detail,
        Duration duration,
        int samples,
        Map<AppendOutcome, Integer> appended,
        int ahead,
        int ended) {
    private static final int MAX_DETAIL = 1_000;
    private static final int MOST = 10_000_000;

    /** Checks the parts. */
    public ScrapeResult {
        Require.instant("instant of the scrape", at);
        Require.present("outcome of the scrape", outcome);
        Require.anyText("detail of the scrape", detail, MAX_DETAIL);
        Require.span("duration of the scrape", duration, Duration.ofDays(366));
        Require.range("samples of a scrape", samples, 0, MOST);
        EnumMap<AppendOutcome, Integer> copy = new EnumMap<>(AppendOutcome.class);
        Require.present("appended samples", appended)
                .forEach((how, count) -> copy.put(
                        Require.present("outcome of a sample", how),
                        Require.range("appended samples", Require.present("appended samples", count), 0, MOST)));
        appended = Collections.unmodifiableMap(copy);
        Require.range("samples ahead", ahead, 0, MOST);
        Require.range("ended series", ended, 0, MOST);
    }

    /**
     * Whether the samples of the target were read.
     *
     * @return what the series {@code up} tells
     */
    public boolean up() {
        return outcome == ScrapeOutcome.SCRAPED;
    }
}
