package io.itops.prometheus.scrape;

import io.itops.monitoring.metric.AppendOutcome;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.metric.StaleMarker;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The series of one target: what it gave last, and what it gives now. Not thread-safe; guarded by whoever has it. */
final class TargetSeries {
    private static final List<String> OWN = List.of("up", "scrape_duration_seconds", "scrape_samples_scraped");

    /** How far ahead of the scrape a timestamp may lie: one that lies farther would shut out the samples up to then. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private final MetricStore metrics;
    /** What each scrape tells of itself, as in the list of names. */
    private final List<Labels> own;

    private Set<Labels> last = Set.of();
    private @Nullable Instant at;

    TargetSeries(MetricStore metrics, Labels target) {
        this.metrics = metrics;
        this.own =
                OWN.stream().map(name -> target.with(Labels.METRIC_NAME, name)).toList();
    }

    /**
     * A sample as it is to be kept.
     *
     * @param labels its series
     * @param value its value
     * @param timestamp when it was taken, in milliseconds
     * @param told whether the target told the timestamp; such a series is not ended when it vanishes, as in Prometheus
     */
    record Taken(Labels labels, double value, long timestamp, boolean told) {}

    boolean before(Instant instant) {
        return at == null || at.isBefore(instant);
    }

    /** Keeps the samples of a scrape, and ends the series that it does not have. */
    ScrapeResult take(List<Taken> samples, Instant instant, Duration took) {
        report(instant, 1, took, samples.size());
        long latest = instant.plus(AHEAD).toEpochMilli();
        Map<AppendOutcome, Integer> appended = new EnumMap<>(AppendOutcome.class);
        Set<Labels> now = new HashSet<>();
        int ahead = 0;
        for (Taken sample : samples) {
            if (sample.timestamp() > latest) {
                ahead++;
                continue;
            }
            boolean shadows = own.contains(sample.labels());
            // What a scrape tells of itself stands, whatever the target says in its place.
            AppendOutcome outcome = shadows
                    ? AppendOutcome.DUPLICATE
                    : metrics.append(sample.labels(), sample.timestamp(), sample.value());
            appended.merge(outcome, 1, Integer::sum);
            if (!shadows && !sample.told()) {
                now.add(sample.labels());
            }
        }
        int ended = end(now, instant);
        return new ScrapeResult(instant, ScrapeOutcome.SCRAPED, "", took, samples.size(), appended, ahead, ended);
    }

    /** Ends all series of a target that gave nothing. */
    ScrapeResult fail(ScrapeFailure failure, Instant instant, Duration took) {
        int ended = end(Set.of(), instant);
        report(instant, 0, took, 0);
        return new ScrapeResult(instant, failure.outcome(), failure.detail(), took, 0, Map.of(), 0, ended);
    }

    /** Ends all series of a target that is asked no more, those about it too. */
    int endAll(Instant instant) {
        int ended = end(Set.of(), instant);
        own.forEach(series -> metrics.append(series, instant, StaleMarker.VALUE));
        at = instant;
        return ended;
    }

    private int end(Set<Labels> now, Instant instant) {
        int ended = 0;
        for (Labels series : last) {
            if (!now.contains(series)
                    && !metrics.append(series, instant, StaleMarker.VALUE).refused()) {
                ended++;
            }
        }
        last = now;
        return ended;
    }

    private void report(Instant instant, int up, Duration took, int samples) {
        metrics.append(own.get(0), instant, up);
        metrics.append(own.get(1), instant, took.toNanos() / 1e9);
        metrics.append(own.get(2), instant, samples);
        at = instant;
    }
}
