package io.itops.simulation.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/meters.md against the names that stand in the code: whole ones, and beginnings that the code completes. */
class MeterTableTest {
    private static final Pattern IN_CODE = Pattern.compile("\"(itops\\.[a-z]+\\.[a-z.]+)\"");
    private static final Pattern IN_TABLE = Pattern.compile("(?m)^\\| `(itops\\.[a-z.]+)` \\|");

    /** Names with the same beginning that are none of meters. */
    private static final Set<String> OTHERS = Set.of("itops.notification.", "itops.mv.db");

    private static final Path ROOT = root();

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("docs/meters.md"))) {
            here = here.getParent();
        }
        return here;
    }

    private static Set<String> table() throws IOException {
        return IN_TABLE.matcher(Files.readString(ROOT.resolve("docs/meters.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> code() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .flatMap(MeterTableTest::names)
                    .filter(name -> !OTHERS.contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> names(Path file) {
        try {
            return IN_CODE.matcher(Files.readString(file)).results().map((MatchResult match) -> match.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean covers(String inCode, String inTable) {
        return inTable.equals(inCode) || inTable.startsWith(inCode + ".");
    }

    @Test
    void everyNameInTheCodeStandsInTheTable() throws IOException {
        Set<String> table = table();
        assertThat(code())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(table).as("rows for %s", name).anyMatch(row -> covers(name, row)));
    }

    @Test
    void everyRowOfTheTableStandsInTheCode() throws IOException {
        Set<String> code = code();
        assertThat(table())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(code).as("code for %s", row).anyMatch(name -> covers(name, row)));
    }
}
