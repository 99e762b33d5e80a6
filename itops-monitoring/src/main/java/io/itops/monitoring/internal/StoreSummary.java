package io.itops.monitoring.internal;

import io.micrometer.core.instrument.AbstractDistributionSummary;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.Histogram;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A summary whose count, total and buckets only rise, and whose greatest value is that of the last few minutes. */
final class StoreSummary extends AbstractDistributionSummary {
    private final LongAdder count = new LongAdder();
    private final DoubleAdder total = new DoubleAdder();
    private final TimeWindowMax max;
    private final @Nullable Histogram buckets;

    StoreSummary(Id id, Clock clock, DistributionStatisticConfig config, double scale) {
        super(id, clock, Buckets.without(config), scale, false);
        this.max = new TimeWindowMax(clock, config);
        this.buckets = Buckets.cumulative(clock, config);
    }

    @Override
    protected void recordNonNegative(double amount) {
        count.increment();
        total.add(amount);
        max.record(amount);
        if (buckets != null) {
            buckets.recordDouble(amount);
        }
    }

    @Override
    public long count() {
        return count.sum();
    }

    @Override
    public double totalAmount() {
        return total.sum();
    }

    @Override
    public double max() {
        return max.poll();
    }

    @Override
    public HistogramSnapshot takeSnapshot() {
        return Buckets.merge(super.takeSnapshot(), buckets);
    }
}
