package io.itops.monitoring.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SeriesAppenderTest {
    private static final Labels UP = Labels.metric("up", "job", "api");
    private static final Labels OTHER = Labels.metric("other");

    private final MetricStore store = store(2, 1_000);
    private final SeriesAppender up = store.appender(UP);

    private static MetricStore store(int maxSeries, int maxSamples) {
        return MetricStore.builder()
                .retention(Duration.ofSeconds(100))
                .maxSeries(maxSeries)
                .maxSamples(maxSamples)
                .build();
    }

    private static List<String> held(MetricStore store) {
        List<String> found = new ArrayList<>();
        store.select(List.of(), Long.MIN_VALUE / 2, Long.MAX_VALUE / 2, series -> found.add(series.toString()));
        return found;
    }

    @Test
    void aHandleAddsNothingUntilASampleIsAdded() {
        assertThat(up.labels()).isEqualTo(UP);
        assertThat(store.seriesCount()).isZero();

        assertThat(up.append(1_000, 1)).isEqualTo(AppendOutcome.ACCEPTED);
        assertThat(store.append(UP, 2_000, 2)).isEqualTo(AppendOutcome.ACCEPTED);
        assertThat(up.append(3_000, 3)).isEqualTo(AppendOutcome.ACCEPTED);

        assertThat(held(store)).containsExactly("up{job=\"api\"} 1.0@1000 2.0@2000 3.0@3000");
    }

    @Test
    void aSampleMustBeNewerThanTheNewestWhoeverWroteIt() {
        store.append(UP, 10_000, 1);

        assertThat(up.append(10_000, 1)).isEqualTo(AppendOutcome.REPEATED);
        assertThat(up.append(10_000, 2)).isEqualTo(AppendOutcome.DUPLICATE);
        assertThat(up.append(9_999, 1)).isEqualTo(AppendOutcome.OUT_OF_ORDER);
        assertThat(store.count(AppendOutcome.OUT_OF_ORDER)).isEqualTo(1);
        assertThat(held(store)).containsExactly("up{job=\"api\"} 1.0@10000");
    }

    @Test
    void aSeriesThatWasDroppedIsBegunAnewAndFound() {
        up.append(1_000, 1);
        store.select(List.of(Matcher.eq("__name__", "up")), 0, 1_000, series -> {});
        store.expire(Instant.ofEpochSecond(101));
        assertThat(store.seriesCount()).isZero();

        assertThat(up.append(1_000, 2)).isEqualTo(AppendOutcome.TOO_OLD);
        assertThat(store.seriesCount()).isZero();
        assertThat(up.append(1_001, 2)).isEqualTo(AppendOutcome.ACCEPTED);
        assertThat(up.append(2_000, 3)).isEqualTo(AppendOutcome.ACCEPTED);

        assertThat(held(store)).containsExactly("up{job=\"api\"} 2.0@1001 3.0@2000");
        assertThat(store.sampleCount()).isEqualTo(2);
        List<Labels> selected = new ArrayList<>();
        store.selectNewest(
                List.of(Matcher.eq("__name__", "up")), 0, 9_000, (labels, at, value) -> selected.add(labels));
        assertThat(selected).containsExactly(UP);
    }

    /** Another began the series again in the meantime: both write the same one. */
    @Test
    void aSeriesThatOthersBeganAnewIsJoined() {
        up.append(1_000, 1);
        store.expire(Instant.ofEpochSecond(101));
        store.append(UP, 5_000, 5);

        assertThat(up.append(4_000, 4)).isEqualTo(AppendOutcome.OUT_OF_ORDER);
        assertThat(up.append(6_000, 6)).isEqualTo(AppendOutcome.ACCEPTED);
        assertThat(held(store)).containsExactly("up{job=\"api\"} 5.0@5000 6.0@6000");
    }

    @Test
    void aDroppedSeriesHasNoPlaceKeptInAFullStore() {
        up.append(1_000, 1);
        store.expire(Instant.ofEpochSecond(101));
        store.append(OTHER, 5_000, 1);
        store.append(Labels.metric("third"), 5_000, 1);

        assertThat(up.append(6_000, 1)).isEqualTo(AppendOutcome.SERIES_LIMIT);
        assertThat(store.appender(Labels.metric("fourth")).append(6_000, 1)).isEqualTo(AppendOutcome.SERIES_LIMIT);
        assertThat(store.count(AppendOutcome.SERIES_LIMIT)).isEqualTo(2);

        store.expire(Instant.ofEpochSecond(105));
        assertThat(up.append(6_000, 1)).isEqualTo(AppendOutcome.ACCEPTED);
    }

    @Test
    void aSampleBeyondTheLimitIsRefused() {
        MetricStore small = store(2, 2);
        SeriesAppender appender = small.appender(UP);
        appender.append(1_000, 1);
        appender.append(2_000, 1);

        assertThat(appender.append(3_000, 1)).isEqualTo(AppendOutcome.SAMPLE_LIMIT);
        assertThat(small.sampleCount()).isEqualTo(2);
        // The oldest leaves as the series grows.
        assertThat(appender.append(101_000, 1)).isEqualTo(AppendOutcome.ACCEPTED);
    }

    @Test
    void theStaleMarkerKeepsItsBits() {
        up.append(1_000, StaleMarker.VALUE);

        assertThat(up.append(1_000, StaleMarker.VALUE)).isEqualTo(AppendOutcome.REPEATED);
        assertThat(up.append(1_000, Double.NaN)).isEqualTo(AppendOutcome.DUPLICATE);
        store.select(
                List.of(),
                0,
                1_000,
                series -> assertThat(StaleMarker.is(series.valueAt(0))).isTrue());
        assertThat(up.append(2_000, 1)).isEqualTo(AppendOutcome.ACCEPTED);
    }

    @Test
    void samplesTellSinceWhen() {
        up.append(2_000, 1);
        up.append(3_000, 1);

        assertThat(store.since()).contains(Instant.ofEpochSecond(2));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> store.appender(Labels.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("labels of a sample must not be empty");
        assertThatThrownBy(() -> up.append(Long.MAX_VALUE, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("sample time must lie in the years 1 to 9999");
        assertThatThrownBy(() -> up.append(Long.MIN_VALUE, 1)).isInstanceOf(InvalidInputException.class);
        assertThat(store.seriesCount()).isZero();
    }

    /** Random samples and times of expiry: handles and labels must come to the same, outcome by outcome. */
    @Test
    void handlesDoWhatLabelsDo() {
        Random random = new Random(20_261_130);
        MetricStore byLabels = store(4, 60);
        MetricStore byHandle = store(4, 60);
        List<SeriesAppender> handles = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            handles.add(byHandle.appender(Labels.metric("m", "i", "" + i)));
        }
        long now = 0;
        for (int step = 0; step < 20_000; step++) {
            now += random.nextInt(2_000);
            SeriesAppender handle = handles.get(random.nextInt(handles.size()));
            long at = now - (random.nextInt(50) == 0 ? 120_000 : random.nextInt(4) * 700L);
            double value = random.nextInt(8) == 0 ? StaleMarker.VALUE : random.nextInt(3);
            assertThat(handle.append(at, value)).isEqualTo(byLabels.append(handle.labels(), at, value));
            if (random.nextInt(20) == 0) {
                now += random.nextInt(10) == 0 ? 150_000 : 0;
                byLabels.expire(Instant.ofEpochMilli(now));
                byHandle.expire(Instant.ofEpochMilli(now));
                assertThat(held(byHandle)).isEqualTo(held(byLabels));
            }
        }
        for (AppendOutcome outcome : AppendOutcome.values()) {
            assertThat(byHandle.count(outcome)).isEqualTo(byLabels.count(outcome));
        }
        for (AppendOutcome outcome : List.of(
                AppendOutcome.OUT_OF_ORDER,
                AppendOutcome.TOO_OLD,
                AppendOutcome.SERIES_LIMIT,
                AppendOutcome.SAMPLE_LIMIT)) {
            assertThat(byHandle.count(outcome)).as("%s", outcome).isPositive();
        }
    }

    /** One handle in many threads, while the store drops its series again and again: each accepted sample is there or has expired. */
    @Test
    void manyThreadsAppendByOneHandleWhileItsSeriesIsDropped() throws Exception {
        int writers = 4;
        int perWriter = 5_000;
        ExecutorService pool = Executors.newFixedThreadPool(writers + 1);
        MetricStore busy = MetricStore.builder().retention(Duration.ofMillis(1)).build();
        SeriesAppender shared = busy.appender(UP);
        try {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                tasks.add(() -> {
                    long taken = 0;
                    for (int i = 1; i <= perWriter; i++) {
                        taken += shared.append(i * 10L, i) == AppendOutcome.ACCEPTED ? 1 : 0;
                    }
                    return taken;
                });
            }
            tasks.add(() -> {
                for (int i = 1; i <= perWriter; i++) {
                    busy.expire(Instant.ofEpochMilli(i * 10L));
                }
                return 0L;
            });
            long accepted = 0;
            for (Future<Long> result : pool.invokeAll(tasks)) {
                accepted += result.get();
            }
            assertThat(accepted).isEqualTo(busy.count(AppendOutcome.ACCEPTED));
            assertThat(busy.count(AppendOutcome.SERIES_LIMIT)).isZero();
            long after = perWriter * 10L + 10;
            assertThat(shared.append(after, 1)).isEqualTo(AppendOutcome.ACCEPTED);
            assertThat(busy.sampleCount()).isEqualTo(1);
            assertThat(held(busy)).containsExactly("up{job=\"api\"} 1.0@" + after);
        } finally {
            pool.shutdownNow();
        }
    }
}
