package io.itops.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IndexValueProperties {
    @Property
    void textKeepsItsCodePointOrder(@ForAll("texts") String a, @ForAll("texts") String b) {
        assertThat(Integer.signum(IndexValue.of(a).compareTo(IndexValue.of(b))))
                .isEqualTo(Integer.signum(compareCodePoints(a, b)));
    }

    @Property
    void encodedTextIsPrintableAscii(@ForAll("texts") String text) {
        assertThat(IndexValue.of(text).chars()).allMatch(c -> c >= ' ' && c <= '~');
    }

    @Property
    void numbersKeepTheirOrder(@ForAll long a, @ForAll long b) {
        assertThat(Integer.signum(IndexValue.of(a).compareTo(IndexValue.of(b))))
                .isEqualTo(Integer.signum(Long.compare(a, b)));
    }

    @Property
    void instantsKeepTheirOrder(@ForAll("instants") Instant a, @ForAll("instants") Instant b) {
        assertThat(Integer.signum(IndexValue.of(a).compareTo(IndexValue.of(b))))
                .isEqualTo(Integer.signum(a.compareTo(b)));
    }

    @Example
    void aCharacterOutsideTheBasicPlaneSortsBehindThePrivateUseArea() {
        String privateUse = "\uE000";
        String clef = "\uD834\uDD1E";
        assertThat(privateUse.compareTo(clef)).isPositive();
        assertThat(IndexValue.of(privateUse)).isLessThan(IndexValue.of(clef));
    }

    @Example
    void controlCharactersAreRefused() {
        assertThatThrownBy(() -> IndexValue.of("a\tb"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("have no control character");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withCharRange('a', 'c')
                .withChars(' ', '~', '}', 'ä', '\uE000', '\uFFFD')
                .ofMaxLength(4)
                .flatMap(text ->
                        Arbitraries.of("", "\uD834\uDD1E", "\uDBFF\uDFFF").map(text::concat));
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(-62_135_596_800_000_000L, 253_402_300_799_000_000L)
                .map(micros -> Instant.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000));
    }

    private static int compareCodePoints(String a, String b) {
        int[] left = a.codePoints().toArray();
        int[] right = b.codePoints().toArray();
        return java.util.Arrays.compare(left, right);
    }
}
