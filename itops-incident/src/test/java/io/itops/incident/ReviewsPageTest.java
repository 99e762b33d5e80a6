package io.itops.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.lifecycle.Lifecycle;
import io.itops.incident.review.ActionItemCommand;
import io.itops.incident.review.LessonCommand;
import io.itops.incident.review.ReviewWorkflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds docs/reviews.md against the tables. */
class ReviewsPageTest {
    @Test
    void theDrawingsAreThoseOfTheTables() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "reviews.md"));
        for (Lifecycle<?, ?> table :
                List.of(ReviewWorkflow.LIFECYCLE, LessonCommand.LIFECYCLE, ActionItemCommand.LIFECYCLE)) {
            assertThat(page).contains("```mermaid\n" + table.toMermaid() + "```\n");
        }
    }
}
