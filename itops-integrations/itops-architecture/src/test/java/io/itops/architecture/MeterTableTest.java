package io.itops.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/meters.md against the names that stand in the code: whole ones, and beginnings that the code completes. */
class MeterTableTest {
    private static final Pattern IN_CODE = Pattern.compile("\"(itops\\.[a-z]+\\.[a-z.]+)\"");
    private static final Pattern IN_TABLE = Pattern.compile("(?m)^\\| `(itops\\.[a-z.]+)` \\|");

    /** Names with the same beginning that are none of meters. */
    private static final Set<String> OTHERS = Set.of("itops.notification.", "itops.mv.db", "itops.fuzz.seed");

    private static Set<String> table() {
        return DocumentedNames.inPage("meters.md", IN_TABLE).stream()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> code() {
        return DocumentedNames.inCode(IN_CODE).stream()
                .map(found -> found.match().group(1))
                .filter(name -> !OTHERS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean covers(String inCode, String inTable) {
        return inTable.equals(inCode) || inTable.startsWith(inCode + ".");
    }

    @Test
    void everyNameInTheCodeStandsInTheTable() {
        Set<String> table = table();
        assertThat(code())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(table).as("rows for %s", name).anyMatch(row -> covers(name, row)));
    }

    @Test
    void everyRowOfTheTableStandsInTheCode() {
        Set<String> code = code();
        assertThat(table())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(code).as("code for %s", row).anyMatch(name -> covers(name, row)));
    }
}
