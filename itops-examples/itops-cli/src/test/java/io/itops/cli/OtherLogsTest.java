package io.itops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs as other systems write them, each with a mapping file alone: plain, as Windows writes them, and in a ZIP. */
class OtherLogsTest {
    @TempDir
    Path folder;

    static Stream<Arguments> logs() {
        return Stream.of(
                arguments(
                        "tracker",
                        List.of(
                                "open -> on hold          1      0",
                                "on hold -> in progress   1      0",
                                "in progress -> resolved  2      0",
                                "open -> in progress      1      0",
                                "open -> cancelled        1      0",
                                "6 moves",
                                "last states: equal in 3 of 3 cases"),
                        "9 events, 3 cases, 0 illegal"),
                arguments(
                        "activities",
                        List.of(
                                "open -> in progress      1      0",
                                "in progress -> resolved  1      0",
                                "resolved -> closed       1      0",
                                "open -> closed           1      1",
                                "closed -> in progress    1      0",
                                "priority law floor-of-mean: holds on 7 of 8 rows",
                                "  line 8, case IM0000004: impact 4 and urgency 3 have priority 4, by the law 3",
                                "3 events without a state",
                                "last states: equal in 2 of 2 cases"),
                        "10 events, 2 cases, 1 illegal"),
                arguments(
                        "desk",
                        List.of(
                                "open -> in progress      1      0",
                                "open -> resolved         1      0",
                                "in progress -> resolved  3      0",
                                "resolved -> in progress  2      0",
                                "resolved -> closed       1      0",
                                "reopen counters: equal in 2 of 2 cases",
                                "1 event without a time",
                                "last states: equal in 2 of 2 cases"),
                        "10 events, 2 cases, 0 illegal"),
                arguments(
                        "helpdesk",
                        List.of(
                                "open -> in progress      1      0",
                                "in progress -> resolved  1      0",
                                "resolved -> closed       1      0",
                                "open -> unmapped         1      1",
                                "unmapped -> in progress  1      1",
                                "1 event older than one before it in its case",
                                "last states: equal in 2 of 2 cases"),
                        "7 events, 2 cases, 2 illegal"),
                arguments(
                        "problems",
                        List.of(
                                "open -> in progress      1      0",
                                "in progress -> open      1      0",
                                "open -> closed           1      1",
                                "resolved -> closed       1      0",
                                "closed -> open           1      0",
                                "closed -> in progress    1      0",
                                "last states: equal in 2 of 2 cases"),
                        "10 events, 2 cases, 1 illegal"));
    }

    private static String text(String file) throws IOException {
        try (InputStream in = OtherLogsTest.class.getResourceAsStream("logs/" + file)) {
            assertThat(in).as(file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private CliRun replay(String name, byte[] log) throws IOException {
        return CliRun.of(
                "incident",
                "replay",
                "--mapping",
                Files.writeString(folder.resolve(name + ".yaml"), text(name + ".yaml")),
                Files.write(folder.resolve(name + ".log"), log));
    }

    private static void comesTo(CliRun run, List<String> told, String last) {
        assertThat(run.err()).isEmpty();
        assertThat(run.lines().stream().map(OtherLogsTest::narrow))
                .containsAll(told.stream().map(OtherLogsTest::narrow).toList());
        assertThat(run.lastLine()).isEqualTo(last);
        assertThat(run.exit()).isZero();
    }

    /** A row of a table however wide its columns are. */
    private static String narrow(String line) {
        return line.strip().replaceAll(" {2,}", "  ");
    }

    private static Charset charset(String name) {
        return name.equals("helpdesk") ? Charset.forName("windows-1252") : StandardCharsets.UTF_8;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("logs")
    void aLogIsReplayedByAMappingFileAlone(String name, List<String> told, String last) throws IOException {
        comesTo(replay(name, text(name + ".csv").getBytes(charset(name))), told, last);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("logs")
    void endsOfLinesAndMarksOfWindowsMakeNoDifference(String name, List<String> told, String last) throws IOException {
        String windows = "\ufeff" + text(name + ".csv").replace("\n", "\r\n");

        comesTo(replay(name, windows.getBytes(StandardCharsets.UTF_8)), told, last);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("logs")
    void ofAZipWithFoldersTheLogIsFound(String name, List<String> told, String last) throws IOException {
        Path zip = folder.resolve("all.zip");
        // an archiver that knows nothing of UTF-8 writes names in the charset of its machine
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip), StandardCharsets.ISO_8859_1)) {
            entry(out, "__MACOSX/export/._störung.csv", new byte[100_000]);
            entry(out, "export/readme.txt", new byte[50_000]);
            entry(out, "export/small.csv", "a,b\n".getBytes(StandardCharsets.UTF_8));
            entry(out, "export/störung.csv", text(name + ".csv").getBytes(charset(name)));
        }

        comesTo(replay(name, Files.readAllBytes(zip)), told, last);
    }

    private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    @Test
    void ofALogThatIsTornNothingIsReplayed() throws IOException {
        String whole = text("tracker.csv");
        for (String torn : List.of(
                whole.substring(0, whole.length() - 30),
                whole.replace(",Changed,", ",Altered,"),
                whole.replace("OPS-3,5,", "OPS-3,"),
                whole.replace("\"two\n", "\"two\"\n"),
                whole.replace("2026-03-29T09:59", "2026-02-29T09:59"),
                whole.replace(",Blocked,", ",Stuck,"),
                whole.lines().findFirst().orElseThrow().replace("New status", "Changed"),
                "")) {
            CliRun run = replay("tracker", torn.getBytes(StandardCharsets.UTF_8));

            assertThat(run.exit()).as(torn).isEqualTo(2);
            assertThat(run.lines()).as(torn).hasSizeGreaterThan(1);
            assertThat(run.lastLine()).isEqualTo("0 events, 0 cases, 0 illegal");
        }
        byte[] zip = {'P', 'K', 3, 4, 20, 0};
        assertThat(replay("tracker", zip).exit()).isEqualTo(2);
    }
}
