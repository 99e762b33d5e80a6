package io.itops.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class InstantTextProperties {
    private static final String SAMPLE = "2024-02-29T23:59:59.123456Z";

    @Property(tries = 5_000)
    void writesWhatTheJdkWritesAndReadsItBack(@ForAll("instants") Instant instant) {
        String text = InstantText.write(instant);
        assertThat(text).isEqualTo(instant.toString());
        assertThat(InstantText.parse(text)).isEqualTo(instant);
    }

    /** Whatever is done to a text, the two readers agree. */
    @Property(tries = 20_000)
    void readsWhatTheJdkReads(@ForAll("texts") String text) {
        Instant expected;
        try {
            expected = Instant.parse(text);
        } catch (DateTimeException e) {
            assertThatThrownBy(() -> InstantText.parse(text)).isInstanceOf(DateTimeException.class);
            return;
        }
        assertThat(InstantText.parse(text)).isEqualTo(expected);
    }

    @Example
    void knowsTheEdges() {
        for (String text : List.of(
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z",
                "2023-02-28T24:00:00Z",
                "2016-12-31T23:59:60Z",
                "2024-02-29T00:00:00.1Z",
                "2024-02-29T00:00:00.100000001Z",
                "2024-11-24T02:00:00+01:00")) {
            assertThat(InstantText.parse(text)).isEqualTo(Instant.parse(text));
        }
        for (String text :
                List.of("2023-02-29T00:00:00Z", "2023-04-31T00:00:00Z", "2024-02-29T00:00:00.1234567890Z", "")) {
            assertThatThrownBy(() -> InstantText.parse(text)).isInstanceOf(DateTimeException.class);
        }
        assertThat(InstantText.write(Instant.MIN)).isEqualTo(Instant.MIN.toString());
        assertThat(InstantText.write(Instant.MAX)).isEqualTo(Instant.MAX.toString());
    }

    @Provide
    Arbitrary<Instant> instants() {
        Arbitrary<Long> seconds = Arbitraries.longs().between(-70_000_000_000L, 260_000_000_000L);
        Arbitrary<Integer> nanos = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 999_999_999),
                Arbitraries.integers().between(0, 999_999).map(micros -> micros * 1_000),
                Arbitraries.integers().between(0, 999).map(millis -> millis * 1_000_000),
                Arbitraries.just(0));
        return Combinators.combine(seconds, nanos).as(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> sound = instants().map(Instant::toString);
        Arbitrary<Integer> places = Arbitraries.integers().between(0, SAMPLE.length() - 1);
        Arbitrary<Character> characters = Arbitraries.of(
                '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-', '+', ':', '.', 'T', 't', 'Z', 'z', ' ', 'x',
                '٣');
        Arbitrary<String> changed = Combinators.combine(sound, places, characters)
                .as((text, place, c) ->
                        place < text.length() ? text.substring(0, place) + c + text.substring(place + 1) : text + c);
        Arbitrary<String> cut = Combinators.combine(sound, places)
                .as((text, place) ->
                        place < text.length() ? text.substring(0, place) + text.substring(place + 1) : text);
        return Arbitraries.oneOf(sound, changed, cut);
    }
}
