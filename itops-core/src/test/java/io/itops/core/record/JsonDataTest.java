package io.itops.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("data")
class JsonDataTest {
    @Test
    void publishedFilesAreReadAsJacksonReadsThemAndSurviveTheCanonicalForm() throws IOException {
        Path folder = Path.of(System.getProperty("itops.data"));
        assumeTrue(Files.isDirectory(folder), () -> "no real data: " + folder + " is not there");

        List<Path> files;
        try (var found = Files.walk(folder)) {
            files = found.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }

        assertThat(files).isNotEmpty().allSatisfy(file -> {
            String text = Files.readString(file);
            Tree tree = CanonicalJson.read(text);
            assertThat(tree).isEqualTo(JacksonOracle.read(text));
            assertThat(CanonicalJson.readCanonical(CanonicalJson.write(tree))).isEqualTo(tree);
        });
    }
}
