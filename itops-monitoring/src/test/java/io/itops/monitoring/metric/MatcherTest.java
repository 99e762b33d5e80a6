package io.itops.monitoring.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MatcherCache cache = MatcherCache.ofSize(2, MeterTests.meters(registry));

    @ParameterizedTest
    @CsvSource({
        "=,  a,    a,   true",
        "=,  a,    b,   false",
        "=,  '',   '',  true",
        "!=, a,    '',  true",
        "!=, a,    a,   false",
        "=~, a|b,  b,   true",
        "=~, a|b,  bc,  false",
        "=~, a,    aa,  false",
        "=~, .*,   '',  true",
        "=~, .+,   '',  false",
        "!~, a.*,  abc, false",
        "!~, a.*,  '',  true",
        "=~, (?i:GET), get, true",
    })
    void aMatcherJudgesTheWholeLabel(String op, String value, String label, boolean expected) {
        Matcher.Op operator = java.util.Arrays.stream(Matcher.Op.values())
                .filter(o -> o.symbol().equals(op))
                .findFirst()
                .orElseThrow();

        assertThat(cache.predicate(new Matcher("l", operator, value)).test(label))
                .isEqualTo(expected);
    }

    @Test
    void aDotMatchesALineBreak() {
        assertThat(cache.predicate(Matcher.matching("l", "a.b")).test("a\nb")).isTrue();
    }

    @Test
    void aMissingLabelIsAnEmptyOne() {
        Labels labels = Labels.metric("m", "a", "1");

        assertThat(cache.matchesAll(List.of(Matcher.eq("b", ""), Matcher.notEq("c", "x")), labels))
                .isTrue();
        assertThat(cache.matchesAll(List.of(Matcher.matching("b", ".+")), labels))
                .isFalse();
    }

    @Test
    void aMalformedPatternIsRefusedWithItsReason() {
        assertThatThrownBy(() -> Matcher.matching("l", "a(b"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("matcher pattern must be RE2 syntax (missing closing )), but was \"a(b\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"((a{100}){100}){100}", "(((((x{999}){999}){999}){999}){999}){999}", "((\\(a[b{9}]){200}){200}"})
    void aPatternThatWouldExpandBeyondBoundsIsRefusedBeforeItIsCompiled(String pattern) {
        assertThatThrownBy(() -> Matcher.matching("l", pattern))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("pattern must expand to at most 10000 instructions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a{1000}", "(.*a){12}", "[{9}]{3}", "a{,5}", "\\{900000000}", "a{2}{3}b", "x{99999999999}y"})
    void theGuessOfThePatternSizeNeverThrows(String pattern) {
        assertThat(Patterns.expandedSize(pattern)).isPositive();
    }

    @Test
    void matchersPrintAsPromQl() {
        assertThat(Matcher.notMatching("my.label", "a\"b")).hasToString("\"my.label\"!~\"a\\\"b\"");
        assertThat(Matcher.eq("job", "api")).hasToString("job=\"api\"");
    }

    @Test
    void compiledPatternsAreKeptBoundedAndMetered() {
        for (String pattern : List.of("a.", "a.", "b.", "c.", "d.")) {
            assertThat(cache.predicate(Matcher.matching("l", pattern)).test("zz"))
                    .isFalse();
        }

        assertThat(registry.get("itops.monitoring.matcher.cache.hits").counter().count())
                .isEqualTo(1.0);
        assertThat(registry.get("itops.monitoring.matcher.cache.misses")
                        .counter()
                        .count())
                .isEqualTo(4.0);
        assertThat(registry.get("itops.monitoring.matcher.cache.evictions")
                        .counter()
                        .count())
                .isEqualTo(2.0);
        assertThat(registry.get("itops.monitoring.matcher.cache.size").gauge().value())
                .isEqualTo(2.0);
    }
}
