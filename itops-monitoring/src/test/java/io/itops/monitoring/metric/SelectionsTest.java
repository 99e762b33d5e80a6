package io.itops.monitoring.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Meters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is selected again and again is what a look at every series gives, whatever came and went in between. */
class SelectionsTest {
    private static final long SEED = 31;
    private static final long STEP = 1_000;
    private static final long RETENTION = 40 * STEP;

    private static final List<List<Matcher>> ASKED = List.of(
            List.of(Matcher.eq("__name__", "m1")),
            List.of(Matcher.eq("__name__", "m2"), Matcher.eq("host", "h1")),
            List.of(Matcher.eq("host", "h2")),
            List.of(Matcher.eq("host", "h3"), Matcher.eq("zone", "z1")),
            List.of(Matcher.matching("host", "h[12]")),
            List.of(Matcher.eq("__name__", "m0"), Matcher.notMatching("host", "h1|")),
            List.of(Matcher.notEq("__name__", "m1"), Matcher.eq("zone", "")),
            List.of(Matcher.eq("__name__", "never")));

    private final MetricStore store =
            MetricStore.builder().retention(Duration.ofMillis(RETENTION)).build();
    private final Map<Labels, TreeMap<Long, Double>> model = new HashMap<>();
    private final MatcherCache patterns = MatcherCache.ofSize(10, Meters.none());
    private int found;

    @Test
    void selectionsFollowSeriesThatComeAndGo() {
        Random random = new Random(SEED);
        long now = 1_000_000;
        for (int step = 0; step < 3_000; step++) {
            now += STEP;
            for (int i = random.nextInt(3); i > 0; i--) {
                append(series(random), now, random.nextInt(10));
            }
            if (random.nextInt(20) == 0) {
                store.expire(Instant.ofEpochMilli(now));
                long until = now - RETENTION;
                model.values().forEach(samples -> samples.headMap(until, true).clear());
                model.values().removeIf(Map::isEmpty);
            }
            long to = now - STEP * random.nextInt(5);
            check(to - STEP * random.nextInt(20), to);
        }
        assertThat(found).as("series found by seed " + SEED).isGreaterThan(10_000);
        assertThat(store.seriesCount()).isEqualTo(model.size());
    }

    private static Labels series(Random random) {
        String zone = random.nextBoolean() ? "z" + random.nextInt(2) : "";
        return Labels.metric("m" + random.nextInt(3), "host", "h" + random.nextInt(5), "zone", zone);
    }

    private void append(Labels labels, long at, double value) {
        if (store.append(labels, at, value) == AppendOutcome.ACCEPTED) {
            TreeMap<Long, Double> samples = model.computeIfAbsent(labels, l -> new TreeMap<>());
            samples.headMap(at - RETENTION, true).clear();
            samples.put(at, value);
        }
    }

    private void check(long from, long to) {
        for (List<Matcher> matchers : ASKED) {
            List<String> whole = new ArrayList<>();
            List<String> lasts = new ArrayList<>();
            store.select(matchers, from, to, series -> {
                whole.add(series.toString());
                int last = series.size() - 1;
                lasts.add(told(series.labels(), series.timestampAt(last), series.valueAt(last)));
            });
            List<String> newest = new ArrayList<>();
            store.selectNewest(matchers, from, to, (labels, at, value) -> newest.add(told(labels, at, value)));
            List<String> adapted = new ArrayList<>();
            NewestSource.of(store::select)
                    .selectNewest(matchers, from, to, (labels, at, value) -> adapted.add(told(labels, at, value)));

            assertThat(whole).containsExactlyInAnyOrderElementsOf(expected(matchers, from, to));
            assertThat(newest).isEqualTo(lasts);
            assertThat(adapted).isEqualTo(lasts);
            found += whole.size();
        }
    }

    private static String told(Labels labels, long at, double value) {
        return labels + " " + value + "@" + at;
    }

    private List<String> expected(List<Matcher> matchers, long from, long to) {
        List<String> all = new ArrayList<>();
        model.forEach((labels, samples) -> {
            Map<Long, Double> window = from <= to ? samples.subMap(from, true, to, true) : Map.of();
            if (!window.isEmpty() && patterns.matchesAll(matchers, labels)) {
                StringBuilder line = new StringBuilder(labels.toString());
                window.forEach((at, value) ->
                        line.append(' ').append(value).append('@').append(at));
                all.add(line.toString());
            }
        });
        return all;
    }
}
