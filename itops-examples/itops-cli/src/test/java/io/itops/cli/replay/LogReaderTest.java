package io.itops.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LogReaderTest {
    private static List<String> faults(LogMapping mapping, String table) {
        return catchThrowableOfType(BadInputException.class, () -> Mappings.log(mapping, table)).faults().stream()
                .map(fault -> fault.line() + " " + fault)
                .toList();
    }

    private static List<Integer> lines(Log log) {
        return log.cases().stream()
                .flatMap(one -> one.events().stream())
                .map(LogEvent::line)
                .toList();
    }

    @Test
    void rowsBecomeCasesInTheirOrder() {
        Log log = Mappings.log(Mappings.small(""), "n,id,state\n10,a,done\n2,b,new\n9,a,new\n10,a,shut\n");

        assertThat(log.cases()).extracting(Log.Case::id).containsExactly("a", "b");
        assertThat(log.events()).isEqualTo(4);
        assertThat(lines(log)).containsExactly(4, 2, 5, 3);
        assertThat(log.cases().get(0).events())
                .extracting(LogEvent::state)
                .containsExactly(LogState.OPEN, LogState.RESOLVED, LogState.CLOSED);
    }

    @Test
    void anOrderOfTextInstantAndFileGoesColumnByColumn() {
        LogMapping mapping = MappingReader.read("""
                case: id
                state: {column: s, values: {x: open}}
                order: [day, {column: t, type: instant, pattern: "H:mm"}]
                """.replace("\"H:mm\"", "iso"));

        assertThat(lines(Mappings.log(mapping, """
                        id,day,t,s
                        a,tue,2026-01-01T10:00Z,x
                        a,mon,2026-01-01T11:30+02:00,x
                        a,mon,2026-01-01T09:15Z,x
                        a,mon,2026-01-01T09:15Z,x
                        """))).containsExactly(4, 5, 3, 2);
    }

    @Test
    void aRowWithoutAnOrderStaysBehindTheOneBeforeItInTheFile() {
        assertThat(lines(
                        Mappings.log(Mappings.small(""), "id,state,n\na,new,\na,work,7\na,wait,\na,done,3\na,shut,\n")))
                .containsExactly(2, 5, 6, 3, 4);
    }

    @Test
    void aLineOfBlanksIsAsEmptyAsOneWithout() {
        assertThat(lines(Mappings.log(Mappings.small(""), "id,state,n\na,new,1\n\n   \n\t\na,done,2\n")))
                .containsExactly(2, 6);
    }

    /** A log may be cut within its last cell, which nothing else tells; others just lack the last end of line. */
    @ParameterizedTest
    @CsvSource({"'id,state,n\na,new,1\n',false", "'id,state,n\na,new,1\r\n',false", "'id,state,n\na,new,1',true"})
    void aLastRowWithoutAnEndOfLineIsNoted(String table, boolean unended) {
        assertThat(Mappings.log(Mappings.small(""), table).unended()).isEqualTo(unended);
    }

    @Test
    void anotherSeparatorIsSeenInTheHeader() {
        assertThat(faults(Mappings.small(""), "id;state;n\na;new;1\n"))
                .first()
                .asString()
                .contains("(its one column holds \";\": is separator: \";\" missing in the mapping?)");
        assertThat(faults(Mappings.small(""), "id\tstate\tn\n"))
                .first()
                .asString()
                .contains("is separator: tab missing");
        assertThat(faults(Mappings.small(""), "id,st\n")).first().asString().doesNotContain("separator");
    }

    @Test
    void aColumnThatIsOrderAndTimeIsToldOnce() {
        LogMapping both = MappingReader.read("case: id\nstate: {column: s, values: {x: open}}\n"
                + "time: {column: t, pattern: iso}\norder: [{column: t, type: instant, pattern: iso}]\n");

        assertThat(faults(both, "id,s,t\na,x,today\n"))
                .containsExactly("2 t must be an instant of ISO 8601, but was \"today\"");
        assertThat(faults(both, "id,s\na,x\n")).hasSize(1);
    }

    @Test
    void quotedSeparatorsQuotesAndEndsOfLinesArePartOfTheirCell() {
        Log log = Mappings.log(
                Mappings.small(""), "id,note,state,n\r\n\"a\",\"one, \"\"two\"\"\r\nthree\",new,1\r\nb,x,work,2\r\n");

        assertThat(log.cases()).extracting(Log.Case::id).containsExactly("a", "b");
        assertThat(lines(log)).containsExactly(2, 4);
    }

    @Test
    void oneOfSeveralColumnsOfANameIsNamedByItsNumber() {
        String table = "id,state,n,state\na,new,1,done\n";
        LogMapping second = MappingReader.read(Mappings.SMALL.replace("column: state", "column: state#2"));

        assertThat(Mappings.log(second, table).cases().get(0).events().get(0).state())
                .isEqualTo(LogState.RESOLVED);
        assertThat(faults(Mappings.small(""), table))
                .containsExactly(
                        "1 column \"state\" must stand once in the header, or be named \"state#1\", \"state#2\" and"
                                + " so on, but was found 2 times");
    }

    @Test
    void emptyCellsAndTheMarkersOfMissingOnesSayNothing() {
        LogMapping mapping = Mappings.small("""
                missing: ["?", NULL]
                time: {column: t, pattern: epoch-seconds}
                reopenings: r
                """);
        Log log = Mappings.log(mapping, "id,state,n,t,r\na,new,1,?,NULL\na, ,2,, \na,done,3,1.5,2\n");

        assertThat(log.cases().get(0).events())
                .extracting(LogEvent::state)
                .containsExactly(LogState.OPEN, null, LogState.RESOLVED);
        assertThat(log.cases().get(0).events())
                .extracting(LogEvent::time)
                .containsExactly(null, null, Instant.ofEpochMilli(1_500));
        assertThat(log.cases().get(0).events()).extracting(LogEvent::reopenings).containsExactly(-1, -1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iso | 2026-03-01T12:00:00.5+01:00 | 2026-03-01T11:00:00.500Z",
                "iso | 2026-03-01 12:00 | 2026-03-01T12:00:00Z",
                "iso | 2026-03-01T12:00:00z | 2026-03-01T12:00:00Z",
                "iso | 2026-03-01T12:00:00-0530 | 2026-03-01T17:30:00Z",
                "iso | 2026-03-01 | 2026-03-01T00:00:00Z",
                "epoch-seconds | 1772366400 | 2026-03-01T12:00:00Z",
                "epoch-seconds | -0.5 | 1969-12-31T23:59:59.500Z",
                "epoch-millis | 1772366400123.4567 | 2026-03-01T12:00:00.123456Z",
                "d/M/yyyy HH:mm | 1/3/2026 02:05 | 2026-03-01T02:05:00Z",
                "MMM d yyyy h:mm a | mar 1 2026 2:05 pm | 2026-03-01T14:05:00Z",
                "MM/dd/yy h:mm a | 03/01/26 2:05 PM | 2026-03-01T14:05:00Z",
                "uuuu-MM-dd[ HH:mm] | 2026-03-01 | 2026-03-01T00:00:00Z",
                "EEE, d MMM yyyy HH:mm:ss Z | Sun, 1 Mar 2026 02:05:00 +0100 | 2026-03-01T01:05:00Z",
                "yyyy-MM-dd HH:mm:ss.SSS | 2026-03-01 02:05:06.789 | 2026-03-01T02:05:06.789Z",
                "yyyy-MM-dd HH:mm xxx | 2026-03-01 02:05 +02:00 | 2026-03-01T00:05:00Z"
            })
    void instantsAreReadByTheirPattern(String pattern, String text, Instant expected) {
        assertThat(TimeFormat.of(pattern, java.time.ZoneOffset.UTC).parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iso | 2026-02-29",
                "iso | 2026-04-31T10:00Z",
                "iso | 2026-04-30T24:00Z",
                "iso | 2026-04-30T10:60Z",
                "iso | 2026-04-30T10:00+25:00",
                "d/M/yyyy | 31/4/2026",
                "MM-dd-yy HH:mm | 02-30-26 10:00",
                "dd.MM.uuuu HH:mm | 29.02.2026 10:00",
                "EEE d MMM yyyy | Mon 24 Nov 2026",
                "epoch-seconds | 99999999999999999",
                "epoch-millis | 1e9"
            })
    void daysAndTimesThatThereAreNotAreNone(String pattern, String text) {
        TimeFormat format = TimeFormat.of(pattern, java.time.ZoneOffset.UTC);

        assertThatThrownBy(() -> format.parse(text)).isInstanceOf(java.time.DateTimeException.class);
    }

    static Stream<Arguments> torn() {
        return Stream.of(
                arguments("id,state,n\na,new\n", "2 row must have 3 cells, as the header has, but was 2"),
                arguments("id,state,n\na,new,1\na,work,2,3\n", "3 row must have 3 cells, as the header has, but was 4"),
                arguments(
                        "id,state,n\na,new,1\na,\"wo",
                        "3 row must close the quote of its cell 2, but was open to the end of the file"),
                arguments(
                        "id,state,n\na,new,\"1\n",
                        "2 row must close the quote of its cell 3, but was open to the end of the file"),
                arguments(
                        "id,state,\"n",
                        "1 row must close the quote of its cell 3, but was open to the end of the file"),
                arguments(
                        "id,state,n\na,\"new\"x,1\n",
                        "2 table must be CSV from here on, but was not: Unexpected character after closing quote: 'x' (0x78)"),
                arguments("", "0 log must have a header, but was an empty file"),
                arguments(
                        "id;state;n\na;new;1\n",
                        "1 header must have the column \"id\" that the mapping names (its one column holds \";\": is separator: \";\" missing in the mapping?), but was id;state;n"),
                arguments(
                        "id,state\na,new\n",
                        "1 header must have the column \"n\" that the mapping names, but was id, state"),
                arguments("id,state,n\n,new,1\n", "2 id must name the case, but was nothing"),
                arguments("id,state,n\na\tb,new,1\n", "2 id must have no control character, but was \"a\\u0009b\""),
                arguments("id,state,n\na,new,x\n", "2 n must be a number, by which events are ordered, but was \"x\""),
                arguments("id,state,n\n\uffff\na,new,1\n", "2 table must not have a row of U+FFFF alone, but was one"),
                arguments(
                        "id,state,n\na,lost,1\na,lost,2\n",
                        "2 state must be one that the mapping has a meaning for, or fall under its others, but was \"lost\""));
    }

    @ParameterizedTest
    @MethodSource("torn")
    void whatIsTornOrMissingIsTypedWithItsLine(String table, String told) {
        assertThat(faults(Mappings.small(""), table)).contains(told);
    }

    @Test
    void allProblemsOfALogAreToldAtOnceInTheOrderOfTheFile() {
        LogMapping mapping = Mappings.small("""
                time: {column: t, pattern: d/M/yyyy}
                reopenings: r
                priority:
                  impact: i
                  urgency: i
                  priority: {column: i, pattern: 'P(.)'}
                  law: {name: sum-minus-one}
                """);
        assertThat(faults(mapping, """
                        id,state,n,t,r,i
                        a,mystery,1,32/1/2026,0,1
                        a,new,1
                        a,new,x,1/1/2026,-1,0
                        """))
                .containsExactly(
                        "2 t must be a time such as d/M/yyyy, but was \"32/1/2026\"",
                        "2 i must have a number from 1 to 9 where the mapping looks for it, but was \"1\"",
                        "2 state must be one that the mapping has a meaning for, or fall under its others, but was \"mystery\"",
                        "3 row must have 6 cells, as the header has, but was 3",
                        "4 n must be a number, by which events are ordered, but was \"x\"",
                        "4 i must have a number from 1 to 9 where the mapping looks for it, but was \"0\"",
                        "4 r must be a whole number of at most nine digits, but was \"-1\"");
    }

    @Test
    void afterAHundredProblemsReadingEnds() {
        List<String> faults = faults(Mappings.small(""), "id,state,n\n" + "a\n".repeat(5_000));

        assertThat(faults).hasSize(Faults.MOST + 1);
        assertThat(faults.get(Faults.MOST)).startsWith("0 file must have fewer than 100 problems");
    }

    @Test
    void statesThatTheMappingDoesNotHaveMayBeUnmapped() {
        LogMapping mapping = MappingReader.read("case: id\nstate: {column: s, values: {x: open}, others: unmapped}\n");

        assertThat(Mappings.log(mapping, "id,s\na,x\na,y\n").cases().get(0).events())
                .extracting(LogEvent::state)
                .containsExactly(LogState.OPEN, LogState.UNMAPPED);
    }

    @Test
    void aCellWithoutEndIsRefusedBeforeItFillsTheMemory() {
        assertThat(faults(Mappings.small(""), "id,state,n\na,new," + "x".repeat(2_000_000)))
                .anySatisfy(fault -> assertThat(fault).startsWith("2 table must be CSV from here on"));
    }
}
