package io.itops.prometheus.promqltest;

import io.itops.core.Meters;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.MatcherCache;
import io.itops.monitoring.metric.MetricSource;
import io.itops.monitoring.metric.SeriesSamples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The samples that a test file has loaded, by rising labels. Where a native histogram was loaded it is only remembered that one is
 * there, and reading such a place is noted: the evaluation then needs what is not there yet. Confined to one thread.
 */
final class TestStore implements MetricSource {
    static final String HISTOGRAMS = "native histograms are not supported yet";
    static final String START_TIMESTAMPS = "start timestamps are not supported yet";
    static final String TYPE_AND_UNIT = "type and unit labels are not supported yet";

    private static final long LOOKBACK = 300_000;

    private final MatcherCache matchers = MatcherCache.ofSize(10_000, Meters.none());
    private final TreeMap<Labels, TreeMap<Long, Double>> floats = new TreeMap<>();
    private final TreeMap<Labels, TreeMap<Long, Double>> histograms = new TreeMap<>();
    private final Map<Labels, String> special = new HashMap<>();
    private Optional<String> needed = Optional.empty();
    private Optional<String> perhapsNeeded = Optional.empty();
    private boolean surroundings;

    void clear() {
        floats.clear();
        histograms.clear();
        special.clear();
    }

    /** Adds a sample. */
    void add(Labels labels, long at, double value) {
        floats.computeIfAbsent(labels, l -> new TreeMap<>()).put(at, value);
    }

    /** Remembers that a native histogram stands at an instant. */
    void addHistogram(Labels labels, long at) {
        histograms.computeIfAbsent(labels, l -> new TreeMap<>()).put(at, 0.0);
    }

    /** Remembers that a series has what may change how it is evaluated. */
    void mark(Labels labels, String why) {
        special.put(labels, why);
    }

    /** Forgets what has been read so far. */
    void watch() {
        needed = Optional.empty();
        perhapsNeeded = Optional.empty();
        surroundings = false;
    }

    /** From now on what is read is only looked at around the instants that matter, or is no more. */
    void around(boolean surroundings) {
        this.surroundings = surroundings;
    }

    /** What the reads since {@link #watch()} certainly need and is not there. */
    Optional<String> needed() {
        return needed;
    }

    /** What the reads since {@link #watch()} may need, if their result is not the expected one. */
    Optional<String> perhapsNeeded() {
        return needed.isPresent() ? needed : perhapsNeeded;
    }

    @Override
    public void select(List<Matcher> matching, long fromMillis, long toMillis, Consumer<SeriesSamples> sink) {
        if (fromMillis > toMillis) {
            return;
        }
        List<SeriesSamples> found = new ArrayList<>();
        Map<Labels, Long> newest = new HashMap<>();
        floats.forEach((labels, samples) -> {
            Map<Long, Double> window = samples.subMap(fromMillis, true, toMillis, true);
            if (!window.isEmpty() && matchers.matchesAll(matching, labels)) {
                SeriesSamples part = samples(labels, window);
                found.add(part);
                newest.put(labels, part.timestampAt(part.size() - 1));
                if (special.containsKey(labels)) {
                    perhapsNeeded = Optional.of(special.getOrDefault(labels, ""));
                }
            }
        });
        boolean maybeNewestOnly = toMillis - fromMillis >= LOOKBACK - 1 && toMillis - fromMillis <= LOOKBACK;
        histograms.forEach((labels, instants) -> {
            NavigableMap<Long, Double> window = instants.subMap(fromMillis, true, toMillis, true);
            if (!window.isEmpty() && matchers.matchesAll(matching, labels)) {
                // A newer float hides a histogram from those who ask for the newest sample alone.
                boolean hidden = newest.getOrDefault(labels, Long.MIN_VALUE) > newestOf(window);
                if (surroundings || (maybeNewestOnly && hidden)) {
                    perhapsNeeded = Optional.of(HISTOGRAMS);
                } else {
                    needed = Optional.of(HISTOGRAMS);
                }
            }
        });
        found.forEach(sink);
    }

    private static long newestOf(NavigableMap<Long, Double> window) {
        return window.lastKey();
    }

    private static SeriesSamples samples(Labels labels, Map<Long, Double> window) {
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
