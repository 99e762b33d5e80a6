package io.itops.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    @TempDir
    private Path folder;

    @Test
    void theExampleCompilesAndDoesWhatItSays() throws IOException, InterruptedException {
        List<String> example = fenced("java", "");
        assertThat(example).hasSizeBetween(10, 25);

        compile(String.join("\n", example));
        String printed = run();

        assertThat(printed.lines().findFirst()).contains("[ann, bob]");
        assertThat(printed).contains("bob took the incident");
    }

    @Test
    void eachOfTheTwoHeadingsGivesExactlyOneCommand() throws IOException {
        assertThat(fenced("", "## Run it"))
                .containsExactly("mvn -q -Prun-quickstart -pl itops-examples/itops-quickstart -am verify");
        assertThat(fenced("", "## Test it")).containsExactly("mvn verify");
    }

    /** The lines of the one fenced block of a language under a heading, or anywhere. */
    private static List<String> fenced(String language, String heading) throws IOException {
        List<String> found = new ArrayList<>();
        boolean here = heading.isEmpty();
        boolean inside = false;
        int blocks = 0;
        for (String line : Files.readAllLines(Path.of(System.getProperty("itops.root"), "README.md"))) {
            if (!inside && line.startsWith("## ") && !heading.isEmpty()) {
                here = line.equals(heading);
            } else if (here && !inside && line.equals("```" + language)) {
                inside = true;
                blocks++;
            } else if (inside && line.equals("```")) {
                inside = false;
            } else if (inside) {
                found.add(line);
            }
        }
        assertThat(blocks).as("blocks of " + language + " under " + heading).isEqualTo(1);
        return found;
    }

    private void compile(String source) throws IOException {
        Path file = Files.writeString(folder.resolve("Example.java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    folder.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-proc:none"),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
    }

    private String run() throws IOException, InterruptedException {
        Process example = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folder + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                        "Example")
                .redirectErrorStream(true)
                .start();
        String printed = new String(example.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(example.waitFor()).as(printed).isZero();
        return printed;
    }
}
