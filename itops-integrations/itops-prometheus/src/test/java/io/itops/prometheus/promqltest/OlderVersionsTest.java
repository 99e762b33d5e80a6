package io.itops.prometheus.promqltest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.itops.monitoring.eval.Semantics;
import io.itops.monitoring.promql.Syntax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The corpus of 3.14 by the rules of older versions: what fails does so by one or two switches of {@link Semantics}, as the page says. That the
 * real 2.42 fails there too is held by {@link CorpusDifferentialTest}.
 */
@Tag("data")
class OlderVersionsTest {
    private static final Map<String, Semantics> VERSIONS =
            Map.of("2.42", Semantics.PROMETHEUS_2_42, "3.5", Semantics.PROMETHEUS_3_5);

    /** The switches, each as 3.14 has it. */
    private enum Switch {
        leftOpen,
        plainDurations,
        startGuessedByHalf,
        matchesCheckedFirst,
        atan2DropsName,
        loneDeviationIsNaN,
        fractionFromZero,
        dotMatchesNewline,
        delayedNameRemoval,
        decimalBounds,
        utf8Names;

        /** An older version with this one switch as 3.14 has it. */
        Semantics newIn(Semantics old) {
            Syntax syntax = old.syntax();
            return new Semantics(
                    this == leftOpen || old.leftOpen(),
                    this == dotMatchesNewline || old.dotMatchesNewline(),
                    this == delayedNameRemoval || old.delayedNameRemoval(),
                    new Syntax(
                            this == utf8Names || syntax.utf8Names(),
                            this == plainDurations || syntax.plainDurations(),
                            syntax.holtWinters()),
                    this == startGuessedByHalf || old.startGuessedByHalf(),
                    this == matchesCheckedFirst || old.matchesCheckedFirst(),
                    this == decimalBounds || old.decimalBounds(),
                    this == atan2DropsName || old.atan2DropsName(),
                    this == loneDeviationIsNaN || old.loneDeviationIsNaN(),
                    this == fractionFromZero || old.fractionFromZero());
        }

        @Override
        public String toString() {
            return this == utf8Names || this == plainDurations ? "syntax." + name() : name();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.42", "3.5"})
    void whatFailsByAnOlderVersionFailsByItsSwitchesAsThePageSays(String version) throws IOException {
        Path corpus = Path.of(System.getProperty("itops.data", ""), "promql");
        assumeTrue(Files.isDirectory(corpus), () -> "no real data: " + corpus + " is not there");
        Semantics old = VERSIONS.getOrDefault(version, Semantics.PROMETHEUS_3_14);

        Map<String, List<Statement>> scripts = scripts(corpus);
        Map<String, SortedSet<Integer>> unexplained = failures(scripts, old);
        int all = count(unexplained);
        StringBuilder table =
                new StringBuilder("| switches that make them fail by " + version + " | evals |\n|---|---|\n");
        for (List<Switch> some : oneOrTwo()) {
            Semantics changed = old;
            for (Switch one : some) {
                changed = one.newIn(changed);
            }
            Map<String, SortedSet<Integer>> still = failures(evalsAt(scripts, unexplained), changed);
            List<Places.Place> explained = new ArrayList<>();
            unexplained.forEach((file, lines) -> {
                SortedSet<Integer> here = new TreeSet<>(lines);
                here.removeAll(still.getOrDefault(file, new TreeSet<>()));
                here.forEach(line -> explained.add(new Places.Place(file, line)));
                lines.removeAll(here);
            });
            unexplained.values().removeIf(SortedSet::isEmpty);
            if (!explained.isEmpty()) {
                String names = some.stream().map(one -> "`" + one + "`").collect(Collectors.joining(" and "));
                table.append("| %s, %d | %s |\n".formatted(names, explained.size(), Places.text(explained)));
            }
        }
        System.out.println(version + ": " + all + " fail\n" + table);

        assertThat(unexplained).isEmpty();
        assertThat(Files.readString(Path.of(System.getProperty("itops.root"), "docs", "promql.md")))
                .contains(table);
    }

    /** Each switch alone, then each with each. */
    private static List<List<Switch>> oneOrTwo() {
        List<List<Switch>> some = new ArrayList<>();
        Stream.of(Switch.values()).map(List::of).forEach(some::add);
        for (Switch one : Switch.values()) {
            Stream.of(Switch.values())
                    .filter(other -> one.compareTo(other) < 0)
                    .map(other -> List.of(one, other))
                    .forEach(some::add);
        }
        return some;
    }

    /** The statements of the corpus by the names of its files. */
    private static Map<String, List<Statement>> scripts(Path corpus) throws IOException {
        Map<String, List<Statement>> scripts = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(corpus, "*.test")) {
            for (Path file : files) {
                scripts.put(
                        String.valueOf(file.getFileName()),
                        Script.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
            }
        }
        return scripts;
    }

    /** The scripts with those evals alone that stand at the lines: what they evaluate is loaded and cleared as in the whole. */
    private static Map<String, List<Statement>> evalsAt(
            Map<String, List<Statement>> scripts, Map<String, SortedSet<Integer>> lines) {
        Map<String, List<Statement>> some = new TreeMap<>();
        lines.forEach((file, here) -> some.put(
                file,
                scripts.getOrDefault(file, List.of()).stream()
                        .filter(statement -> !(statement instanceof Statement.Eval) || here.contains(statement.line()))
                        .toList()));
        return some;
    }

    /** The lines by file of what fails and is not merely not supported yet. */
    private static Map<String, SortedSet<Integer>> failures(Map<String, List<Statement>> scripts, Semantics semantics) {
        Map<String, SortedSet<Integer>> lines = new TreeMap<>();
        scripts.forEach((file, statements) -> {
            for (EvalFailure failure : new Run(file, semantics).of(statements).unexcused()) {
                lines.computeIfAbsent(file, f -> new TreeSet<>()).add(failure.line());
            }
        });
        return lines;
    }

    private static int count(Map<String, SortedSet<Integer>> lines) {
        return lines.values().stream().mapToInt(SortedSet::size).sum();
    }
}
