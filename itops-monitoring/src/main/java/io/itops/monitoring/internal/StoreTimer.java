package io.itops.monitoring.internal;

import io.micrometer.core.instrument.AbstractTimer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.Histogram;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.util.TimeUtils;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A timer whose count, total and buckets only rise, and whose greatest value is that of the last few minutes. */
final class StoreTimer extends AbstractTimer {
    private final LongAdder count = new LongAdder();
    private final LongAdder totalNanos = new LongAdder();
    private final TimeWindowMax max;
    private final @Nullable Histogram buckets;

    StoreTimer(Id id, Clock clock, DistributionStatisticConfig config, PauseDetector pauses) {
        super(id, clock, Buckets.without(config), pauses, TimeUnit.SECONDS, false);
        this.max = new TimeWindowMax(clock, config);
        this.buckets = Buckets.cumulative(clock, config);
    }

    @Override
    protected void recordNonNegative(long amount, TimeUnit unit) {
        long nanos = unit.toNanos(amount);
        count.increment();
        totalNanos.add(nanos);
        max.record((double) nanos, TimeUnit.NANOSECONDS);
        if (buckets != null) {
            buckets.recordLong(nanos);
        }
    }

    @Override
    public long count() {
        return count.sum();
    }

    @Override
    public double totalTime(TimeUnit unit) {
        return TimeUtils.nanosToUnit((double) totalNanos.sum(), unit);
    }

    @Override
    public double max(TimeUnit unit) {
        return max.poll(unit);
    }

    @Override
    public HistogramSnapshot takeSnapshot() {
        return Buckets.merge(super.takeSnapshot(), buckets);
    }
}
