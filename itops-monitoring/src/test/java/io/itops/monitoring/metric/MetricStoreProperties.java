package io.itops.monitoring.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.Meters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The store against a model that keeps every series in a sorted map and scans it. */
class MetricStoreProperties {
    private static final long RETENTION = 1_000;

    sealed interface Step {}

    record Append(int series, long at, double value) implements Step {}

    record Expire(long now) implements Step {}

    record Select(List<Matcher> matchers, long from, long to) implements Step {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Double> values =
                Arbitraries.of(0.0, -0.0, 1.0, 2.0, Double.NaN, Double.POSITIVE_INFINITY, StaleMarker.VALUE);
        Arbitrary<Long> times = Arbitraries.longs().between(0, 5_000);
        Arbitrary<Step> append = Combinators.combine(Arbitraries.integers().between(0, 11), times, values)
                .as(Append::new);
        Arbitrary<Step> expire = times.map(Expire::new);
        Arbitrary<Matcher> matcher = Combinators.combine(
                        Arbitraries.of("__name__", "host", "zone", "none"),
                        Arbitraries.of(Matcher.Op.values()),
                        Arbitraries.of("", "m0", "h1", "m.*", "h0|h1", ".+", "z0"))
                .as(Matcher::new);
        Arbitrary<Step> select =
                Combinators.combine(matcher.list().ofMaxSize(3), times, times).as(Select::new);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(12, append),
                        net.jqwik.api.Tuple.of(1, expire),
                        net.jqwik.api.Tuple.of(3, select))
                .list()
                .ofMinSize(1)
                .ofMaxSize(120);
    }

    @Property(tries = 500)
    void theStoreAnswersAsTheModelDoes(@ForAll("steps") List<Step> steps) {
        check(steps, source -> source);
    }

    @Example
    void anIntervalWithoutItsFirstInstantIsNoticed() {
        List<Step> steps = List.of(new Append(0, 10, 1), new Select(List.of(), 10, 20));

        assertThatThrownBy(() -> check(
                        steps, source -> (matchers, from, to, sink) -> source.select(matchers, from + 1, to, sink)))
                .isInstanceOf(AssertionError.class);
    }

    private static void check(List<Step> steps, UnaryOperator<MetricSource> plant) {
        MetricStore store =
                MetricStore.builder().retention(Duration.ofMillis(RETENTION)).build();
        MetricSource source = plant.apply(store);
        MatcherCache cache = MatcherCache.ofSize(100, Meters.none());
        Map<Labels, TreeMap<Long, Double>> model = new LinkedHashMap<>();
        long horizon = Long.MIN_VALUE;
        for (Step step : steps) {
            if (step instanceof Append append) {
                Labels labels = labels(append.series());
                AppendOutcome expected = append(model, labels, append, horizon);
                assertThat(store.append(labels, append.at(), append.value())).isEqualTo(expected);
            } else if (step instanceof Expire expire) {
                store.expire(Instant.ofEpochMilli(expire.now()));
                long until = Math.max(horizon, expire.now() - RETENTION);
                if (until > horizon) {
                    horizon = until;
                    model.values()
                            .forEach(samples -> samples.headMap(until, true).clear());
                    model.values().removeIf(TreeMap::isEmpty);
                }
            } else if (step instanceof Select select) {
                List<String> found = new ArrayList<>();
                source.select(select.matchers(), select.from(), select.to(), s -> found.add(s.toString()));
                List<String> expected = new ArrayList<>();
                model.forEach((labels, samples) -> {
                    if (cache.matchesAll(select.matchers(), labels)
                            && select.from() <= select.to()
                            && !samples.subMap(select.from(), true, select.to(), true)
                                    .isEmpty()) {
                        StringBuilder line = new StringBuilder(labels.toString());
                        samples.subMap(select.from(), true, select.to(), true)
                                .forEach((t, v) ->
                                        line.append(' ').append(v).append('@').append(t));
                        expected.add(line.toString());
                    }
                });
                assertThat(found).containsExactlyElementsOf(expected);
            }
            assertThat(store.seriesCount()).isEqualTo(model.size());
            assertThat(store.sampleCount())
                    .isEqualTo(model.values().stream().mapToLong(TreeMap::size).sum());
        }
    }

    private static AppendOutcome append(
            Map<Labels, TreeMap<Long, Double>> model, Labels labels, Append append, long horizon) {
        if (append.at() <= horizon) {
            return AppendOutcome.TOO_OLD;
        }
        TreeMap<Long, Double> samples = model.computeIfAbsent(labels, l -> new TreeMap<>());
        if (!samples.isEmpty() && append.at() < samples.lastKey()) {
            return AppendOutcome.OUT_OF_ORDER;
        }
        if (!samples.isEmpty() && append.at() == samples.lastKey()) {
            long old = Double.doubleToRawLongBits(samples.lastEntry().getValue());
            return old == Double.doubleToRawLongBits(append.value()) ? AppendOutcome.REPEATED : AppendOutcome.DUPLICATE;
        }
        samples.put(append.at(), append.value());
        samples.headMap(append.at() - RETENTION, true).clear();
        return AppendOutcome.ACCEPTED;
    }

    private static Labels labels(int i) {
        Labels labels = Labels.metric("m" + i % 2, "host", "h" + i % 3);
        return i < 6 ? labels : labels.with("zone", "z" + i % 2);
    }
}
