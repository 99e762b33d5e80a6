package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.lifecycle.Lifecycle;
import io.itops.incident.communication.ResponseWorkflow;
import io.itops.incident.knowledge.KnowledgeWorkflow;
import io.itops.incident.problem.ProblemWorkflow;
import io.itops.incident.request.RequestWorkflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds docs/workflows.md against the tables; those of the incident and of reviews stand in pages of their own. */
class WorkflowsPageTest {
    private static final List<Lifecycle<?, ?>> TABLES = List.of(
            ProblemWorkflow.LIFECYCLE,
            RequestWorkflow.LIFECYCLE,
            KnowledgeWorkflow.LIFECYCLE,
            ResponseWorkflow.LIFECYCLE);

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "workflows.md"));
    }

    @Test
    void theDrawingsAreThoseOfTheTables() throws IOException {
        for (Lifecycle<?, ?> table : TABLES) {
            assertThat(page()).contains("```mermaid\n" + table.toMermaid() + "```\n");
        }
    }

    @Test
    void thereIsNoOtherDrawing() throws IOException {
        assertThat(page().lines().filter(line -> line.equals("```mermaid"))).hasSameSizeAs(TABLES);
    }
}
