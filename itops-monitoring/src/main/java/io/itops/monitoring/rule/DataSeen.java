package io.itops.monitoring.rule;

import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.MetricSource;
import io.itops.monitoring.metric.NewestSource;
import io.itops.monitoring.metric.SeriesSamples;
import io.itops.monitoring.metric.StaleMarker;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Remembers which series an evaluation has found that have not ended. Not thread-safe; confined to one evaluation. */
final class DataSeen implements NewestSource {
    private final NewestSource source;
    private final Set<Labels> series = new HashSet<>();

    DataSeen(MetricSource source) {
        this.source = NewestSource.of(source);
    }

    @Override
    public void select(List<Matcher> matchers, long fromMillis, long toMillis, Consumer<SeriesSamples> sink) {
        source.select(matchers, fromMillis, toMillis, samples -> {
            if (!StaleMarker.is(samples.valueAt(samples.size() - 1))) {
                series.add(samples.labels());
            }
            sink.accept(samples);
        });
    }

    @Override
    public void selectNewest(List<Matcher> matchers, long fromMillis, long toMillis, Sink sink) {
        source.selectNewest(matchers, fromMillis, toMillis, (labels, timestamp, value) -> {
            if (!StaleMarker.is(value)) {
                series.add(labels);
            }
            sink.accept(labels, timestamp, value);
        });
    }

    Set<Labels> series() {
        return Set.copyOf(series);
    }
}
