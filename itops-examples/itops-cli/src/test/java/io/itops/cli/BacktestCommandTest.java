package io.itops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.record.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {
    @TempDir
    Path folder;

    private Path series;
    private Path rules;
    private Path old;

    @BeforeEach
    void writeFiles() throws IOException {
        series = Files.writeString(
                folder.resolve("s.txt"), "errors{job=\"a\"} 0x4 9x9 0x9\nerrors{job=\"b\"} 0x8 9x2 0x9\n");
        rules = Files.writeString(folder.resolve("rules.yml"), rules("5m"));
        old = Files.writeString(folder.resolve("old.yml"), rules("1m"));
    }

    private static String rules(String holdFor) {
        return "groups:\n  - name: g\n    rules:\n      - {alert: Errors, expr: errors > 5, for: " + holdFor
                + ", labels: {severity: critical}}\n";
    }

    @Test
    void alertsAreToldWithTheirTimesAndSeverity() {
        assertThat(CliRun.of("backtest", rules, "--series", series, "--start", "0", "--end", "22m"))
                .isEqualTo(new CliRun(0, """
                        ALERT   SEVERITY  PENDING               FIRED                 RESOLVED              LABELS
                        Errors  SEV1      1970-01-01T00:05:00Z  1970-01-01T00:10:00Z  1970-01-01T00:15:00Z  {job="a", severity="critical"}
                        1 alert fired, 1 pending only, would page once
                        1 passed, 0 failed
                        """, ""));
    }

    @Test
    void theTimeIsThatOfTheSamplesWhereNothingIsSaid() {
        assertThat(CliRun.of("backtest", rules, "--series", series).out())
                .contains("1970-01-01T00:10:00Z", "1 alert fired");
        assertThat(CliRun.of("backtest", rules, "--series", series, "--end", "12m")
                        .out())
                .contains("still firing");
    }

    @Test
    void whyEachFiredAndCeasedIsToldOnRequest() {
        CliRun run = CliRun.of("backtest", rules, "--series", series, "--explain");

        assertThat(run.lines().get(2)).startsWith("  fired: ");
        assertThat(run.out()).contains("\n  resolved: ").contains("errors > 5");
        assertThat(CliRun.of("backtest", rules, "--series", series).out()).doesNotContain("fired: ");
    }

    @Test
    void twoVersionsAreComparedAndIncidentsAreTheChecks() throws IOException {
        Path incidents = Files.writeString(folder.resolve("incidents.yml"), """
                incidents:
                  - {name: a down, from: 5m, to: 15m, matchers: 'job="a"'}
                  - {name: b down, from: 9m, to: 12m, matchers: 'job="b"'}
                """);

        CliRun run = CliRun.of("backtest", rules, "--series", series, "--against", old, "--incidents", incidents);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("""
                CHANGE  ALERT   OLD FIRED             OLD RESOLVED          FIRED                 RESOLVED              LABELS
                gone    Errors  1970-01-01T00:10:00Z  1970-01-01T00:12:00Z  -                     -                     {job="b", severity="critical"}
                moved   Errors  1970-01-01T00:06:00Z  1970-01-01T00:15:00Z  1970-01-01T00:10:00Z  1970-01-01T00:15:00Z  {job="a", severity="critical"}
                would page as often (once), misses 1 of these 2 incidents: b down, which the old rules catch

                INCIDENT  FROM                  RESULT              OLD RULES           ALERT   FIRED                 LABELS
                a down    1970-01-01T00:05:00Z  caught 5 min after  caught 1 min after  Errors  1970-01-01T00:10:00Z  {job="a", severity="critical"}
                b down    1970-01-01T00:09:00Z  missed              caught 1 min after  -       -                     -
                1 passed, 1 failed
                """);
        CliRun alone = CliRun.of("backtest", old, "--series", series, "--incidents", incidents);
        assertThat(alone.out()).doesNotContain("OLD RULES").endsWith("2 passed, 0 failed\n");
        assertThat(alone.exit()).isZero();
    }

    @Test
    void jsonIsOneDocumentWithTheExplanations() throws IOException {
        Path incidents = Files.writeString(folder.resolve("i.yml"), "incidents: [{name: a, from: 5m, to: 15m}]");
        CliRun run =
                CliRun.of("backtest", rules, "--series", series, "--against", old, "--incidents", incidents, "--json");

        assertThat(CanonicalJson.read(run.out().strip())).isNotNull();
        assertThat(run.out())
                .contains("\"status\":\"success\"")
                .contains("\"firedAt\":\"1970-01-01T00:10:00Z\"")
                .contains("\"why\":{", "\"whyResolved\":{", "\"gone\":[{", "\"caughtByOld\":true", "\"pages\":[{")
                .contains("\"summary\":\"would page as often (once), misses not the incident a\"");
        assertThat(run.err()).isEqualTo("1 passed, 0 failed\n");
        CliRun alone = CliRun.of("backtest", rules, "--series", series, "--json");
        assertThat(alone.out()).doesNotContain("\"old\"", "\"summary\"").contains("\"incidents\":[]");
    }

    @Test
    void jsonHoldsTheDeepestExplanations() throws IOException {
        Path usage = Files.writeString(folder.resolve("u.txt"), "a{job=\"a\"} 0x10 0x10\n");
        Path incidents = Files.writeString(folder.resolve("i.yml"), "incidents: [{name: a, from: 5m, to: 15m}]");
        for (String expression : List.of(
                "100 - (avg by (job) (rate(a[1m])) * 100) > 1",
                "100 - (100 - (avg by (job) (sum by (job) (max by (job) (rate(a[1m])))) * 100 - 5) - 3) > -200")) {
            Path deep = Files.writeString(
                    folder.resolve("deep.yml"),
                    "groups: [{name: g, interval: 15s, rules: [{alert: Deep, expr: '" + expression + "'}]}]\n");

            CliRun alone = CliRun.of("backtest", deep, "--series", usage, "--interval", "15s", "--json");
            CliRun pairs = CliRun.of(
                    "backtest",
                    deep,
                    "--series",
                    usage,
                    "--interval",
                    "15s",
                    "--against",
                    deep,
                    "--incidents",
                    incidents,
                    "--json");

            assertThat(alone.exit()).as(alone.err()).isZero();
            assertThat(CanonicalJson.read(alone.out().strip())).isNotNull();
            assertThat(alone.out()).contains("\"status\":\"success\"", "\"why\":{");
            assertThat(pairs.out()).contains("\"status\":\"success\"", "\"both\":[{", "\"by\":{");
            assertThat(pairs.err()).isEqualTo("1 passed, 0 failed\n");
        }
    }

    @Test
    void whatIsWrongWithAFileIsToldWithItsPlace() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.yml"), rules("soon"));
        Path incidents = Files.writeString(folder.resolve("i.yml"), "incidents:\n  - {name: a, from: soon, to: 1}\n");

        CliRun run = CliRun.of("backtest", bad, "--series", series, "--incidents", incidents);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.lines().get(0)).startsWith(bad + ":4:").contains(": for of ");
        assertThat(run.lines())
                .contains(incidents + ":2:21: instant")
                .anyMatch(line -> line.startsWith("  wanted: to be seconds since 1970"));
        assertThat(run.lastLine()).isEqualTo("0 passed, 2 failed");
        CliRun json = CliRun.of("backtest", bad, "--series", series, "--json");
        assertThat(json.out())
                .startsWith("{\"error\":\"")
                .contains("bad.yml: line 4, column ", ": for of ", " must be a duration")
                .endsWith("\",\"errorType\":\"bad_data\",\"status\":\"error\"}\n");
        assertThat(CliRun.of("backtest", rules, "--series", folder.resolve("none.txt"), "--json")
                        .out())
                .contains("\"error\":\"a file could not be read, the messages tell why\"");
        assertThat(json.err()).contains("  wanted: to be ").endsWith("0 passed, 1 failed\n");
    }

    @Test
    void rulesThatCannotBeEvaluatedAreFailures() throws IOException {
        Path twice = Files.writeString(
                folder.resolve("twice.yml"),
                "groups:\n  - name: g\n    rules:\n      - {alert: Twice, expr: 'errors > on() group_left() errors'}\n");

        CliRun run = CliRun.of("backtest", twice, "--series", series);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("rule Twice of g cannot be evaluated: ").endsWith("0 passed, 1 failed\n");
    }

    @Test
    void whatGoesBeyondTheLimitsIsAnError() {
        CliRun run = CliRun.of("backtest", rules, "--series", series, "--start", "0", "--end", "2000d");

        assertThat(run.out())
                .startsWith("error: end of the backtest must lie at most 366 days after its start, but was"
                        + " \"1975-06-24T00:00:00Z (2000 d after 1970-01-01T00:00:00Z)\"\n")
                .endsWith("0 passed, 1 failed\n");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(CliRun.of("backtest", rules, "--series", series, "--start", "0", "--end", "2000d", "--json")
                        .out())
                .contains("\"errorType\":\"execution\"");
    }

    @Test
    void withoutSamplesItIsBadUsage() {
        CliRun run = CliRun.of("backtest", rules);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("itops: A backtest needs samples: --series or --text\n");
        assertThat(run.out()).isEqualTo("0 passed, 0 failed\n");
    }

    @Test
    void aTimeWithoutSamplesIsWarnedOf() {
        CliRun run = CliRun.of("backtest", rules, "--series", series, "--start", "1d", "--end", "2d");

        assertThat(run.exit()).isZero();
        assertThat(run.lines())
                .contains(
                        "warning: no sample lies from 1970-01-02T00:00:00Z to 1970-01-03T00:00:00Z; the samples lie from"
                                + " 1970-01-01T00:00:00Z to 1970-01-01T00:24:00Z");
        CliRun today = CliRun.of("backtest", rules, "--series", series, "--start", "1790000000", "--end", "1790000060");
        assertThat(today.out()).contains(" (those of --series begin at 1970)\n");
        assertThat(CliRun.of("backtest", rules, "--series", series).out()).doesNotContain("warning");
    }

    @Test
    void timestampsThatLookLikeSecondsAreWarnedOf() throws IOException {
        Path seconds = Files.writeString(folder.resolve("seconds.prom"), "errors 1 1790000000\nerrors 9 1790000060\n");
        Path millis = Files.writeString(folder.resolve("millis.prom"), "errors 1 1790000000000\nerrors 9\n");
        String warning =
                ": its timestamps are milliseconds, and all lie in the first weeks of 1970; were they written in"
                        + " seconds?";

        assertThat(CliRun.of("backtest", rules, "--text", seconds).lines()).contains("warning: " + seconds + warning);
        assertThat(CliRun.of("promql", "query", "errors", "--text", seconds).lines())
                .contains("warning: " + seconds + warning);
        assertThat(CliRun.of("backtest", rules, "--text", millis).out()).doesNotContain("seconds?");
    }

    @Test
    void anEndOnTheWrongSideOfTheSamplesIsBadUsage() {
        CliRun late = CliRun.of("backtest", rules, "--series", series, "--start", "1d");
        assertThat(late.exit()).isEqualTo(2);
        assertThat(late.err())
                .contains(
                        "--start must not be after the newest sample, at 1970-01-01T00:24:00Z, where no --end is given");
        assertThat(late.out()).endsWith("0 passed, 0 failed\n");
        CliRun early = CliRun.of("backtest", rules, "--series", series, "--end", "-60");
        assertThat(early.exit()).isEqualTo(2);
        assertThat(early.err())
                .contains(
                        "--end must not be before the oldest sample, at 1970-01-01T00:00:00Z, where no --start is given");
    }

    @Test
    void anIncidentOutsideOfTheTimeIsWarnedOf() throws IOException {
        Path incidents = Files.writeString(folder.resolve("far.yml"), """
                incidents:
                  - {name: a down, from: 5m, to: 15m}
                  - {name: far, from: 5h, to: 6h}
                  - {name: soon, from: 30m, to: 6h}
                """);

        CliRun run = CliRun.of("backtest", rules, "--series", series, "--incidents", incidents);

        assertThat(run.lines().stream().filter(line -> line.startsWith("warning: ")))
                .containsExactly(
                        "warning: incident far, from 1970-01-01T05:00:00Z to 1970-01-01T06:00:00Z, lies outside of the"
                                + " backtest, from 1970-01-01T00:00:00Z to 1970-01-01T00:24:00Z");
    }

    @Test
    void helpTellsWhatAnInstantIsAndNamesNoOptionOfOthers() {
        String help = CliRun.of("backtest", "--help").out();
        assertThat(help).contains("INSTANT is seconds since").doesNotContain("--at ");
    }

    @Test
    void selectorsThatFindNoSeriesAreToldWithSimilarNames() throws IOException {
        Path mistyped = Files.writeString(folder.resolve("mistyped.yml"), """
                groups:
                  - name: g
                    rules:
                      - {record: "job:errors:sum", expr: sum by (job) (errors)}
                      - {alert: Recorded, expr: "job:errors:sum > 5 or on() ALERTS > 5"}
                      - {alert: ByPattern, expr: '{__name__=~"job:.*"} > 5'}
                      - {alert: NoPattern, expr: '{__name__=~"jobs:.*"} > 5'}
                      - {alert: Metric, expr: errorz > 5}
                      - {alert: Again, expr: errorz > 6}
                      - {alert: Value, expr: 'errors{job="aa"} > 5'}
                      - {alert: Label, expr: 'errors{jobs="a"} > 5'}
                      - {alert: Strange, expr: 'nothing_like_it > 5 or {a="b"}'}
                      - {alert: Clear, expr: errors > 5, itops: {clear_when: error < 1, severities: {SEV1: errrors > 9}}}
                """);

        CliRun run = CliRun.of("backtest", mistyped, "--series", series);

        assertThat(run.exit()).isZero();
        assertThat(run.lines().stream().filter(line -> line.startsWith("warning: ")))
                .containsExactly(
                        "warning: rule NoPattern: {__name__=~\"jobs:.*\"} finds no series in the samples",
                        "warning: rule Metric: errorz finds no series in the samples; similar names: errors",
                        "warning: rule Value: errors{job=\"aa\"} finds no series in the samples; values of job there: a, b",
                        "warning: rule Label: errors{jobs=\"a\"} finds no series in the samples; similar labels: job",
                        "warning: rule Strange: nothing_like_it finds no series in the samples",
                        "warning: rule Strange: {a=\"b\"} finds no series in the samples",
                        "warning: rule Clear: errrors finds no series in the samples; similar names: errors",
                        "warning: rule Clear: error finds no series in the samples; similar names: errors");
        assertThat(run.lastLine()).isEqualTo("1 passed, 0 failed");
        CliRun json = CliRun.of("backtest", mistyped, "--series", series, "--json");
        assertThat(json.out()).hasLineCount(1);
        assertThat(json.err()).contains("warning: rule Metric: ");
        assertThat(CliRun.of("backtest", rules, "--series", series).out()).doesNotContain("warning");
    }

    @Test
    void theVersionGovernsReadingAndEvaluation() throws IOException {
        Path smoothed = Files.writeString(
                folder.resolve("old.yml"),
                "groups: [{name: g, rules: [{alert: A, expr: 'holt_winters(errors[5m], 0.5, 0.5) > 5'}]}]\n");

        assertThat(CliRun.of("backtest", smoothed, "--series", series, "--semantics", "2.42")
                        .exit())
                .isZero();
        assertThat(CliRun.of("backtest", smoothed, "--series", series).exit()).isEqualTo(1);
    }
}
