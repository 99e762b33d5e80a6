package io.itops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.record.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryTest {
    @TempDir
    Path folder;

    private Path series;

    @BeforeEach
    void writeSeries() throws IOException {
        series = Files.writeString(
                folder.resolve("s.txt"),
                "# two jobs\nrequests_total{job=\"a\"} 0+60x10\n\nload 30s\nrequests_total{job=\"b\"} 1 _ 3 stale\n");
    }

    @Test
    void stepsWithoutASampleAreBoundedToo() throws IOException {
        Path gaps = Files.writeString(folder.resolve("gaps.txt"), "a _x999998\n".repeat(100_000));

        CliRun run = CliRun.of("promql", "query", "a", "--series", gaps);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains(gaps + ":11:1: steps of all series\n  wanted: to be at most 10000000\n");
    }

    @Test
    void aVectorIsATableAtTheNewestSample() {
        assertThat(CliRun.of("promql", "query", "rate(requests_total[5m])", "--series", series))
                .isEqualTo(new CliRun(0, """
                        SERIES     TIME                  VALUE
                        {job="a"}  1970-01-01T00:10:00Z  1
                        1 passed, 0 failed
                        """, ""));
    }

    @Test
    void aRangeHasALineForEachPoint() {
        CliRun run = CliRun.of(
                "promql", "query", "requests_total", "--series", series, "--start", "0", "--end", "1m", "--step", "60");

        assertThat(run.out()).isEqualTo("""
                        SERIES                   TIME                  VALUE
                        requests_total{job="a"}  1970-01-01T00:00:00Z  0
                        requests_total{job="a"}  1970-01-01T00:01:00Z  60
                        requests_total{job="b"}  1970-01-01T00:00:00Z  1
                        requests_total{job="b"}  1970-01-01T00:01:00Z  3
                        1 passed, 0 failed
                        """);
    }

    @Test
    void jsonIsOneDocumentAsTheHttpApiAnswers() {
        CliRun run = CliRun.of("promql", "query", "requests_total * NaN", "--series", series, "--at", "30", "--json");

        assertThat(run.out())
                .isEqualTo(
                        "{\"data\":{\"result\":[{\"metric\":{\"job\":\"a\"},\"value\":[30,\"NaN\"]},{\"metric\":"
                                + "{\"job\":\"b\"},\"value\":[30,\"NaN\"]}],\"resultType\":\"vector\"},\"status\":\"success\"}\n");
        assertThat(run.err()).isEqualTo("1 passed, 0 failed\n");
        CliRun range = CliRun.of(
                "promql", "query", "rate(up[1m])", "--series", series, "--start", "0", "--end", "300", "--json");
        assertThat(CanonicalJson.read(range.out().strip())).isNotNull();
        assertThat(range.out()).contains("\"resultType\":\"matrix\"");
        assertThat(CliRun.of("promql", "query", "'x'", "--json").out()).contains("\"result\":[0,\"x\"]");
        assertThat(CliRun.of("promql", "query", "1e30", "--json").out())
                .contains("[0,\"1000000000000000000000000000000\"]");
    }

    @Test
    void whatCannotBeEvaluatedFailsWithItsPlace() {
        CliRun wrong = CliRun.of("promql", "query", "requests_total +", "--series", series);
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.out())
                .startsWith("error: expression at line 1, column 17 must go on with")
                .endsWith("\n0 passed, 1 failed\n");
        CliRun failed = CliRun.of(
                "promql",
                "query",
                "label_replace(requests_total, 'job', '', '', '')",
                "--series",
                series,
                "--at",
                "1m");
        assertThat(failed.out()).contains("error: vector cannot contain metrics with the same labelset");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(CliRun.of("promql", "query", "up(", "--json").out())
                .contains("\"errorType\":\"bad_data\"")
                .contains("\"status\":\"error\"");
    }

    @Test
    void aFileOfAnotherKindIsRefusedAtItsPlace() throws IOException {
        Path rules = Files.writeString(folder.resolve("new.yml"), "# rules\ngroups:\n  - name: a\n");

        assertThat(CliRun.of("promql", "query", "up", "--series", rules).lines().get(0))
                .isEqualTo(rules + ":3:3: series");
        assertThat(CliRun.of("promql", "query", "up", "--text", rules).lines().get(0))
                .startsWith(rules + ":2:");
    }

    @Test
    void boundsOfTextAreStoredAsTheVersionDoes() throws IOException {
        Path text = Files.writeString(folder.resolve("h.prom"), "# TYPE h histogram\nh_bucket{le=\"1\"} 2\n");

        assertThat(CliRun.of("promql", "query", "h_bucket{le='1.0'}", "--text", text)
                        .out())
                .contains("h_bucket{le=\"1.0\"}");
        assertThat(CliRun.of("promql", "query", "h_bucket", "--text", text, "--semantics", "2.42")
                        .out())
                .contains("h_bucket{le=\"1\"}");
    }

    @Test
    void subqueriesWithoutAStepTakeTheOneGiven() {
        String often = "count_over_time(requests_total{job='a'}[2m:])";

        assertThat(CliRun.of("promql", "query", often, "--series", series).out())
                .contains("Z  2\n");
        assertThat(CliRun.of("promql", "query", often, "--series", series, "--subquery-step", "30s")
                        .out())
                .contains("Z  4\n");
    }

    @Test
    void selectingFromNoFileIsBadUsage() {
        CliRun run = CliRun.of("promql", "query", "sum(rate(up[1m]))");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("itops: up needs samples to select from: --series or --text\n");
        assertThat(CliRun.of("promql", "query", "vector(1) + time()", "--at", "1m")
                        .exit())
                .isZero();
    }

    @Test
    void textAndOpenMetricsAreRead() throws IOException {
        Path text = Files.writeString(folder.resolve("m.prom"), "# TYPE up gauge\nup{job=\"a\"} 1\nold 5 1000\n");
        Path open = Files.writeString(folder.resolve("m.om"), "# TYPE t counter\nt_total{x=\"ü\"} 4 100.5\n# EOF\n");

        assertThat(CliRun.of("promql", "query", "up", "--text", text, "--at", "2026-01-01T00:00:00Z")
                        .out())
                .contains("up{job=\"a\"}  2026-01-01T00:00:00Z  1\n");
        assertThat(CliRun.of("promql", "query", "up", "--text", text, "--start", "0", "--end", "60", "--step", "60")
                        .lines())
                .containsExactly(
                        "SERIES       TIME                  VALUE",
                        "up{job=\"a\"}  1970-01-01T00:01:00Z  1",
                        "1 passed, 0 failed");
        assertThat(CliRun.of("promql", "query", "up", "--text", text, "--text", open)
                        .out())
                .contains("up{job=\"a\"}  1970-01-01T00:01:40.500Z  1\n");
        assertThat(CliRun.of("promql", "query", "t_total or old", "--text", text, "--text", open)
                        .out())
                .contains("t_total{x=\"ü\"}  1970-01-01T00:01:40.500Z  4\n")
                .contains("old             1970-01-01T00:01:40.500Z  5\n");
    }

    @Test
    void badFilesFailWithTheirLineAndFilesThatAreNotThereAreBadUsage() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.txt"), "up 1 2\n\nup{ 3\n");
        Path metrics = Files.writeString(folder.resolve("bad.prom"), "up 1\nup one\n");

        CliRun run = CliRun.of("promql", "query", "up", "--series", bad, "--text", metrics);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.lines()).hasSize(7).last().isEqualTo("0 passed, 2 failed");
        assertThat(run.lines().get(0)).startsWith(bad + ":3:5: ");
        assertThat(run.lines().get(3)).isEqualTo(metrics + ":2:4: exposition");
        assertThat(run.out()).doesNotContain("line ");
        assertThat(CliRun.of("promql", "query", "up", "--series", folder.resolve("none")))
                .isEqualTo(new CliRun(
                        2, "0 passed, 1 failed\n", "itops: " + folder.resolve("none") + ": does not exist\n"));
    }

    @Test
    void theVersionGovernsReadingAndEvaluation() {
        assertThat(CliRun.of("promql", "query", "{\"requests_total\"}", "--semantics", "2.42")
                        .exit())
                .isEqualTo(1);
        assertThat(CliRun.of(
                                "promql",
                                "query",
                                "count_over_time(requests_total{job='a'}[5m])",
                                "--semantics",
                                "2.42",
                                "--series",
                                series)
                        .out())
                .contains("Z  6\n");
    }
}
