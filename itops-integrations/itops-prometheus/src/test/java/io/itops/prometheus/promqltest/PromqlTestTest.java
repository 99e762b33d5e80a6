package io.itops.prometheus.promqltest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.monitoring.eval.Semantics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A runner that checks nothing passes everything, so each kind of wrong expectation is planted and must be found. */
class PromqlTestTest {
    private static final String DATA = """
            load 1m
              m{i="a"} 0+1x10
              m{i="b"} 5 _ NaN stale 7
              a_total 0+60x10

            """;

    private static FileReport run(String text) {
        return PromqlTest.run("some.test", text, Semantics.PROMETHEUS_3_14);
    }

    private static void passes(String statement) {
        FileReport report = run(DATA + statement);
        assertThat(report.failures()).as(statement).isEmpty();
        assertThat(report.passed()).as(statement).isEqualTo(1);
    }

    private static EvalFailure fails(String statement) {
        FileReport report = run(DATA + statement);
        assertThat(report.passed()).as(statement).isZero();
        assertThat(report.failures()).as(statement).hasSize(1);
        EvalFailure failure = report.failures().get(0);
        assertThat(failure.line()).isEqualTo(6);
        assertThat(failure.file()).isEqualTo("some.test");
        return failure;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval instant at 2m m{i=\"a\"}\n  m{i=\"a\"} 2",
                "eval instant at 2m m{i=\"a\"}\n  m{i=\"a\"} 2.000001",
                "eval instant at 2m m\n  m{i=\"b\"} NaN\n  m{i=\"a\"} 2",
                "eval instant at 3m m\n  m{i=\"a\"} 3",
                "eval instant at 1m time()\n  60",
                "eval instant at 1m 0x10\n  0x10",
                "eval instant at 1m \"x\"\n  expect string \"x\"",
                "eval instant at 1m nothing",
                "eval instant at 1m sort_desc(m)\n  expect ordered\n  m{i=\"b\"} 5\n  m{i=\"a\"} 1",
                "eval_ordered instant at 1m sort(m)\n  m{i=\"a\"} 1\n  m{i=\"b\"} 5",
                "eval range from 0 to 4m step 1m m\n  m{i=\"a\"} 0 1 2 3 4\n  m{i=\"b\"} 5 5 NaN _ 7",
                "eval instant at 2m m{i=\"a\"}[2m]\n  expect range vector from 1m to 2m step 1m\n  m{i=\"a\"} 1 2",
                "eval_fail instant at 0 -m + on() m",
                "eval instant at 0 m + on() m\n  expect fail regex: many-to-many",
                "eval_fail instant at 0 topk(NaN, m)\n  expected_fail_message Parameter value is NaN",
                "eval_fail instant at 0 topk(NaN, m)\n  expected_fail_regexp value is N.N",
                "eval instant at 5m rate(m{i=\"a\"}[5m])\n  expect info msg: PromQL info: metric might not be a counter, name does"
                        + " not end in _total/_sum/_count/_bucket: \"m\" (1:6)\n  {i=\"a\"} 0.016666666",
                "eval instant at 5m rate(m{i=\"a\"}[5m])\n  expect info msg: PromQL info: metric might not be a counter, name does"
                        + " not end in _total/_sum/_count/_bucket: \"m\"\n  {i=\"a\"} 0.016666666",
                "eval instant at 5m rate(m{i=\"a\"}[5m])\n  expect info regex: PromQL info: metric might not be a counter, name does"
                        + " not end in _total/_sum/_count/_bucket: \"m\"$\n  {i=\"a\"} 0.016666666",
                "eval instant at 0 count_values(\"a\\xc5z\", m)\n  expect fail msg: invalid label name \"a\\xc5z\"",
                "eval instant at 0 count_values by (i) ( \"a\\xc5z\", m)\n  expect fail regex: invalid label name",
                "eval instant at 5m rate(a_total[5m])\n  expect no_warn\n  {} 1",
                "eval_warn instant at 5m quantile(2, a_total)\n  {} Inf",
                "EVAL instant at 1m vector(1)\n  {} 1",
                "eval range from 0 to 2m step 1m 7\n  {} 7 7 7",
            })
    void whatIsAsTheFileSaysPasses(String statement) {
        // The commands themselves may be written in capitals, their modifiers not.
        passes(statement.replaceFirst("^EVAL", "eval"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval instant at 2m m{i=\"a\"}\n  m{i=\"a\"} 3",
                "eval instant at 2m m{i=\"a\"}\n  m{i=\"a\"} 2.00001",
                "eval instant at 2m m{i=\"a\"}",
                "eval instant at 2m m{i=\"a\"}\n  m{i=\"b\"} 2",
                "eval instant at 2m m{i=\"a\"}\n  {i=\"a\"} 2",
                "eval instant at 2m m{i=\"a\"}\n  m{i=\"a\"} 2\n  m{i=\"c\"} 2",
                "eval instant at 3m m\n  m{i=\"a\"} 3\n  m{i=\"b\"} NaN",
                "eval instant at 2m m{i=\"b\"}\n  m{i=\"b\"} 0",
                "eval instant at 2m m{i=\"b\"}\n  m{i=\"b\"} stale",
                "eval instant at 2m m{i=\"a\"}\n  m{i=\"a\"} _",
                "eval instant at 1m time()\n  61",
                "eval instant at 1m time()\n  {} 60",
                "eval instant at 1m vector(60)\n  60",
                "eval instant at 1m \"x\"\n  expect string \"y\"",
                "eval instant at 1m \"x\"",
                "eval instant at 1m vector(1)\n  expect string \"x\"",
                "eval instant at 1m sort(m)\n  expect ordered\n  m{i=\"b\"} 5\n  m{i=\"a\"} 1",
                "eval_ordered instant at 1m sort(m)\n  m{i=\"b\"} 5\n  m{i=\"a\"} 1",
                "eval range from 0 to 2m step 1m m{i=\"a\"}\n  m{i=\"a\"} 0 1 3",
                "eval range from 0 to 2m step 1m m{i=\"a\"}\n  m{i=\"a\"} 0 1",
                "eval range from 0 to 2m step 1m m{i=\"a\"}\n  m{i=\"a\"} 0 1 2 3",
                "eval range from 0 to 2m step 1m m{i=\"a\"}\n  m{i=\"a\"} 0 _ 2",
                "eval range from 0 to 2m step 1m m{i=\"a\"}",
                "eval range from 0 to 2m step 1m m{i=\"a\"}\n  expect ordered\n  m{i=\"a\"} 0 1 2",
                "eval instant at 2m m{i=\"a\"}[2m]\n  expect range vector from 1m to 2m step 1m\n  m{i=\"a\"} 1 3",
                "eval_fail instant at 0 m",
                "eval instant at 0 m\n  expect fail",
                "eval instant at 0 m + on() m",
                "eval instant at 0 m + on() m\n  expect fail regex: no such text",
                "eval_fail instant at 0 topk(NaN, m)\n  expected_fail_message other",
                "eval_fail instant at 0 topk(NaN, m)\n  expected_fail_regexp ^value",
                "eval instant at 5m rate(a_total[5m])\n  expect info\n  {} 1",
                "eval instant at 5m rate(a_total[5m])\n  expect warn\n  {} 1",
                "eval instant at 5m rate(m{i=\"a\"}[5m])\n  expect no_info\n  {i=\"a\"} 0.016666666",
                "eval instant at 5m rate(m{i=\"a\"}[5m])\n  expect info msg: PromQL info: other\n  {i=\"a\"} 0.016666666",
                "eval instant at 5m rate(m{i=\"a\"}[5m])\n  expect info msg: PromQL info: metric might not be a counter, name does"
                        + " not end in _total/_sum/_count/_bucket: \"m\" (1:7)\n  {i=\"a\"} 0.016666666",
                "eval instant at 5m rate(m{i=\"a\"}[5m])\n  expect warn msg: PromQL info: metric might not be a counter, name does"
                        + " not end in _total/_sum/_count/_bucket: \"m\"\n  {i=\"a\"} 0.016666666",
                "eval instant at 0 label_replace(m, \"\\xff\", \"\", \"i\", \"\")\n  expect fail regex: invalid label name",
                "eval instant at 0 \"\\xff\"\n  expect fail regex: invalid label name",
                "eval instant at 5m quantile(2, a_total)\n  expect no_warn\n  {} Inf",
                "eval_info instant at 5m rate(a_total[5m])\n  {} 1",
                "eval instant at 1m m +",
                "eval instant at 1m m\n  m{i=\"a\"} 1 2\n  m{i=\"b\"} 5",
                "eval instant m",
                "eval range from 2m to 1m step 1m m",
                "eval range from 0 to 1m step 0 m",
                "eval_other instant at 0 m",
                "eval instant at 0 m\n  expect nothing\n",
                "eval instant at 0 m\n  expect warn text",
                "eval instant at 0 m\n  expect fail regex: (\n",
                "eval instant at 0 m\n  expect warn\n  expect no_warn",
                "load 1q\n  n 1",
                "nonsense",
            })
    void whatIsNotAsTheFileSaysFails(String statement) {
        assertThat(fails(statement).notSupported()).isEmpty();
    }

    @Test
    void aFailureTellsWhatWasWantedAndWhatCame() {
        EvalFailure failure = fails("eval instant at 2m m{i=\"a\"}\n  m{i=\"a\"} 3");

        assertThat(failure.statement()).isEqualTo("m{i=\"a\"}");
        assertThat(failure.wanted()).isEqualTo("m{i=\"a\"} 3.0");
        assertThat(failure.got()).isEqualTo("m{i=\"a\"} 2.0");
        assertThat(failure).hasToString("some.test:6: m{i=\"a\"}: wanted m{i=\"a\"} 3.0, got m{i=\"a\"} 2.0");
    }

    @Test
    void aFailureTellsTheSeriesThatWereWantedAndThoseThatCame() {
        EvalFailure other = fails("eval instant at 2m m{i=\"a\"}\n  m{i=\"x\"} 2");
        assertThat(other.wanted()).isEqualTo("m{i=\"x\"} 2.0");
        assertThat(other.got()).isEqualTo("m{i=\"a\"} 2.0");
        EvalFailure range = fails("eval range from 1m to 2m step 1m m{i=\"a\"}\n  m{i=\"x\"} 1 2");
        assertThat(range.wanted()).isEqualTo("m{i=\"x\"} 1.0 2.0");
        assertThat(range.got()).contains("m{i=\"a\"}");
        EvalFailure missing = fails("eval instant at 2m m{i=\"a\"}\n  m{i=\"a\"} 2\n  m{i=\"x\"} 2");
        assertThat(missing.wanted()).isEqualTo("m{i=\"x\"} 2.0");
        assertThat(missing.got()).isEqualTo("no such series, but m{i=\"a\"} 2.0");
        EvalFailure nothing = fails("eval instant at 2m nosuch\n  nosuch 1");
        assertThat(nothing.got()).isEqualTo("no such series, but an empty result");
    }

    @Test
    void whatCameInPlaceOfAFailureIsToldAsFilesWriteIt() {
        assertThat(fails("eval instant at 2m m{i=\"a\"}\n  expect fail").got()).isEqualTo("m{i=\"a\"} 2.0");
        assertThat(fails("eval instant at 2m nosuch\n  expect fail").got()).isEqualTo("an empty result");
        assertThat(fails("eval instant at 2m 1\n  expect fail").got()).isEqualTo("scalar 1.0");
        assertThat(fails("eval instant at 2m \"a\"\n  expect fail").got()).isEqualTo("string \"a\"");
        assertThat(fails("eval range from 1m to 2m step 1m m{i=\"a\"}\n  expect fail")
                        .got())
                .startsWith("m{i=\"a\"}");
    }

    @Test
    void aQueryIsAskedAgainAtOtherInstantsAndAsARange() {
        // Only its instant makes this one true: neither fixed nor in the middle of a range would a wrong evaluator be
        // caught here.
        passes("eval instant at 2m m{i=\"a\"} offset 1m + m{i=\"a\"} @ 600\n  {i=\"a\"} 11");
        String meeting = "load 1m\n  x 1 2 3\n  y 1 stale\n\n";
        assertThat(run(meeting + "eval instant at 2m -{__name__=~\"x|y\"}\n  {} -3")
                        .failures())
                .isEmpty();
        assertThat(run(meeting + "eval instant at 1m -{__name__=~\"x|y\"}\n  {} -2")
                        .failures())
                .singleElement()
                .satisfies(failure -> {
                    // A minute before the instant two elements have the same labels.
                    assertThat(failure.wanted()).isEqualTo("a result as a range query too");
                    assertThat(failure.got()).contains("vector cannot contain metrics with the same labelset");
                });
    }

    @Test
    void commentsAndBlankLinesEndAStatement() {
        FileReport report =
                run("# begin\n\nload 1m\n\tm 1\n\neval instant at 0 m\n\tm 1\n# end\n\nclear\neval instant at 0 m\n");

        assertThat(report).isEqualTo(new FileReport("some.test", 2, List.of()));
    }

    @Test
    void aLaterLineOfALoadReplacesAnEarlierOneAndALaterLoadAdds() {
        assertThat(
                        run("load 1m\n  m 1 2\n  m 3 4\n\nload 1m\n  m _ _ 5\n\neval range from 0 to 2m step 1m m\n  m 3 4 5")
                                .passed())
                .isEqualTo(1);
    }

    @Test
    void nativeHistogramsAreNeitherReadAsFloatsNorPoisonTheFloatsBesideThem() {
        String load = """
                load 1m
                  h{a="{{"} {{schema:0 sum:1 count:1}}x2 {{sum:1}}+{{sum:2 buckets:[1 2]}}x1 7
                  mixed 1 {{count:1}} 3
                  f 1 2 3

                """;

        assertThat(run(load + "eval instant at 2m f\n  f 3").passed()).isEqualTo(1);
        assertThat(run(load + "eval instant at 5m h\n  h{a=\"{{\"} 7").passed()).isEqualTo(1);
        assertThat(run(load + "eval instant at 0 mixed\n  mixed 1").passed()).isEqualTo(1);
        assertThat(run(load + "eval instant at 2m mixed\n  mixed 3").passed()).isEqualTo(1);
        for (String eval : List.of(
                "eval instant at 1m h",
                "eval instant at 1m mixed",
                "eval instant at 1m sum({__name__=~\".+\"})\n  {} 3",
                "eval instant at 2m sum_over_time(mixed[3m])\n  {} 4",
                "eval instant at 2m f\n  f {{count:1}}",
                "eval range from 0 to 2m step 1m mixed\n  mixed 1 {{count:1}} 3")) {
            FileReport report = run(load + eval);
            assertThat(report.passed()).as(eval).isZero();
            assertThat(report.failures())
                    .as(eval)
                    .singleElement()
                    .satisfies(failure ->
                            assertThat(failure.notSupported()).contains("native histograms are not supported yet"));
            assertThat(report.notSupported()).isEqualTo(1);
            assertThat(report.unexcused()).isEmpty();
        }
        assertThat(run(load + "eval instant at 2m f\n  f 4").unexcused()).hasSize(1);
    }

    @Test
    void classicHistogramsLoadedAsNativeOnesTooAreThereAsClassicOnes() {
        String load = "load_with_nhcb 1m\n  h_bucket{le=\"1\"} 1\n  h_bucket{le=\"+Inf\"} 2\n  h_count 2\n\n";

        assertThat(run(load + "eval instant at 0 histogram_quantile(0.5, h_bucket)\n  {} 1")
                        .passed())
                .isEqualTo(1);
        assertThat(run(load + "eval instant at 0 h").notSupported()).isEqualTo(1);
    }

    @Test
    void syntaxOfLaterVersionsIsAFailureWithThatReasonEvenWhereOneIsExpected() {
        FileReport report =
                run("eval instant at 0 limitk(NaN, m)\n  expect fail\n\neval instant at 0 histogram_avg(m)");

        assertThat(report.passed()).isZero();
        assertThat(report.notSupported()).isEqualTo(2);
    }

    @Test
    void olderVersionsAreRunByTheirRules() {
        String text = DATA + "eval instant at 5m count_over_time(a_total[5m])\n  {} 6";

        assertThat(PromqlTest.run("old.test", text, Semantics.PROMETHEUS_2_42).passed())
                .isEqualTo(1);
        assertThat(run(text).failed()).isEqualTo(1);
    }

    @Test
    void aFileIsReadAsUtf8(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("x.test"), "load 1m\n  {\"ü\"} 1\n\neval instant at 0 {\"ü\"}\n  {\"ü\"} 1\n");

        assertThat(PromqlTest.run(file, Semantics.PROMETHEUS_3_14)).isEqualTo(new FileReport("x.test", 1, List.of()));
        assertThatThrownBy(() -> PromqlTest.run(folder.resolve("none"), Semantics.PROMETHEUS_3_14))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> PromqlTest.run(" ", "", Semantics.PROMETHEUS_3_14))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("name of the file must not be blank");
    }

    @Test
    void theFirstGrammarsLetTheInstantBeLeftOut() {
        passes("eval instant m{i=\"a\"}\n  m{i=\"a\"} 0");
    }

    @Test
    void anUnknownStatementFailsOnceWithItsBlockAndSwallowsNoOther() {
        String good = "eval instant at 0 1\n  1\n";
        for (String bad : List.of(
                "frobnicate 5m\n  m 1\n  n 2\n",
                "eval_twice instant at 0 m\n  m 1\n",
                "eval instant at 0 m\n  expect wonders\n  m 1\n",
                "eval forever m\n  m 1\n")) {
            FileReport report = run(bad + good + "\n" + bad + "\n" + good);
            assertThat(report.passed()).as(bad).isEqualTo(2);
            assertThat(report.failures()).as(bad).hasSize(2);
            assertThat(report.failures().get(0).line()).isEqualTo(1);
        }
        assertThat(run("eval_twice instant at 0 m").failures().get(0).got()).contains("eval_twice");
        assertThat(run("load_backwards 5m\n  m 1\n\n" + good).failed()).isEqualTo(1);
    }

    @Test
    void whatIsNotSupportedYetTellsWhatWasWantedToo() {
        FileReport report = run("eval instant at 0 limitk(1, m)\n  {a=\"b\"} 1\n  {} 2");

        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.wanted()).isEqualTo("{a=\"b\"} 1.0, {} 2.0");
            assertThat(failure.got()).startsWith("nothing, as");
            assertThat(failure.notSupported()).contains("experimental aggregations are not supported yet");
        });
    }

    @Test
    void aVersionReadsExpressionsAsItDid() {
        String smoothed = "load 1m\n  m 1 2 4 8\n\neval instant at 3m holt_winters(m[5m], 0.5, 0.5)\n  {} 6.375\n";
        String quoted = "eval_fail instant at 0 {\"my.metric\"}\n";

        assertThat(PromqlTest.run("old.test", smoothed + "\n" + quoted, Semantics.PROMETHEUS_2_42))
                .isEqualTo(new FileReport("old.test", 2, List.of()));
        assertThat(run(smoothed).notSupported()).isEqualTo(1);
        assertThat(run(quoted).unexcused()).hasSize(1);
    }
}
