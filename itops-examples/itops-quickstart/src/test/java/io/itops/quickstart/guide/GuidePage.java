package io.itops.quickstart.guide;

import java.util.ArrayList;
import java.util.List;

/** Takes the code out of a page, and out of the sources that it quotes. */
final class GuidePage {
    private static final String BEGIN = "// example: ";
    private static final String END = "// end";

    private GuidePage() {}

    /** The fenced blocks of Java of a page, in its order. */
    static List<String> blocks(List<String> page) {
        return between(page, line -> line.equals("```java"), line -> line.equals("```"));
    }

    /** The marked examples of a source, without the indent that they have there. */
    static List<String> examples(List<String> source) {
        return between(
                        source,
                        line -> line.strip().startsWith(BEGIN),
                        line -> line.strip().equals(END))
                .stream()
                .map(String::stripIndent)
                .toList();
    }

    private static List<String> between(List<String> lines, Line begins, Line ends) {
        List<String> found = new ArrayList<>();
        List<String> open = null;
        for (String line : lines) {
            if (open == null && begins.test(line)) {
                open = new ArrayList<>();
            } else if (open != null && ends.test(line)) {
                found.add(String.join("\n", open));
                open = null;
            } else if (open != null) {
                open.add(line);
            }
        }
        if (open != null) {
            throw new AssertionError("an example has no end: " + open.get(0));
        }
        return found;
    }

    /** Tells where something begins or ends. */
    @FunctionalInterface
    private interface Line {
        boolean test(String line);
    }
}
