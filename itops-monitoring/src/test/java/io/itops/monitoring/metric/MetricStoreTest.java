package io.itops.monitoring.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricStoreTest {
    private static final Labels UP = Labels.metric("up", "job", "api");

    private final MetricStore store = MetricStore.builder()
            .retention(Duration.ofSeconds(100))
            .maxSeries(3)
            .maxSamples(1_000)
            .build();

    private static List<SeriesSamples> select(MetricSource source, long from, long to, Matcher... matchers) {
        List<SeriesSamples> found = new ArrayList<>();
        source.select(List.of(matchers), from, to, found::add);
        return found;
    }

    private static List<Labels> labels(MetricSource source, Matcher... matchers) {
        return select(source, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2, matchers).stream()
                .map(SeriesSamples::labels)
                .toList();
    }

    @Test
    void aClosedIntervalIsHandedOver() {
        for (int t = 0; t <= 50_000; t += 10_000) {
            store.append(UP, t, t);
        }

        assertThat(select(store, 10_000, 30_000, Matcher.eq("__name__", "up")))
                .singleElement()
                .hasToString("up{job=\"api\"} 10000.0@10000 20000.0@20000 30000.0@30000");
        assertThat(select(store, 50_001, 60_000, Matcher.eq("__name__", "up"))).isEmpty();
    }

    @Test
    void aSampleMustBeNewerThanTheNewestOfItsSeries() {
        assertThat(store.append(UP, Instant.ofEpochSecond(10), 1)).isEqualTo(AppendOutcome.ACCEPTED);
        assertThat(store.append(UP, 10_000, 1)).isEqualTo(AppendOutcome.REPEATED);
        assertThat(store.append(UP, 10_000, 2)).isEqualTo(AppendOutcome.DUPLICATE);
        assertThat(store.append(UP, 9_999, 1)).isEqualTo(AppendOutcome.OUT_OF_ORDER);

        assertThat(store.sampleCount()).isEqualTo(1);
        assertThat(store.count(AppendOutcome.DUPLICATE)).isEqualTo(1);
        assertThat(AppendOutcome.REPEATED.refused()).isFalse();
        assertThat(AppendOutcome.OUT_OF_ORDER.refused()).isTrue();
    }

    @Test
    void nansRepeatByTheirBits() {
        store.append(UP, 1, Double.NaN);

        assertThat(store.append(UP, 1, Double.NaN)).isEqualTo(AppendOutcome.REPEATED);
        assertThat(store.append(UP, 1, StaleMarker.VALUE)).isEqualTo(AppendOutcome.DUPLICATE);
        assertThat(StaleMarker.is(StaleMarker.VALUE)).isTrue();
        assertThat(StaleMarker.is(Double.NaN)).isFalse();
    }

    @Test
    void theStaleMarkerKeepsItsBitsInTheStore() {
        store.append(UP, 1, StaleMarker.VALUE);

        assertThat(StaleMarker.is(
                        select(store, 0, 1, Matcher.eq("job", "api")).get(0).valueAt(0)))
                .isTrue();
    }

    @Test
    void aNewSeriesBeyondTheLimitIsRefusedAndCounted() {
        for (int i = 0; i < 3; i++) {
            assertThat(store.append(Labels.metric("m", "i", "" + i), 1, 1)).isEqualTo(AppendOutcome.ACCEPTED);
        }

        assertThat(store.append(UP, 1, 1)).isEqualTo(AppendOutcome.SERIES_LIMIT);
        assertThat(store.append(Labels.metric("m", "i", "0"), 2, 1)).isEqualTo(AppendOutcome.ACCEPTED);
        assertThat(store.seriesCount()).isEqualTo(3);
    }

    @Test
    void aSampleBeyondTheLimitIsRefusedUntilOthersExpire() {
        MetricStore small = MetricStore.builder()
                .maxSamples(2)
                .retention(Duration.ofSeconds(10))
                .build();
        small.append(UP, 1_000, 1);
        small.append(UP, 2_000, 1);

        assertThat(small.append(UP, 3_000, 1)).isEqualTo(AppendOutcome.SAMPLE_LIMIT);
        small.expire(Instant.ofEpochSecond(11));
        assertThat(small.append(UP, 3_000, 1)).isEqualTo(AppendOutcome.ACCEPTED);
        assertThat(small.sampleCount()).isEqualTo(2);
    }

    @Test
    void whatIsOlderThanTheRetentionGoes() {
        store.append(UP, 1_000, 1);
        store.append(Labels.metric("other"), 50_000, 1);

        store.expire(Instant.ofEpochSecond(101));

        assertThat(labels(store)).containsExactly(Labels.metric("other"));
        assertThat(labels(store, Matcher.eq("job", "api"))).isEmpty();
        assertThat(store.append(UP, 1_000, 1)).isEqualTo(AppendOutcome.TOO_OLD);
        assertThat(store.append(UP, 1_001, 1)).isEqualTo(AppendOutcome.ACCEPTED);
        store.expire(Instant.ofEpochSecond(5));
        assertThat(store.sampleCount()).isEqualTo(2);
    }

    @Test
    void aSeriesThatGrowsDropsItsOwnOldSamples() {
        for (int t = 1; t <= 500; t++) {
            store.append(UP, t * 1_000L, t);
        }

        assertThat(store.sampleCount()).isEqualTo(100);
        assertThat(select(store, 0, 1_000_000, Matcher.eq("__name__", "up"))
                        .get(0)
                        .timestampAt(0))
                .isEqualTo(401_000);
    }

    /** Old samples go one by one whatever the pace at which they came, now even, now not, now with gaps longer than the retention. */
    @Test
    void samplesGoInTurnWhateverTheirPace() {
        Random random = new Random(20_261_130);
        TreeMap<Long, Double> model = new TreeMap<>();
        long at = 0;
        for (int run = 0; run < 2_000; run++) {
            long step = random.nextInt(20) == 0 ? 150_000 : 1 + random.nextInt(9_000);
            int jitter = random.nextInt(3);
            for (int i = random.nextInt(40); i >= 0; i--) {
                at += step + (jitter == 0 ? random.nextInt(3) : 0);
                store.append(UP, at, run);
                model.put(at, (double) run);
                model.headMap(at - 100_000, true).clear();
                if (random.nextInt(100) == 0) {
                    store.expire(Instant.ofEpochMilli(at + 50_000));
                    model.headMap(at - 50_000, true).clear();
                }
                assertThat(store.sampleCount()).isEqualTo(model.size());
            }
            SeriesSamples held =
                    select(store, 0, at, Matcher.eq("__name__", "up")).get(0);
            assertThat(times(held)).containsExactlyElementsOf(model.keySet());
        }
    }

    private static List<Long> times(SeriesSamples samples) {
        return IntStream.range(0, samples.size()).mapToObj(samples::timestampAt).toList();
    }

    @Test
    void theNewestSampleOfAnIntervalIsHandedOver() {
        store.append(UP, 10_000, 1);
        store.append(UP, 20_000, 2);

        assertThat(newest(0, 30_000)).isEqualTo("2.0@20000");
        assertThat(newest(20_000, 20_000)).isEqualTo("2.0@20000");
        assertThat(newest(0, 19_999)).isEqualTo("1.0@10000");
        assertThat(newest(10_001, 19_999)).isEmpty();
        assertThat(newest(20_001, 30_000)).isEmpty();
        assertThat(newest(Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo("2.0@20000");

        store.expire(Instant.ofEpochSecond(200));
        assertThat(newest(Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
    }

    private String newest(long from, long to) {
        StringBuilder found = new StringBuilder();
        store.selectNewest(
                List.of(Matcher.eq("__name__", "up")),
                from,
                to,
                (labels, at, value) -> found.append(value).append('@').append(at));
        return found.toString();
    }

    /** The newest sample is read without a lock: its time and its value must be those of one sample all the same. */
    @Test
    void theNewestSampleIsReadWholeWhileOthersAreWritten() throws Exception {
        int samples = 200_000;
        MetricStore busy =
                MetricStore.builder().retention(Duration.ofMillis(50)).build();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = writer.submit(() -> {
                for (int i = 1; i <= samples; i++) {
                    busy.append(UP, i, -i);
                }
            });
            long[] last = new long[1];
            long[] seen = new long[1];
            boolean written;
            do {
                written = writing.isDone();
                busy.selectNewest(List.of(Matcher.eq("__name__", "up")), 0, samples, (labels, at, value) -> {
                    if (value != -at || at < last[0]) {
                        throw new AssertionError(value + " at " + at + " after " + last[0]);
                    }
                    seen[0] += at > last[0] ? 1 : 0;
                    last[0] = at;
                });
            } while (!written);
            writing.get();
            assertThat(seen[0]).isPositive();
            assertThat(last[0]).isEqualTo(samples);
        } finally {
            writer.shutdownNow();
        }
    }

    @Test
    void seriesAreFoundByEveryKindOfMatcherInTheOrderOfTheirBirth() {
        MetricStore wide = MetricStore.create();
        Labels a = Labels.metric("m", "host", "a", "zone", "1");
        Labels b = Labels.metric("m", "host", "b");
        Labels c = Labels.metric("n", "host", "c", "zone", "2");
        for (Labels series : List.of(a, b, c)) {
            wide.append(series, 1, 1);
        }

        assertThat(labels(wide)).containsExactly(a, b, c);
        assertThat(labels(wide, Matcher.eq("__name__", "m"))).containsExactly(a, b);
        assertThat(labels(wide, Matcher.eq("__name__", "m"), Matcher.eq("host", "b")))
                .containsExactly(b);
        assertThat(labels(wide, Matcher.matching("host", "c|a"))).containsExactly(a, c);
        assertThat(labels(wide, Matcher.notEq("host", "a"))).containsExactly(b, c);
        assertThat(labels(wide, Matcher.notMatching("zone", "1|2"))).containsExactly(b);
        assertThat(labels(wide, Matcher.eq("zone", ""))).containsExactly(b);
        assertThat(labels(wide, Matcher.matching("zone", ".*"), Matcher.notEq("__name__", "m")))
                .containsExactly(c);
        assertThat(labels(wide, Matcher.eq("host", "nobody"))).isEmpty();
        assertThat(labels(wide, Matcher.matching("nolabel", ".+"))).isEmpty();
    }

    @Test
    void aSinkThatThrowsLeavesTheStoreUsable() {
        store.append(UP, 1, 1);

        assertThatThrownBy(() -> store.select(List.of(), 0, 10, series -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThat(store.append(Labels.metric("new"), 2, 1)).isEqualTo(AppendOutcome.ACCEPTED);
    }

    @Test
    void boundsAreHeldByTheBuilder() {
        assertThatThrownBy(() -> MetricStore.builder().retention(Duration.ZERO))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("retention must be positive");
        assertThatThrownBy(() -> MetricStore.builder().maxSeries(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> MetricStore.builder().maxSamples(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> MetricStore.builder().maxPatterns(0)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void theStoreMetersItself() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        MetricStore metered = MetricStore.builder()
                .meters(MeterTests.meters(registry))
                .retention(Duration.ofSeconds(1))
                .build();
        metered.append(UP, 10, 1);
        metered.append(UP, 5, 1);
        metered.append(UP, 20_000, 1);

        assertThat(registry.get("itops.monitoring.store.series").gauge().value())
                .isEqualTo(1);
        assertThat(registry.get("itops.monitoring.store.samples").gauge().value())
                .isEqualTo(1);
        assertThat(registry.get("itops.monitoring.store.expired").counter().count())
                .isEqualTo(1);
        assertThat(registry.get("itops.monitoring.store.appends")
                        .tag("outcome", "out-of-order")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void manyThreadsAppendSelectAndExpireAtOnce() throws Exception {
        int writers = 4;
        int perWriter = 2_000;
        MetricStore busy =
                MetricStore.builder().retention(Duration.ofSeconds(60)).build();
        ExecutorService pool = Executors.newFixedThreadPool(writers + 1);
        try {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                Labels shared = Labels.metric("m", "writer", "" + w);
                tasks.add(() -> {
                    long accepted = 0;
                    for (int i = 1; i <= perWriter; i++) {
                        accepted += busy.append(shared, i * 100L, i) == AppendOutcome.ACCEPTED ? 1 : 0;
                        busy.append(Labels.metric("churn", "i", "" + i % 50), i * 100L, i);
                    }
                    return accepted;
                });
            }
            tasks.add(() -> {
                long rising = 0;
                for (int i = 0; i < 500; i++) {
                    busy.expire(Instant.ofEpochMilli(i * 10));
                    for (SeriesSamples series : select(busy, 0, Long.MAX_VALUE / 2, Matcher.eq("__name__", "m"))) {
                        for (int k = 1; k < series.size(); k++) {
                            rising += series.timestampAt(k) == series.timestampAt(k - 1) + 100 ? 0 : 1;
                        }
                    }
                }
                return rising;
            });
            List<Future<Long>> results = pool.invokeAll(tasks);
            for (int w = 0; w < writers; w++) {
                assertThat(results.get(w).get()).isEqualTo(perWriter);
            }
            assertThat(results.get(writers).get()).isZero();
            long held = select(busy, 0, Long.MAX_VALUE / 2).stream()
                    .mapToLong(SeriesSamples::size)
                    .sum();
            assertThat(busy.sampleCount()).isEqualTo(held);
        } finally {
            pool.shutdownNow();
        }
    }
}
