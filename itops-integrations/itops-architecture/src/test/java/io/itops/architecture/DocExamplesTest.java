package io.itops.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DocExamplesTest {
    private static List<String> tests() throws IOException {
        return DocExamples.sources(ProjectModule.ALL.stream()
                .map(module -> module.folder().resolve("src/test/java"))
                .toList());
    }

    @Test
    void everyExampleStandsInATest() throws IOException {
        List<DocExamples.Example> examples = new ArrayList<>();
        for (ProjectModule module : ProjectModule.libraries()) {
            for (Path file : DocExamples.javaFiles(module.sources())) {
                examples.addAll(DocExamples.of(file.getFileName().toString(), Files.readString(file)));
            }
        }
        assertThat(examples).hasSizeGreaterThan(25);
        assertThat(DocExamples.missing(examples, tests())).isEmpty();
    }

    @Test
    void anExampleThatNoTestHoldsIsFound() throws IOException {
        assertThat(DocExamples.missing(DocExamples.of("Planted", planted()), tests()))
                .containsExactly("Planted:12", "Planted:18", "Planted:22");
    }

    private static String planted() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(DocExamplesTest.class.getResourceAsStream("PlantedExamples.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void lineBreaksAndCommentsDoNotCountButWordsDo() {
        String source = DocExamples.tokens("""
                void test() {
                    int count = run(
                            "a // b", 'c'); // and no more
                }
                """);
        assertThat(source).isEqualTo("void test(){int count=run(\"a // b\",'c');}");
        assertThat(missing("int count = run(\"a // b\", 'c');", source)).isEmpty();
        assertThat(missing("int count = run(\"a //  b\", 'c');", source)).hasSize(1);
        assertThat(missing("int count = run(\"a // c\", 'c');", source)).hasSize(1);
        assertThat(missing("nt count = run(\"a // b\", 'c');", source)).hasSize(1);
    }

    @Test
    void codeInATextBlockIsNotCompiled() {
        String source = DocExamples.tokens("String text = \"\"\"\n  call();\n  1 2 3\n  \"\"\";\n");
        assertThat(missing("call();", source)).hasSize(1);
        assertThat(missing("1 2 3", source)).isEmpty();
    }

    private static List<String> missing(String example, String source) {
        return DocExamples.missing(
                List.of(new DocExamples.Example("here", DocExamples.tokens(example))), List.of(source));
    }
}
