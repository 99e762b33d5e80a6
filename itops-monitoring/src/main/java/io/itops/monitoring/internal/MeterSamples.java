package io.itops.monitoring.internal;

import io.itops.monitoring.metric.Labels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;

/** Reads one meter as the samples that a scrape of it would give. Confined to the sampling thread. */
final class MeterSamples {
    /** Takes one sample. */
    @FunctionalInterface
    interface Sink {
        void accept(Labels labels, double value);
    }

    private final Meter meter;
    private final String name;
    private final Labels tags;
    private final Map<String, Labels> byNameAndBound = new HashMap<>();

    MeterSamples(Meter meter, String name, Labels tags) {
        this.meter = meter;
        this.name = name;
        this.tags = tags;
        labels("");
    }

    void read(Sink sink) {
        meter.use(
                gauge -> gauge(gauge, sink),
                counter -> counter(counter, sink),
                timer -> timer(timer, sink),
                summary -> summary(summary, sink),
                longTask -> longTask(longTask, sink),
                timeGauge -> timeGauge(timeGauge, sink),
                functionCounter -> functionCounter(functionCounter, sink),
                functionTimer -> functionTimer(functionTimer, sink),
                other -> other(other, sink));
    }

    private void gauge(Gauge gauge, Sink sink) {
        if (gauge.getId().getName().endsWith(".info")) {
            // What tells of labels alone is always one.
            sink.accept(labels("_info"), 1);
        } else {
            sink.accept(labels(""), gauge.value());
        }
    }

    private void timeGauge(TimeGauge gauge, Sink sink) {
        sink.accept(labels(""), gauge.value());
    }

    private void counter(Counter counter, Sink sink) {
        sink.accept(labels("_total"), counter.count());
    }

    private void functionCounter(FunctionCounter counter, Sink sink) {
        sink.accept(labels("_total"), counter.count());
    }

    private void functionTimer(FunctionTimer timer, Sink sink) {
        sink.accept(labels("_count"), Math.floor(timer.count()));
        sink.accept(labels("_sum"), timer.totalTime(TimeUnit.SECONDS));
    }

    private void timer(Timer timer, Sink sink) {
        HistogramSnapshot snapshot = timer.takeSnapshot();
        distribution(snapshot, MeterSamples::seconds, snapshot.total(TimeUnit.SECONDS), "", sink);
        sink.accept(labels("_max"), snapshot.max(TimeUnit.SECONDS));
    }

    private void longTask(LongTaskTimer timer, Sink sink) {
        HistogramSnapshot snapshot = timer.takeSnapshot();
        // The running tasks come and go, so with buckets this is a gauge histogram, which has names of its own.
        String prefix = snapshot.histogramCounts().length == 0 ? "" : "g";
        distribution(snapshot, MeterSamples::seconds, snapshot.total(TimeUnit.SECONDS), prefix, sink);
        sink.accept(labels("_max"), snapshot.max(TimeUnit.SECONDS));
    }

    private void summary(DistributionSummary summary, Sink sink) {
        HistogramSnapshot snapshot = summary.takeSnapshot();
        distribution(snapshot, DoubleUnaryOperator.identity(), summary.totalAmount(), "", sink);
        sink.accept(labels("_max"), summary.max());
    }

    private void distribution(
            HistogramSnapshot snapshot, DoubleUnaryOperator unit, double total, String prefix, Sink sink) {
        CountAtBucket[] buckets = snapshot.histogramCounts();
        double count = snapshot.count();
        if (buckets.length == 0) {
            for (ValueAtPercentile value : snapshot.percentileValues()) {
                sink.accept(labels("", "quantile", value.percentile()), unit.applyAsDouble(value.value()));
            }
        } else {
            for (CountAtBucket bucket : buckets) {
                sink.accept(
                        labels("_bucket", Labels.BUCKET_BOUND, unit.applyAsDouble(bucket.bucket())), bucket.count());
            }
            CountAtBucket last = buckets[buckets.length - 1];
            if (Double.isFinite(last.bucket())) {
                // Buckets and count are read one after the other; the total is never below the last bucket.
                count = Math.max(count, last.count());
                sink.accept(labels("_bucket", Labels.BUCKET_BOUND, Double.POSITIVE_INFINITY), count);
            }
        }
        sink.accept(labels('_' + prefix + "count"), count);
        sink.accept(labels('_' + prefix + "sum"), total);
    }

    private static double seconds(double nanos) {
        return nanos / 1e9;
    }

    private void other(Meter other, Sink sink) {
        for (Measurement measurement : other.measure()) {
            String statistic = measurement.getStatistic().name();
            sink.accept(
                    byNameAndBound.computeIfAbsent(
                            statistic,
                            s -> tags.with("statistic", s).with(Labels.METRIC_NAME, name + suffix(measurement))),
                    measurement.getValue());
        }
    }

    private static String suffix(Measurement measurement) {
        Statistic statistic = measurement.getStatistic();
        return switch (statistic) {
            case TOTAL, TOTAL_TIME -> "_sum_total";
            case COUNT -> "_total";
            case MAX -> "_max";
            case VALUE, UNKNOWN -> "_value";
            case ACTIVE_TASKS -> "_active_count";
            case DURATION -> "_duration_sum";
        };
    }

    private Labels labels(String suffix) {
        return byNameAndBound.computeIfAbsent(suffix, s -> tags.with(Labels.METRIC_NAME, name + s));
    }

    private Labels labels(String suffix, String label, double bound) {
        Labels unbounded = labels(suffix);
        return byNameAndBound.computeIfAbsent(
                suffix + ' ' + bound, s -> unbounded.with(label, PrometheusNames.number(bound)));
    }
}
