package io.itops.testkit.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.record.CanonicalJson;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Planted readers that break their promise are found, and one that keeps it is not. */
class InputBoundsTest {
    private static final InputBounds BOUNDS = InputBounds.STANDARD;

    @Test
    void readersThatAreNoGoodAreFound() {
        Pattern backtracking = Pattern.compile("(.*a){12}");
        assertThat(BOUNDS.fault(
                        "a".repeat(22) + "b", text -> backtracking.matcher(text).matches()))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("took "));
        assertThat(BOUNDS.fault("(".repeat(1_000_000), text -> depth(text, 0) > 0))
                .contains("threw java.lang.StackOverflowError");
        assertThat(BOUNDS.fault("x", text -> Integer.parseInt(text) > 0))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("threw java.lang.NumberFormatException"));
        InputBounds patient = new InputBounds(Duration.ofMinutes(1), BOUNDS.bytes());
        assertThat(patient.fault("a".repeat(1_000_000), text -> text.repeat(80).isEmpty()))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("allocated "));
    }

    private static int depth(String text, int at) {
        return at < text.length() && text.charAt(at) == '(' ? 1 + depth(text, at + 1) : 0;
    }

    @Test
    void aReaderThatThrowsOnceIsFound() {
        AtomicInteger times = new AtomicInteger();

        assertThat(BOUNDS.fault("x", text -> {
                    if (times.incrementAndGet() == 1) {
                        throw new IllegalStateException("planted");
                    }
                    return true;
                }))
                .contains("threw java.lang.IllegalStateException: planted");
    }

    @Test
    void aReaderThatOverflowsTheHeapIsFoundWithItsInput() {
        InputReport report = BOUNDS.check("text", Stream.of("planted input"), text -> {
            throw new OutOfMemoryError("planted");
        });

        assertThat(report.faults())
                .containsExactly("threw java.lang.OutOfMemoryError: planted, input 0: planted input");
    }

    @Test
    void nothingIsCheckedWhereNothingIsMeasured() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        threads.setThreadCpuTimeEnabled(false);
        try {
            assertThatThrownBy(() -> BOUNDS.fault("x", text -> true))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("processor time and allocation of threads must be measured");
        } finally {
            threads.setThreadCpuTimeEnabled(true);
        }
    }

    @Test
    void aSeedThatIsNoNumberIsRefused() {
        String before = System.getProperty(Mutants.SEED_PROPERTY);
        System.setProperty(Mutants.SEED_PROPERTY, "12x");
        try {
            assertThatThrownBy(() -> Mutants.seed(7))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("itops.fuzz.seed must be a whole number, but was \"12x\"");
        } finally {
            if (before == null) {
                System.clearProperty(Mutants.SEED_PROPERTY);
            } else {
                System.setProperty(Mutants.SEED_PROPERTY, before);
            }
        }
    }

    @Test
    void whatIsReadRefusedAndWrongIsCounted() {
        InputReport report = BOUNDS.check("number", Stream.of("1", "", "-2", "x\n"), text -> {
            if (text.isEmpty()) {
                throw new InvalidInputException("number", "have digits", text);
            }
            return Integer.parseInt(text) > 0;
        });

        assertThat(report.read()).isEqualTo(1);
        assertThat(report.refused()).isEqualTo(3);
        assertThat(report.faults())
                .singleElement()
                .asString()
                .startsWith("threw java.lang.NumberFormatException")
                .endsWith(", input 3: x\\u000a");
        assertThat(report.toString()).startsWith("number: 4 inputs, 3 refused, at most ");
    }

    @Test
    void whatAReaderAssertsEndsTheCheck() {
        assertThatThrownBy(() -> BOUNDS.check("text", Stream.of("a"), text -> {
                    throw new AssertionError("planted");
                }))
                .hasMessage("planted");
    }

    @Test
    void aReaderOfTheSdkKeepsItsPromise() {
        Mutants mutants = Mutants.of(List.of("{\"a\":[1,2.5],\"b\":null}"));
        InputReport report = InputBounds.STANDARD.check("JSON", mutants.texts(Mutants.seed(7), 500), text -> {
            CanonicalJson.read(text);
            return true;
        });
        assertThat(report.faults()).isEmpty();
        assertThat(report.read()).isPositive();
        assertThat(report.refused()).isGreaterThan(report.read());
    }

    @Test
    void theSameSeedGivesTheSameMutants() {
        Mutants mutants = Mutants.of(List.of("sum by (a) (b{c=\"d\"})", "größe > 1e3"));

        assertThat(mutants.texts(1, 500).toList())
                .isEqualTo(mutants.texts(1, 500).toList());
        assertThat(mutants.texts(1, 500).toList())
                .isNotEqualTo(mutants.texts(2, 500).toList());
        assertThat(mutants.bytes(1, 500).toList())
                .usingRecursiveComparison()
                .isEqualTo(mutants.bytes(1, 500).toList());
        assertThat(mutants.texts(1, 500).distinct().count()).isGreaterThan(400);
    }

    @Test
    void mutantsAsBytesAreOftenNoUtf8() {
        long broken = Mutants.of(List.of("größe > 1e3"))
                .bytes(1, 1_000)
                .filter(bytes -> new String(bytes, StandardCharsets.UTF_8).indexOf('\ufffd') >= 0)
                .count();

        assertThat(broken).isBetween(200L, 800L);
    }

    @Test
    void boundsAndMutantsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new InputBounds(Duration.ZERO, 1)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new InputBounds(Duration.ofMillis(1), 0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Mutants.of(List.of())).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Mutants.of(List.of(""))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Mutants.of(List.of("a")).texts(1, 0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Mutants.of(List.of("a")).bytes(1, -1)).isInstanceOf(InvalidInputException.class);
    }
}
