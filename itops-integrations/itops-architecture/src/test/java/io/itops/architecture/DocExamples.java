package io.itops.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Examples in documentation comments, and whether tests hold them: an example stands in a test if its tokens do, one behind the other.
 * Comments and line breaks do not count. What holds a semicolon is code, and does not stand in a text block; the rest may be text.
 */
final class DocExamples {
    private static final Pattern EXAMPLE = Pattern.compile("<pre>(?:\\{@code(.*?)}</pre>)?", Pattern.DOTALL);
    private static final Pattern MARGIN = Pattern.compile("(?m)^ *\\*( |$)");
    private static final Pattern AROUND_SIGNS = Pattern.compile(" ?([^\\p{javaJavaIdentifierPart} ]) ?");
    /** Stands for a space that is not to be taken away: a sign that no source has. */
    private static final char SPACE = '\ue000';

    private static final String TEXT_BLOCK = "\"\"\"";

    private DocExamples() {}

    /**
     * An example.
     *
     * @param where the file's name and the line on which it begins
     * @param code its tokens; empty where it is not written as code
     */
    record Example(String where, String code) {}

    /** The examples of a source, each between {@code <pre>{@code} and its end. */
    static List<Example> of(String name, String source) {
        List<Example> found = new ArrayList<>();
        for (Matcher match = EXAMPLE.matcher(comments(source)); match.find(); ) {
            String code = match.group(1) == null ? "" : match.group(1);
            long line = 1
                    + source.substring(0, match.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            found.add(new Example(name + ":" + line, tokens(MARGIN.matcher(code).replaceAll(""))));
        }
        return found;
    }

    /** The source with everything but its documentation comments blanked out, so that places stay the same. */
    private static String comments(String source) {
        StringBuilder out = new StringBuilder(source.replaceAll("[^\n]", " "));
        for (Lexer lexer = new Lexer(source); lexer.next(); ) {
            if (lexer.kind() == Lexer.Kind.COMMENT && lexer.text().startsWith("/**")) {
                out.replace(lexer.begin(), lexer.begin() + lexer.text().length(), lexer.text());
            }
        }
        return out.toString();
    }

    /** The code without comments, and without white space but between words and in literals of one line. */
    static String tokens(String code) {
        StringBuilder out = new StringBuilder();
        for (Lexer lexer = new Lexer(code); lexer.next(); ) {
            switch (lexer.kind()) {
                case COMMENT -> out.append(' ');
                case LITERAL -> out.append(lexer.text().replace(' ', SPACE));
                case TEXT_BLOCK, OTHER -> out.append(lexer.text());
            }
        }
        return AROUND_SIGNS
                .matcher(out.toString().replaceAll("\\s+", " "))
                .replaceAll("$1")
                .replace(SPACE, ' ')
                .strip();
    }

    /** The examples that stand in none of the sources, given by their tokens. */
    static List<String> missing(Collection<Example> examples, Collection<String> sources) {
        return examples.stream()
                .filter(example -> example.code().isEmpty()
                        || sources.stream().noneMatch(source -> standsIn(example.code(), source)))
                .map(Example::where)
                .toList();
    }

    private static boolean standsIn(String example, String source) {
        boolean code = example.indexOf(';') >= 0;
        for (int at = source.indexOf(example); at >= 0; at = source.indexOf(example, at + 1)) {
            if (whole(source, at, at + example.length()) && !(code && inTextBlock(source, at))) {
                return true;
            }
        }
        return false;
    }

    private static boolean whole(String source, int begin, int end) {
        return !joined(source, begin) && !joined(source, end);
    }

    private static boolean joined(String source, int at) {
        return at > 0
                && at < source.length()
                && Character.isJavaIdentifierPart(source.charAt(at - 1))
                && Character.isJavaIdentifierPart(source.charAt(at));
    }

    private static boolean inTextBlock(String source, int at) {
        int quotes = 0;
        for (int i = source.indexOf(TEXT_BLOCK); i >= 0 && i < at; i = source.indexOf(TEXT_BLOCK, i + 3)) {
            quotes++;
        }
        return quotes % 2 == 1;
    }

    /** The tokens of every Java file under folders. */
    static List<String> sources(Collection<Path> folders) throws IOException {
        List<String> all = new ArrayList<>();
        for (Path folder : folders) {
            for (Path file : javaFiles(folder)) {
                all.add(tokens(Files.readString(file)));
            }
        }
        return all;
    }

    static List<Path> javaFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
