package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.incident.workflow.IncidentCategory;
import io.itops.incident.workflow.IncidentState;
import io.itops.incident.workflow.IncidentWorkflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/incidents.md against the table. */
class IncidentsPageTest {
    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "incidents.md"));
    }

    @Test
    void theDrawingIsThatOfTheTable() throws IOException {
        assertThat(page()).contains("```mermaid\n" + IncidentWorkflow.LIFECYCLE.toMermaid() + "```\n");
    }

    @Test
    void everyStateHasItsPlaceInTheTableOfCategories() throws IOException {
        String page = page();
        for (IncidentState state : IncidentState.values()) {
            assertThat(page.lines()
                            .filter(line -> line.startsWith("| "))
                            .filter(line -> line.contains(words(state.category())))
                            .filter(line -> line.contains(words(state))))
                    .as(state.name())
                    .isNotEmpty();
        }
    }

    @Test
    void everyCategoryHasAState() {
        EnumSet<IncidentCategory> used = EnumSet.noneOf(IncidentCategory.class);
        Stream.of(IncidentState.values()).map(IncidentState::category).forEach(used::add);
        assertThat(EnumSet.complementOf(used)).isEmpty();
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
