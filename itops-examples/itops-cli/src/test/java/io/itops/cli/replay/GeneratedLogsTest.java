package io.itops.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same histories, written down as other systems would, are replayed by mapping files alone, and all to the same end. */
class GeneratedLogsTest {
    private static final Set<String> REFUSED = Set.of("open closed", "on hold closed", "closed resolved");
    private static final List<LogState> STATES = List.of(
            LogState.OPEN,
            LogState.IN_PROGRESS,
            LogState.ON_HOLD,
            LogState.RESOLVED,
            LogState.CLOSED,
            LogState.CANCELLED,
            LogState.UNMAPPED);

    @TempDir
    Path folder;

    /** One row before anybody has written it down. */
    private record Row(int caseNumber, int number, Instant at, LogState state) {}

    /** How a system writes its log: its mapping, its header, and a row of cells. */
    private enum Shape {
        SEMICOLON_AND_OFFSETS(
                StandardCharsets.UTF_8,
                "\n",
                ';',
                """
                separator: ";"
                case: Ticket
                time: {column: Zeit, pattern: iso}
                order: [{column: Zeit, type: instant, pattern: iso}, {column: Nr, type: number}]
                state:
                  column: Status
                  values: {Neu: open, In Arbeit: in progress, Wartet: on hold, Gelöst: resolved, Zu: closed, Storniert: cancelled, Weg: unmapped}
                """,
                List.of("Ticket", "Nr", "Zeit", "Status", "Bemerkung"),
                "Neu,In Arbeit,Wartet,Gelöst,Zu,Storniert,Weg"),
        EPOCH_AND_TABS(
                StandardCharsets.UTF_8,
                "\n",
                '\t',
                """
                separator: tab
                case: key
                time: {column: ts, pattern: epoch-seconds}
                order: [{column: seq, type: number}]
                state:
                  column: to
                  values: {TODO: open, DOING: in progress, BLOCKED: on hold, DONE: resolved, ARCHIVED: closed, WONTDO: cancelled}
                  others: unmapped
                """,
                List.of("key", "seq", "ts", "to", "text"),
                "TODO,DOING,BLOCKED,DONE,ARCHIVED,WONTDO,???"),
        WINDOWS_AND_UTF_16(
                StandardCharsets.UTF_16LE,
                "\r\n",
                ',',
                """
                charset: UTF-8
                case: "#"
                time: {columns: [Date, Time], pattern: "dd-MMM-yyyy hh:mm:ss.SSSSSS a", zone: America/New_York}
                order: [{column: "rev", type: number}]
                missing: "NULL"
                state:
                  column: State#2
                  values: {New: open, Active: in progress, Pending: on hold, Fixed: resolved, Done: closed, Void: cancelled, "-1": unmapped}
                """,
                List.of("#", "rev", "Date", "Time", "State", "State", "Comment"),
                "New,Active,Pending,Fixed,Done,Void,-1");

        private final Charset charset;
        private final String end;
        private final char separator;
        private final String mapping;
        private final List<String> header;
        private final List<String> words;

        Shape(Charset charset, String end, char separator, String mapping, List<String> header, String words) {
            this.charset = charset;
            this.end = end;
            this.separator = separator;
            this.mapping = mapping;
            this.header = header;
            this.words = List.of(words.split(","));
        }

        List<String> cells(Row row, Random random) {
            String word = words.get(STATES.indexOf(row.state()));
            String id = "T-" + row.caseNumber();
            String number = String.valueOf(row.number());
            List<String> texts =
                    List.of("", "plain", "a" + separator + " b", "say \"so\"", "two\nlines", "ends\r\nhere", "ü€😀");
            String text = texts.get(random.nextInt(texts.size()));
            ZoneOffset offset = ZoneOffset.ofHours(random.nextInt(24) - 12);
            return switch (this) {
                case SEMICOLON_AND_OFFSETS ->
                    List.of(id, number, row.at().atOffset(offset).toString(), word, text);
                case EPOCH_AND_TABS ->
                    List.of(
                            id,
                            number,
                            row.at().getEpochSecond() + "." + (100 + row.at().getNano() / 10_000_000 % 100),
                            word,
                            text);
                case WINDOWS_AND_UTF_16 -> {
                    LocalDateTime local = LocalDateTime.ofInstant(row.at(), ZoneId.of("America/New_York"));
                    yield List.of(
                            id,
                            number,
                            DateTimeFormatter.ofPattern("dd-MMM-yyyy", Locale.ENGLISH)
                                    .format(local),
                            DateTimeFormatter.ofPattern("hh:mm:ss.SSSSSS a", Locale.ENGLISH)
                                    .format(local),
                            random.nextBoolean() ? "NULL" : "whatever",
                            word,
                            text);
                }
            };
        }

        String line(List<String> cells, Random random) {
            StringBuilder line = new StringBuilder();
            for (String cell : cells) {
                boolean quoted = random.nextInt(4) == 0
                        || cell.indexOf(separator) >= 0
                        || cell.contains("\"")
                        || cell.contains("\n");
                line.append(line.isEmpty() ? "" : separator);
                line.append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
            }
            return line + end;
        }
    }

    private static List<Row> histories(Random random) {
        List<Row> rows = new ArrayList<>();
        Instant start = Instant.parse("2026-01-15T00:00:00.120Z");
        for (int i = 0; i < 60; i++) {
            Instant at = start.plusSeconds(random.nextInt(100_000));
            int length = 1 + random.nextInt(9);
            for (int j = 0; j < length; j++) {
                at = at.plusSeconds(random.nextInt(5_000));
                rows.add(new Row(i, 7 + j, at, STATES.get(random.nextInt(STATES.size()))));
            }
        }
        return rows;
    }

    /** What the histories come to, counted without the reader and the replay. */
    private record Expected(int moves, Map<String, Integer> counts, int illegal) {
        static Expected of(List<Row> rows) {
            Map<Integer, LogState> standing = new HashMap<>();
            Map<String, Integer> counts = new HashMap<>();
            int moves = 0;
            int illegal = 0;
            for (Row row : rows) {
                LogState before = standing.put(row.caseNumber(), row.state());
                if (before == null || before == row.state()) {
                    continue;
                }
                moves++;
                counts.merge(before.word() + " -> " + row.state().word(), 1, Integer::sum);
                boolean unmapped = before == LogState.UNMAPPED || row.state() == LogState.UNMAPPED;
                illegal += unmapped
                                || REFUSED.contains(
                                        before.word() + " " + row.state().word())
                        ? 1
                        : 0;
            }
            return new Expected(moves, counts, illegal);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMappingFileAloneIsEnoughForTheLogOfAnotherSystem(Shape shape) throws IOException {
        for (long seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            List<Row> rows = histories(random);
            Expected expected = Expected.of(rows);
            List<Row> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, random);
            StringBuilder text = new StringBuilder(shape.charset == StandardCharsets.UTF_16LE ? "\ufeff" : "");
            text.append(shape.line(shape.header, random));
            shuffled.forEach(row -> text.append(shape.line(shape.cells(row, random), random)));
            Path file =
                    Files.write(folder.resolve(shape + ".csv"), text.toString().getBytes(shape.charset));
            LogMapping mapping = MappingReader.read(shape.mapping);

            FakeLifecycle lifecycle = new FakeLifecycle(move ->
                    !REFUSED.contains(move.from().word() + " " + move.to().word()));
            ReplayReport report = LogFile.STANDARD.read(
                    file,
                    mapping.format().charset(),
                    table -> Replay.of(LogReader.read(table, mapping), mapping, () -> lifecycle, 1_000));

            Function<ReplayReport.MoveCount, String> move =
                    count -> count.move().toString();
            Map<String, Integer> counts = new HashMap<>();
            report.moves().forEach(count -> counts.put(move.apply(count), count.count()));
            assertThat(counts).as("seed %d", seed).isEqualTo(expected.counts());
            assertThat(report.moved()).isEqualTo(expected.moves());
            assertThat(report.illegal()).hasSize(expected.illegal());
            assertThat(report.events()).isEqualTo(rows.size());
            assertThat(report.cases()).isEqualTo(60);
            assertThat(report.disagreeing()).isEmpty();
            assertThat(report.backwards()).isZero();
            assertThat(report.untimed()).isZero();
        }
    }

    /** Cut anywhere, a log is read or refused by a typed error; where a row is cut in two, it is refused. */
    @ParameterizedTest
    @EnumSource
    void aLogThatIsCutOffIsReadOrRefused(Shape shape) throws IOException {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder(shape.line(shape.header, random));
        histories(random).stream().limit(20).forEach(row -> text.append(shape.line(shape.cells(row, random), random)));
        LogMapping mapping = MappingReader.read(shape.mapping);
        String whole = text.toString();
        int refused = 0;
        for (int length = 0; length < whole.length(); length++) {
            try {
                Replay.of(
                        LogReader.read(new java.io.StringReader(whole.substring(0, length)), mapping),
                        mapping,
                        () -> new FakeLifecycle(move -> true),
                        1_000);
            } catch (BadInputException e) {
                assertThat(e.faults()).isNotEmpty();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length() / 2);
    }
}
