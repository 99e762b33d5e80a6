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
                        Map.entry("none KEEP", "refused"),
                        Map.entry("none RETURN", "refused"),
                        Map.entry("none POSTPONE", "refused"),
                        Map.entry("none HIT", "refused"),
                        Map.entry("none MISS", "refused"),
                        Map.entry("none SEND", "refused"),
                        Map.entry("none REGRADE", "refused"),
                        Map.entry("INACTIVE WAIT", "PENDING"),
                        Map.entry("INACTIVE FIRE", "FIRING"),
                        Map.entry("INACTIVE CLEAR", "refused"),
                        Map.entry("INACTIVE KEEP", "refused"),
                        Map.entry("INACTIVE RETURN", "refused"),
                        Map.entry("INACTIVE POSTPONE", "refused"),
                        Map.entry("INACTIVE HIT", "refused"),
                        Map.entry("INACTIVE MISS", "refused"),
                        Map.entry("INACTIVE SEND", "refused"),
                        Map.entry("INACTIVE REGRADE", "refused"),
                        Map.entry("PENDING WAIT", "refused"),
                        Map.entry("PENDING FIRE", "FIRING"),
                        Map.entry("PENDING CLEAR", "INACTIVE"),
                        Map.entry("PENDING KEEP", "refused"),
                        Map.entry("PENDING RETURN", "refused"),
                        Map.entry("PENDING POSTPONE", "refused"),
                        Map.entry("PENDING HIT", "PENDING"),
                        Map.entry("PENDING MISS", "PENDING"),
                        Map.entry("PENDING SEND", "refused"),
                        Map.entry("PENDING REGRADE", "PENDING"),
                        Map.entry("FIRING WAIT", "refused"),
                        Map.entry("FIRING FIRE", "refused"),
                        Map.entry("FIRING CLEAR", "RESOLVED"),
                        Map.entry("FIRING KEEP", "FIRING"),
                        Map.entry("FIRING RETURN", "FIRING"),
                        Map.entry("FIRING POSTPONE", "PENDING"),
                        Map.entry("FIRING HIT", "FIRING"),
                        Map.entry("FIRING MISS", "FIRING"),
                        Map.entry("FIRING SEND", "FIRING"),
                        Map.entry("FIRING REGRADE", "FIRING"),
                        Map.entry("RESOLVED WAIT", "PENDING"),
                        Map.entry("RESOLVED FIRE", "FIRING"),
                        Map.entry("RESOLVED CLEAR", "refused"),
                        Map.entry("RESOLVED KEEP", "refused"),
                        Map.entry("RESOLVED RETURN", "refused"),
                        Map.entry("RESOLVED POSTPONE", "refused"),
                        Map.entry("RESOLVED HIT", "refused"),
                        Map.entry("RESOLVED MISS", "refused"),
                        Map.entry("RESOLVED SEND", "RESOLVED"),
                        Map.entry("RESOLVED REGRADE", "refused")));
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
