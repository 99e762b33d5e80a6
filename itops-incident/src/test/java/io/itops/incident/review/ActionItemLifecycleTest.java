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
    private static final Instant NOW = WorkflowMoves.NOW;
    private static final Instant DUE = NOW;

    @Test
    void everyStateTakesTheActionsOfTheTableAndRefusesAllOthers() {
        List<ActionItemCommand> commands = List.of(
                new ActionItemCommand.Add("a1", IncidentId.of("i1"), "review", "widen", Optional.empty(), DUE),
                new ActionItemCommand.Assign(Optional.of("ann"), DUE),
                new ActionItemCommand.Assign(Optional.empty(), DUE.plusSeconds(1)),
                new ActionItemCommand.Complete("done"),
                new ActionItemCommand.Drop("not worth it"),
                new ActionItemCommand.Reopen("not enough"),
                new ActionItemCommand.Recur(IncidentId.of("i2")),
                new ActionItemCommand.ReminderTimeout(),
                new ActionItemCommand.DueTimeout());
        var moves = WorkflowMoves.of(ActionItemCommand.WORKFLOW, "a1", Given.facts(), commands)
                .staying((item, command) -> command instanceof ActionItemCommand.DueTimeout && NOW.isBefore(item.due())
                        || command instanceof ActionItemCommand.DueTimeout && item.overdue()
                        || command instanceof ActionItemCommand.ReminderTimeout
                                && !item.due().isAfter(NOW)
                        || (command instanceof ActionItemCommand.Recur
                                && !item.ineffectiveIn().isEmpty()));
        LifecycleModel<ActionItemState, ActionItemAction> model =
                LifecycleModel.of(ActionItemState.class, ActionItemAction.class, """
                        -        ADD   ASSIGN COMPLETE DROP    REOPEN REMINDER_TIMEOUT DUE_TIMEOUT RECUR
                        -        OPEN  .      .        .       .      .                .           .
                        OPEN     .     OPEN   DONE     DROPPED .      OPEN             OPEN        .
                        DONE     .     .      .        .       OPEN   .                .           DONE
                        DROPPED  .     .      .        .       OPEN   .                .           .
                        """);
        LifecycleReport report = LifecycleProperties.check(ActionItemCommand.LIFECYCLE, model.driving(moves));
        assertThat(report.cells()).as("one of them by two commands").isEqualTo(10);
        assertThat(report.absent()).isEqualTo(26);
        assertThat(report.chains()).isEqualTo(200);
    }
}
