package io.itops.prometheus.promqltest;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.monitoring.eval.Semantics;
import io.itops.prometheus.Inputs;
import io.itops.prometheus.internal.PatternWork;
import io.itops.testkit.input.Mutants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test files of the query language end in statements, whatever they say, in time and memory; what is wrong becomes a statement that fails. */
class ScriptInputTest {
    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_LINES = 10_000;
    private static final long MAX_PATTERNS = 50_000;
    private static final String LOAD = "load 1m\n";
    private static final String EVAL = "eval range from 0 to 9s step 1s a\n";

    private static final List<String> SCRIPTS = List.of("""
            load 1m
              m{i="a"} 0+1x10 _x3 stale NaN
              m{i="b"} 5 _ NaN stale -Inf 7-1x3
              h_bucket{le="0.5"} 9 3 1
              h_bucket{le="+Inf"} {{schema:1 count:1}}x2 3

            eval instant at 2m sum by (i) (rate(m[5m]))
              expect no_warn
              {i="a"} 0.0166
              {i="b"} 0

            eval range from 0 to 4m step 1m m{i="a"}
              expect ordered
              m{i="a"} 0 1 2 3 4
            """, """
            load_with_nhcb 30s
              a_total{b='c'} 0+60x10

            eval_fail instant at 0 -m + on() m
              expected_fail_regexp many-to-.*

            eval_warn instant at 5m quantile(2, a_total)
              {} +Inf

            eval instant at 1m "x"
              expect string "x"

            eval instant at 2m a_total[2m]
              expect range vector from 1m to 2m step 30s
              a_total{b='c'} 1 2

            eval instant at 5m rate(m[5m])
              expect info msg: PromQL info: metric might not be a counter
              expect fail regex: (.*a){12}

            clear
            """);

    @TempDir
    private Path folder;

    private static boolean read(String text) {
        return Script.read(text).stream().noneMatch(Statement.Malformed.class::isInstance);
    }

    private boolean run(byte[] bytes) {
        Path file = folder.resolve("some.test");
        try {
            Files.write(file, bytes);
            return PromqlTest.run(file, Semantics.PROMETHEUS_3_14).failures().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void mutantsEndInStatements() {
        Inputs.mutants("promqltest", SCRIPTS, 51, 6_000, ScriptInputTest::read);
    }

    @Test
    @Tag("campaign")
    void manyMutantsEndInStatements() {
        Inputs.mutants("promqltest", SCRIPTS, 51, 6_000 * Inputs.CAMPAIGN, ScriptInputTest::read);
    }

    @Test
    void whateverBytesAreReadTheRunEndsInAReport() {
        // The bounds of evaluations are their own: what is meant to take long does.
        Mutants.of(List.of(SCRIPTS.get(0).replace("5m", "3m")))
                .bytes(Mutants.seed(52), 300)
                .filter(bytes -> !new String(bytes, StandardCharsets.UTF_8).matches("(?s).*[x0-9]\\d{3}.*"))
                .forEach(bytes -> assertThat(run(bytes)).isIn(true, false));
    }

    @Test
    void readingThatEndsEarlyIsAStatementThatFails() {
        List<Statement> thousand = Script.read("x\n\n".repeat(1_000));
        List<Statement> more = Script.read("x\n\n".repeat(1_000) + "eval instant at 0 1\n  1\n");
        List<Statement> inALoad = Script.read("load 1m\n" + "  1 1\n".repeat(1_200) + "\neval instant at 0 1\n  1\n");

        assertThat(thousand).hasSize(1_000);
        assertThat(more).hasSize(1_001).startsWith(thousand.subList(0, 1_000).toArray(Statement[]::new));
        assertThat(more.get(1_000))
                .isEqualTo(new Statement.Malformed(
                        2_001,
                        "eval instant at 0 1",
                        "reading ended here: 1000 statements before cannot be read",
                        Optional.empty()));
        assertThat(inALoad)
                .filteredOn(Statement.Malformed.class::isInstance)
                .hasSize(1_001)
                .last()
                .asString()
                .contains("reading ended here");
    }

    @Test
    void scriptsThatAreHardOnPurposeEndInTime() {
        Map<String, String> cases = new LinkedHashMap<>();
        for (String piece : List.of(
                "clear\n",
                "load 1m\n",
                "load 1m\n  a 1\n",
                "load 1m\n  a 1x99999\n",
                "eval instant at 0 a\n",
                "eval instant at 0 a\n\n",
                "eval instant at 0 a\n  expect fail\n",
                "eval range from 0 to 1s step 1s a\n",
                "x\n",
                "\n",
                " ",
                "#\n",
                "{{",
                "(",
                "\"",
                "a ",
                "\0",
                "\ud800",
                "ä",
                "eval ",
                "load ",
                "1 ",
                "eval instant at 0 a(\n")) {
            cases.put("much of " + piece.strip(), filled("", piece));
            cases.put("lines of " + piece.strip(), filled("", piece.strip() + " ".repeat(90) + "\n"));
        }
        for (String piece : List.of(
                "a 1\n",
                "{{",
                "{{}}",
                "a {{}}x5 ",
                "1 ",
                "_x99999 ",
                "1x99999 ",
                "1+1x99999 ",
                "NaN ",
                "a{b=\"c\",",
                "\"",
                "a\n",
                "a 1x\n",
                "  a{b=\"1\",b=\"2\"} 1\n")) {
            cases.put("load with much of " + piece.strip(), filled(LOAD, piece));
            cases.put("eval with much of " + piece.strip(), filled(EVAL, piece));
            // A line has as much as a series may have, so that there are as many series as a file may have.
            String line = "a " + piece.strip().repeat(60_000 / piece.strip().length()) + "\n";
            cases.put("load with long lines of " + piece.strip(), filled(LOAD, line));
            cases.put("eval with long lines of " + piece.strip(), filled(EVAL, line));
        }
        cases.put("long numbers", filled("", "load 1m\n a " + "9".repeat(60_000) + "\n\n"));
        cases.put("patterns beyond what a file may have", filled("", expectations("(x{30}){30}")));
        cases.put("points of series that are wrong", filled(LOAD, "  a 0+1x999998 !\n"));
        cases.put("points beyond what a file may have", filled(LOAD, "  a 0+1x999998\n"));
        assertThat(cases)
                .allSatisfy(
                        (name, text) -> assertThat(firstLimit(text)).as(name).isFalse());

        cases.put("a character too many", " ".repeat(MAX_CHARACTERS + 1));
        cases.put("a line too many", "\n".repeat(MAX_LINES + 1));
        cases.put("ten megabytes", "load 1m\n  a 1\n\n".repeat(700_000));
        Inputs.hard("promqltest", cases, ScriptInputTest::read);
        assertThat(firstLimit(cases.get("a character too many"))).isTrue();
        assertThat(firstLimit(cases.get("a line too many"))).isTrue();
    }

    /** Nothing ends the reading of these early: what costs time is asked for up to the limits. */
    @Test
    void scriptsThatGoToTheLimitsAreReadInTime() {
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("loads", filled("", "load 1m\n  a 1 2 3\n\n"));
        cases.put("series", filled(LOAD, "  a{b=\"c\",d=\"e\"} 1 2 3\n"));
        cases.put("points", filled(LOAD, "  a 0+1x124999\n", 2));
        cases.put("evals", filled("", "eval instant at 0 a\n  {} 1\n\n"));
        cases.put("ranges", filled("", "eval range from 0 to 1s step 1s a\n  {} 1 2\n\n"));
        cases.put("long expressions", filled("", "eval instant at 0 " + "a + ".repeat(1_000) + "a\n\n"));
        cases.put("expectations", filled("", "eval instant at 0 a\n  expect fail msg: no\n\n"));
        cases.put(
                "long strings",
                filled("", "eval instant at 0 a\n  expect string \"" + "\\u0041".repeat(4_000) + "\"\n\n"));
        cases.put("great patterns", patterns("(x{30}){30}"));
        cases.put("greatest patterns", patterns("((x{10}){10}){10}"));
        cases.put("great classes", patterns("(?i)[^\\pL\\PN]{90}"));
        cases.put("backtracking", patterns("(.*a){12}"));

        assertThat(cases)
                .allSatisfy((name, text) -> assertThat(Script.read(text))
                        .as(name)
                        .isNotEmpty()
                        .noneMatch(Statement.Malformed.class::isInstance));
        Inputs.hard("promqltest", cases, ScriptInputTest::read);
    }

    private static String expectations(String pattern) {
        return "eval instant at 0 a\n  expect fail regex: " + pattern + "\n\n";
    }

    /** As many expectations of a pattern as the patterns of a file may come to. */
    private static String patterns(String pattern) {
        return filled("", expectations(pattern), (int)
                (MAX_PATTERNS / PatternWork.of(pattern).compiling()));
    }

    /** A beginning, and a piece behind it as often as a file has characters and lines for. */
    private static String filled(String prefix, String piece) {
        return filled(prefix, piece, Integer.MAX_VALUE);
    }

    private static String filled(String prefix, String piece, int most) {
        int lines = (int) piece.chars().filter(c -> c == '\n').count();
        int fitting = Math.min(
                (MAX_CHARACTERS - prefix.length()) / piece.length(),
                lines == 0
                        ? Integer.MAX_VALUE
                        : (MAX_LINES - 1 - (int) prefix.lines().count()) / lines);
        return prefix + piece.repeat(Math.min(most, fitting));
    }

    /** Whether a file is refused as a whole, so that nothing further was looked at. */
    private static boolean firstLimit(String text) {
        return Script.read(text).stream()
                .anyMatch(statement -> statement instanceof Statement.Malformed malformed
                        && malformed.text().equals("file"));
    }
}
