package io.itops.monitoring.rule;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import io.itops.monitoring.metric.AppendOutcome;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.metric.StaleMarker;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the samples that the rules of a group give, and ends the series that a rule no longer gives by a staleness marker.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class RuleSeries {
    private static final String ALERTS = "ALERTS";
    private static final String FOR_STATE = "ALERTS_FOR_STATE";
    private static final String STATE = "alertstate";
    private static final int MAX_KEY = 400;

    private final Map<String, Set<Labels>> written = new HashMap<>();

    /** Of rules that have written nothing yet. */
    public RuleSeries() {}

    /**
     * Writes what a rule gives at an instant, and ends what it gave before and does not give now.
     *
     * @param key the rule's key, at most 400 characters
     * @param samples the values by series
     * @param metrics where they go
     * @param at the instant
     * @return empty if the store had room for all of them
     */
    public synchronized Optional<Unwritten> write(
            String key, Map<Labels, Double> samples, MetricStore metrics, Instant at) {
        Require.present("metrics", metrics);
        Require.present("samples", samples);
        long atMillis = Require.instant("instant", at).toEpochMilli();
        Set<Labels> before = written.getOrDefault(Require.text("rule key", key, MAX_KEY), Set.of());
        if (samples.isEmpty() && before.isEmpty()) {
            return Optional.empty();
        }
        Set<Labels> now = new LinkedHashSet<>();
        Refusals refusals = new Refusals();
        samples.forEach((series, value) -> {
            // A series that there was no room for need not be ended.
            if (refusals.noted(metrics.appendDerived(series, atMillis, value)) != AppendOutcome.SERIES_LIMIT) {
                now.add(series);
            }
        });
        for (Labels series : before) {
            if (samples.containsKey(series)) {
                continue;
            }
            AppendOutcome ended = refusals.noted(metrics.appendDerived(series, atMillis, StaleMarker.VALUE));
            // Where the same instant was written before, by a commit that did not hold, the marker has to wait for the
            // next slot; so it has where there is no room for it.
            if (ended == AppendOutcome.DUPLICATE || ended == AppendOutcome.SAMPLE_LIMIT) {
                now.add(series);
            }
        }
        written.put(key, now);
        return refusals.told(metrics);
    }

    /** Notes what there is no room for. */
    private static final class Refusals {
        private @Nullable AppendOutcome first;

        AppendOutcome noted(AppendOutcome outcome) {
            if (outcome == AppendOutcome.SERIES_LIMIT || outcome == AppendOutcome.SAMPLE_LIMIT) {
                first = first == null ? outcome : first;
            }
            return outcome;
        }

        Optional<Unwritten> told(MetricStore metrics) {
            AppendOutcome why = first;
            if (why == null) {
                return Optional.empty();
            }
            long limit = why == AppendOutcome.SERIES_LIMIT ? metrics.maxSeries() : metrics.maxSamples();
            return Optional.of(new Unwritten(why, limit));
        }
    }

    /**
     * Ends the series of all rules but some.
     *
     * @param keys the keys of the rules that are still there
     * @param metrics where the markers go
     * @param at the instant
     */
    public synchronized void endOthers(Collection<String> keys, MetricStore metrics, Instant at) {
        Require.present("metrics", metrics);
        Require.instant("instant", at);
        if (Require.present("rule keys", keys).containsAll(written.keySet())) {
            return;
        }
        Set<String> gone = new HashSet<>(written.keySet());
        gone.removeAll(keys);
        for (String key : gone) {
            write(key, Map.of(), metrics, at);
            if (written.getOrDefault(key, Set.of()).isEmpty()) {
                written.remove(key);
            }
        }
    }

    /**
     * The series by which rules see alerts, as in Prometheus: {@code ALERTS} is 1 for each that is active, and {@code ALERTS_FOR_STATE}
     * tells since when, in seconds since 1970-01-01T00:00Z.
     *
     * @param alerts any alerts of one rule
     * @return the values by series, none for alerts that have ended
     */
    public static Map<Labels, Double> ofAlerts(Collection<Alert> alerts) {
        Map<Labels, Double> samples = new LinkedHashMap<>();
        for (Alert alert : Require.list("alerts", alerts)) {
            if (alert.status().active()) {
                try {
                    add(samples, alert);
                } catch (InvalidInputException e) {
                    // An alert with as many labels as label sets have has no room for more beside them: it has no
                    // series.
                }
            }
        }
        return samples;
    }

    private static void add(Map<Labels, Double> samples, Alert alert) {
        String state = alert.status() == AlertStatus.FIRING ? "firing" : "pending";
        Labels series = alert.identity().labels().toBuilder()
                .put(Labels.METRIC_NAME, ALERTS)
                .put(STATE, state)
                .build();
        samples.put(series, 1.0);
        samples.put(forState(alert), (double) alert.activeAt().getEpochSecond());
    }

    private static Labels forState(Alert alert) {
        return alert.identity().labels().toBuilder()
                .put(Labels.METRIC_NAME, FOR_STATE)
                .build();
    }
}
