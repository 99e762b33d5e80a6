package io.itops.quickstart.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/guide.md against the program whose tests stand beside this one. */
class GuidePageTest {
    private static final Path ROOT = Path.of(System.getProperty("itops.root"));
    private static final Path PAGE = ROOT.resolve("docs/guide.md");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)");

    private static List<String> examples() throws IOException {
        Path folder = ROOT.resolve("itops-examples/itops-quickstart/src/test/java")
                .resolve(GuidePageTest.class.getPackageName().replace('.', '/'));
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".java"))
                    .filter(name -> !name.endsWith("GuidePageTest.java"))
                    .sorted()
                    .toList()) {
                all.addAll(GuidePage.examples(Files.readAllLines(file)));
            }
        }
        return all;
    }

    @Test
    void everyBlockStandsInTheProgramAndEveryExampleOnThePage() throws IOException {
        List<String> blocks = GuidePage.blocks(Files.readAllLines(PAGE));
        assertThat(blocks).hasSizeGreaterThan(30).containsExactlyInAnyOrderElementsOf(examples());
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        assertThat(LINK.matcher(Files.readString(PAGE)).results().map(link -> link.group(1)))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(PAGE.resolveSibling(link)).exists());
    }

    @Test
    void aBlockThatDiffersByOneSignIsNoExample() {
        List<String> source =
                List.of("    // example: one", "    int a = 1;", "        int b;", "    // end", "int c;");
        List<String> page = List.of("```java", "int a = 1;", "    int b;", "```", "```", "int c;", "```");
        assertThat(GuidePage.examples(source)).containsExactly("int a = 1;\n    int b;");
        assertThat(GuidePage.blocks(page)).isEqualTo(GuidePage.examples(source));
        assertThat(GuidePage.blocks(List.of("```java", "int a = 2;", "    int b;", "```")))
                .isNotEqualTo(GuidePage.examples(source));
        assertThatThrownBy(() -> GuidePage.blocks(List.of("```java", "int a = 1;")))
                .isInstanceOf(AssertionError.class);
    }
}
