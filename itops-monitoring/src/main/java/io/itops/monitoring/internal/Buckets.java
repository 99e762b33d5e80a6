package io.itops.monitoring.internal;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.Histogram;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.TimeWindowFixedBoundaryHistogram;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Buckets that count from the start of the process on, as Prometheus wants them, where Micrometer's own forget after a while. */
final class Buckets {
    private static final double[] NO_BOUNDS = new double[0];

    private Buckets() {}

    /** A histogram that practically never rotates, or null if the meter asks for no buckets. */
    static @Nullable Histogram cumulative(Clock clock, DistributionStatisticConfig config) {
        if (!config.isPublishingHistogram()) {
            return null;
        }
        DistributionStatisticConfig lasting = DistributionStatisticConfig.builder()
                .expiry(Duration.ofDays(1_825))
                .bufferLength(1)
                .build()
                .merge(config);
        return new TimeWindowFixedBoundaryHistogram(clock, lasting, true);
    }

    /** What is left for the meter itself to keep: percentiles, no buckets. */
    static DistributionStatisticConfig without(DistributionStatisticConfig config) {
        return DistributionStatisticConfig.builder()
                .percentilesHistogram(false)
                .serviceLevelObjectives(NO_BOUNDS)
                .build()
                .merge(config);
    }

    /** The percentiles of one snapshot and the buckets of a histogram in one. */
    static HistogramSnapshot merge(HistogramSnapshot own, @Nullable Histogram buckets) {
        return buckets == null
                ? own
                : new HistogramSnapshot(
                        own.count(),
                        own.total(),
                        own.max(),
                        own.percentileValues(),
                        buckets.takeSnapshot(0, 0, 0).histogramCounts(),
                        own::outputSummary);
    }
}
