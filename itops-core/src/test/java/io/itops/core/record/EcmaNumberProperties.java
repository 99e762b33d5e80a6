package io.itops.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

class EcmaNumberProperties {
    @Property(tries = 5_000)
    void anyDoubleIsPrintedShortestAndNearest(@ForAll("bitPatterns") double value) {
        assertThat(DecimalOracle.fault(value, print(value))).isEmpty();
    }

    @Property(tries = 5_000)
    void subnormalsArePrintedShortestAndNearest(@ForAll("subnormals") double value) {
        assertThat(DecimalOracle.fault(value, print(value))).isEmpty();
    }

    @Property(tries = 5_000)
    void shortDecimalsComeBackAsTheyWereWritten(@ForAll("shortDecimals") String text) {
        assertThat(print(Double.parseDouble(text))).isEqualTo(text);
    }

    @Property(tries = 5_000)
    void readingGivesTheNearestDouble(@ForAll("numberTexts") String text) {
        double expected = Double.parseDouble(text);
        assertThat(CanonicalJson.read(text)).isEqualTo(new Tree.Num(expected));
    }

    /** The oracle itself is worth nothing unless it finds each kind of fault. */
    @Example
    void theOracleFindsPlantedFaults() {
        assertThat(DecimalOracle.fault(0.1, "0.1")).isEmpty();
        assertThat(DecimalOracle.fault(0.1, "-0.1")).contains("sign");
        assertThat(DecimalOracle.fault(0.1, "0.11")).contains("read back");
        assertThat(DecimalOracle.fault(0.1, "0.10000000000000001")).contains("fewer digits");
        assertThat(DecimalOracle.fault(Double.MIN_VALUE, "4e-324")).contains("nearer");
        assertThat(DecimalOracle.fault(Double.MIN_VALUE, "4.9e-324")).contains("fewer digits");
        assertThat(DecimalOracle.fault(1e23, "9.999999999999999e+22")).contains("fewer digits");
        assertThat(DecimalOracle.fault(-0.0, "-0")).contains("zero");
    }

    @Provide
    Arbitrary<Double> bitPatterns() {
        return uniform(Long.MIN_VALUE, Long.MAX_VALUE)
                .map(Double::longBitsToDouble)
                .filter(Double::isFinite);
    }

    @Provide
    Arbitrary<Double> subnormals() {
        return uniform(1, (1L << 52) - 1).map(Double::longBitsToDouble);
    }

    /** Up to 15 significant digits, none of them a zero at the end after the point: unique, so printed as given. */
    @Provide
    Arbitrary<String> shortDecimals() {
        Arbitrary<Long> whole = Arbitraries.longs().between(0, 999_999_999);
        Arbitrary<String> places =
                Arbitraries.strings().numeric().ofMaxLength(6).map(digits -> digits.replaceAll("0+$", ""));
        return whole.flatMap(w -> places.map(p -> p.isEmpty() ? "" + w : w + "." + p))
                .filter(text -> !text.startsWith("0.000000"));
    }

    @Provide
    Arbitrary<String> numberTexts() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(25);
        Arbitrary<String> whole = Arbitraries.oneOf(
                digits.map(d -> d.replaceAll("^0+(?=.)", "")),
                Arbitraries.of("0", "9007199254740993", "999999999999999", "1000000000000000"));
        Arbitrary<String> places = Arbitraries.oneOf(Arbitraries.just(""), digits.map(d -> "." + d));
        Arbitrary<String> exponent = Arbitraries.oneOf(
                Arbitraries.just(""), Arbitraries.integers().between(-360, 280).map(e -> (e % 2 == 0 ? "e" : "E") + e));
        return Arbitraries.of("", "-")
                .flatMap(sign -> whole.flatMap(w -> places.flatMap(p -> exponent.map(e -> sign + w + p + e))));
    }

    private static Arbitrary<Long> uniform(long min, long max) {
        return Arbitraries.longs().between(min, max).withDistribution(RandomDistribution.uniform());
    }

    private static String print(double value) {
        StringBuilder out = new StringBuilder();
        EcmaNumber.append(out, value);
        return out.toString();
    }
}
