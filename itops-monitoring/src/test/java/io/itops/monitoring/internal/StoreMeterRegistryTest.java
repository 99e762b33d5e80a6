package io.itops.monitoring.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.itops.core.Meters;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.metric.StaleMarker;
import io.itops.testkit.ManualClock;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreMeterRegistryTest {
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");

    private final ManualClock clock = ManualClock.at("2026-11-24T02:00:00Z");
    private final MetricStore store = MetricStore.create();
    /** What gauges and function meters read: held here, since a registry holds it weakly. */
    private final AtomicLong nine = new AtomicLong(9);

    private final Double depth = 4.5;
    private final Double unknown = Double.NaN;
    private final Double unlimited = Double.POSITIVE_INFINITY;

    private final StoreMeterRegistry registry = new StoreMeterRegistry(store, clock, Meters.none());
    private final PrometheusMeterRegistry oracle =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), new Clock() {
                @Override
                public long wallTime() {
                    return clock.millis();
                }

                @Override
                public long monotonicTime() {
                    return clock.millis() * 1_000_000;
                }
            });

    /** Does the same to both registries. */
    private void both(Consumer<MeterRegistry> action) {
        action.accept(registry);
        action.accept(oracle);
    }

    private Map<Labels, Double> sampled() {
        registry.sampleAt(clock.instant());
        Map<Labels, Double> samples = new TreeMap<>();
        store.select(List.of(), clock.millis(), clock.millis(), s -> samples.put(s.labels(), s.valueAt(0)));
        return samples;
    }

    private void assertSameAsScraped() {
        assertThat(sampled()).containsExactlyInAnyOrderEntriesOf(Scrape.parse(oracle.scrape()));
    }

    @Test
    void everyKindOfMeterReachesTheStoreAsTheScrapeShowsIt() {
        both(r -> {
            r.counter("orders", "zone", "eu-1").increment(3);
            r.counter("jobs.total").increment();
            Counter.builder("sent").baseUnit("bytes").register(r).increment(12);
            Counter.builder("read.bytes")
                    .baseUnit("bytes")
                    .tag("k", "v")
                    .register(r)
                    .increment(5);
            r.gauge("queue.size", Tags.of("queue.name", "a\"b\\c\nd"), depth);
            r.gauge("temperature", unknown);
            r.gauge("limit", unlimited);
            r.gauge("room.total", 7);
            r.gauge("build.info", Tags.of("version", "1.2"), 2);
            Timer.builder("http.server.requests")
                    .tag("status", "503")
                    .register(r)
                    .record(Duration.ofMillis(250));
            Timer.builder("slow")
                    .serviceLevelObjectives(Duration.ofMillis(100), Duration.ofMillis(500))
                    .register(r)
                    .record(Duration.ofMillis(300));
            Timer.builder("dense")
                    .publishPercentileHistogram()
                    .publishPercentiles(0.5)
                    .minimumExpectedValue(Duration.ofMillis(5))
                    .maximumExpectedValue(Duration.ofMillis(10))
                    .register(r)
                    .record(Duration.ofMillis(7));
            Timer.builder("shares").publishPercentiles(0.5, 0.99).register(r).record(Duration.ofMillis(300));
            DistributionSummary sizes = DistributionSummary.builder("body")
                    .baseUnit("bytes")
                    .serviceLevelObjectives(1, 2_000, 5e6)
                    .register(r);
            sizes.record(2_000);
            sizes.record(9e6);
            DistributionSummary.builder("plain").scale(2).register(r).record(2.5);
            FunctionCounter.builder("handled", nine, AtomicLong::get).register(r);
            FunctionTimer.builder("gc", nine, AtomicLong::get, n -> 5_000, TimeUnit.MILLISECONDS)
                    .register(r);
            TimeGauge.builder("age", () -> 1_500, TimeUnit.MILLISECONDS).register(r);
            Meter.builder("custom", Meter.Type.OTHER, measurements())
                    .tag("z", "y")
                    .register(r);
            LongTaskTimer.builder("import").register(r).start();
            LongTaskTimer.builder("batch")
                    .serviceLevelObjectives(Duration.ofMinutes(1), Duration.ofMinutes(10))
                    .register(r)
                    .start();
        });
        clock.advance(Duration.ofSeconds(90));

        assertThat(sampled()).hasSizeGreaterThan(60);
        clock.advance(Duration.ofSeconds(1));
        assertSameAsScraped();
    }

    private static List<Measurement> measurements() {
        return java.util.Arrays.stream(Statistic.values())
                .filter(s -> s != Statistic.TOTAL_TIME)
                .map(s -> new Measurement(() -> s.ordinal() + 0.5, s))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.server.requests",
                "a.b.created",
                "x.bucket",
                "foo-bar",
                "foo.seconds",
                "1abc",
                "a/b",
                "ünïcode",
                "foo..bar",
                "_lead",
                "total",
                "requests_total",
                "x.count",
                "foo:bar",
                "camelCase",
                "x.total.created",
                "created",
                "x.bytes"
            })
    void namesAreThoseOfTheScrapeWhateverTheMeterIsCalled(String name) {
        both(r -> {
            r.counter("c." + name, "a:b", "1", "x y", "2", "__u", "3").increment();
            Counter.builder(name + ".u").baseUnit("bytes").register(r).increment();
            r.gauge(name, 1);
            Timer.builder(name + ".t").register(r).record(Duration.ofSeconds(1));
            DistributionSummary.builder(name + ".s")
                    .baseUnit("my unit")
                    .register(r)
                    .record(1);
        });

        assertSameAsScraped();
    }

    @Test
    void randomUseOverTimeGivesWhatScrapesOfTheSameInstantsGive() {
        SplittableRandom random = new SplittableRandom(42);
        for (int slot = 0; slot < 60; slot++) {
            for (int i = 0; i < 20; i++) {
                int which = random.nextInt(5);
                long millis = random.nextLong(2_000);
                both(r -> {
                    r.counter("c", "i", "" + which).increment(millis);
                    r.timer("t", "i", "" + which).record(millis, TimeUnit.MILLISECONDS);
                    Timer.builder("h")
                            .serviceLevelObjectives(Duration.ofMillis(500), Duration.ofSeconds(1))
                            .register(r)
                            .record(millis, TimeUnit.MILLISECONDS);
                    r.summary("s").record(millis);
                });
            }
            clock.advance(Duration.ofSeconds(15));
            assertSameAsScraped();
        }
    }

    @Test
    void aMeterGivesOneSampleASlot() {
        registry.counter("c").increment();

        assertThat(registry.sampleAt(START)).isEqualTo(1);
        registry.counter("c").increment();
        assertThat(registry.sampleAt(START)).isZero();
        assertThat(registry.sampleAt(START.minusSeconds(1))).isZero();
        assertThat(registry.sampleAt(START.plusSeconds(15))).isEqualTo(1);
        assertThat(store.sampleCount()).isEqualTo(2);
    }

    @Test
    void aRemovedMeterLeavesAStaleMarkerOnce() {
        Counter counter = registry.counter("c");
        sampled();
        registry.remove(counter);
        clock.advance(Duration.ofSeconds(15));

        assertThat(sampled())
                .hasEntrySatisfying(
                        Labels.metric("c_total"),
                        v -> assertThat(StaleMarker.is(v)).isTrue());
        clock.advance(Duration.ofSeconds(15));
        assertThat(sampled()).isEmpty();
    }

    @Test
    void theGreatestValueIsForgottenAndTheBucketsAreNot() {
        Timer timer =
                Timer.builder("t").serviceLevelObjectives(Duration.ofSeconds(1)).register(registry);
        timer.record(Duration.ofMillis(700));
        assertThat(sampled()).contains(entry(Labels.metric("t_seconds_max"), 0.7));
        clock.advance(Duration.ofHours(1));

        assertThat(sampled())
                .contains(
                        entry(Labels.metric("t_seconds_max"), 0.0),
                        entry(Labels.metric("t_seconds_bucket", "le", "1.0"), 1.0),
                        entry(Labels.metric("t_seconds_sum"), 0.7));
    }

    @Test
    void aMeterThatCannotBeASeriesIsRefusedWithoutHarmToOthers() {
        registry.counter("good").increment();
        registry.counter("bad", "k", "v".repeat(2_000)).increment();

        assertThat(sampled()).containsOnlyKeys(Labels.metric("good_total"));
    }

    @Test
    void aMeterWhoseFunctionThrowsCostsNoOtherItsSample() {
        FunctionCounter.builder("bad", this, t -> {
                    throw new IllegalStateException("broken");
                })
                .register(registry);
        registry.counter("good").increment();

        assertThat(sampled()).containsKey(Labels.metric("good_total"));
    }

    @Test
    void aMeterMayRegisterOthersWhileItIsReadAndWhileOthersRegister() throws Exception {
        registry.gauge("outer", registry, r -> {
            // Another thread registers a meter in the middle of the sampling; it must not have to wait for its end.
            Thread other = new Thread(() -> r.counter("from.elsewhere").increment());
            other.start();
            try {
                other.join(10_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            r.counter("from.inside").increment();
            return other.isAlive() ? 0 : 1;
        });

        assertThat(sampled()).containsEntry(Labels.metric("outer"), 1.0);
        clock.advance(Duration.ofSeconds(15));
        assertThat(sampled()).containsKeys(Labels.metric("from_elsewhere_total"), Labels.metric("from_inside_total"));
    }

    @Test
    void theClockOfTheRegistryIsTheOneGiven() {
        Timer.Sample sample = Timer.start(registry);
        clock.advance(Duration.ofMillis(1_234));
        sample.stop(registry.timer("t"));

        assertThat(sampled()).contains(entry(Labels.metric("t_seconds_sum"), 1.234));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0", "0, 0.0", "0.1, 0.1", "1000, 1000.0", "100000, 100000.0", "1000000, 1e+06", "1234567, 1.234567e+06",
        "0.0001, 0.0001", "0.00001, 1e-05", "-2.5, -2.5", "1e100, 1e+100", "Infinity, +Inf", "-Infinity, -Inf",
                "NaN, NaN"
    })
    void boundsAreWrittenAsPrometheusWritesThem(double bound, String text) {
        assertThat(PrometheusNames.number(bound)).isEqualTo(text);
    }
}
