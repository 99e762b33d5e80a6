package io.itops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.core.record.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentReplayCommandTest {
    private static final String MAPPING = """
            case: id
            time: {column: at, pattern: iso}
            order:
              - {column: at, type: instant, pattern: iso}
            state:
              column: state
              values: {new: open, work: in progress, wait: on hold, done: resolved, shut: closed, void: cancelled, odd: unmapped}
            reopenings: reopened
            priority:
              impact: impact
              urgency: urgency
              priority: priority
              law: {name: sum-minus-one, levels: 3, lowest: 4}
            """;
    private static final String LOG = """
            id,at,state,reopened,impact,urgency,priority
            A-1,2026-01-05T09:00Z,new,0,2,2,3
            A-1,2026-01-05T09:10Z,work,0,2,2,3
            A-1,2026-01-05T09:40Z,wait,0,2,2,3
            A-1,2026-01-05T11:00Z,work,0,2,2,3
            A-1,2026-01-05T11:30Z,new,0,2,2,3
            A-1,2026-01-05T12:00Z,done,0,2,2,3
            A-1,2026-01-06T12:00Z,shut,0,2,2,3
            A-1,2026-01-07T12:00Z,work,1,1,2,1
            A-1,2026-01-07T13:00Z,done,1,2,2,3
            A-2,2026-01-05T10:00Z,new,0,3,3,4
            A-2,2026-01-05T10:01Z,shut,0,3,3,4
            A-3,2026-01-05T10:00Z,odd,0,3,3,4
            A-3,2026-01-05T10:05Z,done,3,3,3,4
            A-3,2026-01-05T10:06Z,new,3,3,3,4
            A-3,2026-01-05T10:07Z,void,3,3,3,4
            """;

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aLogIsReplayedByItsMappingAlone() throws IOException {
        CliRun run =
                CliRun.of("incident", "replay", "--mapping", write("mapping.yaml", MAPPING), write("log.csv", LOG));

        assertThat(run.err()).isEmpty();
        assertThat(run.lines())
                .contains(
                        "in progress -> open      1      0",
                        "closed -> in progress    1      0",
                        "open -> closed           1      1",
                        "unmapped -> resolved     1      1",
                        "A-3   14    unmapped  resolved  the unmapped state is none of the lifecycle",
                        "12 moves",
                        "priority law sum-minus-one: holds on 14 of 15 rows",
                        "  line 9, case A-1: impact 1 and urgency 2 have priority 1, by the law 2",
                        "reopen counters: equal in 2 of 3 cases",
                        "  line 16, case A-3: recorded 3, by its moves 1",
                        "last states: equal in 3 of 3 cases");
        assertThat(run.out())
                .contains("A-2   12    open      closed    close is not allowed while the incident is queued");
        assertThat(run.lastLine()).isEqualTo("15 events, 3 cases, 2 illegal");
        assertThat(run.exit()).isZero();
    }

    @Test
    void aLogThatMayBeTornSaysSo() throws IOException {
        Path mapping = write("mapping.yaml", MAPPING);
        CliRun run = CliRun.of("incident", "replay", "--mapping", mapping, write("log.csv", LOG.stripTrailing()));

        assertThat(run.exit())
                .isEqualTo(CliRun.of("incident", "replay", "--mapping", mapping, write("l.csv", LOG))
                        .exit());
        assertThat(run.lines()).contains("the last row has no end of line: it may be torn");
    }

    @Test
    void theJsonHasAllOfItAndTheClosingLineGoesToStandardError() throws IOException {
        CliRun run = CliRun.of(
                "incident", "replay", "--json", "--mapping", write("mapping.yaml", MAPPING), write("log.csv", LOG));

        assertThat(run.err()).isEqualTo("15 events, 3 cases, 2 illegal\n");
        assertThat(run.lines()).hasSize(1);
        assertThat(CanonicalJson.read(run.lastLine())).isNotNull();
        assertThat(run.out())
                .contains(
                        "\"agreeing\":3",
                        "\"moved\":12",
                        "{\"count\":1,\"from\":\"open\",\"illegal\":1,\"to\":\"closed\"}",
                        "\"expected\":\"2\"",
                        "\"recorded\":3",
                        "\"status\":\"success\"");
    }

    @Test
    void problemsAreReplayedThroughTheirOwnLifecycle() throws IOException {
        Path mapping = write("problems.yaml", """
                lifecycle: problem
                case: id
                state:
                  column: state
                  values: {new: open, work: in progress, wait: on hold, done: resolved, shut: closed, void: cancelled}
                """);
        Path log = write("log.csv", """
                id,state
                P1,new
                P1,work
                P1,wait
                P1,new
                P1,work
                P1,shut
                P1,work
                P1,void
                P1,work
                P1,done
                P1,shut
                P1,new
                """);

        CliRun run = CliRun.of("incident", "replay", "--mapping", mapping, log);

        assertThat(run.lines()).contains("closed -> open            1      0", "last states: equal in 1 of 1 case");
        assertThat(run.lastLine()).isEqualTo("12 events, 1 cases, 0 illegal");
        assertThat(run.exit()).isZero();
    }

    @Test
    void whatIsWrongWithALogIsToldWithItsLinesAndExitsWithTwo() throws IOException {
        Path mapping = write("mapping.yaml", MAPPING);
        Path log = write("log.csv", LOG + "A-4,2026-01-05T10:00Z,new\nA-4,yesterday,lost,0,1,1,1\n");

        CliRun run = CliRun.of("incident", "replay", "--mapping", mapping, log);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEqualTo("""
                FILE:17: row
                  wanted: to have 7 cells, as the header has
                  got:    3
                FILE:18: at
                  wanted: to be an instant of ISO 8601
                  got:    "yesterday"
                FILE:18: state
                  wanted: to be one that the mapping has a meaning for, or fall under its others
                  got:    "lost"
                0 events, 0 cases, 0 illegal
                """.replace("FILE", log.toString()));

        CliRun json = CliRun.of("incident", "replay", "--json", "--mapping", mapping, log);
        assertThat(json.exit()).isEqualTo(2);
        assertThat(json.out()).contains("\"errorType\":\"bad_data\"", "line 17: row must have 7 cells", "(and 2 more)");
        assertThat(json.out())
                .contains(
                        "{\"column\":0,\"found\":\"\\\"yesterday\\\"\",\"line\":18,\"rule\":\"be an instant of ISO 8601\",\"what\":\"at\"}");
        assertThat(json.err()).endsWith("\n0 events, 0 cases, 0 illegal\n");
    }

    @Test
    void whatIsWrongWithAMappingIsToldWithLineAndColumn() throws IOException {
        Path mapping = write("mapping.yaml", "case: id\nstate: {column: s, values: {a: lost}}\nspeed: 1\n");

        CliRun run = CliRun.of("incident", "replay", "--mapping", mapping, write("log.csv", LOG));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out())
                .contains(mapping + ":2:32: meaning of a\n", mapping + ":3:1: key of the mapping\n")
                .endsWith("\n0 events, 0 cases, 0 illegal\n");
    }

    @Test
    void aLogOfAnotherFormatIsRefusedByItsMissingColumns() throws IOException {
        CliRun run = CliRun.of("incident", "replay", "--format", "uci", write("log.csv", LOG));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out())
                .contains("log.csv:1: header\n  wanted: to have the column \"number\" that the mapping names\n");
    }

    @Test
    void filesThatAreNotThereAndBytesThatAreNoTextAreRefused() throws IOException {
        Path mapping = write("mapping.yaml", MAPPING);
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xc3, 0x28});

        CliRun missing = CliRun.of("incident", "replay", "--format", "volvo", folder.resolve("none.csv"));
        assertThat(missing.err()).endsWith("none.csv: does not exist\n");
        CliRun directory = CliRun.of("incident", "replay", "--mapping", folder, folder);
        assertThat(directory.err()).contains("is a directory, not a file");
        CliRun text = CliRun.of("incident", "replay", "--mapping", bytes, write("log.csv", LOG));
        assertThat(text.err()).endsWith("bytes: must be UTF-8\n");
        CliRun log = CliRun.of("incident", "replay", "--mapping", mapping, bytes);
        assertThat(log.out()).contains("bytes:1: table\n  wanted: to be UTF-8 from about here on\n");
        for (CliRun run : List.of(missing, directory, text, log)) {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.out()).endsWith("0 events, 0 cases, 0 illegal\n");
        }
    }

    @Test
    void badUsageClosesAsTheCommandDoes() {
        for (List<String> arguments : List.of(
                List.of("incident", "replay"),
                List.of("incident", "replay", "x.csv"),
                List.of("incident", "replay", "--format", "jira", "x.csv"),
                List.of("incident", "replay", "--format", "uci"),
                List.of("incident", "replay", "--format", "uci", "--mapping", "m.yaml", "x.csv"))) {
            CliRun run = CliRun.of(arguments.toArray());
            assertThat(run.exit()).as(arguments.toString()).isEqualTo(2);
            assertThat(run.out()).isEqualTo("0 events, 0 cases, 0 illegal\n");
            assertThat(run.err().lines()).hasSize(2).allMatch(line -> line.startsWith("itops: "));
        }
        assertThat(CliRun.of("incident", "replay", "--format", "jira", "x.csv").err())
                .contains("must be one of uci, volvo, volvo-problems, but was jira");
    }

    private static Path real(String file) {
        Path found = Path.of(System.getProperty("itops.data"), "incidents").resolve(file);
        assumeTrue(Files.isRegularFile(found), () -> "no real data: " + found + " is not there");
        return found;
    }

    /** What docs/incident-logs.md shows of a log is what the program prints for it. */
    private static void holdsThePage(CliRun run) throws IOException {
        String page = Files.readString(
                Path.of(System.getProperty("itops.root"), "docs", "incident-logs.md"), StandardCharsets.UTF_8);
        List<String> lines = run.lines();
        int illegal = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("CASE "))
                .findFirst()
                .orElseThrow());
        assertThat(page).contains(String.join("\n", lines.subList(0, illegal)) + "\n");
        for (String row : lines.subList(illegal + 1, lines.size())) {
            if (row.matches("\\d+ moves")) {
                break;
            }
            String[] cells = row.split(" +");
            assertThat(page).as(row).contains("`" + cells[0] + "`").contains(cells[1]);
        }
        int moves = lines.indexOf(lines.stream()
                .filter(line -> line.matches("\\d+ moves"))
                .findFirst()
                .orElseThrow());
        assertThat(page).contains(String.join("\n", lines.subList(moves, lines.size())) + "\n");
    }

    @Test
    @Tag("data")
    void theProblemLogIsReplayed() throws IOException {
        CliRun run = CliRun.of("incident", "replay", "--format", "volvo-problems", real("volvo/closed_problems.csv"));

        assertThat(run.exit()).isZero();
        assertThat(run.lines()).contains("3890 moves", "last states: equal in 1487 of 1487 cases");
        assertThat(run.lastLine()).isEqualTo("6660 events, 1487 cases, 19 illegal");
        holdsThePage(run);
    }

    @Test
    @Tag("data")
    @Tag("campaign")
    void theLogOfVolvoIsReplayed() throws IOException {
        CliRun run = CliRun.of("incident", "replay", "--format", "volvo", real("volvo/IBM-VolvoIT-Challenge.zip"));

        assertThat(run.exit()).isZero();
        assertThat(run.lines()).contains("42976 moves", "last states: equal in 7554 of 7554 cases");
        assertThat(run.lastLine()).isEqualTo("65533 events, 7554 cases, 11 illegal");
        holdsThePage(run);
    }

    @Test
    @Tag("data")
    @Tag("campaign")
    void theLogOfServiceNowIsReplayed() throws IOException {
        CliRun run = CliRun.of("incident", "replay", "--format", "uci", real("uci/incident_event_log.zip"));

        assertThat(run.exit()).isZero();
        assertThat(run.lines())
                .contains(
                        "63878 moves",
                        "priority law sum-minus-one: holds on 141712 of 141712 rows",
                        "reopen counters: equal in 24917 of 24918 cases",
                        "  line 358, case 0000135: recorded 0, by its moves 1",
                        "last states: equal in 24918 of 24918 cases");
        assertThat(run.lastLine()).isEqualTo("141712 events, 24918 cases, 18 illegal");
        holdsThePage(run);
    }
}
