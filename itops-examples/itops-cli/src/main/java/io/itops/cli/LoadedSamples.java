package io.itops.cli;

import io.itops.core.Meters;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.MatcherCache;
import io.itops.monitoring.metric.MetricSource;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.metric.SeriesSamples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Samples of files, whatever their instants; a later one of the same series and instant replaces an earlier one. Confined to one thread. */
final class LoadedSamples implements MetricSource {
    private final MatcherCache matchers = MatcherCache.ofSize(1_000, Meters.none());
    private final TreeMap<Labels, TreeMap<Long, Double>> series = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();
    private Optional<Instant> oldest = Optional.empty();
    private Optional<Instant> newest = Optional.empty();

    void add(Labels labels, long millis, double value) {
        series.computeIfAbsent(labels, l -> new TreeMap<>()).put(millis, value);
        Instant at = Instant.ofEpochMilli(millis);
        oldest = oldest.filter(known -> !known.isAfter(at)).or(() -> Optional.of(at));
        newest = newest.filter(known -> !known.isBefore(at)).or(() -> Optional.of(at));
    }

    /** Notes what is hardly meant with a file of samples. */
    void warn(String warning) {
        warnings.add(warning);
    }

    /** What is hardly meant. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Whether a series meets all matchers. */
    boolean hold(List<Matcher> matching) {
        return series.keySet().stream().anyMatch(labels -> matchers.matchesAll(matching, labels));
    }

    /** Whether the name of a metric meets all matchers of names. */
    boolean meets(List<Matcher> ofNames, String metric) {
        return matchers.matchesAll(ofNames, Labels.metric(metric));
    }

    /** A store of the series with a sample each, which knows what names are alike. */
    MetricStore names() {
        MetricStore names = MetricStore.builder()
                .maxSeries(Math.max(1, series.size()))
                .maxSamples(Math.max(1, series.size()))
                .build();
        series.keySet().forEach(labels -> names.append(labels, 0, 0));
        return names;
    }

    /** Whether there is a sample within a time, its ends included. */
    boolean within(Instant from, Instant to) {
        return series.values().stream()
                .anyMatch(samples -> !samples.subMap(from.toEpochMilli(), true, to.toEpochMilli(), true)
                        .isEmpty());
    }

    /** The instant of the oldest sample. */
    Optional<Instant> oldest() {
        return oldest;
    }

    /** The instant of the newest sample. */
    Optional<Instant> newest() {
        return newest;
    }

    @Override
    public void select(List<Matcher> matching, long fromMillis, long toMillis, Consumer<SeriesSamples> sink) {
        if (fromMillis > toMillis) {
            return;
        }
        series.forEach((labels, samples) -> {
            SortedMap<Long, Double> window = samples.subMap(fromMillis, true, toMillis, true);
            if (!window.isEmpty() && matchers.matchesAll(matching, labels)) {
                sink.accept(copy(labels, window));
            }
        });
    }

    private static SeriesSamples copy(Labels labels, SortedMap<Long, Double> window) {
        long[] timestamps = new long[window.size()];
        double[] values = new double[window.size()];
        int i = 0;
        for (Map.Entry<Long, Double> sample : window.entrySet()) {
            timestamps[i] = sample.getKey();
            values[i++] = sample.getValue();
        }
        return SeriesSamples.of(labels, timestamps, values);
    }
}
