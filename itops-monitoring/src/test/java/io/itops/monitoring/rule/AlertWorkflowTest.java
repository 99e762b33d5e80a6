package io.itops.monitoring.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertWorkflowTest {
    @Test
    void everyStateAnswersEveryActionAsTheTableSays() {
        Map<String, String> cells = new TreeMap<>();
        for (AlertAction action : AlertAction.values()) {
            cell(cells, null, action);
            for (AlertStatus status : AlertStatus.values()) {
                cell(cells, status, action);
            }
        }

        assertThat(cells)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("none WAIT", "PENDING"),
                        Map.entry("none FIRE", "FIRING"),
                        Map.entry("none CLEAR", "refused"),
                        Map.entry("INACTIVE WAIT", "PENDING"),
                        Map.entry("INACTIVE FIRE", "FIRING"),
                        Map.entry("INACTIVE CLEAR", "refused"),
                        Map.entry("PENDING WAIT", "refused"),
                        Map.entry("PENDING FIRE", "FIRING"),
                        Map.entry("PENDING CLEAR", "INACTIVE"),
                        Map.entry("FIRING WAIT", "refused"),
                        Map.entry("FIRING FIRE", "refused"),
                        Map.entry("FIRING CLEAR", "RESOLVED"),
                        Map.entry("RESOLVED WAIT", "PENDING"),
                        Map.entry("RESOLVED FIRE", "FIRING"),
                        Map.entry("RESOLVED CLEAR", "refused")));
    }

    private static void cell(Map<String, String> cells, @Nullable AlertStatus status, AlertAction action) {
        AlertStatus next = AlertWorkflow.LIFECYCLE.next(status, action);
        cells.put((status == null ? "none" : status) + " " + action, next == null ? "refused" : next.name());
    }

    @Test
    void theEndsAreTheStatesThatAreNotActive() {
        assertThat(AlertWorkflow.LIFECYCLE.ends()).containsExactly(AlertStatus.INACTIVE, AlertStatus.RESOLVED);
        assertThat(AlertWorkflow.LIFECYCLE.ends()).noneMatch(AlertStatus::active);
    }
}
