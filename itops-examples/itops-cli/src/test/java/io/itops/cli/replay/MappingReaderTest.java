package io.itops.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.itops.cli.replay.LogMapping.Kind;
import io.itops.cli.replay.LogMapping.OrderType;
import io.itops.incident.priority.Priority;
import io.itops.incident.priority.PriorityMatrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingReaderTest {
    private static List<String> faults(String text) {
        return catchThrowableOfType(BadInputException.class, () -> MappingReader.read(text)).faults().stream()
                .map(fault -> fault.line() + ":" + fault.column() + " " + fault)
                .toList();
    }

    @Test
    void everythingThatAMappingCanSayIsRead() {
        LogMapping mapping = MappingReader.read("""
                lifecycle: problem
                separator: tab
                quote: "'"
                charset: UTF-16
                missing: ["?", n/a]
                case: Case ID
                state:
                  column: Status
                  values: {New: queued, Work: Acknowledged, Held: on-hold, " Done ": resolved}
                  others: unmapped
                order:
                  - n
                  - {column: i, type: number}
                  - {column: t, type: instant, pattern: epoch-millis}
                time: {columns: [day, hour], pattern: "dd.MM.yy HH:mm", zone: Europe/Stockholm}
                priority:
                  impact: {column: I, pattern: '^(\\d) - '}
                  urgency: {column: U, values: {High: 1, Low: 2}}
                  priority: P
                  law: {rows: [[1, 2], [2, 3]]}
                reopenings: R
                """);

        assertThat(mapping.lifecycle()).isEqualTo(Kind.PROBLEM);
        assertThat(mapping.format().separator()).isEqualTo('\t');
        assertThat(mapping.format().quote()).isEqualTo('\'');
        assertThat(mapping.format().charset()).isEqualTo(StandardCharsets.UTF_16);
        assertThat(mapping.format().missing()).isEqualTo(Set.of("?", "n/a"));
        assertThat(mapping.caseColumn().name()).isEqualTo("Case ID");
        assertThat(mapping.state().meanings())
                .containsEntry("New", LogState.OPEN)
                .containsEntry("Work", LogState.IN_PROGRESS)
                .containsEntry("Held", LogState.ON_HOLD)
                .containsEntry("Done", LogState.RESOLVED);
        assertThat(mapping.state().others()).isEqualTo(LogMapping.Others.UNMAPPED);
        assertThat(mapping.order())
                .extracting(LogMapping.Order::type)
                .containsExactly(OrderType.TEXT, OrderType.NUMBER, OrderType.INSTANT);
        assertThat(mapping.time().orElseThrow().format().parse("01.07.26 12:30"))
                .isEqualTo(Instant.parse("2026-07-01T10:30:00Z"));
        assertThat(mapping.priority().orElseThrow().impact().read("3 - Low")).hasValue(3);
        assertThat(mapping.priority().orElseThrow().urgency().read("High")).hasValue(1);
        assertThat(mapping.priority().orElseThrow().urgency().read("Middle")).isEmpty();
        assertThat(mapping.priority().orElseThrow().matrix().priority(2, 2)).isEqualTo(Priority.P3);
        assertThat(mapping.reopenings().orElseThrow().name()).isEqualTo("R");
    }

    @Test
    void allThatIsWrongIsToldAtOnceWithItsPlace() {
        assertThat(faults("""
                        lifecycle: change
                        separator: ";;"
                        charset: klingon
                        cases: id
                        state:
                          column: s
                          values: {a: finished, b: closed}
                          others: dropped
                        order:
                          - {column: n, type: size}
                          - {type: instant, column: t}
                        time: {column: t, pattern: qqqqqqqq, zone: Mars/Base}
                        priority:
                          impact: {column: i, pattern: '\\d'}
                          urgency: {column: u, values: {low: 10}}
                          priority: {column: p, pattern: '('}
                          law: {rows: [[2, 1]]}
                        """))
                .containsExactly(
                        "1:1 the mapping must have the key case, but was without it",
                        "1:12 lifecycle must be one of incident, problem, but was \"change\"",
                        "2:12 separator must be one character, or tab, but was \";;\"",
                        "3:10 charset must be one that Java knows, such as UTF-8, UTF-16 or windows-1252, but was \"klingon\"",
                        "4:1 key of the mapping must be one of lifecycle, separator, quote, charset, missing, case, state, order,"
                                + " time, priority, reopenings, but was \"cases\"",
                        "7:15 meaning of a must be one of triage, open, in progress, on hold, mitigated, resolved, closed,"
                                + " cancelled, merged, unmapped, or unchanged, but was \"finished\"",
                        "8:11 others of state must be one of refused, unmapped, unchanged, but was \"dropped\"",
                        "10:23 type of order must be one of text, number, instant, but was \"size\"",
                        "11:5 order must have the key pattern, but was without it",
                        "12:28 pattern must be iso, epoch-seconds, epoch-millis or letters of java.time's DateTimeFormatter (Too"
                                + " many pattern letters: q), but was \"qqqqqqqq\"",
                        "12:44 zone must be a time zone, such as Europe/Stockholm or +01:00, but was \"Mars/Base\"",
                        "14:32 pattern must have one group, around the number, but was \"\\d\"",
                        "15:38 number of low must be a whole number from 1 to 9, but was \"10\"",
                        "16:34 pattern must be a pattern of RE2 (missing closing )), but was \"(\"",
                        "17:15 priority of impact 1, urgency 2 must be no higher than P2, which priority of impact 1, urgency 1"
                                + " has, but was P1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qqqq", "YYYY-MM-DD", "HH:mm", "MM-dd HH:mm", "yyyy-MM"})
    void aPatternThatGivesNoDateIsAFaultOfTheMapping(String pattern) {
        assertThat(faults("case: id\nstate: {column: s, values: {x: open}}\ntime: {column: t, pattern: \"" + pattern
                        + "\"}\n"))
                .containsExactly(
                        "3:28 pattern must be iso, epoch-seconds, epoch-millis or letters of java.time's DateTimeFormatter"
                                + " (it must have year, month and day, such as yyyy-MM-dd), but was \"" + pattern
                                + "\"");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("", "1:1 mapping must be a YAML mapping, but was nothing"),
                arguments("- a", "1:1 mapping must be a YAML mapping, but was a list"),
                arguments("a: {b", "mapping must be YAML"),
                arguments("a: 1\n---\nb: 2", "2:1 mapping must be one document, but was another one"),
                arguments("a: &x 1\nb: *x", "mapping must have no tags, anchors and aliases"),
                arguments("a: !!int 1", "mapping must have no tags, anchors and aliases"),
                arguments("[".repeat(100_000), "mapping must be nested at most 20 deep"),
                arguments("a: [" + "{a: 1},".repeat(200_000) + "]", "mapping must have at most 1048576 characters"),
                arguments("case: a\ncase: b\nstate: x", "2:1 key of the mapping must stand once"),
                arguments("case: a\nstate: x", "2:8 state must be a mapping, but was \"x\""),
                arguments("case: []\nstate: {column: s, values: {}}", "1:7 case must be a text, but was a list"),
                arguments(
                        "case: a\nstate: {column: s, values: {a: merged}}\nlifecycle: problem",
                        "2:32 meaning of a must be one of open, in progress,"),
                arguments(
                        "case: a\nstate: {column: s, values: {a: open, ' a': open}}",
                        "must stand once, blanks around it aside"),
                arguments(
                        "case: a\nstate: {column: s, values: {}}\nseparator: '\"'",
                        "separator must differ from the quote"),
                arguments(
                        "case: a\nstate: {column: s, values: {}}\ntime: {column: a, columns: [b], pattern: iso}",
                        "time must have column or columns, not both"),
                arguments(
                        "case: a\nstate: {column: s, values: {}}\npriority: {impact: i, urgency: u, priority: p, law: {name: guess}}",
                        "3:60 name of law must be floor-of-mean or sum-minus-one"),
                arguments(
                        "case: a\nstate: {column: s, values: {}}\npriority: {impact: i, urgency: u, priority: p, law: {name: floor-of-mean, levels: 9}}",
                        "levels of law must be 1 to 5, but was 9"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsNoMappingIsATypedProblem(String text, String told) {
        assertThat(faults(text)).anySatisfy(fault -> assertThat(fault).contains(told));
    }

    @Test
    void theExampleOfThePageIsAMapping() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("itops.root"), "docs", "incident-logs.md"));
        String example = page.substring(page.indexOf("```yaml\n") + 8);
        LogMapping mapping = MappingReader.read(example.substring(0, example.indexOf("```")));

        assertThat(mapping.order()).hasSize(3);
        assertThat(mapping.priority().orElseThrow().urgency().read("Low")).hasValue(3);
        assertThat(mapping.format().charset().name()).isEqualTo("windows-1252");
    }

    @ParameterizedTest
    @EnumSource
    void aBuiltInFormatIsAMappingFile(ReplayFormat format) {
        LogMapping mapping = MappingReader.read(format.text());

        assertThat(mapping.lifecycle()).isEqualTo(format == ReplayFormat.VOLVO_PROBLEMS ? Kind.PROBLEM : Kind.INCIDENT);
        assertThat(mapping.state().meanings()).containsValue(LogState.UNMAPPED);
        assertThat(mapping.state().others()).isEqualTo(LogMapping.Others.REFUSED);
        assertThat(mapping.priority().map(LogMapping.Priorities::matrix).isPresent())
                .isEqualTo(format == ReplayFormat.UCI);
        mapping.priority()
                .ifPresent(priority ->
                        assertThat(priority.matrix()).isEqualTo(PriorityMatrix.sumMinusOne(3, Priority.P4)));
    }
}
