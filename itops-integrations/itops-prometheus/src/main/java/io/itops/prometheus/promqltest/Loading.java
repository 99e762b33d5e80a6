package io.itops.prometheus.promqltest;

import io.itops.monitoring.metric.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills the store from one {@code load}. */
final class Loading {
    private static final List<String> SUFFIXES = List.of("_bucket", "_count", "_sum");

    private final TestStore store;
    private final Statement.Load load;

    Loading(TestStore store, Statement.Load load) {
        this.store = store;
        this.load = load;
    }

    void run() {
        Map<Labels, SeriesLine> last = new LinkedHashMap<>();
        load.series().forEach(line -> last.put(line.labels(), line));
        last.values().forEach(this::add);
    }

    private void add(SeriesLine line) {
        Labels labels = line.labels();
        if (load.started()) {
            store.mark(labels, TestStore.START_TIMESTAMPS);
        }
        if (!labels.get("__type__").isEmpty() || !labels.get("__unit__").isEmpty()) {
            store.mark(labels, TestStore.TYPE_AND_UNIT);
        }
        for (int i = 0; i < line.points().size(); i++) {
            Point point = line.points().get(i);
            long at = i * load.step();
            if (point.kind() == Point.Kind.HISTOGRAM) {
                store.addHistogram(labels, at);
            } else if (point.kind() == Point.Kind.VALUE) {
                store.add(labels, at, point.value());
                if (load.histograms()) {
                    addConverted(labels, at);
                }
            }
        }
    }

    /** A classic histogram's series stands for a native histogram without suffix and bound. */
    private void addConverted(Labels labels, long at) {
        String name = labels.metricName();
        for (String suffix : SUFFIXES) {
            if (name.endsWith(suffix)) {
                String bare = name.substring(0, name.length() - suffix.length());
                store.addHistogram(labels.with(Labels.BUCKET_BOUND, "").with(Labels.METRIC_NAME, bare), at);
            }
        }
    }
}
