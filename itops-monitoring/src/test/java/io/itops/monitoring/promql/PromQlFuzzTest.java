package io.itops.monitoring.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.SyntaxException;
import io.itops.monitoring.expr.RandomExprs;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Mutants of valid expressions and series, and texts that are hard on purpose. The seed is printed; {@code -Ditops.fuzz.seed} sets it. */
class PromQlFuzzTest {
    private static final int MUTANTS = 50_000;
    private static final String CHARACTERS = "()[]{},:@=~!<>+-*/%^\"'`\\#_. \n\t\0ab0159xem\ud800\udc00ä\uffff";

    private static long seed;

    @BeforeAll
    static void seed() {
        seed = Long.getLong("itops.fuzz.seed", 20_261_124);
        System.out.println("PromQlFuzzTest: -Ditops.fuzz.seed=" + seed);
    }

    @Test
    void everyMutantOfAnExpressionEndsInAValueOrTheTypedError() {
        Random random = new Random(seed);
        List<String> faults = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            String text = mutant(random, RandomExprs.of(random, 5).toString());
            Held.fault(PromQl::parseWithPositions, text).ifPresent(fault -> faults.add(fault + ": " + text));
            refused += isRefused(text) ? 1 : 0;
        }

        assertThat(faults).isEmpty();
        System.out.println("PromQlFuzzTest: " + refused + " of " + MUTANTS + " mutants refused");
        // Mutants that are all refused, or none, would not reach the depth of the parser.
        assertThat(refused).isBetween(MUTANTS / 10, MUTANTS * 95 / 100);
    }

    @Test
    void everyMutantOfASeriesEndsInAValueOrTheTypedError() {
        Random random = new Random(seed);
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < MUTANTS / 5; i++) {
            String text = mutant(random, "metric{a=\"b\", \"c.d\"='e'} 1 2+3x4 _x3 stale NaN -Inf 1e3x2 0.5-1x3 _");
            Held.fault(SeriesNotation::parse, text).ifPresent(fault -> faults.add(fault + ": " + text));
        }

        assertThat(faults).isEmpty();
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
                "\0".repeat(60_000),
                "\ud800".repeat(60_000)));
        StringBuilder wide = new StringBuilder("a");
        for (int i = 0; wide.length() < PromQl.MAX_LENGTH - 40; i++) {
            wide.append(i % 200 == 0 ? ") or (a" : " + {x=~\"a.+b\"}");
        }
        texts.add("(" + wide + ")");
        for (String text : texts) {
            String shown = text.substring(0, Math.min(60, text.length()));
            assertThat(Held.fault(PromQl::parse, text)).as(shown).isEmpty();
            assertThat(Held.fault(SeriesNotation::parse, text)).as(shown).isEmpty();
            assertThat(Held.fault(PromQl::parseDuration, text)).as(shown).isEmpty();
        }
        assertThat(Held.fault(SeriesNotation::parse, "m " + "1x999999 ".repeat(10)))
                .isEmpty();
    }

    @Test
    void readersThatAreNoGoodAreFound() {
        Pattern backtracking = Pattern.compile("(.*a){12}");
        assertThat(Held.fault(text -> backtracking.matcher(text).matches(), "a".repeat(22) + "b"))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("took "));
        assertThat(Held.fault(text -> depth(text, 0), "(".repeat(1_000_000)))
                .contains("threw java.lang.StackOverflowError");
        assertThat(Held.fault(Integer::parseInt, "x")).contains("threw java.lang.NumberFormatException");
        assertThat(Held.fault(text -> assertThat(text.repeat(80)).isNotEmpty(), "a".repeat(1_000_000)))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("allocated "));
    }

    private static int depth(String text, int at) {
        return at < text.length() && text.charAt(at) == '(' ? 1 + depth(text, at + 1) : 0;
    }

    private static boolean isRefused(String text) {
        try {
            PromQl.parse(text);
            return false;
        } catch (SyntaxException e) {
            assertThat(e.line()).isPositive();
            assertThat(e.column()).isPositive();
            return true;
        }
    }

    /** One to four changes of characters or of whole tokens. */
    private static String mutant(Random random, String text) {
        String mutant = text;
        for (int i = random.nextInt(4); i >= 0; i--) {
            mutant = random.nextBoolean() ? characters(random, mutant) : tokens(random, mutant);
        }
        return mutant;
    }

    private static String characters(Random random, String text) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(3));
        String put =
                random.nextInt(3) == 0 ? "" : String.valueOf(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        return text.substring(0, at) + put + text.substring(end);
    }

    private static String tokens(Random random, String text) {
        String[] tokens = text.split("(?<=\\W)|(?=\\W)");
        int a = random.nextInt(tokens.length);
        int b = random.nextInt(tokens.length);
        switch (random.nextInt(3)) {
            case 0 -> tokens[a] = tokens[b];
            case 1 -> tokens[a] = tokens[a] + tokens[b];
            default -> {
                String kept = tokens[a];
                tokens[a] = tokens[b];
                tokens[b] = kept;
            }
        }
        return String.join("", tokens);
    }
}
