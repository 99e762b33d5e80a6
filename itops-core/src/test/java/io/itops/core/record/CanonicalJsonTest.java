package io.itops.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.LimitExceededException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    @Test
    void canonicalizesTheSampleOfRfc8785() {
        String text = """
                {
                  "numbers": [333333333.33333329, 1E30, 4.50,
                              2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }
                """;
        assertThat(CanonicalJson.write(CanonicalJson.read(text)))
                .isEqualTo("{\"literals\":[null,true,false],"
                        + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void sortsTheSampleOfRfc8785ByUtf16CodeUnits() {
        String text = """
                {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                 "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
                 "\\u00f6": "Latin Small Letter O With Diaeresis"}
                """;
        assertThat(((Tree.Obj) CanonicalJson.read(text)).members().values())
                .extracting(tree -> ((Tree.Text) tree).value())
                .containsExactly(
                        "Carriage Return",
                        "One",
                        "Control",
                        "Latin Small Letter O With Diaeresis",
                        "Euro Sign",
                        "Emoji: Grinning Face",
                        "Hebrew Letter Dalet With Dagesh");
        assertThat(CanonicalJson.write(CanonicalJson.read(text)))
                .startsWith("{\"\\r\":\"Carriage Return\",\"1\":\"One\",");
    }

    @Test
    void membersAreSortedWhateverOrderTheirMapHas() {
        TreeMap<String, Tree> backwards = new TreeMap<>(Comparator.reverseOrder());
        backwards.putAll(Map.of("a", Tree.num(1), "b", Tree.num(2)));
        assertThat(CanonicalJson.write(new Tree.Obj(backwards))).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void escapesOnlyWhatRfc8785Escapes() {
        StringBuilder controls = new StringBuilder();
        for (char c = 1; c < ' '; c++) {
            controls.append(c);
        }
        assertThat(CanonicalJson.write(new Tree.Text(controls.toString())))
                .isEqualTo(
                        "\"\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f"
                                + "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f\"");
        assertThat(CanonicalJson.write(new Tree.Text("\"\\/\u007f\u0080\u2028\u2029é😀")))
                .isEqualTo("\"\\\"\\\\/\u007f\u0080\u2028\u2029é😀\"");
    }

    @Test
    void writesEmptyContainersAndLiterals() {
        Tree tree = new Tree.Arr(List.of(
                new Tree.Arr(List.of()),
                Tree.Obj.of(Map.of()),
                Tree.Null.NULL,
                new Tree.Bool(true),
                new Tree.Text("")));
        assertThat(CanonicalJson.write(tree)).isEqualTo("[[],{},null,true,\"\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "1e2",
                "1E+2",
                "1e-2",
                "0e0",
                "10",
                "\"\"",
                "\"a/b\"",
                "\"\u007f\"",
                "\"\u2028\"",
                "[]",
                "{}",
                " [ ] ",
                "\r\n\t{ } ",
                "[1 , 2]",
                "{\"\":0}",
                "{\"a\":{\"a\":[{\"a\":null}]}}",
                "1e-999999999999",
                "\"\\u0061\\/\\b\\f\\n\\r\\t\\\"\\\\\"",
                "\"\\ud83d\\uDE00\"",
                "\"😀\"",
                "\"\uffff\"",
                "0.1234567890123456789012345678901234567890",
            })
    void readsValidJson(String text) {
        assertThat(CanonicalJson.read(text)).isEqualTo(JacksonOracle.read(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``          | 1 | be a JSON value | the end of the text",
                "` `         | 2 | be a JSON value | the end of the text",
                "[1,]        | 4 | be a JSON value | ]",
                "[,1]        | 2 | be a JSON value | ,1]",
                "[1 2]       | 4 | be a comma or the end of the array | 2]",
                "[1          | 3 | be a comma or the end of the array | the end of the text",
                "[1}         | 3 | be a comma or the end of the array | }",
                "{\"a\":1,}  | 8 | be a member name | }",
                "{a:1}       | 2 | be a member name | a:1}",
                "{\"a\"}     | 5 | be a colon after the member name | }",
                "{\"a\":}    | 6 | be a JSON value | }",
                "{\"a\":1]   | 7 | be a comma or the end of the object | ]",
                "{\"a\":1,\"b\":2,\"a\":3} | 14 | be a name that the object does not have yet | `\"a\":3}`",
                "{\"a\":1,\"\\u0061\":3} | 8 | be a name that the object does not have yet | `\"\\u0061\":3}`",
                "true false  | 6 | be the end of the text | false",
                "01          | 2 | be the end of the text | 1",
                "-           | 2 | be a digit | the end of the text",
                "-a          | 2 | be a digit | a",
                "1.          | 3 | be a digit | the end of the text",
                "1.e3        | 3 | be a digit | e3",
                "1e          | 3 | be a digit | the end of the text",
                "1e+         | 4 | be a digit | the end of the text",
                "+1          | 1 | be a JSON value | +1",
                ".5          | 1 | be a JSON value | .5",
                "1e309       | 1 | be a number that a double can hold | 1e309",
                "[-1e309]    | 2 | be a number that a double can hold | -1e309]",
                "NaN         | 1 | be a JSON value | NaN",
                "nul         | 1 | be a JSON value | nul",
                "nulll       | 5 | be the end of the text | l",
                "TRUE        | 1 | be a JSON value | TRUE",
                "'a'         | 1 | be a JSON value | `'a'`",
                "\"a         | 3 | be the rest of a string | the end of the text",
                "\"a\\       | 3 | be an escape of JSON | \\",
                "\"\\x\"     | 2 | be an escape of JSON | `\\x\"`",
                "\"\\u12g4\" | 6 | be a hexadecimal digit | `g4\"`",
                "\"\\u12     | 6 | be a hexadecimal digit | the end of the text",
                "\"\\u\u0661\u0661\u0661\u0661\" | 4 | be a hexadecimal digit | `\u0661\u0661\u0661\u0661\"`",
                "\"\\u0000\" | 2 | not be NUL | `\\u0000\"`",
                "\"\\ud83d\" | 2 | be well-formed Unicode | `\\ud83d\"`",
                "\"\\ude00\" | 2 | be well-formed Unicode | `\\ude00\"`",
                "\"\\ud83d\\ud83d\" | 2 | be well-formed Unicode | `\\ud83d\\ud83d\"`",
                "\"\\ud83dx\" | 2 | be well-formed Unicode | `\\ud83dx\"`",
                "[1] // no   | 5 | be the end of the text | // no",
            })
    void saysWhereAndWhyItRefuses(String text, int column, String rule, String found) {
        FormatException refusal = refusal(text);
        assertThat(refusal.where()).isEqualTo("line 1 column " + column);
        assertThat(refusal.rule()).isEqualTo(rule);
        assertThat(refusal.value()).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\u0000\"", "\"a\n\"", "\"a\u001f\"", "\"a\t\""})
    void refusesControlCharactersInStrings(String text) {
        assertThat(refusal(text)).hasMessageContaining("line 1 column 3 must be escaped in a string");
    }

    @ParameterizedTest
    @ValueSource(chars = {'\ud83d', '\ude00'})
    void refusesHalfOfASurrogatePairInWhateverItStands(char half) {
        for (String text : List.of("\"" + half + "\"", "\"" + half, "\"" + half + "x\"", "\"" + half + "\\ude00\"")) {
            assertThat(refusal(text)).hasMessageContaining("line 1 column 2 must be well-formed Unicode");
        }
        assertThat(refusal("{\"a" + half + "\":1}").rule()).isEqualTo("be well-formed Unicode");
        assertThat(refusal("[" + half + "]").rule()).isEqualTo("be a JSON value");
    }

    @Test
    void refusesAByteOrderMark() {
        assertThat(refusal("\ufeff{}")).hasMessage("line 1 column 1 must be a JSON value, but was \"\\ufeff{}\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'[1,\n 2\n x]', 3, 2",
        "'[1,\r\n x]', 2, 2",
        "'[1,\r x]', 2, 2",
        "'[1,\n\r\n\r x]', 4, 2",
        "'\n\n', 3, 1"
    })
    void countsLinesByAnyLineEnd(String text, int line, int column) {
        assertThat(refusal(text).where()).isEqualTo("line " + line + " column " + column);
    }

    @Test
    void showsAtMostTwentyCharactersOfWhatItFound() {
        assertThat(refusal("x".repeat(1_000)).value()).isEqualTo("x".repeat(20));
    }

    @Test
    void refusesNestingBeyond64OnBothSides() {
        String deepest = "[".repeat(64) + "]".repeat(64);
        Tree tree = CanonicalJson.read(deepest);
        assertThat(CanonicalJson.write(tree)).isEqualTo(deepest);
        assertThat(refusal("[".repeat(65) + "]".repeat(65)))
                .hasMessageContaining("line 1 column 65 must be nested at most 64 deep");
        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(() -> CanonicalJson.write(new Tree.Arr(List.of(tree))))
                .withMessage("JSON depth must be at most 64, but was 65");
        assertThat(refusal("{\"a\":".repeat(100_000)).rule()).isEqualTo("be nested at most 64 deep");
    }

    @Test
    void siblingsDoNotAddToTheDepth() {
        String text = "[" + "[[]],".repeat(100) + "{\"a\":[]}]";
        assertThat(CanonicalJson.read(text, new JsonLimits(1_000, 3, 200))).isInstanceOf(Tree.Arr.class);
    }

    @Test
    void refusesTextBeyondTheLengthLimitOnBothSides() {
        JsonLimits limits = new JsonLimits(6, 64, 100);
        assertThat(CanonicalJson.read("\"abcd\"", limits)).isEqualTo(new Tree.Text("abcd"));
        assertThat(CanonicalJson.write(new Tree.Text("abcd"), limits)).isEqualTo("\"abcd\"");
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> CanonicalJson.read("\"abcde\"", limits))
                .withMessage(
                        "line 1 column 7 must be the end of the text, for the limit is 6 characters, but was \"\"\"");
        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(() -> CanonicalJson.write(new Tree.Text("abcde"), limits))
                .withMessage("JSON length must be at most 6, but was 7");
    }

    @Test
    void refusesMoreMembersOrItemsThanTheLimitOnBothSides() {
        JsonLimits limits = new JsonLimits(100, 64, 2);
        for (String text : List.of("[1,2,3]", "{\"a\":1,\"b\":2,\"c\":3}")) {
            assertThatExceptionOfType(FormatException.class)
                    .isThrownBy(() -> CanonicalJson.read(text, limits))
                    .withMessageContaining("must be one of at most 2 members or items");
            Tree tree = CanonicalJson.read(text);
            assertThatExceptionOfType(LimitExceededException.class)
                    .isThrownBy(() -> CanonicalJson.write(tree, limits))
                    .withMessageEndingWith("must be at most 2, but was 3");
        }
        assertThat(CanonicalJson.read("[[1,2],[3,4]]", limits)).isEqualTo(JacksonOracle.read("[[1,2],[3,4]]"));
    }

    @Test
    void aTreeThatSharesItsBranchesStopsAtTheLengthLimit() {
        Tree tree = Tree.num(1);
        for (int i = 0; i < 60; i++) {
            tree = new Tree.Arr(List.of(tree, tree));
        }
        Tree doubled = tree;
        assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> CanonicalJson.write(doubled));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"b\":1,\"a\":2} | 3",
                "[1, 2]           | 4",
                "[1.0]            | 3",
                "[-0]             | 2",
                "9007199254740993 | 16",
                "[1e2]            | 3",
                "[\"\\u0061\"]    | 3",
                "[\"\\/\"]        | 3",
                "'{} '            | 3",
            })
    void readsAsCanonicalOnlyWhatItWouldWrite(String text, int column) {
        CanonicalJson.read(text);
        FormatException refusal = catchThrowableOfType(FormatException.class, () -> CanonicalJson.readCanonical(text));
        assertThat(refusal.where()).isEqualTo("line 1 column " + column);
        assertThat(refusal.rule()).isEqualTo("be canonical by RFC 8785");
    }

    @Test
    void treesRefuseWhatHasNoStorableText() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Tree.Obj.of(Map.of("a\u0000", Tree.num(1))))
                .withMessageContaining("member name must not contain NUL");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Tree.Obj.of(Map.of("\ud83d", Tree.num(1))))
                .withMessageContaining("member name must be well-formed Unicode");
    }

    @Test
    void limitsRefuseBoundsThatAllowNothingOrExhaustTheStack() {
        for (JsonLimitsMaker maker : List.<JsonLimitsMaker>of(
                () -> new JsonLimits(0, 1, 1),
                () -> new JsonLimits(1, 0, 1),
                () -> new JsonLimits(1, 513, 1),
                () -> new JsonLimits(1, 1, 0))) {
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(maker::make);
        }
        JsonLimits deepest = new JsonLimits(10_000, 512, 1);
        String text = "[".repeat(512) + "]".repeat(512);
        assertThat(CanonicalJson.write(CanonicalJson.read(text, deepest), deepest))
                .isEqualTo(text);
    }

    private interface JsonLimitsMaker {
        JsonLimits make();
    }

    private static FormatException refusal(String text) {
        FormatException refusal = catchThrowableOfType(FormatException.class, () -> CanonicalJson.read(text));
        assertThat(refusal).as("refusal of %s", text).isNotNull();
        return refusal;
    }
}
