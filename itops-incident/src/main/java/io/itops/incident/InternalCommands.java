package io.itops.incident;

import io.itops.incident.workflow.EscalationCommand;
import io.itops.incident.workflow.FamilyCommand;
import io.itops.incident.workflow.IncidentCommand;
import io.itops.incident.workflow.PlacementCommand;
import java.util.Set;

/** Commands that follow from signals, timers and what is done to other incidents: given alone, they would change one side only. */
final class InternalCommands {
    private static final Set<Class<?>> ALL = Set.of(
            IncidentCommand.Repeat.class,
            EscalationCommand.AckTimeout.class,
            EscalationCommand.StepTimeout.class,
            IncidentCommand.CloseTimeout.class,
            PlacementCommand.HoldTimeout.class,
            FamilyCommand.Absorb.class,
            FamilyCommand.Release.class,
            FamilyCommand.QuietKey.class,
            FamilyCommand.Adopt.class,
            FamilyCommand.Rehang.class);

    private InternalCommands() {}

    static boolean contain(IncidentCommand command) {
        return ALL.contains(command.getClass());
    }
}
