package io.itops.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportedDocsTest {
    static Stream<Named<ProjectModule>> libraries() {
        return ProjectModule.libraries().stream().map(module -> Named.of(module.name(), module));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void exportedTypesAreDocumented(ProjectModule module) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String exported : module.exports()) {
            try (var listed = Files.list(module.sources().resolve(exported.replace('.', '/')))) {
                listed.filter(file -> file.toString().endsWith(".java"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        assertThat(ExportedDocs.gaps(files)).isEmpty();
    }

    @Test
    void everyGapIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("Gaps.java"), """
                /** Says nothing of threads or versions. */
                public class Gaps<T> {
                    public static final int NUMBER = 1;

                    public void mute() {}

                    /** Takes and gives. */
                    public int takes(int one) { return one; }

                    /**
                     * Takes and gives.
                     *
                     * @param one
                     * @return the same
                     */
                    public int empty(int one) { return one; }

                    /** Two parts. @param one the first */
                    public record Pair(int one, int two) {
                        /** From one. */
                        public Pair(int both) { this(both, both); }
                    }

                    public enum Kind { FIRST }

                    public interface Seen { void call(); }
                }
                """);
        assertThat(ExportedDocs.gaps(List.of(file)))
                .containsExactly(
                        "Gaps.java:2 type Gaps must have @param <T>",
                        "Gaps.java:2 type Gaps must say whether it is thread-safe",
                        "Gaps.java:2 type Gaps must have @since",
                        "Gaps.java:2 type Gaps must declare its constructor",
                        "Gaps.java:3 field NUMBER must have a comment",
                        "Gaps.java:5 method mute must have a comment",
                        "Gaps.java:8 method takes must have @param one",
                        "Gaps.java:8 method takes must have @return",
                        "Gaps.java:16 method empty must have @param one",
                        "Gaps.java:19 type Pair must have @param one",
                        "Gaps.java:19 type Pair must have @param two",
                        "Gaps.java:21 constructor Pair must have @param both",
                        "Gaps.java:24 type Kind must have a comment",
                        "Gaps.java:24 field FIRST must have a comment",
                        "Gaps.java:26 type Seen must have a comment",
                        "Gaps.java:26 method call must have a comment");
    }

    @Test
    void whatNobodySeesNeedsNoComment(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("Fine.java"), """
                /**
                 * Holds one number.
                 *
                 * <p>Immutable and
                 * thread-safe.
                 *
                 * @param <T> a type
                 * @param one the number
                 * @since 0.1
                 */
                public record Fine<T>(int one) {
                    private static final int LIMIT = 1;

                    /** Checks it. */
                    @SuppressWarnings("unchecked")
                    public Fine {
                        one = Math.min(one, LIMIT);
                    }

                    void inside() {}

                    @Override
                    public String toString() { return ""; }

                    /** {@return the number} */
                    public int number() { return one; }

                    static final class Hidden {
                        public void call() {}
                    }
                }

                class Beside {
                    public void call() {}
                }
                """);
        assertThat(ExportedDocs.gaps(List.of(file))).isEmpty();
    }
}
