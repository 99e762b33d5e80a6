package io.itops.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds names in the sources of all modules, and in the pages of the documentation that list them. */
final class DocumentedNames {
    private DocumentedNames() {}

    /** What a pattern finds in a page of the documentation, in its order. */
    static List<MatchResult> inPage(String page, Pattern pattern) {
        return matches(Path.of(System.getProperty("itops.root"), "docs", page), pattern)
                .toList();
    }

    /** What a pattern finds in the sources of all modules, without those of tests. */
    static List<Found> inCode(Pattern pattern) {
        return ProjectModule.ALL.stream()
                .flatMap(module -> files(module)
                        .flatMap(file -> matches(file, pattern).map(match -> new Found(module, type(file), match))))
                .toList();
    }

    private static Stream<Path> files(ProjectModule module) {
        try {
            return DocExamples.javaFiles(module.sources()).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static Stream<MatchResult> matches(Path file, Pattern pattern) {
        try {
            return pattern.matcher(Files.readString(file)).results();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What was found in the code.
     *
     * @param module where
     * @param type the type that the file is named after
     * @param match what
     */
    record Found(ProjectModule module, String type, MatchResult match) {}
}
