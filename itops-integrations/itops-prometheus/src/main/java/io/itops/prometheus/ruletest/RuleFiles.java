package io.itops.prometheus.ruletest;

import io.itops.core.Require;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Makes JUnit's dynamic tests of unit tests of rules; whoever uses it has JUnit 5 in the tests.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> rules() throws IOException {
 *     return RuleFiles.tests(Path.of("src/test/rules"));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class RuleFiles {
    private RuleFiles() {}

    /**
     * A test for each group of a test file, or of all the test files in a folder: those whose names end in {@code test.yml}, {@code
     * tests.yml} or the same with {@code yaml}.
     *
     * @param path a test file or a folder
     * @return the tests, in the order of names and groups; at least one
     * @throws IOException if a file cannot be read
     */
    public static Stream<DynamicTest> tests(Path path) throws IOException {
        Require.present("path of rule tests", path);
        List<Path> files = List.of(path);
        if (Files.isDirectory(path)) {
            try (Stream<Path> found = Files.walk(path)) {
                files = found.filter(file -> file.toString().matches(".*tests?\\.ya?ml"))
                        .sorted()
                        .toList();
            }
            Require.that(!files.isEmpty(), "folder of rule tests", "hold a file that ends in test.yml", path);
        }
        Stream.Builder<DynamicTest> tests = Stream.builder();
        for (Path file : files) {
            RuleTestReport report = RuleTests.run(file);
            String name = String.valueOf(file.getFileName());
            if (report.groups().isEmpty()) {
                tests.add(DynamicTest.dynamicTest(name, () -> require(report.problems())));
            }
            report.groups()
                    .forEach(group -> tests.add(
                            DynamicTest.dynamicTest(name + ": " + group.name(), () -> require(group.mismatches()))));
        }
        return tests.build();
    }

    private static void require(List<?> wrong) {
        if (!wrong.isEmpty()) {
            throw new AssertionError(wrong.stream().map(String::valueOf).collect(Collectors.joining("\n")));
        }
    }
}
