package io.itops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @TempDir
    Path folder;

    static Stream<List<String>> badUsage() {
        return Stream.of(
                List.of(),
                List.of("nonsense"),
                List.of("promql"),
                List.of("rules"),
                List.of("promql", "test"),
                List.of("promql", "query"),
                List.of("rules", "check"),
                List.of("rules", "test"),
                List.of("promql", "test", "--unknown", "x"),
                List.of("rules", "check", "--limit", "maxValues", "x"),
                List.of("rules", "check", "--limit", "maxValues=many", "x"),
                List.of("rules", "check", "--limit", "maxValues=0", "x"),
                List.of("rules", "test", "--limit", "maxvalues=5", "x"),
                List.of("backtest", "a.yml", "--series", "b", "--limit", "maxDepth=5"),
                List.of("promql", "test", "--semantics", "9.9", "x"),
                List.of("promql", "query", "1", "2"),
                List.of("promql", "query", "1", "--at", "yesterday"),
                List.of("promql", "query", "1", "--at", "99999999999999"),
                List.of("promql", "query", "1", "--start", "0"),
                List.of("promql", "query", "1", "--step", "5"),
                List.of("promql", "query", "1", "--start", "0", "--end", "60", "--at", "5"),
                List.of("promql", "query", "1", "--start", "60", "--end", "0"),
                List.of("promql", "query", "1", "--start", "0", "--end", "60", "--step", "0"),
                List.of("promql", "query", "1", "--interval", "soon"),
                List.of("promql", "query", "-up"),
                List.of("backtest"),
                List.of("backtest", "a.yml", "b.yml"),
                List.of("backtest", "a.yml", "--start", "60", "--end", "0"),
                List.of("backtest", "a.yml", "--semantics", "9.9"));
    }

    @ParameterizedTest
    @MethodSource("badUsage")
    void badUsageIsToldOnStandardErrorWithTwo(List<String> arguments) {
        CliRun run = CliRun.of(arguments.toArray());
        boolean command = arguments.size() > 1 || arguments.contains("backtest");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEqualTo(command ? "0 passed, 0 failed\n" : "");
        assertThat(run.err().lines()).hasSize(2).allMatch(line -> line.startsWith("itops: "));
        assertThat(run.err()).contains("--help").doesNotContain("Exception");
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                arguments("rules tst", "unknown command 'tst': must be check or test", ""),
                arguments("nonsense", "unknown command 'nonsense': must be promql, rules, incident or backtest", ""),
                arguments("rules", "Missing command: check or test", ""),
                arguments("incident", "Missing command: replay", ""),
                arguments("rules --fast", "Unknown option: '--fast'", ""),
                arguments(
                        "promql query -x",
                        "Missing required parameter: 'EXPR'; an expression that begins with - comes behind --, as in: -- '-x'",
                        "0 passed, 0 failed\n"),
                arguments(
                        "promql query 1 --at 5 -x",
                        "Unknown option: '-x'; an expression that begins with - comes behind --, as in: -- '-x'",
                        "0 passed, 0 failed\n"),
                arguments(
                        "promql query --json -x",
                        "Missing required parameter: 'EXPR'; an expression that begins with - comes behind --, as in: -- '-x'",
                        ""),
                arguments(
                        "promql query -up{a='b'}",
                        "Missing required parameter: 'EXPR'; an expression that begins with - comes behind --, as in:"
                                + " -- '-up{a='\\''b'\\''}'",
                        "0 passed, 0 failed\n"),
                arguments("rules check --json f.yml", "Unknown option: '--json'", "0 passed, 0 failed\n"),
                arguments("promql query --at -5", "Missing required parameter: 'EXPR'", "0 passed, 0 failed\n"),
                arguments("promql query 1 --step 5", "--step needs --start and --end too", "0 passed, 0 failed\n"),
                arguments("promql query 1 --start 5", "--start needs --end too", "0 passed, 0 failed\n"),
                arguments(
                        "promql query 1 --step 5 --end 9", "--end and --step need --start too", "0 passed, 0 failed\n"),
                arguments(
                        "promql query 1 --at 5 --start 9",
                        "--at is for one instant, and conflicts with --start",
                        "0 passed, 0 failed\n"),
                arguments("rules test", "Missing required parameter: 'FILE'", "0 passed, 0 failed\n"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aPersonIsToldWhatIsWrongAndACommandCloses(String line, String message, String closing) {
        CliRun run = CliRun.of((Object[]) line.split(" "));

        assertThat(run.err()).startsWith("itops: " + message + "\n");
        assertThat(run.out()).isEqualTo(closing);
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void theClosingLineLeavesStandardOutputToJson() {
        CliRun run = CliRun.of("promql", "query", "1", "--json", "--step", "5");

        assertThat(run.out()).isEmpty();
        assertThat(run.err()).endsWith("\n0 passed, 0 failed\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"promql test", "rules check", "rules test"})
    void filesThatAreNotThereCountAsFailuresAndGiveTwo(String command) {
        String[] words = command.split(" ");
        Path none = folder.resolve("none.yml");

        CliRun run = CliRun.of(words[0], words[1], none, folder);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("itops: " + none + ": does not exist")
                .contains("itops: " + folder + ": is a directory, not a file");
        assertThat(run.out()).isEqualTo("0 passed, 2 failed\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"promql test", "rules check", "rules test"})
    void aFileOfAnyBytesFailsWithOneAndClosesWithTheCount(String command) throws IOException {
        String[] words = command.split(" ");
        byte[] bytes = new byte[5_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / 7);
        }
        Path file = Files.write(folder.resolve("bytes"), bytes);

        CliRun run = CliRun.of(words[0], words[1], file);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.lastLine()).matches("0 passed, [1-9]\\d* failed");
        assertThat(run.out()).contains(file + ":").doesNotContain("\tat ").doesNotContain("\u0007");
    }

    @Test
    void namesOfFilesAreToldInOneLine() throws IOException {
        Path odd = Files.writeString(folder.resolve("a\nb\u0007.yml"), "groups: x\n");
        String shown = folder.resolve("a\\u000ab\\u0007.yml").toString();

        assertThat(CliRun.of("rules", "check", odd).lines())
                .hasSize(4)
                .first()
                .asString()
                .startsWith(shown + ":1:9: ");
        assertThat(CliRun.of("rules", "test", odd).lines().get(0)).startsWith(shown + ":1:1: ");
        assertThat(CliRun.of("promql", "test", odd).lines().get(0)).startsWith(shown + ":1: ");
        assertThat(CliRun.of("promql", "query", "1", "--series", odd).lines().get(0))
                .startsWith(shown + ":1:");
        assertThat(CliRun.of("rules", "check", folder.resolve("no\nne")).err()).hasLineCount(1);
    }

    @Test
    void anExpressionThatBeginsWithASignComesBehindTwoHyphens() {
        assertThat(CliRun.of("promql", "query", "--at", "0", "--", "-(1)").exit())
                .isZero();
    }

    @Test
    void helpNamesEveryOptionAndGivesZero() {
        assertThat(CliRun.of("--help").out()).contains("promql", "rules", "Exit codes");
        assertThat(CliRun.of("promql", "query", "--help").out())
                .contains("--series", "--text", "--at", "--start", "--end", "--step", "--semantics", "--json");
        assertThat(CliRun.of("rules", "check", "--help").out()).contains("--lint-free", "--table");
        assertThat(CliRun.of("backtest", "--help").out())
                .contains("--series", "--text", "--start", "--end", "--against", "--incidents", "--explain", "--json");
        assertThat(CliRun.of("promql", "test", "--help").exit()).isZero();
        assertThat(CliRun.of("--version").out()).startsWith("itops ");
    }
}
