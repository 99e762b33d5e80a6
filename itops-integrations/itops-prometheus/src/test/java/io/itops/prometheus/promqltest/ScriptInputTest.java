package io.itops.prometheus.promqltest;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.monitoring.eval.Semantics;
import io.itops.prometheus.Inputs;
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
        int megabyte = 1 << 20;
        for (String piece : List.of(
                "clear\n",
                "load 1m\n",
                "load 1m\n  a 1\n",
                "load 1m\n  a 1x99999\n",
                "eval instant at 0 a\n",
                "eval instant at 0 a\n\n",
                "eval instant at 0 a\n  expect fail\n",
                "eval range from 0 to 1 step 1 a\n",
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
            cases.put("a megabyte of " + piece.strip(), piece.repeat(megabyte / piece.length()));
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
            cases.put(
                    "load with a megabyte of " + piece.strip(),
                    "load 1m\n  a " + piece.repeat(megabyte / piece.length()));
            cases.put(
                    "eval with a megabyte of " + piece.strip(),
                    "eval range from 0 to 9 step 1 a\n  a " + piece.repeat(megabyte / piece.length()));
        }
        cases.put("great patterns", "eval instant at 0 a\n  expect fail regex: ((x{30}){30}){1}\n".repeat(17_000));
        cases.put("greatest patterns", "eval instant at 0 a\n  expect fail regex: ((x{10}){10}){10}\n".repeat(17_000));
        cases.put("great classes", "eval instant at 0 a\n  expect fail regex: (?i)[^\\pL\\PN]{90}\n\n".repeat(17_000));
        cases.put("backtracking", "eval instant at 0 a\n  expect fail regex: (.*a){12}\n\n".repeat(17_000));
        cases.put(
                "long strings",
                ("eval instant at 0 a\n  expect string \"" + "\\u0041".repeat(10_000) + "\"\n\n").repeat(17));
        cases.put("long numbers", ("load 1m\n a " + "9".repeat(60_000) + "\n\n").repeat(17));
        cases.put("ten megabytes", "load 1m\n  a 1\n\n".repeat(700_000));
        Inputs.hard("promqltest", cases, ScriptInputTest::read);
    }
}
