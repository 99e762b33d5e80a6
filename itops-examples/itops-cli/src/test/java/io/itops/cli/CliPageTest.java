package io.itops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages show of the program is what it prints. */
class CliPageTest {
    private static final String PROGRAM = "$ java -jar itops.jar ";
    private static final Pattern FILE = Pattern.compile("`([\\w.]+)`:\\n\\n```[a-z]*\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CONSOLE = Pattern.compile("```console\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private static String page(String name) throws IOException {
        return Files.readString(Path.of(System.getProperty("itops.root"), "docs", name));
    }

    @Test
    void everyExampleOfThePagePrintsWhatThePageSays(@TempDir Path folder) throws IOException {
        String page = page("cli.md");
        Map<String, Path> files = new TreeMap<>();
        for (Matcher file = FILE.matcher(page); file.find(); ) {
            files.put(file.group(1), Files.writeString(folder.resolve(file.group(1)), file.group(2)));
        }
        int examples = 0;
        for (Matcher console = CONSOLE.matcher(page); console.find(); ) {
            String[] parts = console.group(1).split("\n", 2);
            assertThat(parts[0]).startsWith(PROGRAM);
            List<Object> arguments = new ArrayList<>();
            for (Matcher word = WORD.matcher(parts[0].substring(PROGRAM.length())); word.find(); ) {
                String text = word.group(1) == null ? word.group(2) : word.group(1);
                arguments.add(files.containsKey(text) ? files.get(text) : text);
            }
            String printed = CliRun.of(arguments.toArray()).out().replace(folder + "/", "");
            assertThat(printed).as(parts[0]).isEqualTo(parts[1]);
            examples++;
        }
        assertThat(files).hasSize(9);
        assertThat(examples).isEqualTo(7);
    }

    private static Path data(String folder) {
        Path data = Path.of(System.getProperty("itops.data"), folder);
        assumeTrue(Files.isDirectory(data), () -> "no real data: " + data + " is not there");
        return data;
    }

    private static Object[] command(List<String> words, Path folder, String suffix) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Object> arguments = new ArrayList<>(words);
            found.filter(file -> file.toString().matches(suffix)).sorted().forEach(arguments::add);
            return arguments.toArray();
        }
    }

    /** The lines of all tables that a text has. */
    private static String tables(String text) {
        return String.join(
                "\n", text.lines().filter(line -> line.startsWith("|")).toList());
    }

    @Test
    @Tag("data")
    void theTableOfTheCorpusIsWhatTheProgramPrints() throws IOException {
        Object[] command = command(List.of("promql", "test", "--table"), data("promql"), ".*\\.test");

        String printed = tables(CliRun.of(command).out());
        assertThat(printed.lines()).hasSizeGreaterThan(3);
        assertThat(page("promql.md")).contains(printed);
    }

    @Test
    @Tag("data")
    void theVerdictsOnPromtoolsOwnTestsAreWhatTheProgramPrints() throws IOException {
        String suffix =
                ".*/(.*-test|bad-input-series|bad-promql|failing|long-period|no-test-group-interval|rules_run.*|unittest)\\.yml";
        Object[] command = command(List.of("rules", "test", "--table"), data("rules/promtool"), suffix);

        String printed = tables(CliRun.of(command).out());
        assertThat(printed.lines()).hasSize(16);
        assertThat(page("rule-files.md")).contains(printed);
    }

    @Test
    @Tag("data")
    void theVerdictsOnTheRulePacksAreWhatTheProgramPrints() throws IOException {
        Object[] command = command(List.of("rules", "check", "--table"), data("rules"), ".*\\.ya?ml");

        String printed = tables(CliRun.of(command).out());
        int second = printed.indexOf("\n| failed file");
        assertThat(page("rule-files.md"))
                .contains(printed.substring(0, second))
                .contains(printed.substring(second + 1));
    }
}
