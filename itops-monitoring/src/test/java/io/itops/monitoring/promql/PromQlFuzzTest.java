package io.itops.monitoring.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.SyntaxException;
import io.itops.monitoring.expr.RandomExprs;
import io.itops.testkit.input.InputBounds;
import io.itops.testkit.input.InputReport;
import io.itops.testkit.input.Mutants;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutants of valid expressions and series, and texts that are hard on purpose. The seed is printed; {@code -Ditops.fuzz.seed} sets it. */
class PromQlFuzzTest {
    /** With those of series and durations, and of the readers of itops-prometheus, clearly more than 50,000 in an ordinary run. */
    private static final int MUTANTS = 17_000;

    private static final int OTHERS = MUTANTS / 5;
    private static final Mutants EXPRESSIONS =
            Mutants.ofRandom(random -> RandomExprs.of(random, 5).toString());
    private static final Mutants SERIES = Mutants.of(
            List.of("metric{a=\"b\", \"c.d\"='e'} 1 2+3x4 _x3 stale NaN -Inf 1e3x2 0.5-1x3 _", "{a=\"b\"}", "m 0x9"));

    @Test
    void everyMutantEndsInAValueOrTheTypedError() {
        mutants(1);
    }

    @Test
    @Tag("campaign")
    void everyOneOfManyMutantsEndsInAValueOrTheTypedError() {
        mutants(Integer.getInteger("itops.mutants", 8));
    }

    private static void mutants(int times) {
        long seed = Mutants.seed(20_261_124);
        List<InputReport> reports = List.of(
                InputBounds.STANDARD.check("PromQL", EXPRESSIONS.texts(seed, MUTANTS * times), PromQlFuzzTest::parse),
                InputBounds.STANDARD.check("series", SERIES.texts(seed, OTHERS * times), read(SeriesNotation::parse)),
                InputBounds.STANDARD.check(
                        "duration",
                        Mutants.of(List.of("1h30m", "1d12h500ms", "0")).texts(seed, OTHERS * times),
                        read(PromQl::parseDuration)));
        assertThat(reports.stream().mapToLong(one -> one.read() + one.refused()).sum())
                .as("mutants that were given to a parser")
                .isEqualTo((MUTANTS + 2L * OTHERS) * times);
        for (InputReport report : reports) {
            System.out.println(report);
            assertThat(report.faults()).isEmpty();
            // Mutants that are all refused, or none, would not reach the depth of the parser.
            assertThat(report.refused())
                    .as(report.toString())
                    .isBetween((report.read() + report.refused()) / 10, (report.read() + report.refused()) * 95 / 100);
        }
    }

    private static boolean parse(String text) {
        try {
            PromQl.parseWithPositions(text);
            return true;
        } catch (SyntaxException e) {
            assertThat(e.line()).isPositive();
            assertThat(e.column()).isPositive();
            return false;
        }
    }

    private static Predicate<String> read(Consumer<String> reader) {
        return text -> {
            reader.accept(text);
            return true;
        };
    }

    @Test
    void textsThatAreHardOnPurposeEndInTime() {
        List<String> texts = new ArrayList<>(List.of(
                "a".repeat(1_000_000),
                "(".repeat(1_000_000),
                "a{x=~\"" + "(.*a){12}".repeat(400) + "\"}",
                "a{x=~\"" + "(((a{30}){30}){30}){30}" + "\"}",
                "a{x=~\"" + "\\pL".repeat(1_300) + "\"}",
                "a{x=~\"[" + "\\pL\\PN".repeat(600) + "]\"}",
                "a{x=~\"(?i)" + "[^\\x{10000}]".repeat(300) + "\"}",
                "1".repeat(60_000),
                "0." + "1".repeat(60_000) + "e-300",
                "0x" + "f".repeat(60_000),
                "0".repeat(60_000) + "7",
                "1_".repeat(30_000) + "1",
                "9".repeat(60_000) + "s",
                "\"" + "\\xc3\\xa4".repeat(8_000) + "\"",
                "`" + "\n".repeat(60_000),
                "#".repeat(60_000),
                "{" + "a=\"b\",".repeat(10_000) + "}",
                "sum by (" + "a,".repeat(30_000) + ") (a)",
                "label_join(a, 'x', 'y'" + ", 'z'".repeat(10_000) + ")",
                "a" + " offset 0s".repeat(6_000),
                "a" + "[1m:]".repeat(10_000),
                "a" + " + a".repeat(16_000),
                "- ".repeat(30_000) + "1",
                ("a{x=~\"b{1000}\"} or ").repeat(200) + "a",
                ("label_replace(").repeat(200) + "a" + ", 'x', 'y', 'z', '(a{90}){90}')".repeat(200),
                "a{b=\"c\",b=\"d\"}",
                "NaN == NaN + Inf - -Inf * a ^ NaN or ".repeat(1_500) + "a",
                "a[1d:1ms] offset -9999w @ +Inf",
                "\0".repeat(1_000_000),
                "ä".repeat(1_000_000),
                "a + ".repeat(250_000) + "a",
                "\0".repeat(60_000),
                "\ud800".repeat(60_000)));
        StringBuilder wide = new StringBuilder("a");
        for (int i = 0; wide.length() < PromQl.MAX_LENGTH - 40; i++) {
            wide.append(i % 200 == 0 ? ") or (a" : " + {x=~\"a.+b\"}");
        }
        texts.add("(" + wide + ")");
        for (String text : texts) {
            String shown = text.substring(0, Math.min(60, text.length()));
            assertThat(InputBounds.STANDARD.fault(text, PromQlFuzzTest::parse))
                    .as(shown)
                    .isEmpty();
            assertThat(InputBounds.STANDARD.fault(text, read(SeriesNotation::parse)))
                    .as(shown)
                    .isEmpty();
            assertThat(InputBounds.STANDARD.fault(text, read(PromQl::parseDuration)))
                    .as(shown)
                    .isEmpty();
        }
        assertThat(InputBounds.STANDARD.fault("m " + "1x999999 ".repeat(10), read(SeriesNotation::parse)))
                .isEmpty();
    }
}
