package io.itops.incident.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.incident.workflow.IncidentId;
import io.itops.testkit.lifecycle.LifecycleModel;
import io.itops.testkit.lifecycle.LifecycleProperties;
import io.itops.testkit.lifecycle.LifecycleReport;
import io.itops.testkit.lifecycle.WorkflowMoves;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionItemLifecycleTest {
    private static final Instant DUE = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void everyStateTakesTheActionsOfTheTableAndRefusesAllOthers() {
        List<ActionItemCommand> commands = List.of(
                new ActionItemCommand.Add("a1", IncidentId.of("i1"), "review", "widen", Optional.empty(), DUE),
                new ActionItemCommand.Assign(Optional.of("ann"), DUE),
                new ActionItemCommand.Assign(Optional.empty(), DUE.plusSeconds(1)),
                new ActionItemCommand.Complete("done"),
                new ActionItemCommand.Drop("not worth it"),
                new ActionItemCommand.Reopen("not enough"));
        var moves = WorkflowMoves.of(ActionItemCommand.WORKFLOW, "a1", new ActionItemCommand.Facts(true), commands);
        LifecycleModel<ActionItemState, ActionItemAction> model =
                LifecycleModel.of(ActionItemState.class, ActionItemAction.class, """
                        -        ADD   ASSIGN COMPLETE DROP    REOPEN
                        -        OPEN  .      .        .       .
                        OPEN     .     OPEN   DONE     DROPPED .
                        DONE     .     .      .        .       OPEN
                        DROPPED  .     .      .        .       OPEN
                        """);
        LifecycleReport report = LifecycleProperties.check(ActionItemCommand.LIFECYCLE, model.driving(moves));
        assertThat(report.cells()).as("one of them by two commands").isEqualTo(7);
        assertThat(report.absent()).isEqualTo(17);
        assertThat(report.chains()).isEqualTo(200);
    }
}
