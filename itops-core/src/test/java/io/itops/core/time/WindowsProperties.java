package io.itops.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The algebra against the simplest model there is: one bit for each minute of two hours. */
class WindowsProperties {
    private static final Instant ZERO = Instant.parse("2026-03-08T06:00:00Z");
    private static final int MINUTES = 120;

    /** The windows as written down, before any are merged. */
    record Sample(List<Window> written) {
        Windows windows() {
            return Windows.of(written);
        }

        BitSet bits() {
            BitSet bits = new BitSet(MINUTES);
            written.forEach(window -> bits.set(minute(window.start()), minute(window.end())));
            return bits;
        }
    }

    private static Instant at(int minute) {
        return ZERO.plusSeconds(60L * minute);
    }

    private static int minute(Instant instant) {
        return (int) Duration.between(ZERO, instant).toMinutes();
    }

    private static BitSet bits(Windows windows) {
        return new Sample(windows.asList()).bits();
    }

    private static BitSet model(Sample a, Sample b, String operation) {
        BitSet bits = a.bits();
        switch (operation) {
            case "union" -> bits.or(b.bits());
            case "intersect" -> bits.and(b.bits());
            case "subtract" -> bits.andNot(b.bits());
            default -> throw new AssertionError(operation);
        }
        return bits;
    }

    /** The fewest, ascending, apart from one another: with the same bits, that leaves one list only. */
    private static boolean isNormal(Windows windows) {
        List<Window> list = windows.asList();
        for (int i = 1; i < list.size(); i++) {
            if (!list.get(i - 1).end().isBefore(list.get(i).start())) {
                return false;
            }
        }
        return true;
    }

    private static boolean agrees(BinaryOperator<Windows> operator, String operation, Sample a, Sample b) {
        Windows result = operator.apply(a.windows(), b.windows());
        return isNormal(result) && bits(result).equals(model(a, b, operation));
    }

    @Provide
    Arbitrary<Window> windows() {
        Arbitrary<Integer> minute = Arbitraries.integers().between(0, MINUTES);
        return Combinators.combine(minute, minute)
                .filter((a, b) -> !a.equals(b))
                .as((a, b) -> new Window(at(Math.min(a, b)), at(Math.max(a, b))));
    }

    @Provide
    Arbitrary<Sample> samples() {
        Arbitrary<Window> anyLong = windows();
        Arbitrary<Window> brief = Combinators.combine(
                        Arbitraries.integers().between(0, MINUTES - 8),
                        Arbitraries.integers().between(1, 8))
                .as((start, length) -> new Window(at(start), at(start + length)));
        return Arbitraries.oneOf(brief, brief, brief, anyLong)
                .list()
                .ofMaxSize(12)
                .map(Sample::new);
    }

    @Property
    void theOperationsAgreeWithTheModel(@ForAll("samples") Sample a, @ForAll("samples") Sample b) {
        assertThat(isNormal(a.windows())).isTrue();
        assertThat(bits(a.windows())).isEqualTo(a.bits());
        assertThat(agrees(Windows::union, "union", a, b)).isTrue();
        assertThat(agrees(Windows::intersect, "intersect", a, b)).isTrue();
        assertThat(agrees(Windows::subtract, "subtract", a, b)).isTrue();
    }

    @Property
    void theQuestionsAgreeWithTheModel(@ForAll("samples") Sample sample, @ForAll("windows") Window window) {
        Windows windows = sample.windows();
        BitSet bits = sample.bits();
        int start = minute(window.start());
        int end = minute(window.end());

        BitSet firstSeconds = new BitSet();
        BitSet lastSeconds = new BitSet();
        BitSet held = new BitSet();
        List<Integer> next = new ArrayList<>();
        for (int minute = 0; minute <= MINUTES; minute++) {
            firstSeconds.set(minute, windows.contains(at(minute)));
            lastSeconds.set(minute, windows.contains(at(minute).plusSeconds(59)));
            held.set(minute, windows.at(at(minute)).isPresent());
            next.add(windows.next(at(minute)).map(WindowsProperties::minute).orElse(-1));
        }
        assertThat(List.of(firstSeconds, lastSeconds, held)).containsOnly(bits);
        assertThat(next)
                .isEqualTo(IntStream.rangeClosed(0, MINUTES)
                        .map(bits::nextSetBit)
                        .boxed()
                        .toList());
        assertThat(windows.overlaps(window)).isEqualTo(!bits.get(start, end).isEmpty());
        int gap = bits.nextClearBit(start);
        assertThat(windows.firstGap(window).map(WindowsProperties::minute).orElse(-1))
                .isEqualTo(gap < end ? gap : -1);
        assertThat(windows.total()).isEqualTo(Duration.ofMinutes(bits.cardinality()));
        BitSet complement = new BitSet();
        complement.set(start, end);
        complement.andNot(bits);
        assertThat(bits(windows.complement(window))).isEqualTo(complement);
        assertThat(windows.intersect(window)).isEqualTo(windows.intersect(Windows.of(window)));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void theLawsOfSetsHold(@ForAll("samples") Sample x, @ForAll("samples") Sample y, @ForAll("samples") Sample z) {
        Windows a = x.windows();
        Windows b = y.windows();
        Windows c = z.windows();

        assertThat(a.union(b)).isEqualTo(b.union(a)).hasSameHashCodeAs(b.union(a));
        assertThat(a.intersect(b)).isEqualTo(b.intersect(a));
        assertThat(a.union(b).union(c)).isEqualTo(a.union(b.union(c)));
        assertThat(a.intersect(b.union(c))).isEqualTo(a.intersect(b).union(a.intersect(c)));
        assertThat(a.subtract(b.union(c))).isEqualTo(a.subtract(b).intersect(a.subtract(c)));
        assertThat(a.subtract(b).union(a.intersect(b))).isEqualTo(a);
        assertThat(a.union(a)).isEqualTo(a);
        assertThat(a.subtract(a)).isEqualTo(Windows.none());
        assertThat(a.total().plus(b.total()))
                .isEqualTo(a.union(b).total().plus(a.intersect(b).total()));
    }

    @Property
    void aShiftThereAndBackChangesNothing(
            @ForAll("samples") Sample sample, @ForAll @IntRange(min = -9_999, max = 9_999) int by) {
        Windows windows = sample.windows();
        Windows shifted = windows.shift(Duration.ofMinutes(by));

        assertThat(shifted.shift(Duration.ofMinutes(-by))).isEqualTo(windows);
        assertThat(shifted.total()).isEqualTo(windows.total());
        for (Window window : sample.written()) {
            assertThat(shifted.contains(window.start().plus(Duration.ofMinutes(by))))
                    .isTrue();
        }
    }

    /** The comparison with the model notices algebras that are wrong in the usual ways. */
    @Example
    void theFirstPropertyWouldCatchAFaultyAlgebra() {
        List<Sample> samples = samples().sampleStream().limit(1_000).toList();

        assertCaught(samples, "intersect", (a, b) -> closed(a).intersect(b));
        assertCaught(samples, "subtract", (a, b) -> b.subtract(a));
        assertCaught(samples, "union", (a, b) -> a.isEmpty() ? Windows.none() : a.union(b));
        assertCaught(samples, "union", (a, b) -> {
            List<Window> unmerged = new ArrayList<>(a.asList());
            unmerged.addAll(b.subtract(closed(a)).asList());
            return Windows.of(unmerged);
        });
    }

    private static void assertCaught(List<Sample> samples, String operation, BinaryOperator<Windows> faulty) {
        assertThat(samples.stream().anyMatch(a -> samples.stream().anyMatch(b -> !agrees(faulty, operation, a, b))))
                .as(operation)
                .isTrue();
    }

    /** Windows that wrongly hold the minute at their end. */
    private static Windows closed(Windows windows) {
        return Windows.of(windows.asList().stream()
                .map(window -> new Window(window.start(), window.end().plusSeconds(60)))
                .toList());
    }
}
