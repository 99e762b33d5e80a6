package io.itops.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.FormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CanonicalJsonProperties {
    /** What this reader refuses and Jackson takes: rules of RFC 7493, NUL, and numbers that would become infinite. */
    private static final Set<String> STRICTER_THAN_JACKSON =
            Set.of("not be NUL", "be well-formed Unicode", "be a number that a double can hold");

    private static final List<String> RULES_SHARED_WITH_JACKSON = List.of(
            "be a JSON value",
            "be a member name",
            "be a colon after the member name",
            "be a name that the object does not have yet",
            "be a comma or the end of the object",
            "be a comma or the end of the array",
            "be the end of the text",
            "be a digit",
            "be the rest of a string",
            "be escaped in a string",
            "be an escape of JSON",
            "be a hexadecimal digit");

    /** Damaged texts made of each tree. */
    private static final int MUTANTS = 30;

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenReadsBackEqual(@ForAll("trees") Tree tree) {
        String text = CanonicalJson.write(tree);
        assertThat(CanonicalJson.read(text)).isEqualTo(tree);
        assertThat(CanonicalJson.readCanonical(text)).isEqualTo(tree);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void jacksonReadsTheSameTreeFromTheText(@ForAll("trees") Tree tree) {
        assertThat(JacksonOracle.read(CanonicalJson.write(tree))).isEqualTo(tree);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void textsOfAnotherWriterWithWhiteSpaceReadAsTheSameTree(@ForAll("trees") Tree tree) {
        assertThat(CanonicalJson.read(JacksonOracle.writePretty(tree))).isEqualTo(tree);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void escapesAndWhiteSpaceAndMemberOrderDoNotMatter(@ForAll("trees") Tree tree, @ForAll Random random) {
        String loose = LooseJson.write(tree, random);
        assertThat(CanonicalJson.write(CanonicalJson.read(loose))).isEqualTo(CanonicalJson.write(tree));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void onlyTheCanonicalTextIsReadAsCanonical(@ForAll("trees") Tree tree, @ForAll Random random) {
        String loose = LooseJson.write(tree, random);
        boolean canonical = loose.equals(CanonicalJson.write(tree));
        String rule = null;
        try {
            assertThat(CanonicalJson.readCanonical(loose)).isEqualTo(tree);
        } catch (FormatException e) {
            rule = e.rule();
        }
        assertThat(rule).isEqualTo(canonical ? null : "be canonical by RFC 8785");
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void mutatedTextsAreRefusedOrReadAsJacksonDoes(@ForAll("trees") Tree tree, @ForAll Random random) {
        for (int i = 0; i < MUTANTS; i++) {
            assertAgreesWithJackson(Mutations.ofCharacters(LooseJson.write(tree, random), random));
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void mutatedBytesAreRefusedOrReadAsJacksonDoes(@ForAll("trees") Tree tree, @ForAll Random random) {
        byte[] bytes = CanonicalJson.write(tree).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < MUTANTS; i++) {
            assertAgreesWithJackson(new String(Mutations.ofBytes(bytes, random), StandardCharsets.UTF_8));
        }
    }

    @Property(tries = 4_000)
    void anySequenceOfTokensIsRefusedOrReadAsJacksonDoes(@ForAll("tokens") List<String> tokens) {
        assertAgreesWithJackson(String.join("", tokens));
    }

    /** Agreement proves nothing unless readers with faults are found to disagree; so each rule is dropped in turn. */
    @Property(tries = 1, seed = "8785")
    void readersWithPlantedFaultsAreFound(@ForAll("manyTrees") List<Tree> trees, @ForAll Random random) {
        List<String> texts = new ArrayList<>();
        for (Tree tree : trees) {
            for (int i = 0; i < MUTANTS; i++) {
                texts.add(Mutations.ofCharacters(LooseJson.write(tree, random), random));
            }
        }
        for (String rule : RULES_SHARED_WITH_JACKSON) {
            assertFound("no rule: " + rule, texts, readerWithout(rule));
        }
        assertFound("no exponents", texts, text -> CanonicalJson.read(text.replace("E", "")));
        assertFound("upper-case escapes only", texts, text -> CanonicalJson.read(text.toUpperCase(Locale.ROOT)));
        assertFound("an exception escapes", texts, text -> CanonicalJson.read(text.substring(1)));
        assertThat(texts)
                .allMatch(text -> disagreement(text, CanonicalJson::read).isEmpty());
    }

    private static void assertFound(String fault, List<String> texts, Function<String, Tree> reader) {
        assertThat(texts.stream()
                        .filter(text -> !disagreement(text, reader).isEmpty())
                        .findFirst())
                .as(fault)
                .isPresent();
    }

    private static Function<String, Tree> readerWithout(String rule) {
        return text -> {
            try {
                return CanonicalJson.read(text);
            } catch (FormatException e) {
                if (e.rule().equals(rule)) {
                    return Tree.Null.NULL;
                }
                throw e;
            }
        };
    }

    private static void assertAgreesWithJackson(String text) {
        assertThat(disagreement(text, CanonicalJson::read)).isEmpty();
    }

    private static String disagreement(String text, Function<String, Tree> reader) {
        Tree tree;
        try {
            tree = reader.apply(text);
        } catch (FormatException refusal) {
            return mayRefuse(text, refusal) ? "" : refusal.getMessage() + ", but Jackson reads " + text;
        } catch (RuntimeException e) {
            return e.getClass() + " escaped from " + text;
        }
        if (!JacksonOracle.accepts(text)) {
            return "Jackson refuses " + text;
        }
        return tree.equals(JacksonOracle.read(text)) ? "" : "Jackson reads another tree from " + text;
    }

    private static boolean mayRefuse(String text, FormatException refusal) {
        // Jackson 3.1.7 looks at the low eight bits of a hexadecimal digit only.
        boolean wideDigit = refusal.rule().equals("be a hexadecimal digit")
                && refusal.value().charAt(0) > 0xff;
        return refusal.where().matches("line [1-9][0-9]* column [1-9][0-9]*")
                && (wideDigit || STRICTER_THAN_JACKSON.contains(refusal.rule()) || !JacksonOracle.accepts(text));
    }

    @Provide
    Arbitrary<Tree> trees() {
        return Trees.any();
    }

    @Provide
    Arbitrary<List<Tree>> manyTrees() {
        return trees().list().ofSize(300);
    }

    @Provide
    Arbitrary<List<String>> tokens() {
        List<String> parts =
                new ArrayList<>(List.of("{", "}", "[", "]", ",", ":", " ", "\n", "\t", "\f", "\u00a0", "\ufeff"));
        parts.addAll(List.of("true", "false", "null", "True", "nul", "NaN", "Infinity", "undefined", "//", "#", "'a'"));
        parts.addAll(List.of("\"a\"", "\"b\"", "\"\"", "\"\\u00e9\"", "\"\\x\"", "\"", "\\", "\"\\ud83d\\ude00\""));
        parts.addAll(List.of(
                "0", "-0", "-", "1", "01", "1.5", ".5", "1.", "1e3", "1E+", "e", "+1", "0x1", "1e400", "\u0661"));
        return Arbitraries.of(parts).list().ofMinSize(1).ofMaxSize(7);
    }
}
