package io.itops.cli.replay;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.itops.cli.replay.CaseOrder.Keyed;
import io.itops.cli.replay.RowHandler.Row;
import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes events of the rows of a table, and cases of the events. Confined to one thread. */
final class LogReader {
    /** What no text has: stands behind the table, so that a quote that nobody closed is seen to have swallowed it. */
    static final char END = '\uffff';

    private static final List<String> END_ROW = List.of(String.valueOf(END));
    private static final int MAX_ROWS = 5_000_000;
    private static final int MAX_CELL = 1 << 20;
    private static final int MAX_DIGITS = 9;

    private final LogMapping mapping;
    private final Faults faults = new Faults();
    private final Map<String, List<Keyed>> cases = new LinkedHashMap<>();
    private final Map<String, Integer> unknownStates = new HashMap<>();
    private int[] orderColumns = {};
    private int[] timeColumns = {};
    private int caseColumn;
    private int stateColumn;
    private int impactColumn = -1;
    private int urgencyColumn = -1;
    private int priorityColumn = -1;
    private int reopeningsColumn = -1;

    private LogReader(LogMapping mapping) {
        this.mapping = mapping;
    }

    /**
     * Reads a table.
     *
     * @throws BadInputException with all that is wrong
     */
    static Log read(Reader table, LogMapping mapping) throws IOException {
        return new LogReader(mapping).log(table);
    }

    private Log log(Reader table) throws IOException {
        RowHandler handler = new RowHandler();
        Ended ended = new Ended(table);
        CsvReader<Row> csv = CsvReader.builder()
                .fieldSeparator(mapping.format().separator())
                .quoteCharacter(mapping.format().quote())
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .maxBufferSize(MAX_CELL)
                .build(handler, ended);
        long line = 0;
        try {
            Iterator<Row> records = csv.iterator();
            Row header = records.next();
            if (isEnd(header)) {
                throw BadInputException.of("log", "have a header", "an empty file");
            }
            line = header.line();
            List<String> names = IntStream.range(0, header.size())
                    .mapToObj(column -> header.cell(column).strip())
                    .toList();
            requireClosed(header, faults);
            columns(names);
            faults.close();
            handler.readOnly(columnsRead());
            int rows = 0;
            for (Row row = records.next(); !isEnd(row); row = records.next()) {
                line = row.line();
                if (++rows > MAX_ROWS) {
                    throw BadInputException.of("log", "have at most " + MAX_ROWS + " rows", "more");
                }
                if (!requireClosed(row, faults)) {
                    break;
                }
                if (names.size() > 1 && row.size() == 1 && row.cell(0).isBlank()) {
                    continue; // as empty as a line without blanks
                }
                if (row.size() != names.size()) {
                    faults.add(
                            (int) line,
                            "row",
                            "have " + names.size() + " cells, as the header has",
                            String.valueOf(row.size()));
                } else {
                    row(row, (int) line);
                }
            }
            if (records.hasNext()) {
                faults.add((int) line + 1, "table", "not have a row of U+FFFF alone", "one");
            }
        } catch (CsvParseException e) {
            if (e.getCause() instanceof BadInputException limit) {
                throw limit; // what reads below the parser gave up
            }
            faults.add((int) line + 1, "table", "be CSV from here on", "not: " + reason(e));
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof CharacterCodingException)) {
                throw e;
            }
            faults.add(
                    (int) line + 1, "table", "be " + mapping.format().charset() + " from about here on", "other bytes");
        }
        unknownStates.forEach((state, first) -> faults.add(
                first,
                "state",
                "be one that the mapping has a meaning for, or fall under its others",
                '"' + state + '"'));
        faults.close();
        List<Log.Case> sorted = new ArrayList<>(cases.size());
        // what rows are ordered by is let go case by case, or there would be two logs for a while
        for (var rest = cases.entrySet().iterator(); rest.hasNext(); rest.remove()) {
            Map.Entry<String, List<Keyed>> one = rest.next();
            sorted.add(new Log.Case(
                    one.getKey(),
                    CaseOrder.sorted(one.getValue(), mapping.order().size())));
        }
        return new Log(sorted, ended.unended());
    }

    private static String reason(CsvParseException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    private static boolean isEnd(Row row) {
        return row.size() == 1 && row.last() == END && row.texts().equals(END_ROW);
    }

    /** Whether the end of the table was not swallowed by a quote that nobody closed. */
    private static boolean requireClosed(Row row, Faults faults) {
        if (row.last() != END) {
            return true;
        }
        faults.add((int) row.line(), "row", "close the quote of its cell " + row.size(), "open to the end of the file");
        return false;
    }

    private void columns(List<String> header) {
        caseColumn = mapping.caseColumn().in(header, faults);
        stateColumn = mapping.state().column().in(header, faults);
        orderColumns = mapping.order().stream()
                .mapToInt(order -> order.column().in(header, faults))
                .toArray();
        mapping.time()
                .ifPresent(time -> timeColumns = time.columns().stream()
                        .mapToInt(column -> column.in(header, faults))
                        .toArray());
        mapping.priority().ifPresent(priority -> {
            impactColumn = priority.impact().column().in(header, faults);
            urgencyColumn = priority.urgency().column().in(header, faults);
            priorityColumn = priority.priority().column().in(header, faults);
        });
        mapping.reopenings().ifPresent(column -> reopeningsColumn = column.in(header, faults));
    }

    private BitSet columnsRead() {
        BitSet read = new BitSet();
        read.set(0); // by which the end is known
        IntStream.of(caseColumn, stateColumn, impactColumn, urgencyColumn, priorityColumn, reopeningsColumn)
                .filter(column -> column >= 0)
                .forEach(read::set);
        IntStream.concat(Arrays.stream(orderColumns), Arrays.stream(timeColumns))
                .forEach(read::set);
        return read;
    }

    private void row(Row row, int line) {
        String id = cell(row, caseColumn);
        if (id == null) {
            faults.add(line, mapping.caseColumn().name(), "name the case", "nothing");
            return;
        }
        List<Keyed> rows = cases.get(id);
        if (rows == null) {
            try {
                Require.id("case", id);
            } catch (InvalidInputException e) {
                faults.add(line, mapping.caseColumn().name(), e.rule(), e.value());
                return;
            }
            rows = new ArrayList<>(4);
            cases.put(id, rows);
        }
        @Nullable Object[] values = new Object[orderColumns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = CaseOrder.key(mapping.order().get(i), cell(row, orderColumns[i]), line, faults);
        }
        String said = cell(row, stateColumn);
        rows.add(new Keyed(
                new LogEvent(
                        line,
                        said == null ? null : state(said, line),
                        time(row, line),
                        (byte) mapping.priority()
                                .map(all -> level(row, impactColumn, all.impact(), line))
                                .orElse(0)
                                .intValue(),
                        (byte) mapping.priority()
                                .map(all -> level(row, urgencyColumn, all.urgency(), line))
                                .orElse(0)
                                .intValue(),
                        (byte) mapping.priority()
                                .map(all -> level(row, priorityColumn, all.priority(), line))
                                .orElse(0)
                                .intValue(),
                        counter(row, line)),
                Arrays.asList(values)));
    }

    /** What stands in a cell; null if it says nothing. */
    private @Nullable String cell(Row row, int column) {
        String text = row.cell(column).strip();
        return text.isEmpty() || mapping.format().missing().contains(text) ? null : text;
    }

    /** What a state means; null if it says that nothing changed. */
    private @Nullable LogState state(String said, int line) {
        LogState meaning = mapping.state().meanings().get(said);
        return meaning != null || mapping.state().silent().contains(said) ? meaning : other(said, line);
    }

    private @Nullable LogState other(String said, int line) {
        switch (mapping.state().others()) {
            case UNCHANGED -> {
                return null;
            }
            case UNMAPPED -> {
                return LogState.UNMAPPED;
            }
            case REFUSED -> unknownStates.putIfAbsent(said, line);
        }
        return null;
    }

    private @Nullable Instant time(Row row, int line) {
        if (timeColumns.length == 0) {
            return null;
        }
        TimeFormat format = mapping.time().orElseThrow().format();
        String text = cell(row, timeColumns[0]);
        for (int i = 1; text != null && i < timeColumns.length; i++) {
            String part = cell(row, timeColumns[i]);
            text = part == null ? null : text + ' ' + part;
        }
        if (text == null) {
            return null;
        }
        try {
            return format.parse(text);
        } catch (DateTimeException e) {
            faults.add(line, timeName(), "be " + format.name(), "\"" + text + '"');
            return null;
        }
    }

    private String timeName() {
        return mapping.time().orElseThrow().columns().stream().map(Column::name).collect(Collectors.joining(" "));
    }

    private int level(Row row, int column, Level level, int line) {
        String text = cell(row, column);
        if (text == null) {
            return 0;
        }
        OptionalInt number = level.read(text);
        if (number.isEmpty()) {
            faults.add(
                    line,
                    level.column().name(),
                    "have a number from 1 to 9 where the mapping looks for it",
                    '"' + text + '"');
        }
        return number.orElse(0);
    }

    private int counter(Row row, int line) {
        String text = reopeningsColumn < 0 ? null : cell(row, reopeningsColumn);
        if (text == null) {
            return -1;
        }
        if (text.length() > MAX_DIGITS || !CaseOrder.isWhole(text)) {
            faults.add(
                    line,
                    mapping.reopenings().orElseThrow().name(),
                    "be a whole number of at most nine digits",
                    '"' + text + '"');
            return -1;
        }
        return Integer.parseInt(text);
    }

    /** A table with an end that can be told from its cells. */
    private static final class Ended extends Reader {
        private final Reader table;
        private final Reader end = new StringReader("\n" + END);
        private boolean over;
        private char last = '\n';

        Ended(Reader table) {
            this.table = table;
        }

        /** Whether the table ends within a line. */
        boolean unended() {
            return last != '\n' && last != '\r';
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            if (!over) {
                int count = table.read(into, offset, length);
                if (count >= 0) {
                    last = count == 0 ? last : into[offset + count - 1];
                    return count;
                }
                over = true;
            }
            return end.read(into, offset, length);
        }

        @Override
        public void close() throws IOException {
            table.close();
        }
    }
}
