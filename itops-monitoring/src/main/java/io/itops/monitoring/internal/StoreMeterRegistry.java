package io.itops.monitoring.internal;

import io.itops.core.InvalidInputException;
import io.itops.core.Meters;
import io.itops.core.Require;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.metric.StaleMarker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.cumulative.CumulativeFunctionCounter;
import io.micrometer.core.instrument.cumulative.CumulativeFunctionTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.internal.DefaultGauge;
import io.micrometer.core.instrument.internal.DefaultLongTaskTimer;
import io.micrometer.core.instrument.internal.DefaultMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A meter registry that writes the state of its meters into a metric store, slot by slot, under the names and labels that Micrometer's
 * Prometheus registry would expose. A meter that was removed leaves a stale marker at the next slot.
 *
 * <p>Thread-safe.
 */
public final class StoreMeterRegistry extends MeterRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(StoreMeterRegistry.class);

    /** How long a greatest value and a percentile are remembered, in three steps: the default of Micrometer's Prometheus registry. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private final MetricStore store;
    private final Meters.Counter refused;
    private final Meters.Counter failed;
    /** Held while sampling. Whoever registers a meter never waits for it: a meter's function may register others. */
    private final Object sampling = new Object();

    private final Object registering = new Object();
    private final Map<Meter.Id, MeterSamples> meters = new LinkedHashMap<>();
    private Set<Labels> lastSlot = Set.of();
    private long lastMillis = Long.MIN_VALUE;

    /**
     * An empty registry.
     *
     * @param store where samples go
     * @param clock the only source of time
     * @param own where the registry's own meters go
     */
    public StoreMeterRegistry(MetricStore store, InstantSource clock, Meters own) {
        super(new MeterClock(clock));
        this.store = store;
        this.refused = own.counter("itops.monitoring.registry.refused");
        this.failed = own.counter("itops.monitoring.registry.failed");
        config().namingConvention(new PrometheusNames());
        config().onMeterAdded(this::added);
        config().onMeterRemoved(this::removed);
    }

    /**
     * Writes one sample of each series of each meter. A slot that does not lie after the last one writes nothing.
     *
     * @param slot the timestamp of the samples
     * @return the number of samples written, stale markers included
     */
    public int sampleAt(Instant slot) {
        long millis = Require.instant("slot", slot).toEpochMilli();
        synchronized (sampling) {
            if (millis <= lastMillis) {
                return 0;
            }
            lastMillis = millis;
            Set<Labels> present = new LinkedHashSet<>();
            for (MeterSamples samples : registered()) {
                read(samples, millis, present);
            }
            int written = present.size();
            for (Labels labels : lastSlot) {
                if (!present.contains(labels)) {
                    store.append(labels, millis, StaleMarker.VALUE);
                    written++;
                }
            }
            lastSlot = present;
            return written;
        }
    }

    private List<MeterSamples> registered() {
        synchronized (registering) {
            return new ArrayList<>(meters.values());
        }
    }

    private void read(MeterSamples samples, long millis, Set<Labels> present) {
        try {
            samples.read((labels, value) -> {
                if (present.add(labels)) {
                    store.append(labels, millis, value);
                }
            });
        } catch (RuntimeException e) {
            // A user's function stands behind many meters; one that throws must not cost the others their sample.
            failed.add();
            LOG.atDebug().setCause(e).log("a meter could not be read");
        }
    }

    private void added(Meter meter) {
        try {
            MeterSamples samples = new MeterSamples(meter, getConventionName(meter.getId()), tags(meter.getId()));
            synchronized (registering) {
                meters.put(meter.getId(), samples);
            }
        } catch (InvalidInputException e) {
            refused.add();
            LOG.atWarn()
                    .addKeyValue("meter", meter.getId().getName())
                    .setCause(e)
                    .log("a meter cannot be kept as a series");
        }
    }

    private void removed(Meter meter) {
        synchronized (registering) {
            meters.remove(meter.getId());
        }
    }

    private Labels tags(Meter.Id id) {
        Labels.Builder labels = Labels.builder();
        List<Tag> tags = getConventionTags(id);
        for (Tag tag : tags) {
            labels.put(tag.getKey(), tag.getValue());
        }
        return labels.build();
    }

    @Override
    protected <T> Gauge newGauge(Meter.Id id, @Nullable T owner, ToDoubleFunction<T> value) {
        return new DefaultGauge<>(id, owner, value);
    }

    @Override
    protected Counter newCounter(Meter.Id id) {
        return new CumulativeCounter(id);
    }

    @Override
    protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauses) {
        return new StoreTimer(id, clock, config, pauses);
    }

    @Override
    protected DistributionSummary newDistributionSummary(
            Meter.Id id, DistributionStatisticConfig config, double scale) {
        return new StoreSummary(id, clock, config, scale);
    }

    @Override
    protected LongTaskTimer newLongTaskTimer(Meter.Id id, DistributionStatisticConfig config) {
        return new DefaultLongTaskTimer(id, clock, getBaseTimeUnit(), config, true);
    }

    @Override
    protected <T> FunctionTimer newFunctionTimer(
            Meter.Id id, T owner, ToLongFunction<T> count, ToDoubleFunction<T> total, TimeUnit totalUnit) {
        return new CumulativeFunctionTimer<>(id, owner, count, total, totalUnit, getBaseTimeUnit());
    }

    @Override
    protected <T> FunctionCounter newFunctionCounter(Meter.Id id, T owner, ToDoubleFunction<T> count) {
        return new CumulativeFunctionCounter<>(id, owner, count);
    }

    @Override
    protected Meter newMeter(Meter.Id id, Meter.Type type, Iterable<Measurement> measurements) {
        return new DefaultMeter(id, type, measurements);
    }

    @Override
    protected TimeUnit getBaseTimeUnit() {
        return TimeUnit.SECONDS;
    }

    @Override
    protected DistributionStatisticConfig defaultHistogramConfig() {
        return DistributionStatisticConfig.builder().expiry(STEP).build().merge(DistributionStatisticConfig.DEFAULT);
    }
}
