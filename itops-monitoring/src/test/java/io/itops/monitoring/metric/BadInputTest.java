package io.itops.monitoring.metric;

import static io.itops.monitoring.Refusals.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.itops.core.InvalidInputException;
import io.itops.core.Meters;
import io.itops.monitoring.Refusals;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Samples, labels, matchers and bounds that make no sense are refused, and the store stays as it was. */
class BadInputTest {
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final Labels UP = Labels.metric("up");

    private static Map<String, String> labels(int count) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            map.put("l" + i, "v");
        }
        return map;
    }

    @Test
    void labelSetsAreRefused() {
        Labels.Builder kept = Labels.builder().put("kept", "1");
        new Refusals()
                .add("names and values must be given", () -> Labels.of((String[]) none()))
                .add("labels must be pairs of name and value, but was 1", () -> Labels.of("a"))
                .add("label name must be given", () -> Labels.of(none(), "b"))
                .add("label value must be given", () -> Labels.of("a", none()))
                .add("label name must stand once, but was \"a\"", () -> Labels.of("a", "1", "a", "2"))
                .add("label name must not be empty", () -> kept.put("", "1"))
                .add("label name must be at most 128 characters", () -> kept.put("n".repeat(129), "1"))
                .add("label value must be at most 1024 characters", () -> kept.put("a", "v".repeat(1_025)))
                .add("label name must not contain NUL", () -> kept.put("a\u0000", "1"))
                .add("label value must not contain NUL", () -> kept.put("a", "\u0000"))
                .add("label name must be well-formed Unicode", () -> kept.put("\ud800", "1"))
                .add("label value must be well-formed Unicode", () -> kept.put("a", "\ud800x"))
                .add("labels must be given", () -> kept.putAll(none()))
                .add("labels must have 0 to 64 elements, but was 65", () -> Labels.of(labels(65)))
                .add(
                        "labels must have 0 to 64 elements",
                        () -> Labels.of(labels(64)).with("one", "more"))
                .add("metric name must not be blank", () -> Labels.metric(""))
                .add("metric name must be at most 1024 characters", () -> Labels.metric("m".repeat(1_025)))
                .add("index must be at least 0 and below the size, 1, but was 1", () -> UP.nameAt(1))
                .add("index must be at least 0 and below the size, 1, but was -1", () -> UP.valueAt(-1))
                .add(
                        "index must be at least 0 and below the size, 0",
                        () -> Labels.empty().nameAt(0))
                .areTyped();
        assertThat(kept.build()).isEqualTo(Labels.of("kept", "1"));
        assertThat(Labels.of(labels(64)).size()).isEqualTo(64);
        assertThat(Labels.of("\ud83d\ude80".repeat(128), "\ud83d\ude80".repeat(1_024))
                        .size())
                .isEqualTo(1);
    }

    @Test
    void matchersAreRefused() {
        new Refusals()
                .add("matcher label must be given", () -> Matcher.eq(none(), "b"))
                .add("matcher label must not be blank", () -> Matcher.eq(" ", "b"))
                .add("matcher label must be at most 128 characters", () -> Matcher.notEq("l".repeat(129), "b"))
                .add("matcher operator must be given", () -> new Matcher("a", none(), "b"))
                .add("matcher value must be given", () -> Matcher.eq("a", none()))
                .add("matcher value must be at most 4096 characters", () -> Matcher.eq("a", "v".repeat(4_097)))
                .add("matcher value must not contain NUL", () -> Matcher.matching("a", "\u0000"))
                .add("matcher value must be well-formed Unicode", () -> Matcher.notMatching("a", "\udc00"))
                .add("matcher pattern must be RE2 syntax (missing closing ))", () -> Matcher.matching("a", "(b"))
                .add("matcher pattern must be RE2 syntax", () -> Matcher.matching("a", "(?=b)"))
                .add("pattern must expand to at most 10000 instructions", () -> Matcher.matching("a", "(b{999}){99}"))
                .add("matcher cache size must be 1 to 100000, but was 0", () -> MatcherCache.ofSize(0, Meters.none()))
                .areTyped();
        assertThat(Matcher.eq("l".repeat(128), "v".repeat(4_096)).excludesEmpty())
                .isTrue();
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                        "(",
                        ")",
                        "[",
                        "]",
                        "{",
                        "}",
                        "?",
                        "*",
                        "+",
                        "|",
                        "^",
                        "$",
                        "\\",
                        ".",
                        ",",
                        "-",
                        ":",
                        "a",
                        "9",
                        "1",
                        "Q",
                        "E",
                        "p",
                        "x",
                        "P",
                        "<",
                        ">",
                        "=",
                        "!",
                        "(?",
                        "[[:",
                        "{9",
                        "\\p{",
                        "\\x{",
                        "(?P<",
                        "\\Q",
                        "\ud83d\ude80")
                .list()
                .ofMaxSize(24)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 3_000)
    void whateverStandsForAPatternIsOneOrIsRefused(@ForAll("patterns") String pattern) {
        try {
            Matcher.matching("a", pattern).excludesEmpty();
        } catch (InvalidInputException e) {
            assertThat(e.what()).contains("pattern");
        }
    }

    @Test
    void patternsNestedDeeplyAreOneOrAreRefused() {
        for (String deep : List.of(
                "(".repeat(2_048) + ")".repeat(2_048),
                "(".repeat(4_096),
                "(?:a|".repeat(600) + "b" + ")".repeat(600),
                "a" + "*".repeat(4_000),
                "[".repeat(4_096))) {
            try {
                Matcher.matching("a", deep).excludesEmpty();
            } catch (InvalidInputException e) {
                assertThat(e.what()).contains("pattern");
            }
        }
    }

    @Test
    void samplesAreRefusedAndNothingIsKept() {
        MetricStore store = MetricStore.create();
        store.append(UP, NOW, 1);
        long[] times = {1, 2};
        new Refusals()
                .add("labels must be given", () -> store.append(none(), NOW, 1))
                .add("labels of a sample must not be empty", () -> store.append(Labels.empty(), NOW, 1))
                .add("sample time must be given", () -> store.append(UP, none(), 1))
                .add("sample time must lie in the years 1 to 9999, but was +1", () -> store.append(UP, Instant.MAX, 1))
                .add("sample time must lie in the years 1 to 9999, but was -1", () -> store.append(UP, Instant.MIN, 1))
                .add(
                        "sample time must lie in the years 1 to 9999, but was \"9223372036854775807 ms\"",
                        () -> store.append(UP, Long.MAX_VALUE, 1))
                .add(
                        "sample time must lie in the years 1 to 9999, but was \"-62135596800001 ms\"",
                        () -> store.append(UP, -62_135_596_800_001L, 1))
                .add("present must be given", () -> store.expire(none()))
                .add("present must lie in the years 1 to 9999", () -> store.expire(Instant.MAX))
                .add("matchers must be given", () -> store.select(none(), 0, 1, s -> {}))
                .add(
                        "each of the matchers must be given",
                        () -> store.select(Collections.singletonList(none()), 0, 1, s -> {}))
                .add("sink must be given", () -> store.select(List.of(), 0, 1, none()))
                .add("metric name must be given", () -> store.holds(none()))
                .add("metric name must be at most 4096 characters", () -> store.similarNames("x".repeat(4_097), 1))
                .add("similar names must be 1 to 100, but was 0", () -> store.similarNames("x", 0))
                .add("similar names must be 1 to 100, but was 101", () -> store.similarNames("x", 101))
                .add(
                        "metric name must be at most",
                        () -> store.unmet("x".repeat(Matcher.MAX_VALUE + 1), Matcher.eq("a", "b"), 1))
                .add("matcher must be given", () -> store.unmet("up", none(), 1))
                .add("names or values must be 1 to 100, but was 0", () -> store.unmet("up", Matcher.eq("a", "b"), 0))
                .add("outcome must be given", () -> store.count(none()))
                .add(
                        "values must be as many as timestamps, but was 1",
                        () -> SeriesSamples.of(UP, times, new double[] {1}))
                .add(
                        "timestamp must be later than 2, but was 2",
                        () -> SeriesSamples.of(UP, new long[] {2, 2}, new double[] {1, 1}))
                .add("timestamps must be given", () -> SeriesSamples.of(UP, none(), new double[0]))
                .add(
                        "index must be at least 0 and below the size, 2, but was 2",
                        () -> SeriesSamples.of(UP, times, new double[] {1, 1}).timestampAt(2))
                .areTyped();
        assertThat(store.seriesCount()).isEqualTo(1);
        assertThat(store.sampleCount()).isEqualTo(1);
        assertThatCode(() -> store.append(UP, 253_402_300_799_999L, Double.NaN)).doesNotThrowAnyException();
    }

    @Test
    void boundsOfAStoreAreRefusedAndTheBuilderStaysAsItWas() {
        MetricStore.Builder builder = MetricStore.builder().retention(Duration.ofMinutes(7));
        new Refusals()
                .add("retention must be given", () -> builder.retention(none()))
                .add("retention must be positive", () -> builder.retention(Duration.ZERO))
                .add("retention must be at least 1 ms", () -> builder.retention(Duration.ofNanos(1)))
                .add("retention must be at most PT8784H", () -> builder.retention(Duration.ofDays(367)))
                .add("series limit must be 1 to 10000000, but was 0", () -> builder.maxSeries(0))
                .add("series limit must be 1 to 10000000, but was 10000001", () -> builder.maxSeries(10_000_001))
                .add("sample limit must be 1 to 1000000000, but was 0", () -> builder.maxSamples(0))
                .add(
                        "sample limit must be 1 to 1000000000, but was 1000000001",
                        () -> builder.maxSamples(1_000_000_001))
                .add("pattern limit must be 1 to 100000, but was -1", () -> builder.maxPatterns(-1))
                .add("meters must be given", () -> builder.meters(none()))
                .areTyped();
        assertThat(builder.build().retention()).isEqualTo(Duration.ofMinutes(7));
        assertThat(builder.retention(Duration.ofDays(366))
                        .maxSeries(10_000_000)
                        .maxSamples(1_000_000_000)
                        .maxPatterns(100_000)
                        .build()
                        .retention())
                .isEqualTo(Duration.ofDays(366));
    }
}
